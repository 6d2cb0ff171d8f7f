"""The board: whoever is asked to comment, where each stands, and how much each has said."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from appeals import mail
from appeals.drafting.models import Appeal
from appeals.mail import Mail
from appeals.reviewing import services
from appeals.reviewing.models import CommentState, Reviewer
from appeals.reviewing.rules import ReviewState


@dataclass(frozen=True)
class Row:
    """A reviewer with their state, the newest mail to them, and their comments in numbers."""

    reviewer: Reviewer
    name: str
    state: ReviewState
    mail: Mail | None
    comments: Mapping[CommentState, int]

    @property
    def said(self) -> int:
        """How many comments stand, those taken back left out."""
        taken_back = self.comments.get(CommentState.WITHDRAWN, 0)
        return sum(self.comments.values()) - taken_back

    @property
    def open(self) -> int:
        return self.comments.get(CommentState.OPEN, 0)

    @property
    def mailed_at(self) -> datetime | None:
        return self.mail.queued_at if self.mail else self.reviewer.invited_at


@dataclass(frozen=True)
class Board:
    """Everybody who is asked, in alphabetical order."""

    rows: Sequence[Row]
    counts: Mapping[ReviewState, int]

    def number(self, state: str) -> int:
        return self.counts.get(ReviewState(state), 0)

    @property
    def asked(self) -> int:
        """How many were asked and can still comment, or have."""
        idle = self.number("chosen") + self.number("revoked")
        return len(self.rows) - idle


def board(session: Session, appeal: Appeal, language: str, *, now: datetime) -> Board:
    """Return the board; the number of queries does not grow with its length."""
    rows = _rows(session, services.list_reviewers(session, appeal, language), language, now)
    return Board(rows, Counter(each.state for each in rows))


def row(session: Session, reviewer: Reviewer, language: str, *, now: datetime) -> Row:
    [found] = _rows(session, [reviewer], language, now)
    return found


def _rows(
    session: Session, reviewers: Sequence[Reviewer], language: str, now: datetime
) -> list[Row]:
    standings = services.standings(session, reviewers)
    counts = services.count_by_reviewer(session, reviewers)
    latest = mail.latest(session, [each.id for each in reviewers], services.MAILS)
    return [
        Row(
            each,
            services.name_of(each, language),
            standings[each.id].state(now),
            latest.get(each.id),
            counts[each.id],
        )
        for each in reviewers
    ]
