"""JSON: the tree as data. `appeal.schema.json` beside this file says what is in it."""

import json
from collections.abc import Iterator, Sequence
from importlib import resources
from typing import Any, BinaryIO

from appeals.document.tree import Block, Document, Entry, Letterhead, Origin, Roll, Span

FORMAT = "joint-appeal/1"


def write_json(documents: Sequence[Document], target: BinaryIO) -> None:
    """Write one object with every language version, in UTF-8."""
    for piece in json_pieces(documents):
        target.write(piece.encode())


def json_pieces(documents: Sequence[Document]) -> Iterator[str]:
    """The file `write_json` writes, as pieces to stream."""
    yield f'{{\n"format": "{FORMAT}",\n"versions": [\n'
    for place, document in enumerate(documents):
        version = json.dumps(_version(document), ensure_ascii=False, indent=1)
        yield f"{',' if place else ''}{version}\n"
    yield "]\n}\n"


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) every such file obeys."""
    file = resources.files("appeals.document") / "appeal.schema.json"
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def _version(document: Document) -> dict[str, Any]:
    return {
        "language": document.language,
        "direction": document.direction,
        "title": document.title,
        **_letterhead(document.letterhead),
        "text": [_block(block) for block in document.blocks],
        "lists": [_list(roll) for roll in document.rolls],
        "colophon": _spans(document.colophon),
        **({"edition": edition(document.origin)} if document.origin else {}),
    }


def edition(origin: Origin) -> dict[str, Any]:
    """What is said of the edition a file is of."""
    return {
        "number": origin.edition,
        "date": origin.day,
        "text_sha256": origin.text,
        "address": origin.address,
        "check": origin.check,
        **({"checkpoint": origin.checkpoint} if origin.checkpoint else {}),
    }


def _letterhead(letterhead: Letterhead | None) -> dict[str, Any]:
    if letterhead is None:
        return {}
    return {"letterhead": {"name": letterhead.name, "lines": list(letterhead.lines)}}


def _block(block: Block) -> dict[str, Any]:
    return {"kind": block.kind.value, "content": _spans(block.spans)}


def _list(roll: Roll) -> dict[str, Any]:
    return {
        "kind": roll.kind,
        "heading": _spans(roll.heading),
        "numbered": roll.numbered,
        "entries": [_entry(entry) for entry in roll.entries],
        "remarks": [_spans(remark) for remark in roll.remarks],
        **({"withheld": roll.withheld} if roll.withheld else {}),
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "number": entry.number,
        "name": None if entry.gap else entry.name,
        "acronym": entry.acronym,
        "countries": list(entry.countries),
        "mark": entry.mark,
        **({"withdrawn": True} if entry.withdrawn else {}),
    }


def _spans(spans: Sequence[Span]) -> list[dict[str, Any]]:
    return [_span(span) for span in spans]


def _span(span: Span) -> dict[str, Any]:
    """Only what is said of the span is written: most have a text and nothing else."""
    if span.note:
        return {"footnote": _spans(span.note.spans)}
    marks = {
        "emphasis": span.emphasis,
        "strong": span.strong,
        "link": span.link,
        "language": span.language,
        "missing": span.gap,
        "struck": span.struck,
    }
    return {"text": span.text, **{name: value for name, value in marks.items() if value}}
