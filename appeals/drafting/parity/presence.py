"""Rules on what is missing, left untranslated, or out of proportion."""

import math
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from appeals.drafting.parity.model import AlignedSegment, Finding, Level, Text
from appeals.drafting.parity.pairing import Pair
from appeals.drafting.parity.reading import Reading
from appeals.languages import script

_LETTERS = {
    "Latn": "A-Za-zÀ-ɏ",
    "Cyrl": "Ѐ-ӿ",
    "Arab": "؀-ۿݐ-ݿ",
    "Grek": "Ͱ-Ͽ",
    "Hebr": "֐-׿",
    "Geor": "Ⴀ-ჿ",
    "Armn": "԰-֏",
}
_ANY = re.compile(r"[^\W\d_]")
_FEWEST_LETTERS = 20
_OWN_SHARE = 0.3
_SAMPLE = 120  # characters
_SAME_WORDS = 4
_MOSTLY_SAME = 0.8
_ENOUGH_WORDS = 8
_SHORT = 40  # characters
# Names and addresses are the same in every language.
_UNTRANSLATED_KINDS = frozenset({"contact"})


def missing(segment: AlignedSegment, text: Text) -> Iterator[Finding]:
    """A wording is empty where another language has one."""
    languages = {text.reference, *text.languages}
    written = sorted(tag for tag in languages if segment.wordings.get(tag, "").strip())
    for tag in sorted(languages.difference(written)) if written else ():
        other = text.reference if text.reference in written else written[0]
        yield Finding(Level.ERROR, segment.id, tag, other_language=other)


def untranslated(pair: Pair) -> Iterator[Finding]:
    """The wording is, word for word, that of the reference language."""
    if pair.other.kind in _UNTRANSLATED_KINDS:
        return
    if script(pair.other.language) != script(pair.reference.language):
        return  # `wrong_script` sees to that
    ours, theirs = ([t.folded for t in each.tokens] for each in (pair.reference, pair.other))
    if len(theirs) >= _SAME_WORDS and ours == theirs:
        level = Level.ERROR
    elif min(len(ours), len(theirs)) >= _ENOUGH_WORDS and _overlap(ours, theirs) >= _MOSTLY_SAME:
        level = Level.WARNING
    else:
        return
    yield _whole(pair.other, level, pair.reference.language)


def wrong_script(reading: Reading) -> Iterator[Finding]:
    """Most letters are not of the script the language is written in."""
    own = _own_letters(reading.language)
    start = reading.masked[:_SAMPLE]
    # A look at the beginning clears nearly every wording.
    if own is None or len(own.findall(start)) > _OWN_SHARE * len(start):
        return
    letters = len(_ANY.findall(reading.masked))
    if letters < _FEWEST_LETTERS:
        return
    if len(own.findall(reading.masked)) < _OWN_SHARE * letters:
        yield _whole(reading, Level.ERROR)


def foreign_passage(reading: Reading) -> Iterator[Finding]:
    """Several words in a row were left in another script; a name is seldom that long."""
    pattern = _passage(reading.language)
    if pattern is None:
        return
    for match in pattern.finditer(reading.masked):
        if match.span() != (0, len(reading.masked)):
            yield Finding(
                Level.WARNING, reading.segment_id, reading.language, match.span(), match.group()
            )


def proportion(pair: Pair) -> Iterator[Finding]:
    """A wording is much shorter or longer than its language usually needs."""
    ours, theirs = _length(pair.reference), _length(pair.other)
    usual = pair.other.lexicon.length / pair.reference.lexicon.length
    if max(ours, theirs) < _SHORT:
        return
    # Short wordings vary more than long ones.
    tolerance = math.log(1.55) + 12 / math.sqrt(ours * theirs)
    if abs(math.log(theirs / (ours * usual))) > tolerance:
        yield Finding(
            Level.WARNING,
            pair.other.segment_id,
            pair.other.language,
            (0, len(pair.other.wording)),
            str(theirs),
            str(ours),
            pair.reference.language,
        )


def _length(reading: Reading) -> int:
    # One language writes more forms of a noun into a placeholder than another.
    computed = sum(fact.end - fact.start for fact in reading.placeholders)
    return max(1, len(reading.wording.strip()) - computed)


def _whole(reading: Reading, level: Level, other: str | None = None) -> Finding:
    text = reading.wording
    return Finding(
        level, reading.segment_id, reading.language, (0, len(text)), text, other_language=other
    )


def _overlap(ours: list[str], theirs: list[str]) -> float:
    shared = (Counter(ours) & Counter(theirs)).total()
    return shared / max(len(ours), len(theirs))


@cache
def _own_letters(language: str) -> re.Pattern[str] | None:
    letters = _LETTERS.get(script(language))
    return re.compile(f"[{letters}]") if letters else None


@cache
def _passage(language: str) -> re.Pattern[str] | None:
    """Seven or more words in one script that is not the language's own."""
    own = script(language)
    if own not in _LETTERS:
        return None
    foreign = "".join(letters for name, letters in _LETTERS.items() if name != own)
    return re.compile(rf"[{foreign}]{{2,}}(?:[\s,;:'’–-]+[{foreign}]+){{6,}}")
