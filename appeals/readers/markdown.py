"""A Markdown file into parts or lines, by way of HTML; HTML inside it is shown as it stands."""

import re

from markdown_it import MarkdownIt

from appeals.readers import pages
from appeals.readers.encodings import decoded
from appeals.readers.lines import Line
from appeals.readers.parts import Part
from appeals.readers.troubles import MOST_LINES, Trouble, Unreadable

# What programs that make web pages want to know stands above the text.
_FRONT_MATTER = re.compile(r"\A---[^\S\n]*\n(.*?\n)(?:---|\.\.\.)[^\S\n]*(?:\n|\Z)", re.DOTALL)
_TITLE = re.compile(r"^title:[^\S\n]*[\"']?(.+?)[\"']?[^\S\n]*$", re.MULTILINE)


def read(data: bytes) -> list[Part]:
    """Read Markdown (CommonMark with tables)."""
    return pages.parts_of(_page(data, breaks=False))


def read_lines(data: bytes) -> list[Line]:
    """Read Markdown into lines; its own line breaks are kept."""
    return pages.lines_of(_page(data, breaks=True))


def _page(data: bytes, *, breaks: bool) -> str:
    text = decoded(data).replace("\r\n", "\n").replace("\r", "\n")
    if text.count("\n") > 2 * MOST_LINES:
        raise Unreadable(Trouble.TOO_MUCH)
    matter = _FRONT_MATTER.match(text)
    if matter:
        title = _TITLE.search(matter[1])
        text = (f"# {title[1]}\n\n" if title else "") + text[matter.end() :]
    parser = MarkdownIt("commonmark", {"html": False, "breaks": breaks}).enable("table")
    return str(parser.render(text))
