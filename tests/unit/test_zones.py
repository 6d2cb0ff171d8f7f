"""Where an organisation's clock is read, and until when a mail waits for morning there."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo, available_timezones

import pytest
from babel.core import get_global

from appeals import countries, zones
from appeals.config import QuietHours
from appeals.mail.nights import Night, morning

BERLIN = ZoneInfo("Europe/Berlin")
QUIET = QuietHours(time(21), time(8))


@pytest.mark.parametrize(
    ("listed", "zone"),
    [
        (["GE"], "Asia/Tbilisi"),
        (["KZ", "NO"], "Asia/Almaty"),
        (["US"], "America/New_York"),
        (["RU"], "Europe/Moscow"),
        (["XK"], "Europe/Belgrade"),
        ([], "Europe/Berlin"),
        (["AQ"], "Europe/Berlin"),
    ],
)
def test_the_first_country_decides_about_the_zone(listed, zone):
    assert zones.zone_of(listed, otherwise=BERLIN).key == zone


def test_every_country_with_several_zones_has_a_usual_one_that_exists():
    several = {code for code, known in get_global("territory_zones").items() if len(known) > 1}
    uninhabited = {"AQ", "UM"}

    missing = several - set(zones._USUAL) - uninhabited - countries.NOT_COUNTRIES - {"001"}

    assert missing == set()
    assert set(zones._USUAL.values()) <= available_timezones()


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-11-20T20:59", None),
        ("2026-11-20T21:00", "2026-11-21T08:00"),
        ("2026-11-21T07:59", "2026-11-21T08:00"),
        ("2026-11-21T08:00", None),
        # The clocks are changed in these nights: to winter time, to summer time.
        ("2026-10-24T23:00", "2026-10-25T08:00"),
        ("2027-03-27T23:00", "2027-03-28T08:00"),
    ],
)
def test_at_night_a_mail_waits_until_morning_there(now, until):
    local = datetime.fromisoformat(now).replace(tzinfo=BERLIN)

    found = morning(local.astimezone(UTC), Night(BERLIN), QUIET)

    assert found == (until and datetime.fromisoformat(until).replace(tzinfo=BERLIN))


def test_a_mail_that_would_come_too_late_in_the_morning_goes_at_night():
    night = datetime(2026, 11, 20, 23, tzinfo=BERLIN)
    early, later = (datetime(2026, 11, 21, hour, tzinfo=BERLIN) for hour in (8, 9))

    assert morning(night, Night(BERLIN, early), QUIET) is None
    assert morning(night, Night(BERLIN, later), QUIET) is not None
    assert morning(night, Night(BERLIN), None) is None


def test_quiet_hours_may_lie_within_one_day():
    noon = QuietHours(time(12), time(14))

    assert [noon.holds(time(hour)) for hour in (11, 12, 13, 14)] == [False, True, True, False]
