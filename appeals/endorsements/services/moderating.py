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

    INTAKE_SET = "endorsements.intake"
    COUNTED = "endorsements.counted"
    HIDDEN = "endorsements.hidden"


def set_intake(
    session: Session, appeal: Appeal, intake: Intake, *, by: UUID, now: datetime
) -> None:
    """Take endorsements from now on, or no more; what was given before stays as it is."""
    terms = session.scalar(
        select(EndorsementTerms).where(EndorsementTerms.appeal_id == appeal.id).with_for_update()
    )
    if terms is None:
        terms = EndorsementTerms(appeal_id=appeal.id)
        session.add(terms)
    elif terms.intake is intake:
        return
    terms.intake = intake
    ledger.record(
        session, Action.INTAKE_SET, appeal.id, now=now, appeal_id=appeal.id, by=by, intake=intake
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
