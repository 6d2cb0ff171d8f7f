"""What coordinators decide about endorsements, many at a time."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from appeals import ledger
from appeals.drafting.models import Appeal
from appeals.endorsements.models import Endorsement, EndorsementState, EndorsementTerms, Intake

# Of what nobody has confirmed there is nothing to decide.
_DECIDABLE = (EndorsementState.WAITING, EndorsementState.COUNTED, EndorsementState.HIDDEN)


class Action(StrEnum):
    """What is written into the ledger here."""

    TERMS_SET = "endorsements.terms"
    COUNTED = "endorsements.counted"
    HIDDEN = "endorsements.hidden"


def set_terms(
    session: Session,
    appeal: Appeal,
    intake: Intake,
    *,
    takes_requests: bool,
    by: UUID,
    now: datetime,
) -> None:
    """Say whom the appeal takes from now on; what was given before stays as it is."""
    terms = session.scalar(
        select(EndorsementTerms).where(EndorsementTerms.appeal_id == appeal.id).with_for_update()
    )
    if terms is None:
        terms = EndorsementTerms(appeal_id=appeal.id)
        session.add(terms)
    if (terms.intake, terms.takes_requests) == (intake, takes_requests):
        return
    terms.intake, terms.takes_requests = intake, takes_requests
    ledger.record(
        session,
        Action.TERMS_SET,
        appeal.id,
        now=now,
        appeal_id=appeal.id,
        by=by,
        intake=intake,
        takes_requests=str(takes_requests),
    )


def decide(
    session: Session,
    appeal: Appeal,
    ids: Sequence[UUID],
    *,
    counted: bool,
    by: UUID,
    now: datetime,
) -> int:
    """Count these endorsements or take them out; return how many that changed."""
    state = EndorsementState.COUNTED if counted else EndorsementState.HIDDEN
    changed = session.execute(
        update(Endorsement)
        .where(
            Endorsement.appeal_id == appeal.id,
            Endorsement.id.in_(ids),
            Endorsement.state.in_(_DECIDABLE),
            Endorsement.state != state,
        )
        .values(state=state, decided_by=by)
        .execution_options(synchronize_session=False)
    ).rowcount  # type: ignore[attr-defined]
    if changed:
        action = Action.COUNTED if counted else Action.HIDDEN
        ledger.record(
            session, action, appeal.id, now=now, appeal_id=appeal.id, by=by, number=changed
        )
    return int(changed)
