"""Rules on letters that look right and are wrong."""

import re
from collections.abc import Iterator
from functools import cache

from appeals.drafting.parity.model import Finding, Level
from appeals.drafting.parity.reading import Reading
from appeals.drafting.parity.tokens import Token
from appeals.languages import script

_LATIN = "AaBCcEeHIiKMOoPpTXxYy"
_CYRILLIC = "АаВСсЕеНІіКМОоРрТХхУу"
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)
_IS_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_IS_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_MIXED = re.compile(r"[A-Za-zÀ-ɏ][Ѐ-ӿ]|[Ѐ-ӿ][A-Za-zÀ-ɏ]")
_NEXT_TO_A_LABEL = frozenset(").'’-\u2011–/")


def mixed_scripts(reading: Reading) -> Iterator[Finding]:
    """A word has both Latin and Cyrillic letters; a search would never find it."""
    if not _MIXED.search(reading.masked):
        return
    for token in reading.tokens:
        if _MIXED.search(token.text):
            yield _finding(reading, token, Level.ERROR, _mended(token.text, reading.language))


def look_alike_words(reading: Reading) -> Iterator[Finding]:
    """A word of one letter in the wrong script: a Latin c for the Russian с."""
    own = script(reading.language)
    if own not in ("Cyrl", "Latn"):
        return
    table, foreign = (_TO_CYRILLIC, _IS_LATIN) if own == "Cyrl" else (_TO_LATIN, _IS_CYRILLIC)
    words = reading.lexicon.lone_letters
    for token in reading.lone_letters:
        if foreign.match(token.text):
            meant = token.text.translate(table)
            if meant != token.text and meant.casefold() in words and _is_word(token, reading):
                yield _finding(reading, token, Level.ERROR, meant)


def stray_letters(reading: Reading) -> Iterator[Finding]:
    """A small letter alone that is no word of the language."""
    words = reading.lexicon.lone_letters
    own = _IS_CYRILLIC if script(reading.language) == "Cyrl" else _IS_LATIN
    for token in reading.lone_letters if words else ():
        alone = token.text.islower() and token.text not in words
        if alone and own.match(token.text) and _is_word(token, reading):
            yield _finding(reading, token, Level.WARNING, None)


def letters_of_a_neighbour(reading: Reading) -> Iterator[Finding]:
    """A letter the alphabet does not have, from the keyboard of a related language."""
    pattern = _foreign(reading.lexicon.foreign_letters)
    if pattern is None or not pattern.search(reading.masked):
        return
    for token in reading.tokens:
        if pattern.search(token.text):
            yield _finding(reading, token, Level.HINT, None)


def _finding(reading: Reading, token: Token, level: Level, replacement: str | None) -> Finding:
    return Finding(
        level,
        reading.segment_id,
        reading.language,
        (token.start, token.end),
        token.text,
        replacement,
        replacement=replacement,
    )


def _mended(word: str, language: str) -> str | None:
    """The word in the language's own script, if all the foreign letters look like its letters."""
    cyrillic = script(language) == "Cyrl"
    mended = word.translate(_TO_CYRILLIC if cyrillic else _TO_LATIN)
    return None if _MIXED.search(mended) else mended


def _is_word(token: Token, reading: Reading) -> bool:
    """Whether blanks stand around the letter, so that it is no label, initial or variable."""
    text = reading.masked
    before, after = text[token.start - 1 : token.start], text[token.end : token.end + 1]
    return (not before or before.isspace()) and after.isspace() and after not in _NEXT_TO_A_LABEL


@cache
def _foreign(letters: str) -> re.Pattern[str] | None:
    return re.compile(f"[{letters}{letters.upper()}]") if letters else None
