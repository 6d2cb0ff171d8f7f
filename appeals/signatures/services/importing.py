"""Signatures under a statement that was written elsewhere, as its lists have them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from appeals import db, ledger
from appeals.drafting.models import ListKind, Revision
from appeals.invitations.models import Answer, Invitation
from appeals.ledger import Logged
from appeals.signatures import logged
from appeals.signatures.models import NameAsSigned, Signature
from appeals.signatures.services.actions import Action


@dataclass(frozen=True, kw_only=True)
class Printed:
    """An organisation as a published list has it; `source` says where that list stands."""

    invitation: Invitation
    list_kind: ListKind
    names: Mapping[str, NameAsSigned]
    countries: Sequence[str]
    source: str


def enter(
    session: Session,
    revision: Revision,
    printed: Sequence[Printed],
    *,
    by: UUID | None,
    now: datetime,
) -> None:
    """Enter what was signed elsewhere, in the order it was printed; nobody gets a mail.

    Such a signature counts under the text of this revision alone: whatever is
    changed, the organisation is asked.
    """
    places = {kind: 0 for kind in ListKind}
    for each in printed:
        places[each.list_kind] += 1
        _enter(session, revision, each, places[each.list_kind], by=by, now=now)


def _enter(
    session: Session,
    revision: Revision,
    printed: Printed,
    position: int,
    *,
    by: UUID | None,
    now: datetime,
) -> None:
    invitation, id = printed.invitation, uuid4()
    db.append(
        session,
        Signature,
        id=id,
        appeal_id=invitation.appeal_id,
        organisation_id=invitation.organisation_id,
        invitation_id=invitation.id,
        revision_id=revision.id,
        list_kind=printed.list_kind,
        language_read=invitation.language,
        names=dict(printed.names),
        countries=list(printed.countries),
        representative_name="",
        representative_role="",
        signed_at=now,
        decided_at=now,
        recorded_by=by,
        imported_from=printed.source,
        hand_position=position,
    )
    supports = printed.list_kind is ListKind.SUPPORTER
    invitation.answer = Answer.SUPPORTS if supports else Answer.SIGNED
    invitation.answered_at = now
    ledger.record(
        session,
        Action.IMPORTED,
        id,
        now=now,
        appeal_id=invitation.appeal_id,
        by=by,
        logged=Logged(
            thread=invitation.id,
            text=revision.set_hash,
            printed=logged.printed(
                invitation.organisation_id, printed.names, printed.countries, printed.list_kind
            ),
            personal=logged.personal("", "", language=invitation.language, basis=printed.source),
        ),
        organisation=str(invitation.organisation_id),
        list=printed.list_kind.value,
        text_hash=revision.set_hash,
    )
