"""The shape of what has to be known about a language, and how word tables are written down."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum


class Role(Enum):
    """How a number word joins its neighbours."""

    PLAIN = "plain"  # three, twenty, двести
    HUNDRED = "hundred"  # multiplies what stands before it
    SCALE = "scale"  # thousand, million: closes a group of three digits
    SCORE = "score"  # vingt: quatre-vingt is eighty
    ORDINAL = "ordinal"  # third: ends the number
    VAGUE = "vague"  # both, decade: may stand for a number


@dataclass(frozen=True)
class NumberWord:
    value: int | Decimal
    role: Role = Role.PLAIN
    also: tuple[int, ...] = ()


@dataclass(frozen=True)
class Slip:
    """A usual spelling mistake, as a regular expression, and how it is mended."""

    pattern: str
    mended: str


@dataclass(frozen=True)
class Lexicon:
    """What the rules know of one language; what is left empty is not checked.

    Words are case-folded. `provisions` and the like are alternatives of a
    regular expression. `length` is the usual length of a text, English being 1.
    `lone_letters` are the words of one letter.
    """

    tag: str
    months: Mapping[str, int] = field(default_factory=dict)
    numbers: Mapping[str, NumberWord] = field(default_factory=dict)
    joiners: frozenset[str] = frozenset()
    unspoken: frozenset[int] = frozenset()
    prefixes: tuple[str, ...] = ()
    compound_numbers: Mapping[str, int] = field(default_factory=dict)
    provisions: str = ""
    number_signs: str = ""
    between: str = ""
    percent: str = ""
    currencies: Mapping[str, str] = field(default_factory=dict)
    inflected: bool = False
    day_suffix: str = ""
    date_link: str = ""
    year_word: str = ""
    proper_months: frozenset[str] = frozenset()
    months_in_capitals: bool = True
    hours: str = ""
    quotes: tuple[str, ...] = ()
    slips: tuple[Slip, ...] = ()
    repeatable: frozenset[str] | None = None
    lone_letters: str = ""
    foreign_letters: str = ""
    length: float = 1.05
    known: bool = True


def numbers(*tables: Mapping[int, str], role: Role = Role.PLAIN) -> dict[str, NumberWord]:
    """Read tables of value → forms parted by blanks."""
    return {
        form: NumberWord(value, role)
        for table in tables
        for value, forms in table.items()
        for form in forms.split()
    }


def forms(table: Mapping[str, str]) -> dict[str, str]:
    """Read a table of name → forms parted by commas, turned around: form → name."""
    return {form.strip(): name for name, written in table.items() for form in written.split(",")}


def months(*names: str) -> dict[str, int]:
    """Read twelve strings with the forms of a month, parted by blanks."""
    return {form: at for at, name in enumerate(names, start=1) for form in name.split()}


def endings(stems: Mapping[int, str], suffixes: Iterable[str]) -> dict[int, str]:
    """Write every stem with every ending."""
    ends = tuple(suffixes)
    return {
        value: " ".join(stem + end for stem in written.split() for end in ends)
        for value, written in stems.items()
    }
