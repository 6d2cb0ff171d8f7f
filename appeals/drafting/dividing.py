"""Dividing wordings into several, and joining several into one, without losing a character."""

import re
from collections.abc import Mapping
from itertools import count

from appeals.drafting.plain_text import paragraphs

# A footnote's text stands at the end of the wording that has its mark, see `document.inline`.
_NOTE = re.compile(r"^\[\^(\w{1,20})\]:[^\S\n]*", re.MULTILINE)

Notes = dict[str, str]


def divided(wordings: Mapping[str, str]) -> list[dict[str, str]]:
    """Cut each language's wording where a line is empty, and set the parts side by side.

    A language with fewer parts than another is empty in the last ones; one that
    has no empty line stays whole in the first. Footnotes go with their marks.
    """
    parts = {language: _parts(text) for language, text in wordings.items()}
    number = max((len(each) for each in parts.values()), default=0)
    return [
        {language: each[at] if at < len(each) else "" for language, each in parts.items()}
        for at in range(number)
    ]


def joined(first: str, second: str) -> str:
    """Return two wordings as one, with the footnotes of both at its end."""
    body, notes = _apart(first)
    further, added = _relabelled(*_apart(second), taken=notes)
    return _together(" ".join(text for text in (body, further) if text), notes | added)


def _parts(text: str) -> list[str]:
    body, notes = _apart(text)
    bodies = paragraphs(body) or ([""] if notes else [])
    owned: list[Notes] = [{} for _body in bodies]
    for label, note in notes.items():
        marked = [at for at, each in enumerate(bodies) if f"[^{label}]" in each]
        owned[marked[0] if marked else -1][label] = note
    return [_together(each, its) for each, its in zip(bodies, owned, strict=True)]


def _apart(text: str) -> tuple[str, Notes]:
    """Return the wording without its footnotes, and these by label."""
    body, *rest = _NOTE.split(text)
    return body.rstrip(), {
        label: note.strip() for label, note in zip(rest[::2], rest[1::2], strict=True)
    }


def _together(body: str, notes: Notes) -> str:
    lines = "\n".join(f"[^{label}]: {note}" for label, note in notes.items())
    return "\n\n".join(text for text in (body, lines) if text)


def _relabelled(body: str, notes: Notes, *, taken: Notes) -> tuple[str, Notes]:
    """Give footnotes whose label is taken another one."""
    fresh = (str(number) for number in count(1) if str(number) not in taken | notes)
    labels = {label: next(fresh) if label in taken else label for label in notes}
    for old, new in labels.items():
        body = body.replace(f"[^{old}]", f"[^{new}]")
    return body, {labels[label]: note for label, note in notes.items()}
