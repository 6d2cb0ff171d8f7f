"""PDF, set by typst: tagged, with bookmarks, languages and fonts for six scripts."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib import resources
from itertools import chain, zip_longest
from typing import Any, BinaryIO

from appeals.document.beside import LEVELS, Piece, is_beside, rows
from appeals.document.inline import with_addresses
from appeals.document.layout import PLAIN, Layout
from appeals.document.markup import printable
from appeals.document.picture_sizes import LETTERHEAD, LOGO, fitted
from appeals.document.tree import (
    Block,
    BlockKind,
    Document,
    Letterhead,
    Picture,
    Roll,
    Span,
    letterheads,
    runs,
)
from appeals.languages import direction, own_name

_KINDS = {
    BlockKind.KICKER: "soft",
    BlockKind.DATE_LINE: "soft",
    BlockKind.ADDRESSEE: "close",
    BlockKind.CC: "close",
    BlockKind.SALUTATION: "salutation",
    BlockKind.QUOTATION: "quotation",
    BlockKind.NOTE: "note",
}
_CLOSE = frozenset({BlockKind.ADDRESSEE, BlockKind.CC})
_LISTS = {BlockKind.NUMBERED_ITEM: "numbered", BlockKind.BULLETED_ITEM: "bulleted"}

_LETTERLESS = re.compile(r'the text `"(.+?)"` could not be displayed')

# Part of the page, as the template takes it.
_Part = dict[str, Any]


class Unprintable(ValueError):
    """The fonts have no letter for this text."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def write_pdf(documents: Sequence[Document], target: BinaryIO, layout: Layout = PLAIN) -> None:
    """Write one PDF (UA-1), language after language or two beside each other.

    The same documents give the same bytes: the file holds no date. Raises
    `Unprintable` rather than printing boxes.
    """
    import typst  # a compiler, which takes long to load

    data = json.dumps(_data(documents, layout), ensure_ascii=False)
    with resources.as_file(resources.files("appeals.document")) as here:
        try:
            target.write(
                typst.compile(
                    here / "pdf.typ",
                    font_paths=[here / "fonts"],
                    sys_inputs={"data": data},
                    pdf_standards=["ua-1"],
                )
            )
        except typst.TypstError as error:
            if letterless := _LETTERLESS.search(str(error)):
                raise Unprintable(letterless[1]) from error
            raise


def _data(documents: Sequence[Document], layout: Layout) -> dict[str, Any]:
    beside = is_beside(documents, layout.side_by_side)
    columns = 2 if layout.two_columns else 1
    parts = [] if beside else [list(_parts(document, columns)) for document in documents]
    table = [tuple(map(_cell, row)) for row in rows(*documents)] if beside else []
    _step_by_step([*chain(*parts), *chain(*chain(*table))])
    return {
        "title": documents[0].title or own_name(documents[0].language),
        "versions": [
            {
                **_language(document.language),
                "name": own_name(document.language),
                # The foot of a page is no content, and cannot be a link (PDF/UA).
                "colophon": _spans([replace(span, link=None) for span in document.colophon]),
                "parts": own_parts,
            }
            for document, own_parts in zip_longest(documents, parts)
        ],
        "rows": table if beside else None,
        **(_around(documents) if beside else {}),
        # A compiler of text takes pictures as numbers: each once, wherever it stands.
        "pictures": {
            each.sha256: list(each.content) for document in documents for each in document.pictures
        },
    }


def _around(documents: Sequence[Document]) -> dict[str, list[_Part]]:
    """What stands above and below the table."""
    heads = letterheads(documents)
    return {
        "above": [{**_letterhead(each), **_language(language)} for language, each in heads],
        "below": list(_logos(documents[0].logos)),
    }


def _step_by_step(parts: Sequence[_Part]) -> None:
    """Let no heading be more than one level below the last, where a title is missing."""
    last = 0
    for part in parts:
        if part["kind"] == "heading":
            part["level"] = last = min(part["level"], last + 1)


def _language(tag: str) -> dict[str, Any]:
    subtags = tag.split("-")
    region = next((each for each in subtags[1:] if len(each) == 2), None)
    return {"lang": subtags[0], "region": region, "rtl": direction(tag) == "rtl"}


