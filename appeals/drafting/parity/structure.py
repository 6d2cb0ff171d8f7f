"""What is not prose: placeholders, footnote marks, the lines of lists, emphasis."""

import re

from appeals.drafting.parity.facts import Fact

_PLACEHOLDER = re.compile(r"\{\{?\s*([A-Za-z_][\w. -]*)(?:\|[^{}]*)?\}?\}|\[\[([\w. -]+)\]\]")
_FOOTNOTE = re.compile(r"\[\^?\w{1,20}\](?!\()|(?<=[^\W\d_.,»”])[¹²³⁰⁴-⁹]+")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_BULLET = re.compile(r"^\s*(?P<bullet>[-*•‣–—])\s+|^\s*(?P<number>\(?[\w]{1,3}[.)])\s+")
_EMPHASIS = re.compile(r"(?<![\w*\\])(\*{1,3})(?=\S)[^*\n]+?(?<=\S)\1(?![\w*])")


def placeholders(text: str) -> list[Fact]:
    """Return what is computed when the text is printed, such as {signatories}.

    The noun in {signatories|organisation|organisations} is of one language and
    does not count.
    """
    if "{" not in text and "[[" not in text:
        return []
    return [
        Fact((match[1] or match[2]).strip(), match.start(), match.end(), match.group())
        for match in _PLACEHOLDER.finditer(text)
    ]


def footnotes(text: str) -> list[Fact]:
    """Return the marks of footnotes: [^1], [1] and ¹ are the same."""
    return [
        Fact(
            match.group().strip("[]^").translate(_SUPERSCRIPTS),
            match.start(),
            match.end(),
            match.group(),
        )
        for match in _FOOTNOTE.finditer(text)
    ]


def emphases(text: str) -> list[Fact]:
    """Return what is set in italics or bold, valued by its number of stars."""
    if "*" not in text:
        return []
    return [
        Fact(len(match[1]), match.start(), match.end(), match.group())
        for match in _EMPHASIS.finditer(text)
    ]


def marker(line: str) -> str:
    """How a line begins: "bullet", "number" or "" for plain prose."""
    match = _BULLET.match(line)
    if match is None:
        return ""
    return "bullet" if match["bullet"] else "number" if _counts(match["number"]) else ""


def marker_end(text: str) -> int:
    """Where the text begins after a typed bullet or number; 0 if there is none."""
    match = _BULLET.match(text)
    return match.end() if match and marker(text) else 0


def line_markers(text: str) -> tuple[str, ...]:
    return tuple(marker(line) for line in text.split("\n") if line.strip())


def _counts(label: str) -> bool:
    # "5." and "a)" number an item; "No." and "ст." do not.
    bare = label.strip("().")
    return bare.isdigit() or (len(bare) == 1 and label.endswith(")"))
