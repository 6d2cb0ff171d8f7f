"""Files of an export: every format is drawn from the same documents."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO

from flask_babel import gettext as _

from appeals.document import json_file
from appeals.document.layout import PLAIN, Layout
from appeals.document.packing import write_zip
from appeals.errors import Invalid
from appeals.publishing.drawing import drawn
from appeals.publishing.formats import ONCE, PRINTED, TOGETHER, Format
from appeals.publishing.services import Export

MANIFEST = "manifest.json"


def as_bytes(
    export: Export,
    kind: Format,
    layout: Layout = PLAIN,
    *,
    drawn_one: Callable[[], None] = lambda: None,
) -> bytes:
    """Return one file with all documents of the export.

    `drawn_one` is called after each file that goes into a ZIP.

    Raises `Invalid` where format or layout cannot hold what is in them.
    """
    if layout.side_by_side and kind in TOGETHER | {Format.ZIP} and len(export.documents) != 2:
        raise Invalid(_("Only two languages can stand side by side: choose two."))
    if layout.by_country and layout.by_category and kind in PRINTED | {Format.ZIP}:
        raise Invalid(_("Lists are grouped by country or by category: choose one of them."))
    if kind is not Format.ZIP:
        return drawn(export.documents, kind, layout, export.frame)
    packed = BytesIO()
    files = []
    for file in _files(export, layout):
        files.append(file)
        drawn_one()
    manifest = {
        "appeal": export.appeal.slug,
        "draft": export.draft,
        "layout": list(layout.options),
        **_edition(export),
        "files": [_described(*each) for each in files],
    }
    members = [(part.filename(kind.extension), content) for part, kind, content in files]
    said = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    write_zip([*members, (MANIFEST, said.encode())], packed)
    return packed.getvalue()


def _files(export: Export, layout: Layout) -> Iterator[tuple[Export, Format, bytes]]:
    """Draw each format in each language, and in all together where that makes a file."""
    alone = [replace(export, documents=(document,)) for document in export.documents]
    for kind in Format:
        if kind is Format.ZIP:
            continue
        together = [export] if kind in TOGETHER and len(alone) > 1 else []
        for part in [export] if kind in ONCE else [*together, *alone]:
            yield part, kind, drawn(part.documents, kind, layout, part.frame)


def _edition(export: Export) -> dict[str, object]:
    """Which edition it is; the address of its page is in the files, one for each language."""
    if (origin := export.documents[0].origin) is None:
        return {}
    said = json_file.edition(origin)
    return {"edition": {name: value for name, value in said.items() if name != "address"}}


def _described(part: Export, kind: Format, content: bytes) -> dict[str, object]:
    return {
        "name": part.filename(kind.extension),
        "format": kind.value,
        "languages": [document.language for document in part.documents],
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def edition_filename(slug: str, number: int, language: str, kind: Format) -> str:
    """Return a name of Latin letters, digits and hyphens for a file of an edition."""
    return f"{slug}-{number}-{language}.{kind.extension}"
