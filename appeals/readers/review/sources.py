"""What the text of a Word file refers to: links, character styles, footnotes, comments."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml import etree

from appeals.document.markup import printable
from appeals.readers.review.archive import Archive

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_OFF = {"0", "false", "off", "none"}
_LONGEST_NAME = 200
_DEEPEST = 20  # how far one style may be based on another

# Emphasis and strong, as far as a style or a run says something of them.
Setting = tuple[bool | None, bool | None]


@dataclass(frozen=True)
class Sources:
    """Targets of links by id, settings of character styles by id, notes by kind and id."""

    links: Mapping[str, str]
    styles: Mapping[str, Setting]
    notes: Mapping[tuple[str, str], etree._Element]


def sources_of(archive: Archive) -> Sources:
    return Sources(
        links=dict(_links(archive)),
        styles=_styles(archive),
        notes={**_notes(archive, "footnote"), **_notes(archive, "endnote")},
    )


def setting_of(properties: etree._Element | None) -> Setting:
    """Return what run properties say of emphasis and strong.

    Text that runs from right to left is set by properties of its own.
    """
    if properties is None:
        return None, None
    emphasis, strong = _switch(properties, "i"), _switch(properties, "b")
    if _switch(properties, "rtl"):
        emphasis = emphasis if emphasis is not None else _switch(properties, "iCs")
        strong = strong if strong is not None else _switch(properties, "bCs")
    return emphasis, strong


def author_of(element: etree._Element) -> str:
    return " ".join(printable(element.get(f"{W}author", "")).split())[:_LONGEST_NAME]


def moment_of(element: etree._Element) -> datetime | None:
    """When, in UTC; Word itself writes the hour of the place and calls it UTC."""
    try:
        moment = datetime.fromisoformat(element.get(f"{W}date", ""))
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _switch(properties: etree._Element, name: str) -> bool | None:
    found = properties.find(f"{W}{name}")
    return None if found is None else found.get(f"{W}val", "true").lower() not in _OFF


def _links(archive: Archive) -> Iterator[tuple[str, str]]:
    folder, _slash, name = archive.main.rpartition("/")
    relations = archive.find(f"{folder}/_rels/{name}.rels")
    for relation in relations if relations is not None else ():
        if relation.get("TargetMode") == "External":
            yield relation.get("Id", ""), relation.get("Target", "")


def _styles(archive: Archive) -> dict[str, Setting]:
    root = archive.find("word/styles.xml")
    if root is None:
        return {}
    found = {style.get(f"{W}styleId", ""): style for style in root.iter(f"{W}style")}
    return {
        name: _inherited(name, found)
        for name, style in found.items()
        if style.get(f"{W}type") == "character"
    }


def _inherited(name: str, styles: Mapping[str, etree._Element]) -> Setting:
    emphasis: bool | None = None
    strong: bool | None = None
    for _depth in range(_DEEPEST):
        style = styles.get(name)
        if style is None:
            break
        own = setting_of(style.find(f"{W}rPr"))
        emphasis = own[0] if emphasis is None else emphasis
        strong = own[1] if strong is None else strong
        base = style.find(f"{W}basedOn")
        name = "" if base is None else base.get(f"{W}val", "")
    return emphasis, strong


def _notes(archive: Archive, kind: str) -> dict[tuple[str, str], etree._Element]:
    root = archive.find(f"word/{kind}s.xml")
    if root is None:
        return {}
    return {(kind, note.get(f"{W}id", "")): note for note in root.iter(f"{W}{kind}")}
