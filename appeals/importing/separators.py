"""Cutting a line at commas and the like, except inside brackets and quotation marks."""

import re
from collections.abc import Iterator

_OPENING = {"(": ")", "[": "]", "«": "»", "“": "”", "„": "“", "（": "）"}

_NESTING = re.compile('[(\\[«“„（"]')


def cut(text: str, marks: str) -> list[str]:
    """Cut a text at any of the marks that stands outside of brackets and quotation marks."""
    if not any(mark in text for mark in marks):
        return [text]
    if not _NESTING.search(text):
        return re.split(f"[{re.escape(marks)}]", text)
    return list(_cut(text, marks))


def _cut(text: str, marks: str) -> Iterator[str]:
    closing: list[str] = []
    start = 0
    for at, letter in enumerate(text):
        if closing and letter == closing[-1]:
            closing.pop()
        elif letter == '"':
            if _opens(text, at):
                closing.append('"')
        elif letter in _OPENING and _OPENING[letter] in text[at + 1 :]:
            closing.append(_OPENING[letter])
        elif not closing and letter in marks:
            yield text[start:at]
            start = at + 1
    yield text[start:]


def _opens(text: str, at: int) -> bool:
    """Whether a straight quotation mark begins a quotation that ends, too."""
    before = text[at - 1] if at else " "
    return not before.isalnum() and '"' in text[at + 1 :]


def last_brackets(text: str) -> tuple[str, str] | None:
    """Part a text that ends with brackets into what stands before and what is inside."""
    if not text.endswith((")", "]")):
        return None
    closing = text[-1]
    opening = "(" if closing == ")" else "["
    depth = 0
    for at in range(len(text) - 1, -1, -1):
        depth += (text[at] == closing) - (text[at] == opening)
        if not depth:
            return text[:at].strip(), text[at + 1 : -1].strip()
    return None
