"""Files into a statement."""

from collections.abc import Sequence
from dataclasses import replace

from appeals.importing.model import Statement
from appeals.importing.statement import taken_apart
from appeals.readers import docx, html, markdown, odt, text
from appeals.readers.lines import Line

_READERS = {
    "docx": docx.read_lines,
    "odt": odt.read_lines,
    "html": html.read_lines,
    "htm": html.read_lines,
    "md": markdown.read_lines,
    "txt": text.read_lines,
}


def read_files(files: Sequence[tuple[str, bytes]]) -> Statement:
    """Read files, each a name and its bytes; raises `Unreadable` for one that cannot be read."""
    lines: list[Line] = []
    for source, (name, data) in enumerate(files):
        reader = _READERS.get(name.rpartition(".")[2].lower(), text.read_lines)
        lines += [replace(line, source=source) for line in reader(data)]
    return taken_apart(lines)
