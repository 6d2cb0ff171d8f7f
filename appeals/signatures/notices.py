"""Notes about signatures to the organisation's contacts and to the coordinators.

Whoever did not sign learns that somebody did, and can contest it: by a link of
its own purpose, which cannot sign.
"""

from uuid import UUID

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from appeals import config, i18n, ledger, mail
from appeals.accounts.models import Account, Coalition
from appeals.drafting.models import ListKind, SegmentKind
from appeals.invitations.links import token_for
from appeals.invitations.models import Visibility
from appeals.invitations.notices import unhidden
from appeals.mail import Facts, Link, Mail, Message, Part, Quote
from appeals.organisations.models import Contact
from appeals.signatures import contesting
from appeals.signatures.models import Dispute, Mandate, Resolution, Signature
from appeals.tokens import Purpose

_PATHS = {Purpose.DISPUTE: "/d/", Purpose.OBJECT: "/o/", Purpose.MANDATE: "/m/"}


def url_of(purpose: Purpose, id: UUID) -> str:
    """Return the absolute link for one purpose about one thing."""
    return config.settings().base_url + _PATHS[purpose] + token_for(purpose, id, contesting.NUMBER)


def signed(session: Session, signature: Signature, contact: Contact) -> Message:
    """Tell another contact of the organisation that it has signed, and how to contest it."""
    with i18n.speaking(contact.language):
        supports = signature.list_kind is ListKind.SUPPORTER
        parts: list[Part] = [
            _("Your organisation supports a joint appeal.")
            if supports
            else _("Your organisation has signed a joint appeal."),
            _about(signature, contact.language, *_logged(session, signature)),
            _("If this is right, you need not do anything."),
            _("If nobody was entitled to do this for your organisation, say so on this page:"),
            Link(url_of(Purpose.DISPUTE, signature.id)),
            _(
                "Opening the page decides nothing. Once you have said there what is not right, the "
                "name is left out until the coordinators have looked into it."
            ),
        ]
        subject = _("An answer was given for your organisation")
    return _to(session, contact, signature, subject, parts)


@mail.composer("mandate_used", mail.Rank.PERSONAL)
def mandate_used(session: Session, queued: Mail) -> Message | None:
    """Tell the organisation at once that it was entered, and until when it can object."""
    signature = session.get(Signature, queued.subject_id)
    contact = session.get(Contact, UUID(queued.parameters["contact_id"]))
    if signature is None or contact is None or signature.counts_from is None:
        return None
    if not signature.counts:
        return None
    mandate = session.get_one(Mandate, signature.mandate_id)
    zone = signature.invitation.appeal.zone
    with i18n.speaking(contact.language):
        until = i18n.format_datetime(signature.counts_from.astimezone(zone))
        parts: list[Part] = [
            _(
                "A coordinator has entered your organisation under a joint appeal, as its standing "
                "mandate allows."
            ),
            _about(
                signature,
                contact.language,
                (_("What the mandate is for:"), mandate.scope),
                *_logged(session, signature),
            ),
            _("Why the appeal is within the mandate:"),
            Quote(signature.basis or ""),
            _(
                "The name does not count yet. If you do nothing, it counts from %(moment)s "
                "(%(zone)s) on, which is %(utc)s UTC.",
                moment=until,
                zone=signature.invitation.appeal.time_zone,
                utc=i18n.format_datetime(signature.counts_from),
            ),
            _("To object, open this page before then:"),
            Link(url_of(Purpose.OBJECT, signature.id)),
        ]
        subject = _("Your organisation was entered under its mandate")
    return _to(session, contact, signature, subject, parts)


@mail.composer("dispute", mail.Rank.PERSONAL)
def dispute(session: Session, queued: Mail) -> Message | None:
    """Tell a coordinator that a signature is contested."""
    raised = session.get(Dispute, queued.subject_id)
    account = session.get(Account, UUID(queued.parameters["account_id"]))
    if raised is None or account is None or not account.active or raised.resolved_at:
        return None
    with i18n.speaking(account.language):
        parts: list[Part] = [
            _(
                "Somebody of an organisation contests its signature. The name is left out of every "
                "list and export until the dispute is resolved."
            ),
            *_raised(raised, account.language),
            Link(mail.link("signatures.disputes", slug=raised.invitation.appeal.slug)),
        ]
        subject = _("A signature is disputed")
    return mail.note(account, subject, parts)


@mail.composer("disputed", mail.Rank.PERSONAL)
def disputed(session: Session, queued: Mail) -> Message | None:
    """Tell the organisation's contacts, also whoever signed, that the signature is contested."""
    raised = session.get(Dispute, queued.subject_id)
    contact = session.get(Contact, UUID(queued.parameters["contact_id"]))
    if raised is None or contact is None:
        return None
    with i18n.speaking(contact.language):
        parts: list[Part] = [
            _("The signature of your organisation under a joint appeal was contested."),
            _about(raised.signature, contact.language, *_contested_by(raised)),
            Quote(raised.reason),
            _(
                "The name is left out until the coordinators have looked into it. You can write to "
                "them by replying to this mail."
            ),
        ]
        subject = _("The signature of your organisation is disputed")
    return _to(session, contact, raised.signature, subject, parts)


