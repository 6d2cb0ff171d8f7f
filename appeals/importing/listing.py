"""Rows of a list into its entries, with what only the whole list can tell."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from appeals.document import markdown
from appeals.document.tree import BlockKind
from appeals.importing import countries, dates, entries, words
from appeals.importing.items import Found, Item
from appeals.importing.model import (
    Ask,
    Entry,
    FoundList,
    ListRole,
    Person,
    Place,
    Question,
    Stretch,
)
from appeals.importing.rows import Row

_MOST = 0.5  # of the entries of a list have a shape: then it is a habit, not a question
_FEWEST = 4


def read(found: Found, language: str) -> tuple[FoundList, list[Question]]:
    """Read a list; `claimed` is left to whoever knows the whole text."""
    role = found.heading.role if found.heading else ListRole.SIGNATORIES
    individuals = role is ListRole.INDIVIDUALS
    read_: list[tuple[Entry, list[Question]]] = [
        _entry(item, individuals=individuals) for item in _in_order(found.items)
    ]
    listed, questions = _by_habit(read_)
    if heading_text := (found.heading.text if found.heading else ""):
        listed = [_in_capacity(entry, heading_text) for entry in listed]
    numbers = [entry.number for entry in listed if entry.number is not None]
    heading = _heading(found)
    if found.heading is None or not found.heading.sure:
        first, last = listed[0].place, listed[-1].place
        place = Place(first.source, first.first, last.last)
        questions.insert(0, Question(Ask.LIST_WITHOUT_HEADING, place, listed[0].raw))
    return (
        FoundList(
            role=role,
            entries=tuple(listed),
            heading=heading,
            as_of=_as_of(heading, language),
            numbered=2 * len(numbers) > len(listed),
            groups=tuple(_group(row) for row in found.groups),
        ),
        questions,
    )


def _in_capacity(entry: Entry, heading: str) -> Entry:
    """A heading may say for all below it that they sign in personal capacity."""
    if entry.person is None or not words.anywhere("personal").search(words.folded(heading)):
        return entry
    return replace(entry, person=replace(entry.person, personal=True))


def _group(row: Row) -> Stretch:
    return Stretch(BlockKind.HEADING, markdown.plain(row.text), row.place)


def _heading(found: Found) -> Stretch | None:
    if found.heading is None or found.row is None:
        return None
    return Stretch(BlockKind.HEADING, found.heading.text, found.row.place)


def _as_of(heading: Stretch | None, language: str) -> date | None:
    return dates.day_in(heading.text, language) if heading else None


def _in_order(items: Sequence[Item]) -> list[Item]:
    """Names in columns go down the columns if their numbers or letters say so."""
    if not any(item.column for item in items):
        return list(items)
    down = sorted(items, key=lambda item: item.column)
    numbers = [item.number for item in items if item.number is not None]
    if len(numbers) == len(items):
        return sorted(items, key=lambda item: item.number or 0) if _counts(numbers) else list(items)
    return down if _sorted_share(down) > _sorted_share(items) else list(items)


def _counts(numbers: Sequence[int]) -> bool:
    return len(set(numbers)) == len(numbers)


def _sorted_share(items: Sequence[Item]) -> float:
    keys = [item.text.casefold() for item in items]
    pairs = list(pairwise(keys))
    return sum(first <= second for first, second in pairs) / len(pairs) if pairs else 0


def _entry(item: Item, *, individuals: bool) -> tuple[Entry, list[Question]]:
    entry, questions = entries.read(
        item.text,
        item.place,
        number=item.number,
        group=item.group,
        individuals=individuals,
    )
    return _with_fields(entry, item), questions


def _with_fields(entry: Entry, item: Item) -> Entry:
    """Add what the columns of a table say, and the country that a group is of."""
    said = dict(item.fields)
    codes = countries.codes_of(said.get("country", ""))
    if codes and not entry.countries:
        entry = replace(entry, countries=codes, country_words=said["country"])
    if "city" in said and not entry.city:
        entry = replace(entry, city=said["city"])
    if "acronym" in said and not entry.acronym:
        entry = replace(entry, acronym=said["acronym"])
    if "person" in said and entry.person is None:
        entry = replace(entry, person=Person(said["person"]))
    of_group = countries.codes_of(entry.group)
    if of_group and not entry.countries:
        entry = replace(entry, countries=of_group, country_words=entry.group)
    return entry


def _by_habit(
    read_: Sequence[tuple[Entry, list[Question]]],
) -> tuple[list[Entry], list[Question]]:
    """What half the entries of a list do the same way is meant, and need not be asked."""
    done = {
        Ask.COMMA_IN_NAME: sum(bool(entry.city) for entry, _asked in read_),
        Ask.COUNTRY: 0,
    }
    asked = [question.ask for _entry_, questions in read_ for question in questions]
    habits = {
        ask
        for ask, already in done.items()
        if asked.count(ask) + already >= max(_FEWEST, _MOST * len(read_))
    }
    listed = [_habitual(entry, questions, habits) for entry, questions in read_]
    rest = [
        question
        for _entry_, questions in read_
        for question in questions
        if question.ask not in habits
    ]
    return listed, rest


def _habitual(entry: Entry, questions: Sequence[Question], habits: set[Ask]) -> Entry:
    asks = {question.ask for question in questions} & habits
    if Ask.COMMA_IN_NAME in asks and not entry.city and entry.name.count(",") == 1:
        name, _comma, city = entry.name.partition(",")
        entry = replace(entry, name=name.strip(), city=city.strip())
    if Ask.COUNTRY in asks and not entry.city and not entry.countries and entry.aliases:
        entry = replace(entry, city=entry.aliases[0], aliases=entry.aliases[1:])
    return entry


def with_roles(found: Sequence[Found]) -> list[Found]:
    """Who endorses below a list of who signed, supports; otherwise those who endorse sign."""
    signed = any(each.heading and not each.heading.endorsed for each in found)
    for each in found:
        if signed and each.heading and each.heading.endorsed:
            each.heading = replace(each.heading, role=ListRole.SUPPORTERS)
    return list(found)
