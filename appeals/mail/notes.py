"""Notes: short mails put together from a few parts, written alike as text and as HTML.

A composer says the sentences in the recipient's language; one pair of templates
sets them. Whatever a person typed stands in facts and quotations, never in the
subject.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from appeals.mail.composing import Message, rendered


@dataclass(frozen=True)
class Link:
    """An address on a line of its own."""

    url: str


@dataclass(frozen=True)
class Facts:
    """Labels with their values; those without a value are left out."""

    lines: Sequence[tuple[str, str | None]]

    @property
    def given(self) -> list[tuple[str, str]]:
        return [(label, value) for label, value in self.lines if value]


@dataclass(frozen=True)
class Quote:
    """What somebody else wrote."""

    text: str


Part = str | Link | Facts | Quote


def note(
    *,
    to: str,
    language: str,
    subject: str,
    parts: Sequence[Part],
    name: str = "",
    reply_to: str | None = None,
) -> Message:
    """Return a mail of these parts, in order; a bare text is a paragraph."""
    return rendered(
        "note",
        to=to,
        name=name,
        language=language,
        reply_to=reply_to or None,
        said=subject,
        parts=[(type(part).__name__, part) for part in parts],
    )
