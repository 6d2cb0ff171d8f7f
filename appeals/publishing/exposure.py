"""Names that are hidden under an appeal, and where they may have gone before that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from appeals import ledger
from appeals.drafting import services as drafting
from appeals.drafting.models import Appeal
from appeals.errors import NotFound
from appeals.invitations.models import Invitation, Visibility
from appeals.ledger.models import Taken
from appeals.mail import Mail
from appeals.organisations.models import Organisation
from appeals.publishing.models import Edition, EditionEntry
from appeals.signatures import lists
from appeals.signatures.listed import Listed
from appeals.signatures.models import Disclosure, Signature
from appeals.signatures.services import is_named


@dataclass(frozen=True)
class Hidden:
    """An organisation whose name was ever to be shown otherwise than at once and in public."""

    invitation: Invitation
    change: Disclosure
    # Those in which it once stood, the oldest first.
    editions: Sequence[Edition]

    @property
    def is_hidden(self) -> bool:
        return self.invitation.visibility is not Visibility.PUBLIC


@dataclass(frozen=True)
class Told:
    """Somebody who was mailed the address of the published appeal."""

    organisation: Organisation
    sent_at: datetime


@dataclass(frozen=True)
class Exposure:
    """Where files with a name may have gone: what we know, and no more."""

    told: Sequence[Told] = ()
    taken: Sequence[Taken] = ()
    people: Mapping[UUID, str] | None = None


def list_hidden(session: Session, appeal: Appeal) -> list[Hidden]:
    """Return them with their last change, the last one first."""
    changes = session.scalars(
        select(Disclosure)
        .join(Disclosure.invitation)
        .where(Invitation.appeal_id == appeal.id)
        .order_by(Disclosure.chosen_at.desc(), Disclosure.id)
        .options(joinedload(Disclosure.invitation).selectinload(Invitation.organisation))
    )
    newest: dict[UUID, Disclosure] = {}
    for change in changes:
        newest.setdefault(change.invitation_id, change)
    stood = _editions(session, appeal)
    return [
        Hidden(each.invitation, each, stood.get(each.invitation.organisation_id, ()))
        for each in newest.values()
    ]


def has_hidden(session: Session, appeal: Appeal) -> bool:
    """Return whether some organisation of the appeal is not shown at once and in public."""
    hidden = select(Invitation.id).where(
        Invitation.appeal_id == appeal.id, Invitation.visibility != Visibility.PUBLIC
    )
    return session.scalars(hidden.limit(1)).first() is not None


def list_named(session: Session, appeal: Appeal) -> list[tuple[Listed, str]]:
    """Return those who are named, and can be hidden, with the handles of their invitations."""
    handles = select(Invitation.id, Invitation.handle).where(Invitation.appeal_id == appeal.id)
    by_id = {id: handle for id, handle in session.execute(handles)}
    named = lists.get_lists(session, appeal).signatures
    return [(each, by_id[each.invitation_id]) for each in named]


def get_named(session: Session, appeal: Appeal, handle: str) -> Invitation:
    """Return the invitation of a name that is shown, or not hidden altogether."""
    found = session.scalar(
        select(Invitation).where(
            Invitation.appeal_id == appeal.id,
            Invitation.handle == handle,
            is_named() | (Invitation.visibility != Visibility.CONFIDENTIAL),
        )
    )
    if found is None:
        raise NotFound
    return found


def exposure(session: Session, appeal: Appeal, hidden: Sequence[Hidden]) -> Exposure:
    """Return where files with these names may have gone, if they were ever shown."""
    since = _first_signed(session, appeal, hidden)
    if since is None:
        return Exposure()
    taken = ledger.list_taken(session, appeal.id, since=since)
    people = drafting.author_names(session, [each.account_id for each in taken])
    return Exposure(_told(session, appeal), taken, people)


def _editions(session: Session, appeal: Appeal) -> dict[UUID, list[Edition]]:
    rows = session.execute(
        select(EditionEntry.organisation_id, Edition)
        .join(EditionEntry.edition)
        .where(Edition.appeal_id == appeal.id)
        .order_by(Edition.number)
    )
    found: dict[UUID, list[Edition]] = {}
    for organisation_id, edition in rows:
        found.setdefault(organisation_id, []).append(edition)
    return found


def _first_signed(session: Session, appeal: Appeal, hidden: Sequence[Hidden]) -> datetime | None:
    ids = [each.invitation.id for each in hidden if each.is_hidden]
    signed = select(func.min(Signature.signed_at)).where(Signature.invitation_id.in_(ids))
    return session.scalar(signed) if ids else None


def _told(session: Session, appeal: Appeal) -> list[Told]:
    rows = session.execute(
        select(Signature, Mail.sent_at)
        .join(Mail, Mail.subject_id == Signature.id)
        .where(
            Signature.appeal_id == appeal.id,
            Mail.template == "published",
            Mail.sent_at.is_not(None),
        )
        .order_by(Mail.sent_at, Mail.id)
        .options(selectinload(Signature.organisation).selectinload(Organisation.names))
    )
    return [Told(signature.organisation, sent_at) for signature, sent_at in rows if sent_at]
