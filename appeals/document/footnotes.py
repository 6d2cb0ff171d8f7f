"""Where the texts of footnotes stand in a wording: in its last lines, `[^1]: the text`."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# A mark before "(" is the text of a link.
MARK = re.compile(r"\[\^(\w{1,20})\](?!\()")
_TEXT = re.compile(r"^\[\^(\w{1,20})\]:[ \t]*(?=\S)", re.MULTILINE)


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


def begins_text(line: str) -> bool:
    return _TEXT.match(line) is not None


def gathered(paragraphs: Iterable[str]) -> list[str]:
    """Put the texts of footnotes that stand alone to the paragraph above that has their mark."""
    kept: list[str] = []
    notes: list[list[str]] = []
    owners: dict[str, int] = {}
    for paragraph in paragraphs:
        if kept and begins_text(paragraph):
            for note in parted(f"\n{paragraph}")[1]:
                owner = owners.get(note.label, len(kept) - 1)
                notes[owner].append(f"[^{note.label}]: {note.text}")
            continue
        owners |= {match[1]: len(kept) for match in MARK.finditer(paragraph)}
        kept.append(paragraph)
        notes.append([])
    return [_with_notes(*each) for each in zip(kept, notes, strict=True)]


def halves(wording: str) -> list[tuple[int, int]]:
    """Return where a mark without a text stands, or a text without a mark, in order.

    These are printed as they were typed, and so is whatever comes a second time.
    """
    body, texts = parted(wording)
    marks = [match for match in MARK.finditer(wording) if not _is_escaped(wording, match.start())]
    used = {match[1] for match in marks if match.end() <= len(body)} & {t.label for t in texts}
    first: set[tuple[str, bool]] = set()
    found = []
    for match in marks:
        at = (match[1], match.end() <= len(body))
        if match[1] not in used or at in first:
            found.append(match.span())
        first.add(at)
    return found


def _with_notes(paragraph: str, notes: Sequence[str]) -> str:
    if not notes:
        return paragraph
    parting = "\n" if parted(paragraph)[1] else "\n\n"
    return f"{paragraph}{parting}" + "\n".join(notes)


def _is_escaped(text: str, at: int) -> bool:
    before = text[:at]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1
