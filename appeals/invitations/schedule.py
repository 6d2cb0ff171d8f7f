"""When planned reminders are due, and who would get which of them; nothing is read or sent."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from appeals.correspondence.kinds import MailKind
from appeals.invitations.models import DeadlineKind, Unit
from appeals.invitations.rules import Candidate, Spared, due_for_reminder

# What a standstill has delayed by more than this is not sent any more.
LATEST = timedelta(hours=12)
# Whoever plans two reminders for one day and the next wants both; nobody gets two in one day.
PAUSE = timedelta(hours=20)
USUAL_TIME = time(10, 0)


@dataclass(frozen=True, kw_only=True)
class Timing:
    """So long before one of the deadlines; `time_of_day` only where days are counted."""

    deadline: DeadlineKind
    kind: MailKind
    before: int
    unit: Unit
    time_of_day: time | None = None


USUAL = (
    Timing(
        deadline=DeadlineKind.SOFT,
        kind=MailKind.REMINDER,
        before=3,
        unit=Unit.DAYS,
        time_of_day=USUAL_TIME,
    ),
    Timing(
        deadline=DeadlineKind.SOFT,
        kind=MailKind.REMINDER,
        before=1,
        unit=Unit.DAYS,
        time_of_day=USUAL_TIME,
    ),
    Timing(
        deadline=DeadlineKind.FINAL,
        kind=MailKind.LAST_CALL,
        before=1,
        unit=Unit.DAYS,
        time_of_day=USUAL_TIME,
    ),
)


@dataclass(frozen=True, kw_only=True)
class Deadlines:
    """Both deadlines in UTC, and the time zone in which days are counted."""

    soft: datetime | None
    final: datetime | None
    zone: ZoneInfo

    def moment_of(self, timing: Timing) -> datetime | None:
        """Return when this is due, in UTC; None while that deadline is not set."""
        deadline = self.soft if timing.deadline is DeadlineKind.SOFT else self.final
        if deadline is None:
            return None
        if timing.unit is Unit.HOURS:
            return deadline - timedelta(hours=timing.before)
        day = deadline.astimezone(self.zone).date() - timedelta(days=timing.before)
        at = timing.time_of_day or USUAL_TIME
        return datetime.combine(day, at, tzinfo=self.zone).astimezone(UTC)

    def usual(self, now: datetime) -> list[Timing]:
        """Return the plans that are offered: those whose moment is still to come.

        Without a soft deadline all are counted from the final one.
        """
        if self.soft is None:
            first, _second, last = USUAL
            offered = [replace(first, deadline=DeadlineKind.FINAL), last]
        else:
            offered = list(USUAL)
        return [each for each in offered if (self.moment_of(each) or now) > now]


class Course(StrEnum):
    """Where a plan stands that has not come to its end."""

    UNDATED = "undated"  # its deadline is not set
    COMING = "coming"
    DUE = "due"
    TOO_LATE = "too_late"


def course(moment: datetime | None, final: datetime | None, *, now: datetime) -> Course:
    """Return where a plan with this moment stands; nobody is reminded after the final deadline."""
    if moment is None:
        return Course.UNDATED
    if now < moment:
        return Course.COMING
    is_over = final is not None and now >= final
    return Course.TOO_LATE if is_over or now - moment >= LATEST else Course.DUE


@dataclass(frozen=True)
class Outlook:
    """Who would get one planned reminder, and who would not and why."""

    reached: Sequence[Candidate]
    spared: Mapping[Spared, Sequence[Candidate]]


def outlook(
    candidates: Iterable[Candidate], moments: Sequence[datetime], *, most: int
) -> list[Outlook]:
    """Return an outlook for each moment, in order of time, if nobody answers meanwhile.

    Whoever gets one reminder may by that be spared the next.
    """
    present = list(candidates)
    seen = []
    for moment in moments:
        reached = due_for_reminder(present, now=moment, most=most, interval=PAUSE, first=PAUSE)
        got = {each.id for each in reached}
        spared: dict[Spared, list[Candidate]] = defaultdict(list)
        for each in present:
            reason = each.spared(now=moment, most=most, interval=PAUSE, first=PAUSE)
            if reason is not None:
                spared[reason].append(each)
        seen.append(Outlook(reached, spared))
        present = [
            replace(each, reminders=each.reminders + 1, reminded_at=moment)
            if each.id in got
            else each
            for each in present
        ]
    return seen
