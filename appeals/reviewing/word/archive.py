"""The ZIP of a returned file, judged before anything parses it (PROMISES 5.9)."""

import re
import zipfile
from io import BytesIO
from typing import Final

from lxml import etree

from appeals.reviewing.word.troubles import Trouble, Unreadable

LARGEST: Final = 20_000_000  # bytes, packed or unpacked
MOST_ENTRIES: Final = 200
HIGHEST_RATIO: Final = 100
# Below this size a high ratio is only a blank picture or a theme.
_SMALL: Final = 65_536
_ENCRYPTED: Final = 0x1
_MACROS = re.compile(r"vba(?:project|data)|/activex/|\.bin$", re.IGNORECASE)
_MAIN = re.compile(r"word/document\d?\.xml", re.IGNORECASE)
_UNICODE = (b"utf-8", b"utf-16", b"us-ascii", b"ascii")

# "Strict Open XML" has other names for the same things.
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
}


class Archive:
    """A file that has passed the census; its parts are parsed one by one, as they are asked for."""

    def __init__(self, data: bytes) -> None:
        if len(data) > LARGEST:
            raise Unreadable(Trouble.TOO_LARGE)
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            entries = self._zip.infolist()
        except Exception as error:  # what a damaged archive raises is of a dozen kinds
            raise Unreadable(Trouble.BROKEN) from error
        _judge(entries)
        self._names = {entry.filename.casefold(): entry for entry in entries}

    @property
    def main(self) -> str:
        return next(name for name in self._names if _MAIN.fullmatch(name))

    def names(self, prefix: str) -> list[str]:
        """Return the parts in a folder."""
        return [name for name in self._names if name.startswith(prefix)]

    def find(self, name: str) -> etree._Element | None:
        """Return the root of a part; None where the file has none of that name."""
        entry = self._names.get(name.casefold())
        if entry is None:
            return None
        try:
            return _parsed(self._zip.read(entry))
        except Unreadable:
            raise
        except MemoryError:
            raise
        except Exception as error:
            raise Unreadable(Trouble.BROKEN) from error


def _judge(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename.casefold() for entry in entries]
    if not any(_MAIN.fullmatch(name) for name in names):
        raise Unreadable(Trouble.NOT_WORD)
    if sum(entry.file_size for entry in entries) > LARGEST:
        raise Unreadable(Trouble.TOO_LARGE)
    if (
        len(entries) > MOST_ENTRIES
        or len(set(names)) < len(names)
        or any(_MACROS.search(name) for name in names)
        or any(entry.flag_bits & _ENCRYPTED for entry in entries)
        or any(_is_bomb(entry) for entry in entries)
    ):
        raise Unreadable(Trouble.UNSAFE)


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > max(_SMALL, HIGHEST_RATIO * entry.compress_size)


def _parsed(content: bytes) -> etree._Element:
    if not _is_plain(content):
        raise Unreadable(Trouble.UNSAFE)
    for strict, usual in _STRICT.items():
        content = content.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    return etree.fromstring(content, parser)


def _is_plain(content: bytes) -> bool:
    """Whether it is XML in Unicode without a document type, and so without entities."""
    plain = content.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf")
    plain = plain.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").lstrip()
    declared = re.match(rb"<\?xml[^>]*encoding\s*=\s*[\"']([^\"']*)", plain)
    if declared and declared[1].lower() not in _UNICODE:
        return False
    return plain.startswith(b"<") and b"<!DOCTYPE" not in plain and b"<!ENTITY" not in plain
