"""Signatures against the log: who stands under an appeal has signed, and as it was signed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from appeals import ledger, sealed
from appeals.drafting.models import Revision
from appeals.invitations.models import Invitation, Visibility
from appeals.ledger import Act, Fault, Kind
from appeals.ledger.canonical import canonical_json
from appeals.signatures import logged
from appeals.signatures.logged import Thread
from appeals.signatures.models import Signature

Standing = Row[*tuple[object, ...]]


@ledger.compared
def compare_signatures(session: Session, appeal_id: UUID, acts: Sequence[Act]) -> Iterator[Fault]:
    """Look whether the signatures that count are those the log has, word for word."""
    threads = logged.threads(acts)
    yield from _shown_otherwise(session, appeal_id, threads)
    standing = {row.invitation_id: row for row in _standing(session, appeal_id)}
    for invitation_id, row in standing.items():
        thread = threads.get(invitation_id, Thread())
        if thread.signed is None:
            yield Fault(Kind.SIGNATURE_ADDED)
        elif not _as_signed(row, thread, thread.signed):
            yield Fault(Kind.SIGNATURE_CHANGED, thread.signed.position)
    for invitation_id, thread in threads.items():
        if thread.signed and invitation_id not in standing:
            yield Fault(Kind.SIGNATURE_MISSING, thread.signed.position)


def _shown_otherwise(
    session: Session, appeal_id: UUID, threads: Mapping[UUID, Thread]
) -> Iterator[Fault]:
    """Look whether every name is shown as was asked for, also where nobody stands any more."""
    kept = select(Invitation.id, Invitation.visibility, Invitation.public_from)
    for id, visibility, public_from in session.execute(
        kept.where(Invitation.appeal_id == appeal_id)
    ):
        chosen = threads.get(id, Thread()).chosen
        if chosen is None:
            if visibility is not Visibility.PUBLIC:
                yield Fault(Kind.VISIBILITY_CHANGED)
        elif not _as_chosen(visibility, public_from, chosen):
            yield Fault(Kind.VISIBILITY_CHANGED, chosen.position)


def _as_chosen(visibility: Visibility, public_from: datetime | None, chosen: Act) -> bool:
    is_named = chosen.content["result"] == logged.NAMED
    if is_named is not (visibility is Visibility.PUBLIC):
        return False
    said = chosen.personal  # None once it was erased
    since = public_from.isoformat() if public_from else ""
    return said is None or (said["visibility"], said["since"]) == (visibility, since)


def _standing(session: Session, appeal_id: UUID) -> Sequence[Standing]:
    return session.execute(
        select(
            Signature.invitation_id,
            Signature.organisation_id,
            Signature.names,
            Signature.countries,
            Signature.list_kind,
            sealed.as_stored(Signature.representative_name).label("representative_name"),
            sealed.as_stored(Signature.representative_role).label("representative_role"),
            Signature.counts_from,
            Revision.set_hash,
            Invitation.disputed_at,
        )
        .join(Revision, Revision.id == Signature.revision_id)
        .join(Invitation, Invitation.id == Signature.invitation_id)
        .where(Signature.appeal_id == appeal_id, Signature.ended_at.is_(None))
    ).all()


def _as_signed(row: Standing, thread: Thread, signed: Act) -> bool:
    """Return whether a signature is as the log has it."""
    since = int(row.counts_from.timestamp()) if row.counts_from else None
    if (row.set_hash, since) != (signed.content["text"], signed.content.get("from")):
        return False
    if thread.disputed is (row.disputed_at is None):
        return False
    if _printed(row) != signed.row.printed:
        return False
    if ledger.is_elsewhere() and sealed.is_foreign(row.representative_name):
        return True  # who signed is sealed with keys that are not here
    return _personal(row) == _said(signed)


def _printed(row: Standing) -> str | None:
    """Return what a row says of a name; one that was purged says nothing, nor does its leaf."""
    if not row.names:
        return None
    printed = logged.printed(row.organisation_id, row.names, row.countries, row.list_kind)
    return canonical_json(printed).decode()


def _personal(row: Standing) -> bytes:
    """Return who signed; what somebody wrote past us into the database does not open."""
    return canonical_json(
        (
            sealed.opened(Signature.representative_name, row.representative_name),
            sealed.opened(Signature.representative_role, row.representative_role),
        )
    )


def _said(signed: Act) -> bytes:
    personal = signed.personal or {}
    return canonical_json((personal.get("name", ""), personal.get("role", "")))
