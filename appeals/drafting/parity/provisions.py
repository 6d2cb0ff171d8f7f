"""Numbers of articles, paragraphs, laws and orders."""

import re
from functools import cache

from appeals.drafting.parity.facts import Fact
from appeals.drafting.parity.lexicon import lexicon_of
from appeals.drafting.parity.lexicon.base import Lexicon
from appeals.drafting.parity.numerals import roman

_NUMBER = r"(?:\d+(?:[-‑–.]\d+)*|[IVXХ]+(?![^\W\d_]))"
_SIGN = re.compile(_NUMBER)
# Used in texts of every language.
_ANYWHERE = r"§§?|№№?"


def find(text: str, lexicon: Lexicon) -> list[Fact]:
    """Return one fact a number, "articles 3 and 5" being two, valued as text ("460-1")."""
    facts: list[Fact] = []
    for match in _pattern(lexicon.tag).finditer(text):
        for number in _SIGN.finditer(text, *match.span("numbers")):
            start = match.start() if number.start() == match.start("numbers") else number.start()
            facts.append(
                Fact(normal(number.group()), start, number.end(), text[start : number.end()])
            )
    return facts


def normal(number: str) -> str:
    """Write 460.1, 460–1 and 460-1, XII and 12 the same way."""
    if (value := roman(number)) is not None:
        return str(value)
    return "-".join(part.lstrip("0") or "0" for part in re.split(r"[-‑–.]", number))


@cache
def _pattern(tag: str) -> re.Pattern[str]:
    lexicon = lexicon_of(tag)
    words = "|".join(part for part in (lexicon.provisions, lexicon.number_signs, _ANYWHERE) if part)
    between = f"|{lexicon.between}" if lexicon.between else ""
    join = rf"(?:\s?[,;–-]\s?|\s(?:&{between})\s)"
    # "в 1990-х" is no number of an article; Roman numerals are capitals.
    end = r"(?!\w|-(?:х|е|ых)\b)"
    return re.compile(rf"(?<!\w)(?i:{words})\s*(?P<numbers>{_NUMBER}(?:{join}{_NUMBER})*){end}")
