"""An item of a list before it is read: its text, number and group."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from appeals.importing.headings import Heading
from appeals.importing.model import Place
from appeals.importing.rows import Row, joined


@dataclass(frozen=True)
class Item:
    """The text of one entry; `fields` is what columns of a table say of it, by name."""

    text: str
    place: Place
    number: int | None = None
    group: str = ""
    column: int = 0
    row: Row | None = None
    fields: Sequence[tuple[str, str]] = ()

    def continued(self, row: Row, by: str = " ") -> "Item":
        """Return the item with a further row of the same entry."""
        place = replace(self.place, last=row.place.last)
        whole = joined(self.row, row) if self.row else None
        return replace(self, text=f"{self.text}{by}{row.text}", place=place, row=whole)

    def in_group(self, group: str) -> "Item":
        return replace(self, group=group)


@dataclass
class Found:
    """A list as rows: `at` is where it begins, `end` the first row after it."""

    heading: Heading | None
    at: int
    end: int
    row: Row | None = None
    items: list[Item] = field(default_factory=list)
    groups: list[Row] = field(default_factory=list)
    # Rows among the names that are none: a date, a remark.
    others: list[Row] = field(default_factory=list)

    @property
    def names(self) -> int:
        return len(self.items)
