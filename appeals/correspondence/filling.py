"""Placeholders in a coordinator's text: found, and put in their places; nothing is executed."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import chain

from markupsafe import Markup, escape

_PLACEHOLDER = re.compile(r"\{[ \t]*([^{}\s](?:[^{}\n]*[^{}\s])?)[ \t]*\}")
_PARAGRAPHS = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


@dataclass(frozen=True)
class Value:
    """What takes the place of a placeholder; `html` where the plain text does not do there.

    A `block` is set between paragraphs, not inside one.
    """

    text: str
    html: Markup | None = None
    block: bool = False

    @property
    def markup(self) -> Markup:
        return _lines(self.text.strip("\n")) if self.html is None else self.html


Values = Mapping[str, Value]


def used(text: str) -> list[str]:
    """Return the names in braces, each once, in the order of the text."""
    return list(dict.fromkeys(match[1] for match in _PLACEHOLDER.finditer(text)))


def unknown(text: str, known: Collection[str]) -> list[str]:
    return [name for name in used(text) if name not in known]


def paragraphs(text: str) -> list[str]:
    """Part a text at its empty lines, whichever way its lines end."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return [each.strip("\n") for each in _PARAGRAPHS.split(plain)]


def line(text: str, values: Values) -> str:
    """Return a text of one line, such as a subject, with its values; it stays one line."""
    return " ".join(_as_text(text, values).split())


def plain(text: str, values: Values) -> str:
    """Return the text part of a mail. A paragraph that names something unknown is left out."""
    return "\n\n".join(_as_text(each, values).strip("\n") for each in _said(text, values)) + "\n"


def html(text: str, values: Values) -> Markup:
    """Return the same as paragraphs of HTML; only values bring markup with them."""
    return Markup("\n").join(
        chain.from_iterable(_as_html(each, values) for each in _said(text, values))
    )


def _said(text: str, values: Values) -> list[str]:
    return [
        each for each in paragraphs(text) if all(values[name].text.strip() for name in used(each))
    ]


def _as_text(text: str, values: Values) -> str:
    # One pass: what a value brings with it is not looked through for placeholders again.
    return _PLACEHOLDER.sub(lambda match: values[match[1]].text.strip("\n"), text)


def _as_html(paragraph: str, values: Values) -> list[Markup]:
    """Return the paragraph, in pieces where a block stands in it."""
    pieces: list[Markup] = []
    running = Markup("")
    for number, piece in enumerate(_PLACEHOLDER.split(paragraph)):
        if number % 2 == 0:
            running += _lines(piece)
        elif values[piece].block:
            pieces += [*_paragraph(running), values[piece].markup]
            running = Markup("")
        else:
            running += values[piece].markup
    return pieces + _paragraph(running)


def _paragraph(content: Markup) -> list[Markup]:
    return [Markup("<p>{}</p>").format(content)] if content.strip() else []


def _lines(text: str) -> Markup:
    return Markup("<br>\n").join(escape(each) for each in text.split("\n"))
