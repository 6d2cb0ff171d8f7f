"""Notes about how a name is shown: to the organisation's contacts, and to the coordinators.

A name that is to be hidden stands in no mail to a coordinator: a mailbox is
read by more people than the board. Its own contacts read their own name.
"""

from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from appeals import config, i18n, mail
from appeals.accounts.models import Account, Coalition
from appeals.invitations import links
from appeals.invitations.models import Invitation
from appeals.languages import language_for
from appeals.mail import Facts, Link, Mail, Message, Part
from appeals.organisations.models import Contact
from appeals.signatures import labels
from appeals.signatures.models import Disclosure, Signature


@mail.composer("visibility", mail.Rank.PERSONAL)
def visibility(session: Session, queued: Mail) -> Message | None:
    """Tell a contact of the organisation how its name is shown from now on, and by whose wish."""
    change = session.get(Disclosure, queued.subject_id)
    contact = session.get(Contact, UUID(queued.parameters["contact_id"]))
    if change is None or contact is None:
        return None
    invitation = change.invitation
    with i18n.speaking(contact.language):
        parts: list[Part] = [
            _("How the name of your organisation is shown under a joint appeal has been changed."),
            _about(invitation, contact.language, change),
            _(
                "A name that is to be hidden is taken off our pages and files at once. Copies that "
                "others have already cannot be called back."
            ),
            _("If this is not right, change it on the personal page of your organisation:"),
            Link(links.url_of(invitation)),
            session.get_one(Coalition, invitation.coalition_id).name,
        ]
        subject = _("How your name is shown")
    return mail.note(contact, subject, parts, reply_to=invitation.appeal.reply_to or None)


def published(session: Session, signature: Signature, contact: Contact) -> Message:
    """Tell a contact that an appeal is published which does not name the organisation."""
    invitation = signature.invitation
    appeal = invitation.appeal
    with i18n.speaking(contact.language):
        language = language_for(contact.language, appeal.languages, appeal.reference_language)
        title = " ".join(appeal.title_for(contact.language).text.split())
        parts: list[Part] = [
            _("A joint appeal that your organisation stands behind has been published."),
            _("The name of your organisation is published nowhere, as you have chosen."),
            Facts(
                [
                    (_("Appeal:"), title),
                    (_("How your name is shown:"), labels.shown(invitation, appeal.zone)),
                ]
            ),
            _("You can read it there:"),
            Link(f"{config.settings().base_url}/statements/{appeal.slug}/{language}"),
            _("You can change how your name is shown under your personal link:"),
            Link(links.url_of(invitation)),
            session.get_one(Coalition, invitation.coalition_id).name,
        ]
        subject = _("A joint appeal has been published")
    return mail.note(contact, subject, parts, reply_to=appeal.reply_to or None)


@mail.composer("visibility_told", mail.Rank.PERSONAL)
def visibility_told(session: Session, queued: Mail) -> Message | None:
    """Tell a coordinator that something has changed, and where to see what; no name."""
    change = session.get(Disclosure, queued.subject_id)
    account = session.get(Account, UUID(queued.parameters["account_id"]))
    if change is None or account is None or not account.active:
        return None
    appeal = change.invitation.appeal
    with i18n.speaking(account.language):
        title = " ".join(appeal.title_for(account.language).text.split())
        parts: list[Part] = [
            _("How the name of an organisation is shown under a joint appeal has been changed."),
            Facts([(_("Appeal:"), title)]),
            _(
                "A name that is to be hidden is gone from our pages and files. This page says "
                "which one it is, and where files with it may have gone:"
            ),
            Link(mail.link("publishing.names", slug=appeal.slug)),
        ]
        subject = _("How a name is shown has changed")
    return mail.note(account, subject, parts)


def _about(invitation: Invitation, language: str, change: Disclosure) -> Facts:
    title = " ".join(invitation.appeal.title_for(language).text.split())
    who = f"{change.chosen_by_name}, {change.chosen_by_role}" if change.chosen_by_name else None
    return Facts(
        [
            (_("Appeal:"), title),
            (_("Organisation:"), invitation.organisation.label(language)),
            (_("Shown from now on:"), labels.shown(change, invitation.appeal.zone)),
            (_("Chosen by:"), who or _("A coordinator")),
            (_("Reason:"), change.reason),
        ]
    )
