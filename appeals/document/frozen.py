"""Documents as JSON values and back, so that an edition can be drawn again from nothing else.

A field at its default is left out: what is added to the tree later, with a
default, changes no document that was frozen before. Of a picture its hash is
kept, not the bytes, which would stand there once for each language.
"""

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, Field, fields
from typing import Any, TypeVar

from appeals.document.tree import (
    Block,
    BlockKind,
    Document,
    Entry,
    Letterhead,
    Note,
    Origin,
    Picture,
    Roll,
    Span,
)

_Part = Document | Letterhead | Picture | Block | Roll | Entry | Span | Note | Origin
_Kind = TypeVar("_Kind", Document, Roll, Entry, Span)
_NOTHING = object()


def freeze(documents: Iterable[Document]) -> list[dict[str, Any]]:
    """Return the documents as lists, objects, strings, numbers and booleans."""
    return [_packed(document) for document in documents]


def thaw(
    frozen: Iterable[Mapping[str, Any]], contents: Mapping[str, bytes] | None = None
) -> tuple[Document, ...]:
    """Return the documents that `freeze` was given; `contents` are pictures by their SHA-256."""
    return tuple(_document(each, contents or {}) for each in frozen)


def _packed(part: _Part) -> dict[str, Any]:
    return {
        name: _value(value)
        for name, default in _DEFAULTS[type(part)]
        if (value := getattr(part, name)) != default
    }


def _value(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_value(each) for each in value]
    return _packed(value) if isinstance(value, _Part) else value


def _default(field: Field[Any]) -> object:
    return _NOTHING if field.default is MISSING else field.default


_DEFAULTS = {
    kind: tuple((field.name, _default(field)) for field in fields(kind) if field.compare)
    for kind in (Document, Letterhead, Picture, Block, Roll, Entry, Span, Note, Origin)
}


def _document(frozen: Mapping[str, Any], contents: Mapping[str, bytes]) -> Document:
    blocks = tuple(
        Block(BlockKind(each["kind"]), _spans(each["spans"])) for each in frozen["blocks"]
    )
    origin = frozen.get("origin")
    return _of(
        Document,
        frozen,
        blocks=blocks,
        rolls=tuple(_roll(each, contents) for each in frozen.get("rolls", ())),
        colophon=_spans(frozen.get("colophon", ())),
        origin=origin and Origin(**origin),
        letterhead=_letterhead(frozen.get("letterhead"), contents),
    )


def _letterhead(
    frozen: Mapping[str, Any] | None, contents: Mapping[str, bytes]
) -> Letterhead | None:
    if frozen is None:
        return None
    logo = frozen.get("logo")
    return Letterhead(
        frozen["name"], tuple(frozen.get("lines", ())), _picture(logo, contents) if logo else None
    )


def _picture(frozen: Mapping[str, Any], contents: Mapping[str, bytes]) -> Picture:
    return Picture(**frozen, content=contents.get(frozen["sha256"], b""))


def _roll(frozen: Mapping[str, Any], contents: Mapping[str, bytes]) -> Roll:
    return _of(
        Roll,
        frozen,
        heading=_spans(frozen["heading"]),
        entries=tuple(map(_entry, frozen["entries"])),
        remark=_spans(frozen.get("remark", ())),
        notes=tuple(_spans(each) for each in frozen.get("notes", ())),
        ending=_spans(frozen.get("ending", ())),
        logos=tuple(_picture(each, contents) for each in frozen.get("logos", ())),
    )


def _entry(frozen: Mapping[str, Any]) -> Entry:
    return _of(Entry, frozen, countries=tuple(frozen.get("countries", ())))


def _spans(frozen: Iterable[Mapping[str, Any]]) -> tuple[Span, ...]:
    return tuple(_span(each) for each in frozen)


def _span(frozen: Mapping[str, Any]) -> Span:
    note = frozen.get("note")
    if note is None:
        return Span(**frozen)
    return _of(Span, frozen, note=Note(note["label"], _spans(note["spans"])))


def _of(kind: type[_Kind], frozen: Mapping[str, Any], **parts: Any) -> _Kind:
    return kind(**{**frozen, **parts})
