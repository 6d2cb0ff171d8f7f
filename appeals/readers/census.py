"""What is in a DOCX, before anything parses it: PROMISES 5.9, ECMA-376 part 2."""

import re
import stat
import zipfile
from collections.abc import Sequence
from io import BytesIO

from appeals.readers.troubles import LARGEST_FILE, MOST_PARTS, Trouble, Unreadable

MOST_ENTRIES = 200
HIGHEST_RATIO = 100
# What is read takes fifty times as much memory while it is.
_MOST_XML = 4_000_000
_MOST_PARAGRAPHS = 10 * MOST_PARTS
# Below this size a high ratio is only a blank picture or a theme.
_SMALL = 65_536

_ENCRYPTED = 0x1
_MACROS = re.compile(r"vba(?:project|data)|/activex/|macrosheets|\.bin$", re.IGNORECASE)
_KNOWN = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|mimetype"
    r"|(?:docProps|customXml|docMetadata)/[\w./ -]+\.(?:xml|rels|jpe?g|png|emf|wmf)"
    r"|word/(?:_rels/|theme/|fonts/|media/|glossary/|charts/|diagrams/|embeddings/|webextensions/"
    r"|printerSettings/|people)?[\w./ -]+\.(?:xml|rels|odttf|ttf|png|jpe?g|gif|bmp|tiff?|emf|wmf"
    r"|svg|wdp|webp|xlsx|docx|pptx)",
    re.IGNORECASE,
)
# All that a text is read from: nothing else is passed on.
_NEEDED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels"
    r"|word/(?:document\d?|styles|numbering|footnotes|endnotes)\.xml"
    r"|word/_rels/(?:document\d?|footnotes|endnotes)\.xml\.rels",
    re.IGNORECASE,
)
_MAIN = re.compile(r"word/document\d?\.xml", re.IGNORECASE)
_PARAGRAPH = re.compile(rb"<(?:\w+:)?p[\s>/]")
_XML = (".xml", ".rels", ".vml", ".svg")
_UNICODE = (b"utf-8", b"utf-16", b"us-ascii", b"ascii")


def taken(data: bytes) -> bytes:
    """Return the file with only the parts its text is in; raise `Unreadable` for a harmful one."""
    return _packed(parts_of(data, _NEEDED))


def parts_of(data: bytes, needed: re.Pattern[str]) -> dict[str, bytes]:
    """Return the parts that are needed by name; raise `Unreadable` for a harmful file."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _judge(archive.infolist())
            contents = {
                entry.filename: archive.read(entry)
                for entry in archive.infolist()
                if entry.filename.lower().endswith(_XML)
            }
    except Unreadable:
        raise
    except MemoryError:
        raise
    except Exception as error:  # what a damaged archive raises is of a dozen kinds
        raise Unreadable(Trouble.BROKEN) from error
    if not all(is_plain_xml(content) for content in contents.values()):
        raise Unreadable(Trouble.UNSAFE)
    if b"macroEnabled" in contents.get("[Content_Types].xml", b""):
        raise Unreadable(Trouble.MACROS)
    parts = {name: each for name, each in contents.items() if needed.fullmatch(name)}
    if sum(map(len, parts.values())) > _MOST_XML:
        raise Unreadable(Trouble.TOO_LONG)
    if sum(len(_PARAGRAPH.findall(each)) for each in parts.values()) > _MOST_PARAGRAPHS:
        raise Unreadable(Trouble.TOO_MANY_PARTS)
    return parts


def is_plain_xml(content: bytes) -> bool:
    """Whether it is XML in Unicode without a document type, and so without entities."""
    plain = content.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf")
    plain = plain.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").lstrip()
    declared = re.match(rb"<\?xml[^>]*encoding\s*=\s*[\"']([^\"']*)", plain)
    if declared and declared[1].lower() not in _UNICODE:
        return False
    return plain.startswith(b"<") and b"<!DOCTYPE" not in plain and b"<!ENTITY" not in plain


def _judge(entries: Sequence[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise Unreadable(Trouble.PASSWORD)
    if any(_MACROS.search(name) for name in names):
        raise Unreadable(Trouble.MACROS)
    if not any(_MAIN.fullmatch(name) for name in names):
        raise Unreadable(Trouble.NOT_WORD)
    if sum(entry.file_size for entry in entries) > LARGEST_FILE:
        raise Unreadable(Trouble.TOO_LARGE)
    if not _is_harmless(entries):
        raise Unreadable(Trouble.UNSAFE)


def _is_harmless(entries: Sequence[zipfile.ZipInfo]) -> bool:
    names = [entry.filename.casefold() for entry in entries]
    return (
        len(entries) <= MOST_ENTRIES
        and len(set(names)) == len(names)
        and not any(".." in name or name.startswith("/") or "\\" in name for name in names)
        and not any(stat.S_ISLNK(entry.external_attr >> 16) for entry in entries)
        and all(_is_unpressed(entry) for entry in entries)
        and all(entry.is_dir() or _KNOWN.fullmatch(entry.filename) for entry in entries)
    )


def _is_unpressed(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size <= max(_SMALL, HIGHEST_RATIO * entry.compress_size)


def _packed(contents: dict[str, bytes]) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return packed.getvalue()
