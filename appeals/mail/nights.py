"""Nights: mail that nobody waits for is not sent while it is night where it would arrive."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from appeals.config import QuietHours
from appeals.mail.models import Mail


@dataclass(frozen=True)
class Night:
    """Whose night is respected, and after which moment the mail would be of no use."""

    zone: ZoneInfo
    deadline: datetime | None = None


Where = Callable[[Session, Mail], Night | None]
_where: dict[str, Where] = {}


def respects_night(*templates: str) -> Callable[[Where], Where]:
    """Register what says whose night the mails of these templates respect; None means nobody's."""

    def register(function: Where) -> Where:
        _where.update(dict.fromkeys(templates, function))
        return function

    return register


def night_of(session: Session, mail: Mail) -> Night | None:
    where = _where.get(mail.template)
    return where(session, mail) if where else None


def morning(now: datetime, night: Night, quiet: QuietHours | None) -> datetime | None:
    """Return until when a mail waits, or None if it may go at once.

    It goes at night where the morning would be too late: the reader may be awake,
    and a mail about a deadline that has passed is of no use to anybody.
    """
    if quiet is None:
        return None
    local = now.astimezone(night.zone)
    if not quiet.holds(local.time()):
        return None
    ends = local.replace(hour=quiet.until.hour, minute=quiet.until.minute, second=0, microsecond=0)
    if ends <= local:
        ends += timedelta(days=1)  # by the wall clock, also where it is changed tonight
    too_late = night.deadline is not None and night.deadline <= ends
    return None if too_late else ends
