"""Notes: short mails put together from a few parts, written alike as text and as HTML.

A composer says the sentences in the recipient's language; one pair of templates
sets them. Whatever a person typed stands in facts and quotations, never in the
subject.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

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


@dataclass(frozen=True)
class Items:
    """A list, for example of names."""

    lines: Sequence[str]


Part = str | Link | Facts | Quote | Items


class Reader(Protocol):
    """Whoever can be written to: an account, a contact, or somebody who left an address."""

    @property
    def email(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def language(self) -> str: ...


@dataclass(frozen=True)
class Stranger:
    """Somebody who left an address and is in no registry."""

    name: str
    email: str
    language: str


def note(
    reader: Reader, subject: str, parts: Sequence[Part], *, reply_to: str | None = None
) -> Message:
    """Return a mail of these parts, in order; a bare text is a paragraph."""
    return rendered(
        "note",
        to=reader.email,
        name=reader.name,
        language=reader.language,
        reply_to=reply_to or None,
        said=subject,
        parts=[(type(part).__name__, part) for part in parts],
    )
