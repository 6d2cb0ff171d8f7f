"""What headings, page furniture and names look like: a file a language, joined for all.

A statement in one language lists organisations in another and stands on a page in a third, so
the words of all languages are looked for at once.
"""

import re
from functools import cache, lru_cache

from appeals.importing.words import (
    arabic,
    armenian,
    dutch,
    english,
    french,
    georgian,
    german,
    italian,
    polish,
    portuguese,
    russian,
    spanish,
    ukrainian,
)
from appeals.importing.words.base import Words, lines_of

ALL: tuple[Words, ...] = tuple(
    module.WORDS
    for module in (
        english,
        russian,
        ukrainian,
        french,
        spanish,
        portuguese,
        german,
        arabic,
        georgian,
        armenian,
        italian,
        polish,
        dutch,
    )
)

# So long a text is no name that is asked about again.
_LONG = 200
_QUOTES = str.maketrans("’‘ʼ“”„«»", '\'\'\'"""""')
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\u061c\u202a-\u202e\u2066-\u2069]")


def folded(text: str) -> str:
    """Return the text as the words are written here: small letters, plain marks and blanks."""
    return _folded_name(text) if len(text) < _LONG else _folded(text)


@lru_cache(maxsize=16384)
def _folded_name(text: str) -> str:
    return _folded(text)


def _folded(text: str) -> str:
    plain = _INVISIBLE.sub("", text).translate(_QUOTES).casefold().replace("ё", "е")
    return " ".join(plain.split())


@cache
def alternatives(field: str) -> str:
    """All expressions of a field, of all languages, as one."""
    found = (line for words in ALL for line in lines_of(words, field))
    return "|".join(dict.fromkeys(f"(?:{line})" for line in found)) or r"(?!)"


@cache
def anywhere(field: str) -> re.Pattern[str]:
    """What begins a word somewhere in a folded text."""
    return re.compile(rf"(?<!\w)(?:{alternatives(field)})")


@cache
def beginning(field: str) -> re.Pattern[str]:
    """What begins a folded text."""
    return re.compile(rf"(?:{alternatives(field)})")


@cache
def whole(field: str) -> re.Pattern[str]:
    """What a folded text is as a whole, a colon after it or not."""
    return re.compile(rf"(?:{alternatives(field)})\s*:?$")
