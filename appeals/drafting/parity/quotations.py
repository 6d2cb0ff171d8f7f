"""Quotations and brackets: where they open and close."""

import re
from dataclasses import dataclass

from appeals.drafting.parity.facts import Fact

_CLOSES = {"«": "»", "„": "“”", "“": "”", '"': '"', "»": "«", "(": ")", "[": "]"}
_OPENING = frozenset("«„“([")
_MARKS = re.compile(r"[«»„“”\"()\[\]]")
_LABEL = re.compile(r"(?:^|\n|[;,]\s)\s*\w{1,3}$")


@dataclass(frozen=True)
class Marks:
    """The outermost quotations of a wording, and the marks that have no partner."""

    quotations: tuple[Fact, ...]
    unbalanced: tuple[Fact, ...]


def find(text: str) -> Marks:
    """Match marks of quotation and brackets, those of all languages alike."""
    quotations: list[Fact] = []
    stray: list[Fact] = []
    opened: list[tuple[str, int]] = []
    for match in _MARKS.finditer(text):
        mark, at = match.group(), match.start()
        if opened and mark in _CLOSES[opened[-1][0]]:
            first, start = opened.pop()
            quoted = first not in "(["
            if quoted and not any(each not in "([" for each, _at in opened):
                quotations.append(Fact("quotation", start, at + 1, text[start : at + 1]))
        elif mark in _OPENING or (mark in '"»' and not _is_open(opened, mark)):
            opened.append((mark, at))
        elif mark == ")" and _LABEL.search(text, max(0, at - 8), at):
            continue  # "a)" begins an item
        else:
            stray.append(Fact(mark, at, at + 1, mark))
    stray += [Fact(mark, at, at + 1, mark) for mark, at in opened]
    quotations.sort(key=lambda fact: fact.start)
    return Marks(tuple(quotations), tuple(sorted(stray, key=lambda fact: fact.start)))


def _is_open(opened: list[tuple[str, int]], mark: str) -> bool:
    return any(mark in _CLOSES[each] for each, _at in opened)
