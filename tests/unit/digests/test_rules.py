"""When a digest is due and what it covers."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from appeals.digests.rules import LONGEST, beginning, days_left, latest

BERLIN = ZoneInfo("Europe/Berlin")
UNTIL = datetime(2026, 11, 20, 7, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("hour", "now", "day", "moment"),
    [
        (8, "2026-11-20T07:00", date(2026, 11, 20), "2026-11-20T07:00"),
        (8, "2026-11-20T06:59", date(2026, 11, 19), "2026-11-19T07:00"),
        (0, "2026-11-20T23:30", date(2026, 11, 21), "2026-11-20T23:00"),
        # In the night in which clocks go forward there is no two o'clock: it is three.
        (2, "2027-03-28T01:00", date(2027, 3, 28), "2027-03-28T01:00"),
    ],
)
def test_the_hour_is_one_of_the_appeals_own_zone(hour, now, day, moment):
    told = latest(hour, BERLIN, datetime.fromisoformat(now).replace(tzinfo=UTC))

    assert told == (day, datetime.fromisoformat(moment).replace(tzinfo=UTC))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"told_until": UNTIL - DAY}, UNTIL - DAY),
        ({"told_until": UNTIL - 3 * DAY}, UNTIL - 3 * DAY),
        ({}, UNTIL - 5 * DAY),
        ({"opened_at": UNTIL - 99 * DAY}, UNTIL - LONGEST),
        ({"mode_since": UNTIL - 2 * DAY}, UNTIL - 2 * DAY),
        ({"mode_since": UNTIL - 2 * DAY, "told_until": UNTIL - DAY}, UNTIL - DAY),
    ],
)
def test_a_digest_goes_on_where_the_last_one_ended(changes, expected):
    known = {"told_until": None, "opened_at": UNTIL - 5 * DAY, "mode_since": None}

    assert beginning(UNTIL, **(known | changes)) == expected


def test_days_are_counted_as_a_calendar_does():
    deadline = datetime(2026, 11, 21, 22, 59, tzinfo=UTC)

    assert days_left(deadline, BERLIN, datetime(2026, 11, 20, 22, 59, tzinfo=UTC)) == 1
    assert days_left(deadline, BERLIN, datetime(2026, 11, 20, 23, 0, tzinfo=UTC)) == 0
