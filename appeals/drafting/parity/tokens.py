"""Cut a text into words and numbers."""

import re
from typing import NamedTuple

# A comma, point, apostrophe or narrow space parts thousands only if the same one does throughout.
_TOKEN = re.compile(
    r"(?P<code>(?<!\w)\d+(?:[-\u2011\u2013]\d+)+(?![.,]?\d))"
    r"|(?P<number>(?<!\w)(?:[1-9]\d{0,2}(?P<group>[,.'’ \u00a0\u2009\u202f])\d{3}(?!\d)"
    r"(?:(?P=group)\d{3}(?!\d))*|\d+)(?:[.,]\d+)?)"
    r"|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*"
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
    return [
        Token(match.start(), match.end(), word, word.casefold().replace("’", "'"), _kind(match))
        for match in _TOKEN.finditer(text)
        for word in (match.group(),)
    ]


def _kind(match: re.Match[str]) -> str | None:
    # The last group that took part is `number` or, inside it, `group`.
    return "code" if match.lastgroup == "code" else "number" if match.lastgroup else None
