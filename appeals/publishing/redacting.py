"""A frozen document without some of its names, as if they had never stood in it.

Their numbers stay empty. Marks and notes of the others are numbered anew, totals
are those of who is left, and nothing says that somebody is missing.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from appeals.document.tree import Block, Document, Entry, Roll, Span
from appeals.publishing import remarks
from appeals.publishing.reservations import SIGN

_RESERVED = re.compile(rf"{SIGN}\d*")
Spans = tuple[Span, ...]


@dataclass(frozen=True)
class Frozen:
    """What of an edition cannot be read from one of its documents.

    `numbers` vanish, by the kind of list; `last_at_first` are the last numbers of the
    first edition, none for that edition itself; `day` is when this one appeared.
    """

    numbers: Mapping[str, Collection[int]]
    last_at_first: Mapping[str, int]
    day: date


# From the documents before and after to the texts with their totals: blocks, and headings by kind.
Totalled = Callable[[Document], tuple[Sequence[Block], Mapping[str, Spans]]]


def concerns(document: Document, frozen: Frozen) -> bool:
    """Return whether one of the names stands in this document."""
    return any(
        entry.number in frozen.numbers.get(roll.kind, ())
        for roll in document.rolls
        for entry in roll.entries
    )


def without(document: Document, frozen: Frozen, totalled: Totalled) -> Document:
    """Return the document without these names."""
    rolls = (_roll(roll, frozen, document.language) for roll in document.rolls)
    left = replace(document, rolls=tuple(each for each in rolls if each.entries or each.withheld))
    return _recounted(document, left, totalled)


def standing(roll: Roll) -> list[Entry]:
    """Return the entries of a list that are no former signatories."""
    return [each for each in roll.entries if not has_gone(each)]


def has_gone(entry: Entry) -> bool:
    """Whether the organisation withdrew after publication, however that is shown."""
    return entry.withdrawn or remarks.WITHDRAWN in entry.mark


def _recounted(before: Document, after: Document, totalled: Totalled) -> Document:
    """Say the new totals; a text in which nothing is counted stays to the letter."""
    old_blocks, old_headings = totalled(before)
    new_blocks, new_headings = totalled(after)
    blocks = tuple(new_blocks)
    if len(old_blocks) == len(new_blocks) == len(before.blocks):
        blocks = tuple(
            was if old == new else new
            for was, old, new in zip(before.blocks, old_blocks, new_blocks, strict=True)
        )
    rolls = tuple(
        replace(roll, heading=new_headings[roll.kind])
        if new_headings[roll.kind] != old_headings[roll.kind]
        else roll
        for roll in after.rolls
    )
    return replace(after, blocks=blocks, rolls=rolls)


def _roll(roll: Roll, frozen: Frozen, language: str) -> Roll:
    numbers = frozen.numbers.get(roll.kind, ())
    entries = tuple(each for each in roll.entries if each.number not in numbers)
    if len(entries) == len(roll.entries):
        return roll
    renamed = _renamed(entries)
    left = replace(
        roll,
        entries=tuple(_marked(each, renamed) for each in entries),
        logos=tuple(each for each in roll.logos if each.number not in numbers),
        remark=roll.remark if any(remarks.MARK in each.mark for each in entries) else (),
    )
    return replace(left, notes=_notes(roll, left, renamed, frozen, language))


def _renamed(entries: Sequence[Entry]) -> dict[str, str]:
    """Return the new mark of each reservation by its former one, in the order of the list."""
    marks = [match[0] for each in entries if (match := _RESERVED.search(each.mark))]
    if len(marks) == 1:
        return {marks[0]: SIGN}
    return {mark: f"{SIGN}{number}" for number, mark in enumerate(marks, start=1)}


def _marked(entry: Entry, renamed: Mapping[str, str]) -> Entry:
    mark = _RESERVED.sub(lambda match: renamed[match[0]], entry.mark)
    return replace(entry, mark=mark)


def _notes(
    before: Roll, after: Roll, renamed: Mapping[str, str], frozen: Frozen, language: str
) -> tuple[Spans, ...]:
    """Return the notes in their order: reservations, who joined late, who withdrew, what is empty.

    Which numbers others left empty does not change by this.
    """
    reserved = [note for note in before.notes if _mark_of(note)]
    others = list(before.notes[len(reserved) :])
    kept = [_renote(note, renamed) for note in reserved if _mark_of(note) in renamed]
    if _late(before, frozen):
        others.pop(0)
        if late := _late(after, frozen):
            total = len(standing(after)) + after.withheld
            kept.append(remarks.joined(late, total, frozen.day, language))
    if _has_traces(before) and not _has_traces(after):
        others.pop(0)
    return (*kept, *others)


def _mark_of(note: Spans) -> str:
    match = _RESERVED.match(note[0].text) if note else None
    return match[0] if match else ""


def _renote(note: Spans, renamed: Mapping[str, str]) -> Spans:
    former = _mark_of(note)
    text = renamed[former] + note[0].text.removeprefix(former)
    return (replace(note[0], text=text), *note[1:])


def _late(roll: Roll, frozen: Frozen) -> list[int]:
    last = frozen.last_at_first.get(roll.kind)
    if last is None:
        return []
    return [each.number for each in standing(roll) if each.number > last]


def _has_traces(roll: Roll) -> bool:
    return any(map(has_gone, roll.entries))
