"""From when on the time runs: since when an appeal is over, and what that makes due.

An appeal is over when it takes no more answers, because a coordinator closed it or its
deadline has passed, and what it says is published. One that nobody has closed is over
when nothing has happened in it for as long as drafts are kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from appeals import ledger
from appeals.drafting.models import Appeal, Phase
from appeals.drafting.services.actions import Action
from appeals.periods import Period
from appeals.publishing.models import Edition


@dataclass(frozen=True)
class Course:
    """The moments of an appeal that count here."""

    is_closed: bool
    deadline: datetime | None
    closed_at: datetime | None
    published_at: datetime | None
    last_act: datetime


@dataclass(frozen=True)
class Reckoning:
    """The moment as of which it is looked what has been kept long enough."""

    session: Session
    as_of: datetime
    periods: Mapping[str, Period]

    def before(self, period: str) -> datetime:
        """Return the moment before which a thing must lie to have been kept long enough."""
        return self.periods[period].before(self.as_of)

    def over(self, period: str) -> list[UUID]:
        """Return the appeals that have been over for this period."""
        ending = self.before(period)
        return [id for id, since in self._over_since.items() if since <= ending]

    @cached_property
    def _over_since(self) -> dict[UUID, datetime]:
        courses = _courses(self.session)
        found = {
            id: over_since(each, self.as_of, quiet=self.periods["DRAFTS"])
            for id, each in courses.items()
        }
        return {id: since for id, since in found.items() if since is not None}


def over_since(course: Course, as_of: datetime, *, quiet: Period) -> datetime | None:
    """Return since when an appeal is over at `as_of`, or None."""
    published = [course.published_at] if course.published_at else []
    if course.is_closed:
        return max([course.closed_at or course.last_act, *published])
    if course.deadline and course.deadline <= as_of:
        return max([course.deadline, course.last_act, *published])
    announced = [course.deadline] if course.deadline else []
    silent_until = quiet.after(max([course.last_act, *published, *announced]))
    return silent_until if silent_until <= as_of else None


def _courses(session: Session) -> dict[UUID, Course]:
    acts = select(ledger.Entry.appeal_id, func.max(ledger.Entry.at)).group_by(
        ledger.Entry.appeal_id
    )
    last = {row[0]: row[1] for row in session.execute(acts)}
    closing = acts.where(ledger.Entry.action == Action.SIGN_ON_CLOSED.value)
    closed = {row[0]: row[1] for row in session.execute(closing)}
    editions = select(Edition.appeal_id, func.max(Edition.publish_at)).group_by(Edition.appeal_id)
    published = {row[0]: row[1] for row in session.execute(editions)}
    appeals = session.execute(select(Appeal.id, Appeal.phase, Appeal.deadline, Appeal.created_at))
    return {
        row.id: Course(
            is_closed=row.phase is Phase.CLOSED,
            deadline=row.deadline,
            closed_at=closed.get(row.id),
            published_at=published.get(row.id),
            last_act=last.get(row.id) or row.created_at,
        )
        for row in appeals
    }
