"""Planning reminders: the coordinators' plans, the cap, stopping and resuming."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from appeals import ledger
from appeals.drafting.models import Appeal, Phase
from appeals.errors import Conflict, Invalid, NotFound
from appeals.invitations.models import Invitation, ReminderPlan, ReminderSent
from appeals.invitations.schedule import Deadlines, Timing
from appeals.invitations.services.actions import Action, record
from appeals.invitations.services.state import one_at_a_time


class PlanOver(Conflict):
    """The plan has begun or has come to its end; what went out stays on record."""


def deadlines_of(appeal: Appeal) -> Deadlines:
    return Deadlines(soft=appeal.soft_deadline, final=appeal.deadline, zone=appeal.zone)


def timing_of(plan: ReminderPlan) -> Timing:
    return Timing(
        deadline=plan.deadline,
        kind=plan.kind,
        before=plan.before,
        unit=plan.unit,
        time_of_day=plan.time_of_day,
    )


def list_plans(session: Session, appeal: Appeal) -> Sequence[ReminderPlan]:
    query = select(ReminderPlan).where(ReminderPlan.appeal_id == appeal.id)
    return session.scalars(query.order_by(ReminderPlan.id)).all()


def get_plan(session: Session, appeal: Appeal, plan_id: UUID) -> ReminderPlan:
    found = session.scalar(
        select(ReminderPlan).where(ReminderPlan.id == plan_id, ReminderPlan.appeal_id == appeal.id)
    )
    if found is None:
        raise NotFound
    return found


def count_sent(session: Session, appeal: Appeal) -> dict[UUID, int]:
    """Return to how many each plan has sent a mail."""
    sent = select(ReminderSent.plan_id, func.count()).join(
        ReminderPlan, ReminderPlan.id == ReminderSent.plan_id
    )
    rows = session.execute(
        sent.where(ReminderPlan.appeal_id == appeal.id).group_by(ReminderSent.plan_id)
    )
    return {plan_id: number for plan_id, number in rows}


def offers_usual(session: Session, appeal: Appeal, *, now: datetime) -> bool:
    """Whether organisations are asked, none is planned, and the usual ones still could be."""
    if appeal.phase is not Phase.SIGN_ON or not deadlines_of(appeal).usual(now):
        return False
    planned = select(ReminderPlan.id).where(ReminderPlan.appeal_id == appeal.id).limit(1)
    return session.scalar(planned) is None


def add_plan(
    session: Session, appeal: Appeal, timing: Timing, *, by: UUID | None, now: datetime
) -> ReminderPlan:
    """Plan a reminder; raise `Invalid` where its moment has passed or would come too late."""
    one_at_a_time(session, appeal)
    _demand_ahead(appeal, timing, now)
    if timing in [timing_of(each) for each in list_plans(session, appeal)]:
        raise Invalid(_("This reminder is planned already."))
    plan = ReminderPlan(appeal_id=appeal.id, active=True, **asdict(timing))
    session.add(plan)
    session.flush()
    _record(session, Action.PLANNED, plan, by=by, now=now)
    return plan


def add_usual(
    session: Session, appeal: Appeal, *, by: UUID | None, now: datetime
) -> list[ReminderPlan]:
    """Plan what is usual, as far as it still lies ahead and is not planned already."""
    one_at_a_time(session, appeal)
    known = [timing_of(each) for each in list_plans(session, appeal)]
    return [
        add_plan(session, appeal, timing, by=by, now=now)
        for timing in deadlines_of(appeal).usual(now)
        if timing not in known
    ]


def change_plan(
    session: Session,
    appeal: Appeal,
    plan: ReminderPlan,
    timing: Timing,
    *,
    active: bool,
    by: UUID | None,
    now: datetime,
) -> None:
    """Change a plan that has not begun; raise `PlanOver` and what `add_plan` raises."""
    _demand_untouched(session, appeal, plan)
    others = [each for each in list_plans(session, appeal) if each.id != plan.id]
    if timing in [timing_of(each) for each in others]:
        raise Invalid(_("This reminder is planned already."))
    if active:
        _demand_ahead(appeal, timing, now)
    for name, value in asdict(timing).items():
        setattr(plan, name, value)
    plan.active = active
    _record(session, Action.PLAN_CHANGED, plan, by=by, now=now)


def delete_plan(
    session: Session, appeal: Appeal, plan: ReminderPlan, *, by: UUID | None, now: datetime
) -> None:
    """Take a plan back that has not begun; raise `PlanOver`."""
    _demand_untouched(session, appeal, plan)
    _record(session, Action.PLAN_DELETED, plan, by=by, now=now)
    session.delete(plan)


def stop(session: Session, appeal: Appeal, *, by: UUID | None, now: datetime) -> None:
    """Send no planned reminder until `resume`, also none of those that wait in the queue."""
    one_at_a_time(session, appeal)
    if appeal.reminders_stopped_at is None:
        appeal.reminders_stopped_at = now
        ledger.record(
            session, Action.REMINDERS_STOPPED, appeal.id, now=now, appeal_id=appeal.id, by=by
        )


def resume(session: Session, appeal: Appeal, *, by: UUID | None, now: datetime) -> None:
    """Go on with the plans whose moment is still to come."""
    one_at_a_time(session, appeal)
    if appeal.reminders_stopped_at is not None:
        appeal.reminders_stopped_at = None
        ledger.record(
            session, Action.REMINDERS_RESUMED, appeal.id, now=now, appeal_id=appeal.id, by=by
        )


def leave_in_peace(
    session: Session, invitation: Invitation, *, by: UUID | None, now: datetime
) -> None:
    """Remind this organisation no more, neither by plan nor by hand."""
    if invitation.reminders_stopped_at is None:
        invitation.reminders_stopped_at = now
        record(session, Action.REMINDERS_STOPPED, invitation, by=by, now=now)


def remind_again(
    session: Session, invitation: Invitation, *, by: UUID | None, now: datetime
) -> None:
    if invitation.reminders_stopped_at is not None:
        invitation.reminders_stopped_at = None
        record(session, Action.REMINDERS_RESUMED, invitation, by=by, now=now)


def set_most(
    session: Session, appeal: Appeal, most: int, *, by: UUID | None, now: datetime
) -> None:
    """Set how often one organisation is reminded at most, by plans and by hand together."""
    one_at_a_time(session, appeal)
    appeal.reminders_most = most
    ledger.record(
        session, Action.CAP_CHANGED, appeal.id, now=now, appeal_id=appeal.id, by=by, most=most
    )


def _demand_ahead(appeal: Appeal, timing: Timing, now: datetime) -> None:
    moment = deadlines_of(appeal).moment_of(timing)
    if moment is None:
        return  # it waits until its deadline is set
    if moment <= now:
        raise Invalid(_("This moment has passed already."))
    if appeal.deadline is not None and moment >= appeal.deadline:
        raise Invalid(_("This moment lies after the deadline."))


def _demand_untouched(session: Session, appeal: Appeal, plan: ReminderPlan) -> None:
    one_at_a_time(session, appeal)
    session.refresh(plan)  # a worker may have begun with it while we waited
    begun = select(ReminderSent.id).where(ReminderSent.plan_id == plan.id).limit(1)
    if plan.outcome is not None or session.scalar(begun) is not None:
        raise PlanOver


def _record(
    session: Session, action: Action, plan: ReminderPlan, *, by: UUID | None, now: datetime
) -> None:
    ledger.record(
        session,
        action,
        plan.id,
        now=now,
        appeal_id=plan.appeal_id,
        by=by,
        before=plan.before,
        active=int(plan.active),
        kind=plan.kind.value,
        deadline=plan.deadline.value,
        unit=plan.unit.value,
    )
