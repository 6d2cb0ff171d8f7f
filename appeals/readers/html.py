"""A web page, or a piece of one, into parts."""

import re

from appeals.readers import pages
from appeals.readers.encodings import decoded
from appeals.readers.parts import Part

# The first kilobyte is where HTML wants the encoding to be named.
_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?([\w-]+)", re.I
)
# A page that says which part of it is the matter need not be read beyond it.
_MAIN = re.compile(r"<(main|article)\b[^>]*>(.*)</\1\s*>", re.DOTALL | re.IGNORECASE)


def read(data: bytes) -> list[Part]:
    """Read HTML in the encoding it names, or in the one its letters tell."""
    charset = _CHARSET.search(data[:4096])
    source = decoded(data, charset[1].decode("ascii") if charset else None)
    return pages.parts_of(_matter(source))


def _matter(source: str) -> str:
    opened = re.findall(r"<(main|article)\b", source, re.IGNORECASE)
    match = _MAIN.search(source) if len(opened) == 1 else None
    return match[2] if match else source
