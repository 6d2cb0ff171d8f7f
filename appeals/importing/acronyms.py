"""Acronyms beside names: capitals, or the first letters of the words of the name."""

import re

_LONGEST = 15
_WORD = re.compile(r"[^\W_]+")
_SINGLE = re.compile(r"[^\W_][\w&./'’-]*")


def is_acronym(text: str, name: str = "") -> bool:
    """Whether a text is in capitals as acronyms are, or is made of letters of the name."""
    shown = text.strip()
    if not 2 <= len(shown) <= _LONGEST or not any(letter.isalpha() for letter in shown):
        return False
    parts = shown.split()
    if len(parts) <= 3 and all(_in_capitals(part) for part in parts):
        return True
    return len(parts) == 1 and bool(_SINGLE.fullmatch(shown)) and is_of_letters(shown, name)


def _in_capitals(part: str) -> bool:
    letters = [letter for letter in part if letter.isalpha()]
    if len(letters) < 2 and not (letters and len(part) > 1):
        return False
    return 2 * sum(letter.isupper() for letter in letters) > len(letters)


def is_of_letters(text: str, name: str) -> bool:
    """Whether the letters of a text stand in this order in the name, the first at a word."""
    words = _WORD.findall(name.casefold())
    wanted = "".join(_WORD.findall(text.casefold()))
    if len(words) < 2 or not wanted or wanted in words:
        return False
    starts = [at for at, word in enumerate(words) if word.startswith(wanted[0])]
    return any(_stands_in(wanted, "".join(words[at:])) for at in starts)


def _stands_in(wanted: str, letters: str) -> bool:
    remaining = iter(letters)
    return all(letter in remaining for letter in wanted)


def is_of_initials(text: str, name: str) -> bool:
    """Whether a text is made of the first letters of words of the name, in order."""
    found = _WORD.findall(name)
    every = "".join(word[0] for word in found).casefold()
    great = "".join(word[0] for word in found if not word[0].islower()).casefold()
    return len(found) > 1 and (text.casefold() in every or text.casefold() in great)
