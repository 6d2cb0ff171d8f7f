"""The parts of a returned file, parsed one by one as they are asked for."""

import re

from lxml import etree

from appeals.readers import census
from appeals.readers.archives import WORD
from appeals.readers.troubles import Trouble, Unreadable

_NEEDED = re.compile(
    r"word/(?:document\d?|styles|footnotes|endnotes|comments|commentsExtended)\.xml"
    r"|word/_rels/document\d?\.xml\.rels|customXml/item\d+\.xml",
    re.IGNORECASE,
)
_MAIN = re.compile(r"word/document\d?\.xml")
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
    """A file after the census has found nothing in it that could do harm."""

    def __init__(self, data: bytes) -> None:
        parts = census.parts_of(data, WORD, _NEEDED)
        self._parts = {name.casefold(): content for name, content in parts.items()}
        self.main = next(name for name in self._parts if _MAIN.fullmatch(name))

    def names(self, prefix: str) -> list[str]:
        """Return the parts whose names begin like this, in small letters."""
        return [name for name in self._parts if name.startswith(prefix)]

    def find(self, name: str) -> etree._Element | None:
        """Return the root of a part; None where the file has none of that name."""
        content = self._parts.get(name.casefold())
        if content is None:
            return None
        for strict, usual in _STRICT.items():
            content = content.replace(strict, usual)
        try:
            return etree.fromstring(content, _parser())
        except etree.XMLSyntaxError as error:
            raise Unreadable(Trouble.BROKEN) from error


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
