"""The report as a page shows it: both versions side by side, with what was found at its place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from appeals.drafting.parity import Level
from appeals.importing.alignment import SURE as SURE_ROW
from appeals.importing.alignment import Row
from appeals.importing.audit import Audit, Finding, Ground
from appeals.importing.matching import Item
from appeals.importing.model import ListRole, Place, Stretch


@dataclass(frozen=True)
class Mark:
    """A finding, by its number in the report, where the reader is in the text."""

    number: int
    level: Level


@dataclass(frozen=True)
class Cell:
    """What stands in one version; `anchor` is empty where another cell has its lines already."""

    language: str
    text: str = ""
    kind: str = ""
    where: str = ""
    anchor: str = ""
    number: int | None = None
    marks: tuple[Mark, ...] = ()
    # Place in the flow of its version, for whoever confirms the alignment.
    place: tuple[int, int] | None = None


@dataclass(frozen=True)
class SideBySide:
    """A row of the text or of a list: a column of cells for each version."""

    columns: tuple[tuple[Cell, ...], ...]
    sure: bool = True
    # An entry that stands again: nothing is missing beside it.
    is_again: bool = False


@dataclass(frozen=True)
class ListRows:
    role: ListRole
    rows: tuple[SideBySide, ...]


class Display:
    """Draws an audit; every anchor is given to one cell only."""

    def __init__(self, audit: Audit, files: Sequence[str]) -> None:
        self._ground, self._files = audit.ground, files
        self._marks: dict[Place, list[Mark]] = {}
        self._given: set[str] = set()
        for number, finding in enumerate(audit.findings, start=1):
            for place in dict.fromkeys(spot.place for spot in finding.spots if spot.place):
                self._marks.setdefault(place, []).append(Mark(number, finding.level))
        self.head = tuple(self._head())
        self.text = tuple(self._text(row) for row in self._ground.alignment.rows)
        self.lists = tuple(self._lists())

    def where(self, place: Place) -> str:
        """A place in words short enough for a margin: "statement.txt:46"."""
        return f"{self._files[place.source]}:{place.first}"

    def link(self, place: Place) -> str:
        """The anchor of a place that is shown, or nothing."""
        anchor = anchor_of(place)
        return anchor if anchor in self._given else ""

    def _head(self) -> Iterator[SideBySide]:
        """Dates stand apart from the text that is aligned."""
        dates = [
            [each.stretch for each in (version.dated, version.page_date) if each]
            for version in self._ground.statement.versions
        ]
        if any(dates):
            yield SideBySide(
                tuple(
                    tuple(self._cell(version, each) for each in own)
                    for version, own in enumerate(dates)
                )
            )

    def _text(self, row: Row) -> SideBySide:
        columns = tuple(
            tuple(
                self._cell(version, self._ground.alignment.flows[version][place], place)
                for place in places
            )
            for version, places in enumerate(row.places)
        )
        return SideBySide(columns, row.confidence >= SURE_ROW)

    def _lists(self) -> Iterator[ListRows]:
        for role in ListRole:
            rows = [
                *self._headings(role),
                *(
                    self._items([identity.items.get(at) for at in self._ground.versions], sure)
                    for identity in self._ground.matching.identities
                    if identity.first.role is role
                    for sure in (identity.sure,)
                ),
                *(
                    self._items(
                        [
                            again.item if again.item.version == at else None
                            for at in self._ground.versions
                        ],
                        sure=True,
                        is_again=True,
                    )
                    for again in self._ground.matching.again
                    if again.sure and again.item.role is role
                ),
            ]
            if rows:
                yield ListRows(role, tuple(rows))

    def _headings(self, role: ListRole) -> Iterator[SideBySide]:
        columns = tuple(
            tuple(
                self._cell(version, each.heading)
                for each in self._ground.lists(version, role)
                if each.heading
            )
            for version in self._ground.versions
        )
        if any(columns):
            yield SideBySide(columns)

    def _items(
        self, items: Sequence[Item | None], sure: bool, *, is_again: bool = False
    ) -> SideBySide:
        return SideBySide(
            tuple(
                (
                    Cell(
                        self._ground.language(version),
                        item.entry.raw.strip(),
                        "entry",
                        self.where(item.entry.place),
                        self._anchor(item.entry.place),
                        item.entry.number,
                        self._marks_at(item.entry.place),
                    ),
                )
                if item
                else ()
                for version, item in enumerate(items)
            ),
            sure,
            is_again,
        )

    def _cell(self, version: int, stretch: Stretch, place: int | None = None) -> Cell:
        return Cell(
            self._ground.language(version),
            stretch.text.strip(),
            stretch.kind.value,
            self.where(stretch.place),
            self._anchor(stretch.place),
            marks=self._marks_at(stretch.place),
            place=None if place is None else (version, place),
        )

    def _marks_at(self, place: Place) -> tuple[Mark, ...]:
        return tuple(self._marks.get(place, ()))

    def _anchor(self, place: Place) -> str:
        anchor = anchor_of(place)
        if anchor in self._given:
            return ""
        self._given.add(anchor)
        return anchor


def anchor_of(place: Place) -> str:
    return f"line-{place.source}-{place.first}"


def numbered(findings: Sequence[Finding], level: Level) -> list[tuple[int, Finding]]:
    """Return the findings of a level with their numbers in the whole report."""
    return [(n, each) for n, each in enumerate(findings, start=1) if each.level is level]


def languages_of(ground: Ground) -> list[str]:
    return [each.language for each in ground.statement.versions]
