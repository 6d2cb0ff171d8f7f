"""Figures of an appeal's invitations: how far they came, from where, how long answers take."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from appeals.drafting.models import Appeal
from appeals.i18n import format_date
from appeals.invitations.models import Answer, Invitation
from appeals.organisations.models import Organisation

_JOINED = {Answer.SIGNED, Answer.SUPPORTS}
NO_COUNTRY = ""


@dataclass(frozen=True)
class Point:
    """A running total at the end of a day."""

    day: date
    value: int

    @property
    def label(self) -> str:
        return format_date(self.day)


@dataclass(frozen=True, kw_only=True)
class Fact:
    """What of one invitation the figures follow from."""

    countries: Sequence[str] = ()
    invited_at: datetime | None = None
    opened_at: datetime | None = None
    answer: Answer | None = None
    answered_at: datetime | None = None


@dataclass(frozen=True)
class Share:
    """How many of some organisations were asked, have answered, and joined."""

    invited: int
    answered: int
    joined: int

    @classmethod
    def of(cls, facts: Iterable[Fact]) -> "Share":
        every = list(facts)
        return cls(
            # Whoever answered was asked, in whatever way.
            sum(bool(each.invited_at or each.opened_at or each.answer) for each in every),
            sum(each.answer is not None for each in every),
            sum(each.answer in _JOINED for each in every),
        )


@dataclass(frozen=True)
class Figures:
    """All figures of one appeal; `wait` is the median time from invitation to answer.

    An organisation of several countries counts in each of them. The countries with
    the most invited come first; those of organisations without one are `NO_COUNTRY`.
    """

    chosen: int
    share: Share
    opened: int
    wait: timedelta | None
    answers: Sequence[Point] = ()
    by_country: Sequence[tuple[str, Share]] = field(default_factory=tuple)

    @property
    def funnel(self) -> list[tuple[str, int]]:
        """The steps from choosing to signing with how many came so far, none of which can grow."""
        return [
            ("chosen", self.chosen),
            ("invited", self.share.invited),
            ("opened", self.opened),
            ("answered", self.share.answered),
            ("joined", self.share.joined),
        ]


def get_figures(session: Session, appeal: Appeal) -> Figures:
    """Read the figures; links that were revoked without an answer do not count."""
    rows = session.execute(
        select(
            Organisation.countries,
            Invitation.invited_at,
            Invitation.opened_at,
            Invitation.answer,
            Invitation.answered_at,
        )
        .join(Organisation, Organisation.id == Invitation.organisation_id)
        .where(
            Invitation.appeal_id == appeal.id,
            Invitation.revoked_at.is_(None) | Invitation.answer.is_not(None),
        )
    )
    return figures([Fact(**row) for row in rows.mappings()], appeal.zone)


def figures(facts: Sequence[Fact], zone: ZoneInfo) -> Figures:
    """Return the figures of these invitations, days being those of `zone`."""
    by_country: dict[str, list[Fact]] = defaultdict(list)
    for each in facts:
        for code in each.countries or [NO_COUNTRY]:
            by_country[code].append(each)
    waits = [
        (each.answered_at - each.invited_at).total_seconds()
        for each in facts
        if each.answered_at and each.invited_at and each.answered_at >= each.invited_at
    ]
    shares = {code: Share.of(some) for code, some in by_country.items()}
    return Figures(
        chosen=len(facts),
        share=Share.of(facts),
        # Whoever answered has opened, also where the answer came another way.
        opened=sum(bool(each.opened_at or each.answer) for each in facts),
        wait=timedelta(seconds=median(waits)) if waits else None,
        answers=over_time([each.answered_at for each in facts if each.answered_at], zone),
        by_country=sorted(shares.items(), key=lambda each: (-each[1].invited, each[0])),
    )


def over_time(moments: Sequence[datetime], zone: ZoneInfo) -> list[Point]:
    """Return the running total at the end of each day, in this time zone."""
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
