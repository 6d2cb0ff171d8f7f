"""Which known names resemble a name, and how. Pointed out to a person, never merged."""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from rapidfuzz.distance import Levenshtein

from appeals.organisations.names import romanised, skeleton

Key = TypeVar("Key", bound=Hashable)

_SMALL_WORDS = frozenset(
    ["a", "an", "and", "for", "in", "of", "on", "the", "to", "в", "для", "за", "и", "на", "о", "по"]
)


class Likeness(StrEnum):
    """In what way two names resemble each other, the strongest first."""

    SAME = "same"
    ONE_LETTER_APART = "one_letter_apart"
    TRANSLITERATION = "transliteration"
    SAME_WORDS = "same_words"
    SAME_ACRONYM = "same_acronym"


@dataclass(frozen=True)
class LookAlike(Generic[Key]):
    """A known name that resembles the one asked about, and the key it is known by."""

    key: Key
    name: str
    likeness: Likeness


class NameIndex(Generic[Key]):
    """Known names, folded once, so that each of 10,000 questions is a few look-ups."""

    def __init__(self, entries: Iterable[tuple[Key, str, str]] = ()) -> None:
        """Take (key, name, acronym or "") of every known name; keys may repeat."""
        self._found: dict[Hashable, list[tuple[Key, str]]] = defaultdict(list)
        self._halves: dict[Hashable, set[str]] = defaultdict(set)
        for key, name, acronym in entries:
            self.add(key, name, acronym)

    def add(self, key: Key, name: str, acronym: str = "") -> None:
        for likeness, form in _forms(name, acronym):
            self._found[likeness, form].append((key, name))
            if likeness is Likeness.SAME:
                for half in _halves(form, len(form)):
                    self._halves[half].add(form)

    def look_alikes(
        self, name: str, acronym: str = "", *, ignoring: Key | None = None
    ) -> list[LookAlike[Key]]:
        """Every known name that resembles this one, the strongest likeness first.

        One entry a key, with its strongest likeness; `ignoring` is the organisation itself.
        """
        found: dict[Key, LookAlike[Key]] = {}
        for likeness, form in sorted(self._questions(name, acronym), key=_strength):
            for key, known in self._found.get((_answered_by(likeness), form), ()):
                if key != ignoring:
                    found.setdefault(key, LookAlike(key, known, likeness))
        return list(found.values())

    def _questions(self, name: str, acronym: str) -> Iterator[tuple[Likeness, str]]:
        yield from _forms(name, acronym)
        form = skeleton(name)
        if len(form) < 6:
            return
        for length in (len(form) - 1, len(form), len(form) + 1):
            for half in _halves(form, length):
                for other in self._halves.get(half, ()):
                    if Levenshtein.distance(form, other, score_cutoff=1) == 1:
                        yield Likeness.ONE_LETTER_APART, other


def look_alikes(
    name: str, others: Iterable[tuple[Key, str, str]], acronym: str = ""
) -> list[LookAlike[Key]]:
    """Those of `others` (key, name, acronym) that resemble the name. More: see `NameIndex`."""
    return NameIndex(others).look_alikes(name, acronym)


def _forms(name: str, acronym: str) -> Iterator[tuple[Likeness, str]]:
    same = skeleton(name)
    yield Likeness.SAME, same
    yield Likeness.TRANSLITERATION, romanised(name)
    words = sorted(set(same.split()) - _SMALL_WORDS)
    if len(words) > 1:
        yield Likeness.SAME_WORDS, " ".join(words)
    letters = skeleton(acronym).replace(" ", "")
    if len(letters) > 1:
        yield Likeness.SAME_ACRONYM, letters


def _halves(form: str, length: int) -> tuple[Hashable, Hashable]:
    """Keys of the two halves of a string of that length.

    One edit leaves one half as it was, so two strings one letter apart share a key. The digits
    belong to the key because "School 5" and "School 6" are no misprint of each other.
    """
    digits = re.sub(r"\D", "", form)
    middle = length // 2
    return (length, digits, form[:middle]), (digits, length, form[-(length - middle) :])


def _strength(question: tuple[Likeness, str]) -> int:
    return list(Likeness).index(question[0])


def _answered_by(likeness: Likeness) -> Likeness:
    return Likeness.SAME if likeness is Likeness.ONE_LETTER_APART else likeness
