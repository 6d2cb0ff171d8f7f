"""When planned reminders are due, and who would get which."""

from datetime import UTC, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from appeals.correspondence.kinds import MailKind
from appeals.invitations.models import Answer, DeadlineKind, Unit
from appeals.invitations.rules import Candidate, Spared
from appeals.invitations.schedule import (
    LATEST,
    USUAL,
    Course,
    Deadlines,
    Timing,
    course,
    outlook,
)

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def make_timing(**changes):
    values = {
        "deadline": DeadlineKind.FINAL,
        "kind": MailKind.REMINDER,
        "before": 2,
        "unit": Unit.DAYS,
        "time_of_day": time(10, 0),
    }
    return Timing(**(values | changes))


def make_deadlines(**changes):
    values = {"soft": NOW + 5 * DAY, "final": NOW + 9 * DAY, "zone": BERLIN}
    return Deadlines(**(values | changes))


def make_candidate(**changes):
    values = {"invited_at": NOW - 9 * DAY, "address": "ada@river.example"}
    return Candidate(id=uuid4(), organisation_id=uuid4(), **(values | changes))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        # Ten in the morning in Berlin is nine in UTC, and eight in summer.
        ({}, datetime(2026, 11, 27, 9, 0, tzinfo=UTC)),
        ({"deadline": DeadlineKind.SOFT}, datetime(2026, 11, 23, 9, 0, tzinfo=UTC)),
        ({"time_of_day": None}, datetime(2026, 11, 27, 9, 0, tzinfo=UTC)),
        ({"unit": Unit.HOURS, "before": 5}, NOW + 9 * DAY - 5 * HOUR),
    ],
)
def test_a_moment_is_counted_back_from_its_deadline(changes, expected):
    assert make_deadlines().moment_of(make_timing(**changes)) == expected


def test_days_are_those_of_the_calendar_where_clocks_are_changed():
    # Clocks go forward in Berlin in the night to 28 March 2027.
    deadlines = make_deadlines(final=datetime(2027, 3, 29, 15, 0, tzinfo=UTC))

    assert deadlines.moment_of(make_timing()) == datetime(2027, 3, 27, 9, 0, tzinfo=UTC)
    assert deadlines.moment_of(make_timing(before=1)) == datetime(2027, 3, 28, 8, 0, tzinfo=UTC)


def test_a_late_deadline_counts_by_its_day_in_the_zone_of_the_appeal():
    # Half past eleven in the evening in UTC is the next day in Berlin.
    deadlines = make_deadlines(final=datetime(2026, 11, 29, 23, 30, tzinfo=UTC))

    assert deadlines.moment_of(make_timing(before=1)) == datetime(2026, 11, 29, 9, 0, tzinfo=UTC)


def test_a_plan_without_its_deadline_has_no_moment():
    assert make_deadlines(soft=None).moment_of(make_timing(deadline=DeadlineKind.SOFT)) is None


@pytest.mark.parametrize(
    ("moment", "final", "expected"),
    [
        (None, NOW + DAY, Course.UNDATED),
        (NOW + HOUR, NOW + DAY, Course.COMING),
        (NOW, NOW + DAY, Course.DUE),
        (NOW - LATEST + HOUR, NOW + DAY, Course.DUE),
        (NOW - LATEST + HOUR, None, Course.DUE),
        (NOW - LATEST, NOW + DAY, Course.TOO_LATE),
        (NOW - HOUR, NOW, Course.TOO_LATE),
    ],
)
def test_a_moment_that_passed_is_caught_up_for_half_a_day_and_before_the_deadline(
    moment, final, expected
):
    assert course(moment, final, now=NOW) is expected


def test_the_usual_plan_follows_both_deadlines():
    assert make_deadlines().usual(NOW) == list(USUAL)


def test_the_usual_plan_leaves_out_what_is_past():
    kinds = [each.before for each in make_deadlines(soft=NOW + 2 * DAY).usual(NOW)]

    assert kinds == [1, 1]


def test_without_a_date_to_answer_by_the_usual_plan_follows_the_deadline():
    usual = make_deadlines(soft=None).usual(NOW)

    assert [(each.deadline, each.before, each.kind) for each in usual] == [
        (DeadlineKind.FINAL, 3, MailKind.REMINDER),
        (DeadlineKind.FINAL, 1, MailKind.LAST_CALL),
    ]


def test_without_any_deadline_the_usual_plan_is_empty():
    assert make_deadlines(soft=None, final=None).usual(NOW) == []


def test_whoever_gets_one_reminder_may_by_that_be_spared_the_next():
    silent = make_candidate(reminders=1)
    moments = [NOW + DAY, NOW + DAY + HOUR, NOW + 3 * DAY, NOW + 5 * DAY]

    seen = outlook([silent], moments, most=3)

    assert [len(each.reached) for each in seen] == [1, 0, 1, 0]
    assert list(seen[1].spared) == [Spared.RECENT]
    assert list(seen[3].spared) == [Spared.CAPPED]


def test_a_promised_day_spares_until_it_is_over():
    deciding = make_candidate(decides_by=NOW + 2 * DAY)
    answered = make_candidate(answer=Answer.SIGNED)

    before, after = outlook([deciding, answered], [NOW + DAY, NOW + 3 * DAY], most=3)

    assert before.reached == []
    assert {reason: len(each) for reason, each in before.spared.items()} == {
        Spared.DECIDES: 1,
        Spared.ANSWERED: 1,
    }
    assert after.reached == [deciding]
