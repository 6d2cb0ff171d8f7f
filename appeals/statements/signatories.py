"""Who stands under an edition: searched, by country, a page at a time, as it was frozen."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from appeals.document.frozen import thaw
from appeals.document.tree import Document, Entry, Span
from appeals.organisations import searching
from appeals.publishing.models import Edition
from appeals.publishing.redacting import has_gone

PAGE_SIZE = 200


@dataclass(frozen=True)
class Listed:
    """An entry of a list; `list_place` is which list of the document it stands in."""

    entry: Entry
    list_place: int


@dataclass(frozen=True)
class Found:
    """A page of those that were asked for. `by_country` counts all, whoever was asked for.

    An organisation of several countries counts in each of them.
    """

    entries: Sequence[Listed]
    headings: Sequence[str]
    remarks: Sequence[str]
    matching: int
    total: int
    number: int
    by_country: Sequence[tuple[str, int]]
    # For each list how many are withheld, in words or nothing; who searches is told of nobody.
    endings: Sequence[str] = ()

    @property
    def pages(self) -> int:
        return max(1, -(-self.matching // PAGE_SIZE))

    @property
    def groups(self) -> list[tuple[str, list[Entry], str]]:
        """The entries of the page under the heading of their list, which may end with a number."""
        parted = groupby(self.entries, key=lambda each: each.list_place)
        entries = {place: [each.entry for each in some] for place, some in parted}
        endings = self.endings if self.number == self.pages else ()
        ends = dict(enumerate(endings))
        return [
            (heading, entries.get(place, []), ends.get(place, ""))
            for place, heading in enumerate(self.headings)
            if place in entries or ends.get(place)
        ]


@dataclass(frozen=True)
class _Names:
    """The lists of one language version, and for each entry what it is found by."""

    headings: tuple[str, ...]
    # What explains the marks of names that stand in the lists.
    remarks: tuple[str, ...]
    entries: tuple[tuple[Listed, str], ...]
    by_country: tuple[tuple[str, int], ...]
    endings: tuple[str, ...] = ()


def find(
    edition: Edition, language: str, *, search: str = "", country: str = "", page: int = 1
) -> Found:
    """Return whose names hold every word of `search`, in the country printed as `country`."""
    names = _names(edition, language)
    words = searching.words(search)
    matching = [
        listed
        for listed, folded in names.entries
        if all(word in folded for word in words)
        and (not country or country in listed.entry.countries)
    ]
    last = max(1, -(-len(matching) // PAGE_SIZE))
    number = min(max(page, 1), last)
    return Found(
        entries=matching[(number - 1) * PAGE_SIZE : number * PAGE_SIZE],
        headings=names.headings,
        remarks=names.remarks,
        matching=len(matching),
        total=len(names.entries),
        number=number,
        by_country=names.by_country,
        endings=() if words or country else names.endings,
    )


def _names(edition: Edition, language: str) -> _Names:
    key = edition.id, edition.content_hash, language
    names = _kept.get(key)  # another thread may clear it at any moment
    if names is None:
        if len(_kept) >= _MOST:
            _kept.clear()
        names = _kept[key] = _read(document_in(edition, language))
    return names


_MOST = 16
_kept: dict[tuple[UUID, str, str], _Names] = {}


def document_in(edition: Edition, language: str) -> Document:
    return next(each for each in thaw(edition.frozen) if each.language == language)


def _read(document: Document) -> _Names:
    # A withdrawn name is not searched for: it is no signatory any more.
    listed = [
        Listed(entry, place)
        for place, roll in enumerate(document.rolls)
        for entry in roll.entries
        if not has_gone(entry)
    ]
    countries = Counter(country for each in listed for country in each.entry.countries)
    return _Names(
        headings=tuple(_plain(roll.heading) for roll in document.rolls),
        remarks=tuple(
            remark
            for place, roll in enumerate(document.rolls)
            for remark in map(_plain, roll.remarks)
            if any(
                each.entry.mark and remark.startswith(tuple(each.entry.mark))
                for each in listed
                if each.list_place == place
            )
        ),
        entries=tuple(
            (each, searching.fold(each.entry.name, each.entry.acronym)) for each in listed
        ),
        endings=tuple(_plain(roll.ending) for roll in document.rolls),
        by_country=tuple(sorted(countries.items(), key=lambda each: (-each[1], each[0]))),
    )


def _plain(spans: Sequence[Span]) -> str:
    return "".join(span.text for span in spans)
