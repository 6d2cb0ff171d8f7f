"""What is in a DOCX or ODT, before anything parses it: PROMISES 5.9."""

import re
import stat
import zipfile
from collections.abc import Sequence
from io import BytesIO

from appeals.readers.archives import WORD, Layout
from appeals.readers.troubles import LARGEST_FILE, MOST_LINES, Trouble, Unreadable

MOST_ENTRIES = 200
HIGHEST_RATIO = 100
# What is read takes thirty times as much memory while it is.
_MOST_XML = 5_000_000
_MOST_PARAGRAPHS = MOST_LINES // 2  # there are empty lines between them
# Below this size a high ratio is only a blank picture or a theme.
_SMALL = 65_536

_ENCRYPTED = 0x1
# Into this LibreOffice puts all of a document that has a password.
_LOCKED = "encrypted-package"
_PARAGRAPH = re.compile(rb"<(?:\w+:)?[ph][\s>/]")
_XML = (".xml", ".rels", ".vml", ".svg")
# How letters look and who typed them: most of what Word writes, and nothing that is read.
_LOOKS = re.compile(
    rb"<w:(?:lsdException|rFonts|lang|sz|szCs|color|spacing|kern|noProof|proofErr|w|bCs|iCs|ind|jc"
    rb"|lastRenderedPageBreak|bookmarkEnd|shd|highlight|widowControl|contextualSpacing|tcW)\b"
    rb"[^<>]*/>|\sw(?:14)?:(?:rsid\w*|paraId|textId)=\"[^\"<>]*\""
)
_UNICODE = (b"utf-8", b"utf-16", b"us-ascii", b"ascii")


def taken(data: bytes) -> bytes:
    """Return a DOCX with only the parts its text is in; raise `Unreadable` for a harmful one."""
    parts = _parts(data, WORD, WORD.needed)
    return _packed(_limited({name: _LOOKS.sub(b"", each) for name, each in parts.items()}))


def parts_of(
    data: bytes, layout: Layout, needed: re.Pattern[str] | None = None
) -> dict[str, bytes]:
    """Return the parts that are needed by name; raise `Unreadable` for a harmful archive.

    Needed are those that a text is read from, unless others are named.
    """
    return _limited(_parts(data, layout, needed or layout.needed))


def _parts(data: bytes, layout: Layout, needed: re.Pattern[str]) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _judge(archive.infolist(), layout)
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
    index = contents.get(layout.index, b"")
    if layout.of_password in index:
        raise Unreadable(Trouble.PASSWORD)
    if layout.of_programs in index:
        raise Unreadable(Trouble.MACROS)
    if not all(is_plain_xml(content) for content in contents.values()):
        raise Unreadable(Trouble.UNSAFE)
    return {name: each for name, each in contents.items() if needed.fullmatch(name)}


def _limited(parts: dict[str, bytes]) -> dict[str, bytes]:
    if (
        sum(map(len, parts.values())) > _MOST_XML
        or sum(len(_PARAGRAPH.findall(each)) for each in parts.values()) > _MOST_PARAGRAPHS
    ):
        raise Unreadable(Trouble.TOO_MUCH)
    return parts


def is_plain_xml(content: bytes) -> bool:
    """Whether it is XML in Unicode without a document type, and so without entities."""
    plain = content.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf")
    plain = plain.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").lstrip()
    declared = re.match(rb"<\?xml[^>]*encoding\s*=\s*[\"']([^\"']*)", plain)
    if declared and declared[1].lower() not in _UNICODE:
        return False
    return plain.startswith(b"<") and b"<!DOCTYPE" not in plain and b"<!ENTITY" not in plain


def _judge(entries: Sequence[zipfile.ZipInfo], layout: Layout) -> None:
    names = [entry.filename for entry in entries]
    if any(entry.flag_bits & _ENCRYPTED for entry in entries) or _LOCKED in names:
        raise Unreadable(Trouble.PASSWORD)
    if any(layout.programs.search(name) for name in names):
        raise Unreadable(Trouble.MACROS)
    if not any(layout.main.fullmatch(name) for name in names):
        raise Unreadable(layout.strange)
    if sum(entry.file_size for entry in entries) > LARGEST_FILE:
        raise Unreadable(Trouble.TOO_LARGE)
    if not _is_harmless(entries, layout):
        raise Unreadable(Trouble.UNSAFE)


def _is_harmless(entries: Sequence[zipfile.ZipInfo], layout: Layout) -> bool:
    names = [entry.filename.casefold() for entry in entries]
    return (
        len(entries) <= MOST_ENTRIES
        and len(set(names)) == len(names)
        and not any(".." in name or name.startswith("/") or "\\" in name for name in names)
        and not any(stat.S_ISLNK(entry.external_attr >> 16) for entry in entries)
        and all(_is_unpressed(entry) for entry in entries)
        and all(entry.is_dir() or layout.known.fullmatch(entry.filename) for entry in entries)
    )


def _is_unpressed(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size <= max(_SMALL, HIGHEST_RATIO * entry.compress_size)


def _packed(contents: dict[str, bytes]) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return packed.getvalue()
