"""How far a name is shown: what is more private than what, and what may be counted."""

from dataclasses import dataclass
from datetime import datetime

from appeals.invitations.models import Visibility

# Fewer than these are not spoken of at all: who knows some of them could tell the others.
SMALLEST = 3
_FROM_OPEN_TO_CLOSED = list(Visibility)


@dataclass(frozen=True, kw_only=True)
class Wish:
    """How a name is to be shown; a moment, UTC, goes with "public after a date" alone."""

    visibility: Visibility = Visibility.PUBLIC
    public_from: datetime | None = None

    def is_named(self, now: datetime) -> bool:
        """Return whether the name may be shown at this moment."""
        if self.visibility is Visibility.LATER:
            return self.public_from is not None and self.public_from <= now
        return self.visibility is Visibility.PUBLIC

    def is_counted(self, now: datetime) -> bool:
        """Return whether it is one of those "whose names are withheld"."""
        return self.visibility is not Visibility.CONFIDENTIAL and not self.is_named(now)

    def hides_more_than(self, other: "Wish") -> bool:
        own, its = (_FROM_OPEN_TO_CLOSED.index(each.visibility) for each in (self, other))
        if own != its or self.visibility is not Visibility.LATER:
            return own > its
        return _moment(self) > _moment(other)


def told(number: int) -> int:
    """Return how many withheld names may be spoken of where there are so many."""
    return number if number >= SMALLEST else 0


def _moment(wish: Wish) -> float:
    return wish.public_from.timestamp() if wish.public_from else float("inf")
