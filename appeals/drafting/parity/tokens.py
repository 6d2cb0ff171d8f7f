"""Cut a text into words and numbers."""

import re
from typing import NamedTuple

# A comma, point, apostrophe or narrow space parts thousands only if the same one does throughout.
_TOKEN = re.compile(
    r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*"
    r"|(?<!\w)(?:(?P<code>\d+(?:[-\u2011\u2013]\d+)+(?![.,]?\d))"
    r"|(?P<number>(?:[1-9]\d{0,2}(?P<group>[,.'’ \u00a0\u2009\u202f])\d{3}(?!\d)"
    r"(?:(?P=group)\d{3}(?!\d))*|\d+)(?:[.,]\d+)?))"
)


class Token(NamedTuple):
    """A word, a number or several numbers held together by hyphens ("460-1")."""

    start: int
    end: int
    text: str
    folded: str
    kind: str | None

    @property
    def is_number(self) -> bool:
        return self.kind is not None


def tokens_of(text: str) -> list[Token]:
    """Return the tokens in order; `folded` has small letters and a straight apostrophe."""
    # What is folded as a whole need not be folded word by word, unless a letter becomes two.
    folded = text.casefold().replace("’", "'")
    if len(folded) != len(text):
        return [
            Token(*match.span(), match[0], _folded(match[0]), match.lastgroup)
            for match in _TOKEN.finditer(text)
        ]
    return [
        Token(start, end, text[start:end], folded[start:end], match.lastgroup)
        for match in _TOKEN.finditer(text)
        for start, end in (match.span(),)
    ]


def _folded(word: str) -> str:
    return word.casefold().replace("’", "'")
