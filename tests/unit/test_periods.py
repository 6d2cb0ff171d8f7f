"""Periods: as an operator writes them, and what they mean on the calendar."""

from datetime import UTC, datetime

import pytest

from appeals import config, periods
from appeals.periods import BadPeriod, Period, Unit


def at(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=UTC)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 hours", Period(12, Unit.HOURS)),
        ("1 hour", Period(1, Unit.HOURS)),
        ("90 days", Period(90, Unit.DAYS)),
        (" 6 Months ", Period(6, Unit.MONTHS)),
        ("7days", Period(7, Unit.DAYS)),
    ],
)
def test_a_period_is_a_number_and_a_unit(text, expected):
    assert periods.read(text) == expected


@pytest.mark.parametrize(
    "text", ["", "90", "days", "0 days", "-1 days", "1.5 days", "90 weeks", "361 months", "none"]
)
def test_what_is_no_period_is_refused_and_named(text):
    with pytest.raises(BadPeriod):
        periods.read(text)
    if text:
        with pytest.raises(config.BadSetting, match="APPEALS_RETENTION_MAIL"):
            config.from_environment({"APPEALS_RETENTION_MAIL": text})


@pytest.mark.parametrize(
    ("text", "moment", "expected"),
    [
        ("12 hours", at(2027, 3, 1, 6), at(2027, 2, 28, 18)),
        ("90 days", at(2027, 3, 31), at(2026, 12, 31)),
        ("6 months", at(2027, 8, 31), at(2027, 2, 28)),
        ("12 months", at(2028, 2, 29), at(2027, 2, 28)),
        ("1 month", at(2027, 1, 15), at(2026, 12, 15)),
    ],
)
def test_before_is_so_long_ago(text, moment, expected):
    assert periods.read(text).before(moment) == expected


def test_after_is_in_so_long():
    assert periods.read("1 month").after(at(2026, 12, 31)) == at(2027, 1, 31)
    assert periods.read("2 days").after(at(2026, 12, 31)) == at(2027, 1, 2)


def test_an_operator_changes_one_and_leaves_the_others():
    settings = config.from_environment({"APPEALS_RETENTION_SIGNERS": "24 months"})

    assert settings.retention["SIGNERS"] == Period(24, Unit.MONTHS)
    assert settings.retention["PENDING"] == Period(7, Unit.DAYS)
