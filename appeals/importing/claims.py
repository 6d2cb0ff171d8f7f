"""How many signatories a heading, a title or a text says there are."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from appeals.importing import words

_MOST = 100_000
_BETWEEN = 4  # words from the number to what it counts
_SENTENCE = re.compile(r"(?<=[.!?…։؟])\s+")
_SHORT = 80  # characters
_NEAR = 45  # characters
_TOTAL = re.compile(
    r"(?:total|итого|всего|усього|разом|insgesamt|gesamt|totale|razem|المجموع|სულ)\b"
)
_GROUPED = re.compile(r"(?<=\d)[,.\u00a0 ](?=\d{3}\b)")


@cache
def _counted() -> re.Pattern[str]:
    said = "|".join(words.alternatives(each) for each in ("organisations", "signed", "endorsed"))
    return re.compile(
        rf"(?<![\w.,/-])(?P<number>\d{{1,5}})(?![\w./-]|,\d)(?:\s+[^\d\s]+){{0,{_BETWEEN}}}?\s+(?:{said})"
    )


_ALONE = re.compile(r"\((?P<number>\d{1,5})\)\s*:?$|:\s*(?P<total>\d{1,5})$")


@lru_cache(maxsize=1024)
def total_in(text: str) -> int | None:
    """Return the number of organisations or signatories that a short text names."""
    folded = _GROUPED.sub("", words.folded(text))
    match = _counted().search(folded) or _ALONE.search(folded)
    if not match:
        return None
    found = int(match["number"] or match["total"])
    return found if 1 < found < _MOST and not 1900 <= found <= 2100 else None


def total_of(heading: str, title: str, body: Iterable[str]) -> int | None:
    """Return what the heading claims, or the title, or a sentence of those who sign."""
    for text in (heading, title):
        if (found := total_in(text)) is not None:
            return found
    for paragraph in body:
        if len(paragraph) < _SHORT and _TOTAL.match(words.folded(paragraph)):
            return total_in(paragraph)
        for sentence in _SENTENCE.split(paragraph):
            if (found := _total_of_signing(sentence)) is not None:
                return found
    return None


def _total_of_signing(sentence: str) -> int | None:
    """A total near to where a sentence speaks of signing; another number counts other things."""
    folded = words.folded(sentence)
    match = words.anywhere("signed").search(folded) or _undersigned().search(folded)
    if not match:
        return None
    return total_in(folded[max(match.start() - _NEAR, 0) : match.end() + _NEAR])


@cache
def _undersigned() -> re.Pattern[str]:
    return re.compile(
        r"undersigned|нижеподписавш|нижчепідписан|soussigné|abajo firmantes|abaixo[- ]assinad"
        r"|unterzeichnend|sottoscritt|niżej podpisan|ondergeteken|ներքոստորագր|الموقع"
    )
