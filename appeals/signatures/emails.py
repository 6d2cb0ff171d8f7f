"""Mails about a signature: receipt, changes of the text, publication, withdrawal."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from appeals import config, db, i18n, ledger, mail
from appeals.accounts.models import Coalition
from appeals.correspondence import services as correspondence
from appeals.correspondence import specimens
from appeals.correspondence.composing import written
from appeals.correspondence.kinds import MailKind
from appeals.correspondence.services import Text
from appeals.document.tree import Entry
from appeals.drafting import diff
from appeals.drafting import services as drafting
from appeals.drafting.models import Appeal, ConsentDefault, Phase, Revision
from appeals.errors import NotFound
from appeals.invitations import links
from appeals.languages import language_for, language_name
from appeals.mail import Mail, Message
from appeals.organisations.models import Contact
from appeals.organisations.services import country_choices
from appeals.signatures import disclosure_notices, labels, lists, notices, printing, services
from appeals.signatures.consenting import latest_asked, worst
from appeals.signatures.models import Signature
from appeals.zones import zone_of


@dataclass(frozen=True)
class _Told:
    """What a mail is about, and what its text draws on beside that."""

    signature: Signature
    contact: Contact
    read: str
    more: Mapping[str, object]


@mail.composer("receipt", mail.Rank.PERSONAL)
def receipt(session: Session, queued: Mail) -> Message | None:
    """Tell a contact of the organisation what was signed, and how to undo or to contest it."""
    signature, contact = _parties(session, queued)
    if signature is None or contact is None:
        return None
    _sign_log(session, signature)
    if contact is not signature.organisation.contact:
        return notices.signed(session, signature, contact)
    return _written(session, MailKind.RECEIPT, _Told(signature, contact, contact.language, {}))


@mail.composer("published")
def published(session: Session, queued: Mail) -> Message | None:
    """Tell a contact where the appeal can now be read."""
    signature, contact = _parties(session, queued)
    if signature is None or contact is None or not signature.counts:
        return None
    if not services.wish_of(signature.invitation).is_named(db.clock(session)):
        return disclosure_notices.published(session, signature, contact)
    return _written(session, MailKind.PUBLISHED, _Told(signature, contact, contact.language, {}))


@mail.composer("withdrawal", mail.Rank.PERSONAL)
def withdrawal(session: Session, queued: Mail) -> Message | None:
    signature, _contact = _parties(session, queued)
    if signature:
        _sign_log(session, signature)
    return _about(session, queued)


@mail.composer("lapsed", asks=False)
def lapsed(session: Session, queued: Mail) -> Message | None:
    return _about(session, queued)


@mail.composer("text_changed", asks=False)
def text_changed(session: Session, queued: Mail) -> Message | None:
    """Tell a signatory that a typing error or a translation was mended."""
    return _about_change(session, queued)


@mail.respects_night("published", "lapsed", "text_changed")
def _night(session: Session, queued: Mail) -> mail.Night | None:
    signature, _contact = _parties(session, queued)
    if signature is None:
        return None
    zone = signature.invitation.appeal.zone
    return mail.Night(zone_of(signature.organisation.countries, otherwise=zone))


@mail.composer("consent", mail.Rank.PERSONAL)
def consent(session: Session, queued: Mail) -> Message | None:
    """Ask a signatory again, with what was changed in their language."""
    return _about_change(session, queued)


@specimens.source(MailKind.RECEIPT, MailKind.TEXT_CHANGED, MailKind.CONSENT, MailKind.PUBLISHED)
class Signed(specimens.Source):
    """The organisations that stand under an appeal."""

    def choices(self, session: Session, appeal: Appeal) -> dict[str, str]:
        language = i18n.interface_language()
        found = lists.active_signatures(session, appeal)[: specimens.MOST]
        reachable = (each for each in found if each.organisation.contact)
        return {each.invitation.handle: each.organisation.label(language) for each in reachable}

    def compose(
        self, session: Session, appeal: Appeal, handle: str, text: Text, link: str
    ) -> Message:
        found = lists.active_signatures(session, appeal)
        signature = next((each for each in found if each.invitation.handle == handle), None)
        if signature is None or signature.organisation.contact is None:
            raise NotFound
        contact = signature.organisation.contact
        present = drafting.latest_locked(session, appeal) or signature.revision
        told = _change(session, signature, contact, present, text.language)
        return _filled(session, text, told, link)


def _sign_log(session: Session, signature: Signature) -> None:
    """Have the log signed over what a receipt is about, so that it can name a checkpoint over it.

    Who only reads the mail, in the local mailbox, changes nothing.
    """
    if isinstance(session, db.ScopedSession) and session.writes:
        ledger.settle(session, signature.appeal_id)


def _about_change(session: Session, queued: Mail) -> Message | None:
    signature, contact = _parties(session, queued)
    if signature is None or contact is None or not signature.counts:
        return None
    appeal = signature.invitation.appeal
    present = drafting.get_revision(session, appeal, int(queued.parameters["revision"]))
    if appeal.phase is not Phase.SIGN_ON or signature.revision.set_hash == present.set_hash:
        return None
    kind = MailKind(queued.template)
    spoken = correspondence.text_for(session, appeal, kind, contact.language).language
    return _written(session, kind, _change(session, signature, contact, present, spoken))


def _change(
    session: Session, signature: Signature, contact: Contact, present: Revision, spoken: str
) -> _Told:
    """Return what was changed since the signature; `spoken` is the language of the mail."""
    appeal = signature.invitation.appeal
    read = contact.language if contact.language in appeal.languages else signature.language_read
    changes = services.list_changes(session, appeal.id)
    asked = latest_asked(services.signed(signature), changes)
    until = asked.consent_until if asked else None
    with i18n.speaking(spoken):
        more = {
            "changes": diff.compare(signature.revision.segments, present.segments, read),
            "read": read,
            "worst": worst(services.signed(signature), changes),
            "language_list": ", ".join(
                language_name(tag, i18n.nearest(spoken))
                for tag in appeal.languages
                if signature.revision.hashes.get(tag) != present.hashes.get(tag)
            ),
            "drops": bool(asked and asked.consent_default is ConsentDefault.DROP),
            "until": i18n.format_datetime(until.astimezone(appeal.zone)) if until else None,
            "until_utc": i18n.format_datetime(until) if until else None,
        }
    return _Told(signature, contact, read, more)


def _parties(session: Session, queued: Mail) -> tuple[Signature | None, Contact | None]:
    contact_id = UUID(queued.parameters["contact_id"])
    return session.get(Signature, queued.subject_id), session.get(Contact, contact_id)


def _written(session: Session, kind: MailKind, told: _Told) -> Message:
    invitation = told.signature.invitation
    text = correspondence.text_for(session, invitation.appeal, kind, told.contact.language)
    return _filled(session, text, told, links.url_of(invitation))


def _filled(session: Session, text: Text, told: _Told, link: str) -> Message:
    appeal = told.signature.invitation.appeal
    language = language_for(told.read, appeal.languages, appeal.reference_language)
    return written(
        session,
        appeal,
        text,
        to=told.contact.email,
        name=told.contact.name,
        read=told.read,
        context={
            **_context(session, told.signature, told.contact, i18n.nearest(text.language)),
            "contact": told.contact.name,
            "link": link,
            "page": f"{config.settings().base_url}/statements/{appeal.slug}/{language}",
            **told.more,
        },
    )


def _about(session: Session, queued: Mail) -> Message | None:
    signature, contact = _parties(session, queued)
    if signature is None or contact is None:
        return None
    invitation = signature.invitation
    return mail.rendered(
        queued.template,
        to=contact.email,
        name=contact.name,
        language=contact.language,
        reply_to=invitation.appeal.reply_to or None,
        link=links.url_of(invitation),
        **_context(session, signature, contact, i18n.nearest(contact.language)),
    )


def _context(
    session: Session, signature: Signature, contact: Contact, spoken: str
) -> dict[str, object]:
    title, title_language = notices.title_of(signature, contact.language)
    return {
        "signature": signature,
        "coalition": session.get_one(Coalition, signature.coalition_id).name,
        "entry": ledger.find_receipt(session, signature.appeal_id, signature.invitation_id),
        "verify_page": mail.link("log.how_to_verify"),
        "organisation": signature.invitation.organisation.label(contact.language),
        "title": title,
        "title_language": title_language,
        "shown": _shown(session, signature),
        "names": {tag: entry.text for tag, entry in _entries(session, signature).items()},
        "language_names": {
            tag: language_name(tag, spoken) for tag in signature.invitation.appeal.languages
        },
    }


def _shown(session: Session, signature: Signature) -> str | None:
    """Return how the name is shown, where it is not simply public."""
    invitation = signature.invitation
    if services.wish_of(invitation).is_named(db.clock(session)):
        return None
    return labels.shown(invitation, invitation.appeal.zone)


def _entries(session: Session, signature: Signature) -> dict[str, Entry]:
    """Return how the organisation is printed in each language it has a name in."""
    choices = {tag: country_choices(session, tag) for tag in signature.names}
    return {
        tag: printing.entry(0, name, signature.countries, tag, choices)
        for tag, name in signature.names.items()
    }
