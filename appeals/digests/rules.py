"""When a digest is due and what it covers."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

# What is being written down while a digest is made has an hour of before; it comes the next day.
SETTLED = timedelta(minutes=2)
# After a longer standstill, or a longer silence of the setting, no more than this is told.
LONGEST = timedelta(days=7)


def latest(hour: int, zone: ZoneInfo, now: datetime) -> tuple[date, datetime]:
    """Return the last day on which this hour has come in this zone, and that moment in UTC."""
    local = now.astimezone(zone)
    day = local.date() if local.hour >= hour else local.date() - timedelta(days=1)
    return day, datetime.combine(day, time(hour), tzinfo=zone).astimezone(UTC)


def beginning(
    until: datetime,
    *,
    told_until: datetime | None,
    opened_at: datetime,
    mode_since: datetime | None,
) -> datetime:
    """Return from when on a digest tells, so that nothing is left out and nothing told twice."""
    begun = told_until or opened_at
    return max(begun, mode_since or begun, until - LONGEST)


def days_left(deadline: datetime, zone: ZoneInfo, now: datetime) -> int:
    """Return in how many days a deadline is, counted as a calendar does."""
    return (deadline.astimezone(zone).date() - now.astimezone(zone).date()).days
