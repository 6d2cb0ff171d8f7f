"""A web page, or a piece of one, into parts or lines."""

import re

from appeals.readers import pages
from appeals.readers.encodings import decoded
from appeals.readers.lines import Line
from appeals.readers.parts import Part

# The first kilobyte is where HTML wants the encoding to be named.
_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?([\w-]+)", re.I
)
# A page that says which part of it is the matter need not be read beyond it.
_MAIN = re.compile(r"<(main|article)\b[^>]*>(.*)</\1\s*>", re.DOTALL | re.IGNORECASE)


def read(data: bytes) -> list[Part]:
    """Read HTML in the encoding it names, or in the one its letters tell."""
    source = _source(data)
    match = _matter(source)
    return pages.parts_of(match[2] if match else source)


def read_lines(data: bytes) -> list[Line]:
    """Read HTML into lines, all that stands around the matter as furniture; raises as `read`."""
    source = _source(data)
    if match := _matter(source):
        above, below = source[: match.start()], source[match.end() :]
        source = f"<nav>{above}</nav>{match[2]}<nav>{below}</nav>"
    return pages.lines_of(source)


def _source(data: bytes) -> str:
    charset = _CHARSET.search(data[:4096])
    return decoded(data, charset[1].decode("ascii") if charset else None)


def _matter(source: str) -> re.Match[str] | None:
    opened = re.findall(r"<(main|article)\b", source, re.IGNORECASE)
    return _MAIN.search(source) if len(opened) == 1 else None
