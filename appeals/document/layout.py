"""How documents are arranged in print: chosen once, carried out on the tree for every format."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from appeals.document.tree import Block, Document, Entry, Roll, Span
from appeals.document.typography import bound
from appeals.languages import collation_key


class Option(StrEnum):
    """One thing that can be asked of a layout; the value is what commands and addresses say."""

    SIDE_BY_SIDE = "side-by-side"
    TWO_COLUMNS = "two-columns"
    BY_COUNTRY = "by-country"
    BY_CATEGORY = "by-category"
    NO_COUNTRIES = "no-countries"
    NO_ACRONYMS = "no-acronyms"


@dataclass(frozen=True, slots=True)
class Layout:
    """What a coordinator chose; as it stands, language after language with all that is known."""

    side_by_side: bool = False
    two_columns: bool = False
    by_country: bool = False
    by_category: bool = False
    no_countries: bool = False
    no_acronyms: bool = False

    @classmethod
    def of(cls, options: Iterable[str]) -> "Layout":
        """Return the layout with these options; raise ValueError for one there is not."""
        return cls(**{Option(each).name.lower(): True for each in options})

    @property
    def options(self) -> tuple[Option, ...]:
        return tuple(each for each in Option if getattr(self, each.name.lower()))


PLAIN = Layout()

# What an entry is grouped by, as printed in the language of its list; nothing for no group.
_Group = tuple[str, ...]


def laid_out(documents: Sequence[Document], layout: Layout = PLAIN) -> tuple[Document, ...]:
    """Return the documents as they are printed in this layout, with their spaces bound.

    Names stay as they were signed, to the last space.
    """
    return tuple(
        replace(
            document,
            blocks=tuple(_bound_block(block, document.language) for block in document.blocks),
            rolls=tuple(
                part
                for place, roll in enumerate(document.rolls)
                for part in _parts(roll, documents[0], place, document.language, layout)
            ),
        )
        for document in documents
    )


def _bound_block(block: Block, language: str) -> Block:
    return Block(block.kind, _bound(block.spans, language))


def _bound(spans: tuple[Span, ...], language: str) -> tuple[Span, ...]:
    return tuple(
        span
        if span.gap
        else replace(
            span,
            text=bound(span.text, span.language or language),
            note=span.note and replace(span.note, spans=_bound(span.note.spans, language)),
        )
        for span in spans
    )


def _parts(
    roll: Roll, first: Document, place: int, language: str, layout: Layout
) -> Iterator[Roll]:
    printed = replace(
        roll,
        heading=_bound(roll.heading, language),
        remark=_bound(roll.remark, language),
        notes=tuple(_bound(note, language) for note in roll.notes),
        ending=_bound(roll.ending, language),
    )
    leading = first.rolls[place]
    if layout.by_country:
        without_country = replace(layout, no_countries=True)
        yield from _groups(printed, leading, first.language, _countries, without_country)
    elif layout.by_category:
        yield from _groups(printed, leading, first.language, _category, layout)
    else:
        yield replace(printed, entries=_shortened(roll.entries, layout))


def _countries(entry: Entry) -> _Group:
    return entry.countries


def _category(entry: Entry) -> _Group:
    return (entry.category,) if entry.category else ()


def _groups(
    roll: Roll, leading: Roll, language: str, group_of: Callable[[Entry], _Group], layout: Layout
) -> Iterator[Roll]:
    """Cut a list into one for each group; whoever is in none stands first, under no name.

    The first language's list decides the groups and their order for all languages.
    """
    own = {entry.number: entry for entry in roll.entries}
    grouped: dict[_Group, list[Entry]] = {(): []}
    for entry in leading.entries:
        grouped.setdefault(group_of(entry), []).append(own[entry.number])
    below: dict[str, Any] = {
        "remark": roll.remark,
        "notes": roll.notes,
        "ending": roll.ending,
        "logos": roll.logos,
    }
    nothing: dict[str, Any] = dict.fromkeys(below, ())
    entries = _shortened(grouped.pop(()), layout)
    parts = [replace(roll, entries=entries, **nothing)]
    for group in sorted(grouped, key=lambda each: [collation_key(g, language) for g in each]):
        heading = (Span(" / ".join(group_of(grouped[group][0]))),)
        entries = _shortened(grouped[group], layout)
        parts.append(Roll(heading, entries, numbered=roll.numbered, kind=roll.kind, level=3))
    parts[-1] = replace(parts[-1], **below)
    yield from parts


def _shortened(entries: Iterable[Entry], layout: Layout) -> tuple[Entry, ...]:
    if not (layout.no_countries or layout.no_acronyms):
        return tuple(entries)
    changes: dict[str, object] = {}
    if layout.no_countries:
        changes["countries"] = ()
    if layout.no_acronyms:
        changes["acronym"] = ""
    return tuple(replace(entry, **changes) for entry in entries)  # type: ignore[arg-type]
