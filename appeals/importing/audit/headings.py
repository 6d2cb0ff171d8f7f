"""A rule on headings: one letter wrong in a heading is seen by everybody and by no one."""

import re
from collections import Counter
from collections.abc import Iterator

from rapidfuzz import fuzz

from appeals.document.tree import BlockKind
from appeals.drafting.parity import Level
from appeals.importing.audit.model import Finding, Ground, Spot
from appeals.importing.model import Place, Version

_WORD = re.compile(r"[^\W\d_]{8,}")
_NEAR = 88
_SAME_ENDS = 3


def misprints(ground: Ground) -> Iterator[Finding]:
    """A long word of a heading stands there alone, and nearly so elsewhere in the version."""
    for number, version in enumerate(ground.statement.versions):
        headings = dict(_headings(version))
        usual = Counter(
            word.casefold()
            for text in (*headings, *(each.text for each in version.body))
            for word in _WORD.findall(text)
        )
        for text, place in headings.items():
            for word in _WORD.findall(text):
                if meant := _meant(word.casefold(), usual):
                    yield Finding(
                        "misprint",
                        Level.HINT,
                        (Spot(number, place, text),),
                        {"language": version.language, "found": word, "expected": meant},
                    )


def _headings(version: Version) -> Iterator[tuple[str, Place]]:
    for found in version.lists:
        if found.heading:
            yield found.heading.text.strip(), found.heading.place
        for entry in found.entries:
            if entry.group:
                yield entry.group, entry.place
    for stretch in version.body:
        if stretch.kind is BlockKind.HEADING:
            yield stretch.text.strip(), stretch.place


def _meant(word: str, usual: Counter[str]) -> str:
    """The word that this one misspells; an ending or a beginning may differ rightly."""
    if usual[word] > 1:
        return ""
    for other in usual:
        if (
            other != word
            and other[:_SAME_ENDS] == word[:_SAME_ENDS]
            and other[-_SAME_ENDS:] == word[-_SAME_ENDS:]
            and fuzz.ratio(word, other) >= _NEAR
            # Of two that stand once each, letters are more often lost than added.
            and (usual[other], len(other)) > (usual[word], len(word))
        ):
            return other
    return ""