def _parts(document: Document, columns: int) -> Iterator[_Part]:
    if document.letterhead:
        yield _letterhead(document.letterhead)
    yield from _blocks(document.before_rolls)
    for roll in document.rolls:
        yield from _heading_of(roll)
        yield from _entries(roll, columns)
        yield from _remarks_of(roll)
        yield from _logos(roll.logos)
    yield from _blocks(document.after_rolls)


def _blocks(blocks: Sequence[Block]) -> Iterator[_Part]:
    grouped = list(runs(blocks))
    for (kind, group), (following, _next) in zip_longest(
        grouped, grouped[1:], fillvalue=(None, [])
    ):
        if kind in _LISTS:
            yield _list(_LISTS[kind], 1, [_spans(block.spans) for block in group])
            continue
        yield from map(_block, group[:-1])
        ends = kind in _CLOSE and following not in _CLOSE
        yield {**_block(group[-1]), **({"kind": "close-end"} if ends else {})}


def _block(block: Block) -> _Part:
    content = _spans(block.spans)
    if level := LEVELS.get(block.kind):
        return {"kind": "heading", "level": level, "content": content}
    return {"kind": _KINDS.get(block.kind, "paragraph"), "content": content}


def _heading_of(roll: Roll) -> Iterator[_Part]:
    if roll.heading:
        yield {"kind": "heading", "level": roll.level, "content": _spans(roll.heading)}


def _entries(roll: Roll, columns: int) -> Iterator[_Part]:
    """One list, whatever numbers are missing: else each stretch would be set in its own columns."""
    stretches = list(roll.stretches()) if roll.entries else []
    items: list[object] = []
    for stretch in stretches:
        if stretch[0].gap or stretch[0].withdrawn:
            items += [_spans((entry.span,)) for entry in stretch]
        else:
            items += [printable(entry.text) for entry in stretch]
    if items:
        kind = "numbered" if roll.numbered else "bulleted"
        listed = {**_list(kind, 1, items, columns), "whole": True}
        if roll.numbered and [entry.number for entry in roll.entries] != [
            *range(1, len(items) + 1)
        ]:
            listed["numbers"] = [entry.number for entry in roll.entries]
        yield listed


def _remarks_of(roll: Roll) -> Iterator[_Part]:
    yield from ({"kind": "note", "content": _spans(remark)} for remark in roll.remarks)


def _letterhead(letterhead: Letterhead) -> _Part:
    return {
        "kind": "letterhead",
        "name": printable(letterhead.name),
        "lines": [printable(line) for line in letterhead.lines],
        "logo": _picture(letterhead.logo, LETTERHEAD) if letterhead.logo else None,
    }


def _logos(logos: Sequence[Picture]) -> Iterator[_Part]:
    if logos:
        yield {"kind": "logos", "items": [_picture(logo, LOGO) for logo in logos]}


def _picture(picture: Picture, room: tuple[float, float]) -> _Part:
    width, height = fitted(picture, room)
    text = printable(picture.text)
    return {"picture": picture.sha256, "width": width, "height": height, "text": text}


_MARKS = ("strong", "emphasis", "struck", "gap")


def _list(kind: str, start: int, items: Sequence[object], columns: int = 1) -> _Part:
    return {"kind": kind, "start": start, "items": items, "columns": columns, "whole": False}


def _cell(piece: Piece | None) -> list[_Part]:
    if piece is None:
        return []
    content = _spans(piece.spans)
    if level := piece.level:
        return [{"kind": "heading", "level": level, "content": content}]
    if piece.kind in _LISTS:
        return [_list(_LISTS[piece.kind], piece.number, [content])]
    return [{"kind": _KINDS.get(piece.kind, "paragraph"), "content": content}]


def _spans(spans: Sequence[Span]) -> str | list[_Part | str]:
    set_spans = [_span(span) for span in with_addresses(spans)]
    return set_spans[0] if len(set_spans) == 1 and isinstance(set_spans[0], str) else set_spans


def _span(span: Span) -> _Part | str:
    """Only what is said of the span is passed on: most have a text and nothing else."""
    if span.note:
        return {"footnote": [_span(each) for each in with_addresses(span.note.spans)]}
    marks: _Part = {name: True for name in _MARKS if getattr(span, name)}
    if span.link:
        marks["link"] = span.link
    if span.language:
        marks |= _language(span.language)
    text = printable(span.text)
    return {"text": text, **marks} if marks else text
