"""Plain text into parts or lines: a file as it is, or what was pasted in our own Markdown."""

import re
from collections.abc import Iterator

from appeals.document.footnotes import begins_text, gathered
from appeals.document.markdown import plain
from appeals.document.markup import printable
from appeals.document.tree import BlockKind
from appeals.readers import lines, typed_lists
from appeals.readers.encodings import decoded
from appeals.readers.lines import Line
from appeals.readers.parts import Part, checked

_EMPTY_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")
_SEPARATORS = str.maketrans("\u2028\u2029", "\n\n")
# Where mail programs break lines, at the most.
_WIDEST = 100
_NARROWEST = 50


def read(data: bytes) -> list[Part]:
    """Read a text file; its characters are no markup."""
    parts = _listed(_parts(decoded(data)))
    return [Part(part.kind, plain(part.text)) for part in parts]


def read_lines(data: bytes) -> list[Line]:
    """Read a text file line by line, each as it stands."""
    return lines_of(decoded(data))


def lines_of(text: str) -> list[Line]:
    """Cut a text into lines; raise `Unreadable` for none or too many."""
    even = printable(text).translate(_SEPARATORS).removeprefix("\ufeff")
    return lines.checked(Line(at, line) for at, line in enumerate(even.split("\n"), start=1))


def parts_of(text: str) -> list[Part]:
    """Cut a text where lines are empty, or at every line if none is; marks stay as they are."""
    paragraphs = gathered(part.text for part in _parts(text))
    return _listed([Part(BlockKind.PARAGRAPH, paragraph) for paragraph in paragraphs])


def _parts(text: str) -> list[Part]:
    even = printable(text).translate(_SEPARATORS).strip("\ufeff\n")
    blocks = [block for block in _EMPTY_LINES.split(even) if block.strip()]
    if len(blocks) == 1:
        blocks = even.split("\n")
    width = max((len(line) for block in blocks for line in block.split("\n")), default=0)
    return checked(Part(BlockKind.PARAGRAPH, _unwrapped(block, width)) for block in blocks)


def _listed(parts: list[Part]) -> list[Part]:
    return checked(typed_lists.found(parts))


def _unwrapped(block: str, width: int) -> str:
    """Join lines that were broken only because the next word did not fit into the width."""
    stripped = [line.strip(" \t") for line in block.split("\n")]
    if not _NARROWEST <= width <= _WIDEST:
        return "\n".join(stripped)
    return "".join(_joined(stripped, width))


def _joined(stripped: list[str], width: int) -> Iterator[str]:
    for at, line in enumerate(stripped):
        yield line
        following = stripped[at + 1] if at + 1 < len(stripped) else None
        if following is not None:
            word = following.partition(" ")[0]
            goes_on = len(line) + 1 + len(word) > width and not begins_text(following)
            yield " " if goes_on else "\n"
