"""What the stage has of reminders: plans that have run, were missed, and are still to come."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from appeals.correspondence.kinds import MailKind
from appeals.drafting.models import Appeal
from appeals.invitations import services as invitations
from appeals.invitations.models import (
    DeadlineKind,
    Invitation,
    Outcome,
    ReminderPlan,
    ReminderSent,
    Unit,
)
from appeals.invitations.schedule import Timing
from tests import factories

DAY = timedelta(days=1)
STATES = ("quiet", "deciding", "tired", "peaceful", "fresh")


@dataclass
class RemindersBuilder:
    """Puts on the stage an appeal with a timeline of reminders, and one that is stopped."""

    stage: Any
    session: Session
    by: UUID
    now: datetime
    long_name: str

    def build(self, appeal: Appeal, stopped: Appeal, invite: Callable[..., None]) -> None:
        appeal.soft_deadline, appeal.deadline = self.now + 5 * DAY, self.now + 12 * DAY
        asked = {state: self._invited(appeal, state, invite) for state in STATES}
        asked["deciding"].decides_by = self.now + 30 * DAY
        asked["tired"].reminders = 3
        asked["peaceful"].reminders_stopped_at = self.now
        asked["fresh"].invited_at = self.now + 3 * DAY
        self._over(appeal, Outcome.MISSED, before=9)
        sent = self._over(appeal, Outcome.SENT, before=7)
        for state in ("quiet", "tired"):
            row = {"invitation_id": asked[state].id, "plan_id": sent.id, "sent_at": self.now}
            self.session.add(ReminderSent(**row))
        invitations.add_usual(self.session, appeal, by=self.by, now=self.now)
        off = invitations.add_plan(self.session, appeal, _timing(), by=self.by, now=self.now)
        off.active = False
        self.session.flush()
        self.stage.places["plan"] = str(off.id)

        stopped.soft_deadline, stopped.deadline = None, self.now + 9 * DAY
        self._invited(stopped, "halted", invite)
        invitations.add_usual(self.session, stopped, by=self.by, now=self.now)
        invitations.stop(self.session, stopped, by=self.by, now=self.now)

    def _invited(self, appeal: Appeal, state: str, invite: Callable[..., None]) -> Invitation:
        organisation = factories.make_organisation(
            {"en": f"The {state} house", "ru": self.long_name}
        )
        self.session.add(organisation)
        self.session.flush()
        invite(appeal, state, organisation)
        [invitation] = [
            each
            for each in self.session.query(Invitation).filter_by(appeal_id=appeal.id)
            if each.organisation_id == organisation.id
        ]
        invitation.invited_at = self.now - 9 * DAY
        return invitation

    def _over(self, appeal: Appeal, outcome: Outcome, *, before: int) -> ReminderPlan:
        plan = ReminderPlan(
            appeal_id=appeal.id,
            deadline=DeadlineKind.SOFT,
            kind=MailKind.REMINDER,
            before=before,
            unit=Unit.DAYS,
            time_of_day=time(10, 0),
            outcome=outcome,
            over_at=self.now,
        )
        self.session.add(plan)
        self.session.flush()
        return plan


def _timing() -> Timing:
    return Timing(deadline=DeadlineKind.FINAL, kind=MailKind.LAST_CALL, before=5, unit=Unit.HOURS)
