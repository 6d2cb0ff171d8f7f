"""What an edition is made of: documents, files with their hashes, numbers as rows."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from appeals.document.frozen import freeze, thaw
from appeals.document.layout import PLAIN, Layout
from appeals.document.tree import Document
from appeals.drafting.hashing import canonical_json
from appeals.drafting.models import Appeal, ListKind, Revision
from appeals.errors import Incomplete
from appeals.publishing import files, services
from appeals.publishing.amending import Amended
from appeals.publishing.formats import ONCE, TOGETHER, Format
from appeals.publishing.models import Edition, EditionEntry, EditionFile, EditionSource
from appeals.publishing.services import Export
from appeals.publishing.word_templates import find_frame
from appeals.signatures import printing

_ALONE = frozenset(Format) - {Format.ZIP}
ALL = "all"  # the languages one after the other, in one file


@dataclass(frozen=True)
class Ready:
    """An edition that could be published, with its files written."""

    revision: Revision
    printed: Amended
    documents: tuple[Document, ...]
    files: tuple[tuple[str, Format, bytes], ...]
    frame: bytes | None


def make_ready(
    session: Session, appeal: Appeal, revision: Revision, printed: Amended, publish_at: datetime
) -> Ready:
    """Write the files of an edition that appears at this moment, UTC."""
    documents = documents_of(session, appeal, revision, printed, publish_at)
    frame = find_frame(session, appeal)
    return Ready(revision, printed, documents, tuple(_written(appeal, documents, frame)), frame)


def documents_of(
    session: Session, appeal: Appeal, revision: Revision, printed: Amended, publish_at: datetime
) -> tuple[Document, ...]:
    """Return the documents of an edition; its remarks tell the day it appears."""
    day = publish_at.astimezone(appeal.zone).date()
    return services.make_documents(session, revision, printed, appeal.languages, day=day)


def _written(
    appeal: Appeal, documents: tuple[Document, ...], frame: bytes | None
) -> list[tuple[str, Format, bytes]]:
    parts: dict[str, tuple[Document, ...]] = {each.language: (each,) for each in documents}
    if len(parts) > 1:
        parts = {ALL: documents, **parts}
    return [
        (language, kind, files.as_bytes(Export(appeal, part, False, frame), kind))
        for language, part in parts.items()
        for kind in Format
        if kind in (TOGETHER | ONCE if language == ALL else _ALONE)
    ]


def fill(edition: Edition, ready: Ready) -> None:
    """Put what is ready into an edition: numbers, documents and files."""
    lists = ready.printed.lists
    edition.revision_id = ready.revision.id
    edition.frozen = freeze(ready.documents)
    edition.content_hash = hashlib.sha256(canonical_json(edition.frozen)).hexdigest()
    edition.titles = {each.language: each.title for each in ready.documents}
    edition.signatories = len(lists.by_kind[ListKind.SIGNATORY])
    edition.supporters = len(lists.by_kind[ListKind.SUPPORTER])
    edition.countries = len(lists.countries)
    edition.entries = [
        EditionEntry(
            list_kind=kind,
            number=each.number,
            organisation_id=each.signature.organisation_id,
            signature_id=each.signature.id,
        )
        for kind, numbered in lists.by_kind.items()
        for each in numbered
    ]
    edition.files = [
        EditionFile(
            position=position,
            language=language,
            format=kind.value,
            sha256=hashlib.sha256(content).hexdigest(),
            size=len(content),
            content=content,
        )
        for position, (language, kind, content) in enumerate(ready.files)
    ]
    edition.sources = _sources(ready)


def _sources(ready: Ready) -> list[EditionSource]:
    """Pictures, each once, and the Word template: with the documents all that files are made of."""
    pictures = {each.sha256: each for document in ready.documents for each in document.pictures}
    found = [(each.media_type, each.content) for each in pictures.values()]
    if ready.frame:
        found.append((Format.DOCX.media_type, ready.frame))
    return [
        EditionSource(
            sha256=hashlib.sha256(content).hexdigest(), media_type=media_type, content=content
        )
        for media_type, content in found
    ]


def render_again(
    edition: Edition, appeal: Appeal, language: str, kind: Format, layout: Layout = PLAIN
) -> bytes:
    """Draw a file of an edition from nothing but what is frozen."""
    contents = {each.sha256: each.content for each in edition.sources}
    wanted = [each for each in thaw(edition.frozen, contents) if language in {ALL, each.language}]
    frames = [s.content for s in edition.sources if s.media_type == Format.DOCX.media_type]
    frame = frames[0] if frames else None
    return files.as_bytes(Export(appeal, tuple(wanted), False, frame), kind, layout)


def demand_names(printed: Amended) -> None:
    """Raise `Incomplete` where somebody listed has no name in one of the languages."""
    lists = printed.lists
    for signature in lists.signatures:
        if not all(printing.name_in(signature, tag) for tag in lists.appeal.languages):
            raise Incomplete([])
