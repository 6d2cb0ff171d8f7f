"""What an entry of a list can be known by in another language."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from appeals.drafting.alignment.sounds import consonants
from appeals.importing.model import Entry
from appeals.importing.nations import nation
from appeals.importing.vocabulary import folded, ideas, is_small
from appeals.organisations.names import romanised

_WORD = re.compile(r"[^\W_]+")
_FEWEST_CONSONANTS = 3
_KEPT_CONSONANTS = 4
_LONGEST_ACRONYM = 8
# Letters of two scripts that acronyms are carried over by: KRF is ХРФ.
_ACRONYM_SOUNDS = str.maketrans("hcqwz", "kkkvs")

# A key and which part of its word it stands for.
Keys = Mapping[str, float]


@dataclass(frozen=True)
class Form:
    """One name; `translatable` is the share of its words that have a known meaning."""

    keys: Keys
    same: str
    translatable: float


@dataclass(frozen=True)
class Profile:
    """All that tells an entry from others: its forms, countries it states, nations it names."""

    forms: tuple[Form, ...]
    countries: frozenset[str] = frozenset()
    nations: frozenset[str] = frozenset()
    acronym: str = ""
    # The identifier of an organisation of the registry that has this name.
    known: str = ""

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(key for form in self.forms for key in form.keys)

    def joined(self, other: "Profile") -> "Profile":
        """Return the profile of an organisation that is called both."""
        return Profile(
            _distinct((*self.forms, *other.forms)),
            self.countries | other.countries,
            self.nations | other.nations,
            self.acronym or other.acronym,
            self.known or other.known,
        )


def profile(entry: Entry, language: str, known: str = "") -> Profile:
    acronym = acronym_key(entry.acronym)
    forms = [form(text, language, acronym, entry.city) for text in dict.fromkeys(_texts(entry))]
    keys = {key for each in forms for key in each.keys}
    return Profile(
        _distinct(forms),
        frozenset(entry.countries),
        frozenset(key[2:] for key in keys if key.startswith("n:")),
        acronym,
        known,
    )


def form(text: str, language: str, acronym: str = "", city: str = "") -> Form:
    words = [word for word in _WORD.findall(text) if _is_telling(word)]
    found = [_keys(word, language) for word in words]
    keys: dict[str, float] = {}
    for each in (*found, *(_keys(word, language) for word in _WORD.findall(city))):
        keys.update(each)
    if acronym:
        keys[f"a:{acronym}"] = 1.5
    meant = sum(next(iter(each), "").startswith("i:") for each in found)
    same = " ".join(folded(word) for word in _WORD.findall(text))
    return Form(keys, same, meant / max(len(found), 1))


def acronym_key(acronym: str) -> str:
    """Fold an acronym so that it is the same in every script."""
    return romanised(acronym).replace(" ", "").translate(_ACRONYM_SOUNDS)


def _distinct(forms: Iterable[Form]) -> tuple[Form, ...]:
    return tuple({form.same: form for form in reversed(list(forms))}.values())[::-1]


def _texts(entry: Entry) -> Iterator[str]:
    name = entry.name or entry.raw
    yield f"{name} {entry.legal_form}" if entry.legal_form else name
    yield from entry.aliases
    if entry.person:
        yield entry.person.name


def _is_telling(word: str) -> bool:
    """Not what is left of "l'espoir" and "women's", nor an article."""
    return (len(word) > 1 or word.isdigit()) and not is_small(folded(word))


@lru_cache(maxsize=50_000)
def _keys(word: str, language: str) -> Mapping[str, float]:
    plain = folded(word)
    if meant := ideas(plain):
        return {f"i:{idea}": 1 / len(meant) for idea in meant}
    latin = _without_ending(romanised(word))
    keys = {f"r:{latin}": 1.0} if latin else {}
    if 1 < len(word) <= _LONGEST_ACRONYM and word.isupper() and not word.isdigit():
        keys[f"a:{acronym_key(word)}"] = 1.0
    sound = consonants(word)[:_KEPT_CONSONANTS]
    if code := nation(plain, language):
        keys = {f"n:{code}": 1.0}
    elif len(sound) >= _FEWEST_CONSONANTS:
        keys = {key: share / 2 for key, share in keys.items()} | {f"s:{sound}": 0.5}
    return keys


def _without_ending(word: str) -> str:
    """Names are declined in many languages, mostly by a vowel."""
    bare = word.rstrip("aeiou")
    return bare if len(bare) >= _FEWEST_CONSONANTS else word
