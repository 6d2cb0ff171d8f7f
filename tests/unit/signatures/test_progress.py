"""The line over the days counts in the appeal's own time zone."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from appeals.signatures.progress import over_time

ALMATY = ZoneInfo("Asia/Almaty")


def test_days_without_a_signature_keep_the_total():
    moments = [datetime(2026, 11, day, 12, tzinfo=UTC) for day in (1, 1, 3)]

    assert [point.value for point in over_time(moments, ZoneInfo("UTC"))] == [2, 2, 3]


def test_an_evening_in_utc_is_the_next_day_in_almaty():
    [point] = over_time([datetime(2026, 11, 1, 22, tzinfo=UTC)], ALMATY)

    assert point.day.day == 2


def test_nothing_gives_no_points():
    assert over_time([], ALMATY) == []