@mail.composer("dispute_resolved", mail.Rank.PERSONAL)
def dispute_resolved(session: Session, queued: Mail) -> Message | None:
    """Tell both sides, all contacts of the organisation, what was found and why."""
    ended = session.get(Dispute, queued.subject_id)
    contact = session.get(Contact, UUID(queued.parameters["contact_id"]))
    if ended is None or contact is None or ended.resolution is None:
        return None
    with i18n.speaking(contact.language):
        found = (
            _("The coordinators found that the signature stands. The name counts again.")
            if ended.resolution is Resolution.STANDS
            else _(
                "Two coordinators found that the signature was not given by your organisation. The "
                "name was taken out of every list."
            )
        )
        parts: list[Part] = [
            _("The dispute about the signature of your organisation has been resolved."),
            _about(ended.signature, contact.language),
            found,
            Quote(ended.resolution_reason or ""),
            _("If you do not agree, reply to this mail."),
        ]
        subject = _("The dispute has been resolved")
    return _to(session, contact, ended.signature, subject, parts)


@mail.composer("mandate_granted", mail.Rank.PERSONAL)
def mandate_granted(session: Session, queued: Mail) -> Message | None:
    """Tell the organisation that its mandate is on record, and how to end it."""
    with_words = _mandate(session, queued)
    if with_words is None:
        return None
    mandate, contact = with_words
    with i18n.speaking(contact.language):
        hours = mandate.window_hours
        parts: list[Part] = [
            _("A standing mandate of your organisation is on record with us."),
            _mandate_facts(mandate, contact.language),
            _(
                "Under it a coordinator can enter your organisation under an appeal. You are told "
                "each time at once."
            ),
            ngettext(
                "You then have %(num)s hour to object; only after that does the name count.",
                "You then have %(num)s hours to object; only after that does the name count.",
                hours,
            ),
            _("If this is not right, or no longer, end the mandate on this page:"),
            Link(url_of(Purpose.MANDATE, mandate.id)),
        ]
        subject = _("A standing mandate of your organisation")
    return _about_mandate(session, mandate, contact, subject, parts)


@mail.composer("mandate_revoked", mail.Rank.PERSONAL)
def mandate_revoked(session: Session, queued: Mail) -> Message | None:
    with_words = _mandate(session, queued)
    if with_words is None:
        return None
    mandate, contact = with_words
    with i18n.speaking(contact.language):
        parts: list[Part] = [
            _("The standing mandate of your organisation has ended. Nothing is entered under it."),
            _mandate_facts(mandate, contact.language),
        ]
        subject = _("A standing mandate of your organisation")
    return _about_mandate(session, mandate, contact, subject, parts)


def _mandate(session: Session, queued: Mail) -> tuple[Mandate, Contact] | None:
    mandate = session.get(Mandate, queued.subject_id)
    contact = session.get(Contact, UUID(queued.parameters["contact_id"]))
    wanted = queued.template == "mandate_revoked" or (mandate and mandate.revoked_at is None)
    return (mandate, contact) if mandate and contact and wanted else None


def _mandate_facts(mandate: Mandate, language: str) -> Facts:
    given = f"{mandate.granted_by_name}, {mandate.granted_by_role}"
    return Facts(
        [
            (_("Organisation:"), mandate.organisation.label(language)),
            (_("What the mandate is for:"), mandate.scope),
            (_("Given by:"), given),
            (_("Given on:"), i18n.format_date(mandate.granted_on)),
            (_("Valid until:"), i18n.format_date(mandate.valid_until)),
            (_("How we know:"), mandate.evidence),
        ]
    )


def _raised(raised: Dispute, language: str) -> list[Part]:
    """Return what coordinators are told of a dispute; of a hidden name only the appeal."""
    invitation = raised.invitation
    if invitation.visibility is not Visibility.PUBLIC:
        title = title_of(raised.signature, language)[0]
        name = unhidden(invitation, language)
        return [Facts([(_("Appeal:"), title), (_("Organisation:"), name)])]
    return [_about(raised.signature, language, *_contested_by(raised)), Quote(raised.reason)]


def _about(signature: Signature, language: str, *more: tuple[str, str]) -> Facts:
    who = f"{signature.representative_name}, {signature.representative_role}"
    return Facts(
        [
            (_("Appeal:"), title_of(signature, language)[0]),
            (_("Organisation:"), signature.organisation.label(language)),
            (_("Answered by:"), who),
            (_("Received:"), f"{i18n.format_datetime(signature.decided_at)} UTC"),
            *more,
        ]
    )


def _logged(session: Session, signature: Signature) -> list[tuple[str, str]]:
    """Return the entry in the log: whoever keeps it can prove later what was signed."""
    entry = ledger.find_receipt(session, signature.appeal_id, signature.invitation_id)
    return [(_("Entry in the log of the appeal:"), f"leaf:{entry.hash}")] if entry else []


def _contested_by(raised: Dispute) -> list[tuple[str, str]]:
    return [(_("Contested by:"), f"{raised.raised_by_name}, {raised.raised_by_role}")]


def title_of(signature: Signature, language: str) -> tuple[str, str]:
    """Return what was signed is called, and in which language that is."""
    revision = signature.revision
    for tag in (language, signature.language_read, *revision.hashes):
        if title := revision.text_of(SegmentKind.TITLE, tag):
            return " ".join(title.split()), tag
    return str(_("Joint appeal")), i18n.interface_language()


def _to(
    session: Session, contact: Contact, signature: Signature, subject: str, parts: list[Part]
) -> Message:
    coalition = session.get_one(Coalition, signature.coalition_id).name
    return mail.note(
        contact, subject, [*parts, coalition], reply_to=signature.invitation.appeal.reply_to
    )


def _about_mandate(
    session: Session, mandate: Mandate, contact: Contact, subject: str, parts: list[Part]
) -> Message:
    recorder = session.get(Account, mandate.recorded_by)
    return mail.note(
        contact,
        subject,
        [*parts, session.get_one(Coalition, mandate.coalition_id).name],
        reply_to=recorder.email if recorder else None,
    )
