"""Carrying out what was planned: in every worker, by the database's clock, once.

The appeal's row lets one worker at a time go on with a plan, and what went out for it
is a row each, so that neither another worker nor a restart reminds twice.
"""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from appeals import db, jobs, ledger
from appeals.drafting.models import Appeal, Phase
from appeals.invitations.models import Outcome, ReminderPlan, ReminderSent
from appeals.invitations.rules import Candidate, due_for_reminder
from appeals.invitations.schedule import PAUSE, Course, course
from appeals.invitations.services.actions import Action
from appeals.invitations.services.planning import deadlines_of, timing_of
from appeals.invitations.services.questions import tell_coordinators
from appeals.invitations.services.remindable import read_candidates
from appeals.invitations.services.reminding import queue_reminders
from appeals.invitations.services.state import one_at_a_time

# Few enough for those who sign meanwhile.
_AT_ONCE = 100


@jobs.periodic(seconds=20)
def carry_out_plans() -> None:
    """Send the planned reminders whose moment has come, some at a time."""
    for plan_id in _come(db.session()):
        while not jobs.is_ending():
            with db.transaction() as session:
                if not carry_out(session, plan_id):
                    break


def pass_over(session: Session) -> int:
    """End the plans whose moment has come without sending, and tell the coordinators.

    After a restore: nobody knows whether these reminders went out before.
    """
    passed = 0
    for plan_id in _come(session):
        with db.everywhere(session):
            plan = session.get_one(ReminderPlan, plan_id, options=[joinedload(ReminderPlan.appeal)])
        db.enter(session, plan.coalition_id)
        now = db.clock(session)
        _end(session, plan, Outcome.MISSED, now)
        tell_coordinators(session, plan.appeal_id, "reminder_missed", plan.id, now=now)
        passed += 1
    return passed


def carry_out(session: Session, plan_id: UUID) -> bool:
    """Go on with a plan if its moment has come; return whether more is left to be sent."""
    with db.everywhere(session):
        plan = session.get(ReminderPlan, plan_id, options=[joinedload(ReminderPlan.appeal)])
    if plan is None:
        return False
    db.enter(session, plan.coalition_id)
    one_at_a_time(session, plan.appeal)
    session.refresh(plan)
    now = db.clock(session)
    stands = _course(plan, now)
    if not _is_open(plan) or stands not in {Course.DUE, Course.TOO_LATE}:
        return False
    if plan.appeal.reminders_stopped_at is not None:
        _end(session, plan, Outcome.STOPPED, now)
    elif stands is Course.TOO_LATE:
        _end(session, plan, Outcome.MISSED, now)
        tell_coordinators(session, plan.appeal_id, "reminder_missed", plan.id, now=now)
    else:
        return _send(session, plan, now)
    return False


def _send(session: Session, plan: ReminderPlan, now: datetime) -> bool:
    due = _due(session, plan, now)
    for each in due[:_AT_ONCE]:
        db.append(
            session,
            ReminderSent,
            id=uuid4(),
            invitation_id=each.id,
            plan_id=plan.id,
            sent_at=now,
        )
    queue_reminders(
        session, plan.appeal, due[:_AT_ONCE], plan.kind, by=None, now=now, plan_id=plan.id
    )
    if len(due) > _AT_ONCE:
        return True
    _end(session, plan, Outcome.SENT, now)
    return False


def _due(session: Session, plan: ReminderPlan, now: datetime) -> list[Candidate]:
    sent = select(ReminderSent.invitation_id).where(ReminderSent.plan_id == plan.id)
    reminded = set(session.scalars(sent))
    return [
        each
        for each in due_for_reminder(
            read_candidates(session, plan.appeal),
            now=now,
            most=plan.appeal.reminders_most,
            interval=PAUSE,
            first=PAUSE,
        )
        if each.id not in reminded
    ]


def _end(session: Session, plan: ReminderPlan, outcome: Outcome, now: datetime) -> None:
    plan.outcome, plan.over_at = outcome, now
    ledger.record(
        session,
        Action.PLAN_OVER,
        plan.id,
        now=now,
        appeal_id=plan.appeal_id,
        outcome=outcome.value,
    )


def _come(session: Session) -> list[UUID]:
    """Return the plans of all coalitions whose moment has come, the earliest first."""
    with db.everywhere(session):
        waiting = session.scalars(
            select(ReminderPlan)
            .join(Appeal, Appeal.id == ReminderPlan.appeal_id)
            .where(
                ReminderPlan.outcome.is_(None),
                ReminderPlan.active,
                Appeal.phase == Phase.SIGN_ON,
            )
            .options(joinedload(ReminderPlan.appeal))
        ).all()
        if not waiting:
            return []
        now = db.clock(session)
        moments = {
            each.id: deadlines_of(each.appeal).moment_of(timing_of(each)) for each in waiting
        }
    come = [(moment, id) for id, moment in moments.items() if moment is not None and moment <= now]
    return [id for _moment, id in sorted(come)]


def _is_open(plan: ReminderPlan) -> bool:
    return plan.outcome is None and plan.active and plan.appeal.phase is Phase.SIGN_ON


def _course(plan: ReminderPlan, now: datetime) -> Course:
    appeal = plan.appeal
    return course(deadlines_of(appeal).moment_of(timing_of(plan)), appeal.deadline, now=now)
