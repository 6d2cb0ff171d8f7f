"""How long personal data is kept: the periods as documented, and how an operator writes others."""

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

_PERIOD = re.compile(r"\s*(\d{1,4})\s*(hour|day|month)s?\s*")
_LONGEST_YEARS = 30

# By the end of the variable's name: APPEALS_RETENTION_SIGNERS and so on.
DEFAULTS: Mapping[str, str] = {
    "PENDING": "7 days",
    "UNANSWERED": "90 days",
    "SIGNERS": "6 months",
    "DRAFTS": "12 months",
    "MAIL": "30 days",
    "SECURITY": "12 months",
}


class BadPeriod(ValueError):
    """The text is no period such as "90 days" or "6 months"."""


class Unit(StrEnum):
    """In what a period is counted."""

    HOURS = "hour"
    DAYS = "day"
    MONTHS = "month"


@dataclass(frozen=True)
class Period:
    """A length of time; months are those of the calendar."""

    number: int
    unit: Unit

    def before(self, moment: datetime) -> datetime:
        """Return the moment that lies so long before this one."""
        if self.unit is Unit.HOURS:
            return moment - timedelta(hours=self.number)
        if self.unit is Unit.DAYS:
            return moment - timedelta(days=self.number)
        return self._months(moment, -self.number)

    def after(self, moment: datetime) -> datetime:
        """Return the moment that lies so long after this one."""
        if self.unit is Unit.MONTHS:
            return self._months(moment, self.number)
        return moment + (moment - self.before(moment))

    @staticmethod
    def _months(moment: datetime, number: int) -> datetime:
        year, month = divmod(moment.year * 12 + moment.month - 1 + number, 12)
        last = calendar.monthrange(year, month + 1)[1]
        return moment.replace(year=year, month=month + 1, day=min(moment.day, last))


def read(text: str) -> Period:
    """Return what "90 days" says; raises `BadPeriod`, also for nothing and for a generation."""
    found = _PERIOD.fullmatch(text.lower())
    if found is None:
        raise BadPeriod
    period = Period(int(found[1]), Unit(found[2]))
    years = {Unit.HOURS: 24 * 365, Unit.DAYS: 365, Unit.MONTHS: 12}[period.unit]
    if not 0 < period.number <= _LONGEST_YEARS * years:
        raise BadPeriod
    return period
