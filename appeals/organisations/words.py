"""The coalition's own words, for categories and topics: parted, cleaned, spelled in one way."""

from collections.abc import Iterable

from appeals.organisations import names

LONGEST = 60
SEPARATOR = ";"


class BadWord(ValueError):
    """What was typed cannot be such a word: too long, or with invisible signs."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


def parsed(text: str, known: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the words of a line parted by semicolons, each once, spelled as those `known`.

    Raises `BadWord`.
    """
    spelled = {each.casefold(): each for each in known}
    found: dict[str, str] = {}
    for part in text.split(SEPARATOR):
        if part.strip():
            word = _clean(part)
            found.setdefault(word.casefold(), spelled.get(word.casefold(), word))
    return tuple(found.values())


def together(*several: Iterable[str]) -> tuple[str, ...]:
    """Return the words of all, each once, as it is spelled first."""
    found: dict[str, str] = {}
    for words in several:
        for word in words:
            found.setdefault(word.casefold(), word)
    return tuple(found.values())


def joined(words: Iterable[str]) -> str:
    return f"{SEPARATOR} ".join(words)


def _clean(part: str) -> str:
    try:
        word = names.clean(part)
    except names.BadName as error:
        raise BadWord(part.strip()) from error
    if len(word) > LONGEST:
        raise BadWord(word)
    return word
