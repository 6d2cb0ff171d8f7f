"""Where the texts of footnotes stand in a wording: in its last lines, `[^1]: the text`."""

import re
from dataclasses import dataclass

# The same marks as the parity check knows; a mark before "(" is the text of a link.
MARK = re.compile(r"\[\^(\w{1,20})\](?!\()")
_TEXT = re.compile(r"^\[\^(\w{1,20})\]:[ \t]+(?=\S)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class NoteText:
    """The text of a footnote; `source` is how it was typed, with the blanks before it."""

    label: str
    text: str
    source: str


def parted(wording: str) -> tuple[str, list[NoteText]]:
    """Part a wording from the texts of its footnotes; each of them goes on to the next."""
    found = [match for match in _TEXT.finditer(wording) if match.start()]
    if not found:
        return wording, []
    body = wording[: found[0].start()].rstrip()
    starts, at = [match.start() for match in found], len(body)
    texts = []
    for match, end in zip(found, [*starts[1:], len(wording)], strict=True):
        text = wording[match.end() : end].rstrip()
        texts.append(NoteText(match[1], text, wording[at : match.end()] + text))
        at = match.end() + len(text)
    return body, texts
