"""How sign-on proceeds: numbers, and a line over the days."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from appeals.drafting.models import Appeal
from appeals.i18n import format_date
from appeals.invitations.models import Answer, Invitation
from appeals.signatures.models import Signature


@dataclass(frozen=True)
class Point:
    """How many organisations stood under the appeal at the end of a day."""

    day: date
    value: int

    @property
    def label(self) -> str:
        return format_date(self.day)


@dataclass(frozen=True)
class Progress:
    """Who has answered how, and the number of names over time."""

    invited: int
    answers: Counter[Answer | None]
    points: Sequence[Point]

    @property
    def answered(self) -> int:
        return self.invited - self.answers[None]


def over_time(moments: Sequence[datetime], zone: ZoneInfo) -> list[Point]:
    """Return the running total at the end of each day, in the appeal's own time zone."""
    by_day = Counter(moment.astimezone(zone).date() for moment in moments)
    if not by_day:
        return []
    first, last = min(by_day), max(by_day)
    total, points = 0, []
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        total += by_day[day]
        points.append(Point(day, total))
    return points


def get_progress(session: Session, appeal: Appeal) -> Progress:
    answers = session.execute(
        select(Invitation.answer, func.count())
        .where(Invitation.appeal_id == appeal.id, Invitation.revoked_at.is_(None))
        .group_by(Invitation.answer)
    )
    counted: Counter[Answer | None] = Counter({answer: count for answer, count in answers})
    moments = session.scalars(
        select(Signature.signed_at).where(
            Signature.appeal_id == appeal.id, Signature.ended_at.is_(None)
        )
    ).all()
    return Progress(counted.total(), counted, over_time(moments, appeal.zone))
