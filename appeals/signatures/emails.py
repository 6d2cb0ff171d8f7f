"""Mails about a signature: the receipt, and the confirmation of a withdrawal."""

from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from appeals import i18n, mail
from appeals.accounts.models import Coalition
from appeals.document.tree import Entry
from appeals.drafting import diff
from appeals.drafting import services as drafting
from appeals.drafting.models import ConsentDefault, Phase, SegmentKind
from appeals.invitations import links
from appeals.languages import language_name
from appeals.mail import Mail, Message
from appeals.organisations.models import Contact
from appeals.organisations.services import country_choices
from appeals.signatures import printing, services
from appeals.signatures.consenting import latest_asked, worst
from appeals.signatures.models import Signature


@mail.composer("receipt", mail.Rank.PERSONAL)
def receipt(session: Session, queued: Mail) -> Message | None:
    """Tell a contact of the organisation what was signed, and how to undo it."""
    return _about(session, queued)


@mail.composer("withdrawal", mail.Rank.PERSONAL)
def withdrawal(session: Session, queued: Mail) -> Message | None:
    return _about(session, queued)


@mail.composer("lapsed")
def lapsed(session: Session, queued: Mail) -> Message | None:
    return _about(session, queued)


@mail.composer("text_changed")
def text_changed(session: Session, queued: Mail) -> Message | None:
    """Tell a signatory that a typing error or a translation was mended."""
    return _about_change(session, queued)


@mail.composer("consent", mail.Rank.PERSONAL)
def consent(session: Session, queued: Mail) -> Message | None:
    """Ask a signatory again, with what was changed in their language."""
    return _about_change(session, queued)


def _about_change(session: Session, queued: Mail) -> Message | None:
    signature = session.get(Signature, queued.subject_id)
    if signature is None or not signature.counts:
        return None
    appeal = signature.invitation.appeal
    present = drafting.get_revision(session, appeal, int(queued.parameters["revision"]))
    if appeal.phase is not Phase.SIGN_ON or signature.revision.set_hash == present.set_hash:
        return None
    contact = session.get(Contact, UUID(queued.parameters["contact_id"]))
    language = contact.language if contact else ""
    read = language if language in appeal.languages else signature.language_read
    changes = services.list_changes(session, appeal.id)
    asked = latest_asked(services.signed(signature), changes)
    with i18n.speaking(language):
        until = asked.consent_until if asked else None
        moments = {
            "until": i18n.format_datetime(until.astimezone(appeal.zone)) if until else None,
            "until_utc": i18n.format_datetime(until) if until else None,
            "time_zone": appeal.time_zone,
        }
    return _about(
        session,
        queued,
        changes=diff.compare(signature.revision.segments, present.segments, read),
        read=read,
        worst=worst(services.signed(signature), changes),
        language_list=", ".join(
            language_name(tag, i18n.nearest(language))
            for tag in appeal.languages
            if signature.revision.hashes.get(tag) != present.hashes.get(tag)
        ),
        drops=bool(asked and asked.consent_default is ConsentDefault.DROP),
        **moments,
    )


def _about(session: Session, queued: Mail, **more: object) -> Message | None:
    signature = session.get(Signature, queued.subject_id)
    contact = session.get(Contact, UUID(queued.parameters["contact_id"]))
    if signature is None or contact is None:
        return None
    invitation = signature.invitation
    appeal = invitation.appeal
    spoken = i18n.nearest(contact.language)
    return mail.rendered(
        queued.template,
        to=contact.email,
        name=contact.name,
        language=contact.language,
        reply_to=appeal.reply_to or None,
        signature=signature,
        appeal=appeal,
        coalition=session.get_one(Coalition, queued.coalition_id).name,
        organisation=invitation.organisation.label(contact.language),
        title=_title(signature, contact.language),
        names={tag: entry.text for tag, entry in _entries(session, signature).items()},
        language_names={tag: language_name(tag, spoken) for tag in appeal.languages},
        link=links.url_of(invitation),
        **more,
    )


def _entries(session: Session, signature: Signature) -> dict[str, Entry]:
    """Return how the organisation is printed in each language it has a name in."""
    choices = {tag: country_choices(session, tag) for tag in signature.names}
    return {
        tag: printing.entry(0, name, signature.countries, tag, choices)
        for tag, name in signature.names.items()
    }


def _title(signature: Signature, language: str) -> str:
    revision = signature.revision
    for tag in (language, signature.language_read, *revision.hashes):
        if title := revision.text_of(SegmentKind.TITLE, tag):
            return title
    return str(_("Joint appeal"))
