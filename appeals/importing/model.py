"""A written statement taken apart; everything in it can be traced to its lines."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from appeals.document.tree import BlockKind
from appeals.readers.lines import Line as Line


@dataclass(frozen=True, order=True)
class Place:
    """Lines of one file, both ends included."""

    source: int
    first: int
    last: int


@dataclass(frozen=True)
class Stretch:
    """A part of the text: one paragraph, title, item. `text` is our Markdown, blanks kept."""

    kind: BlockKind
    text: str
    place: Place


@dataclass(frozen=True)
class Dated:
    """A date as it is written, and as it is meant; None where that cannot be told."""

    stretch: Stretch
    day: date | None


@dataclass(frozen=True)
class Person:
    """Somebody in a list, with the role that stands with the name."""

    name: str
    role: str = ""
    # "in personal capacity", "for identification only"
    personal: bool = False


@dataclass(frozen=True)
class Entry:
    """One name of a list. `raw` is the entry as it stands, without its number."""

    raw: str
    place: Place
    number: int | None = None
    name: str = ""
    acronym: str = ""
    # ISO 3166-1 alpha-2, in the order they stand; and the words they were read from.
    countries: tuple[str, ...] = ()
    country_words: str = ""
    aliases: tuple[str, ...] = ()
    legal_form: str = ""
    city: str = ""
    person: Person | None = None
    # The heading of its group within the list, if there is one.
    group: str = ""


class ListRole(StrEnum):
    """What a list is of."""

    SIGNATORIES = "signatories"
    SUPPORTERS = "supporters"
    LATE = "late"  # joined after publication
    INDIVIDUALS = "individuals"


@dataclass(frozen=True)
class FoundList:
    """A list as it stands under the text; `claimed` is a total that its heading or text names."""

    role: ListRole
    entries: tuple[Entry, ...]
    heading: Stretch | None = None
    as_of: date | None = None
    claimed: int | None = None
    numbered: bool = False
    # The headings of its groups, in the order they stand.
    groups: tuple[Stretch, ...] = ()


@dataclass(frozen=True)
class Version:
    """One language version; `head` and `tail` hold what stands around the body, by kind."""

    language: str
    body: tuple[Stretch, ...]
    head: Mapping[BlockKind, tuple[Stretch, ...]] = field(default_factory=dict)
    tail: Mapping[BlockKind, tuple[Stretch, ...]] = field(default_factory=dict)
    dated: Dated | None = None
    # The date of the page that carried it, which is not that of the statement.
    page_date: Dated | None = None
    lists: tuple[FoundList, ...] = ()

    @property
    def title(self) -> Stretch | None:
        return next(iter(self.head.get(BlockKind.TITLE, ())), None)

    def entries(self, role: ListRole) -> tuple[Entry, ...]:
        """Return the entries of all lists of this role, in order."""
        return tuple(entry for found in self.lists if found.role is role for entry in found.entries)


@dataclass(frozen=True)
class Dropped:
    """A line that is not of the statement: a menu, a counter, a button; and why we think so."""

    line: Line
    why: str


class Ask(StrEnum):
    """What only a person can decide."""

    COMMA_IN_NAME = "comma_in_name"  # one name with a comma, or two names
    TWO_ENTRIES = "two_entries"  # one line that may be two entries
    LIST_WITHOUT_HEADING = "list_without_heading"
    LANGUAGE = "language"
    COUNTRY = "country"  # words in brackets that may be a country or a city


@dataclass(frozen=True)
class Question:
    """An ambiguity that is asked, not guessed; `options` are the ways to read it, ours first."""

    ask: Ask
    place: Place
    text: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Statement:
    """All that was read from one or several files; the versions in the order they stand."""

    lines: tuple[Line, ...]
    versions: tuple[Version, ...]
    dropped: tuple[Dropped, ...] = ()
    questions: tuple[Question, ...] = ()
