"""Telling sentences from names, headings and other short lines."""

import re

from appeals.importing.rows import Row

_END = re.compile(r"[.!?…؟։。][\"'»”’)\]]*(?:\[\d+\]|\d{1,2})?$")
# "e.V.", "Inc.", "A.C." end no sentence.
_ABBREVIATION = re.compile(r"(?:\b[^\W\d]\.\s?)+$|\b(?:Inc|Ltd|Co|Corp|Assoc|Org|Int|Nat)\.$")
_LONG, _SENTENCE = 26, 10


def ends_sentence(text: str) -> bool:
    return bool(_END.search(text)) and not _ABBREVIATION.search(text)


def is_prose(row: Row) -> bool:
    """Whether a row is a sentence or more, not a name, heading or item of a list of names."""
    if row.cells:
        return False
    if row.count >= _LONG:
        return True
    return row.count >= _SENTENCE and (ends_sentence(row.text) or row.text.endswith((":", ";")))
