"""What an edition is made of: documents, files with their hashes, numbers as rows."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete
from sqlalchemy.orm import Session

from appeals import config, db
from appeals.document.frozen import freeze, thaw
from appeals.document.tree import Document, Origin
from appeals.drafting.hashing import canonical_json
from appeals.drafting.models import Appeal, ListKind, Revision
from appeals.errors import Incomplete
from appeals.publishing import colophon, files, services
from appeals.publishing.amending import Amended
from appeals.publishing.formats import ONCE, TOGETHER, Format
from appeals.publishing.models import Edition, EditionEntry, EditionFile
from appeals.publishing.services import Export
from appeals.signatures import printing

_ALONE = frozenset(Format) - {Format.ZIP}
ALL = "all"  # the languages one after the other, in one file


@dataclass(frozen=True)
class Mark:
    """What the colophons of an edition say besides its text and its day.

    The checkpoint is the newest there was when the files were drawn, as its short code: one
    that is signed later changes nothing.
    """

    number: int
    checkpoint: str


@dataclass(frozen=True)
class Ready:
    """An edition that could be published, with its files written."""

    mark: Mark
    revision: Revision
    printed: Amended
    documents: tuple[Document, ...]
    frozen: list[dict[str, Any]]
    content_hash: str
    files: tuple[tuple[str, Format, bytes], ...]


def make_ready(
    session: Session,
    appeal: Appeal,
    mark: Mark,
    revision: Revision,
    printed: Amended,
    publish_at: datetime,
) -> Ready:
    """Write the files of an edition that appears at this moment, UTC."""
    documents = documents_of(session, appeal, mark, revision, printed, publish_at)
    frozen = freeze(documents)
    content_hash = hashlib.sha256(canonical_json(frozen)).hexdigest()
    drawn = tuple(written(appeal, documents))
    return Ready(mark, revision, printed, documents, frozen, content_hash, drawn)


def is_same(session: Session, appeal: Appeal, ready: Ready, printed: Amended, at: datetime) -> bool:
    """Whether an edition of these lists would be what is ready, to the last letter.

    The files are not drawn for it: equal documents give equal files.
    """
    revision = ready.revision
    documents = documents_of(session, appeal, ready.mark, revision, printed, at)
    return documents == ready.documents and _entries(printed) == _entries(ready.printed)


def documents_of(
    session: Session,
    appeal: Appeal,
    mark: Mark,
    revision: Revision,
    printed: Amended,
    publish_at: datetime,
) -> tuple[Document, ...]:
    """Return the documents of an edition; remarks and colophon tell the day it appears."""
    day = publish_at.astimezone(appeal.zone).date()
    made = services.make_documents(session, revision, printed, appeal.languages, day=day)
    page = f"{config.settings().base_url}/statements/{appeal.slug}"
    origin = Origin(
        edition=mark.number,
        day=day.isoformat(),
        text=revision.set_hash,
        address=page,
        check=f"{page}/verify",
        checkpoint=mark.checkpoint,
    )
    return tuple(
        _of_origin(each, replace(origin, address=f"{page}/{each.language}")) for each in made
    )


def _of_origin(document: Document, origin: Origin) -> Document:
    said = colophon.of_edition(origin, document.language)
    return replace(document, origin=origin, colophon=said)


def written(appeal: Appeal, documents: tuple[Document, ...]) -> list[tuple[str, Format, bytes]]:
    parts: dict[str, tuple[Document, ...]] = {each.language: (each,) for each in documents}
    if len(parts) > 1:
        parts = {ALL: documents, **parts}
    return [
        (language, kind, files.as_bytes(Export(appeal, part, draft=False), kind))
        for language, part in parts.items()
        for kind in Format
        if kind in (TOGETHER | ONCE if language == ALL else _ALONE)
    ]


def fill(session: Session, edition: Edition, ready: Ready) -> None:
    """Put what is ready into an edition that holds nothing: numbers, documents and files."""
    lists = ready.printed.lists
    edition.revision_id = ready.revision.id
    edition.frozen = ready.frozen
    edition.content_hash = ready.content_hash
    edition.titles = {each.language: each.title for each in ready.documents}
    edition.signatories = len(lists.by_kind[ListKind.SIGNATORY])
    edition.supporters = len(lists.by_kind[ListKind.SUPPORTER])
    edition.countries = len(lists.countries)
    session.add(edition)
    session.flush()
    # Everybody else waits to write meanwhile, and lists are long.
    entries = [
        {
            "id": uuid4(),
            "list_kind": kind,
            "number": number,
            "organisation_id": organisation_id,
            "signature_id": signature_id,
        }
        for kind, number, organisation_id, signature_id in _entries(ready.printed)
    ]
    db.append_all(session, EditionEntry, entries, edition_id=edition.id)
    db.append_all(session, EditionFile, _file_rows(ready), edition_id=edition.id)


def empty(session: Session, edition: Edition) -> None:
    """Take everything out of an edition that nobody has seen; its numbers are free again."""
    session.flush()
    for kind in (EditionEntry, EditionFile):
        session.execute(delete(kind).where(kind.edition_id == edition.id))
    session.expire(edition, ["entries", "files"])


def _entries(printed: Amended) -> list[tuple[ListKind, int, UUID, UUID]]:
    return [
        (kind, each.number, each.signature.organisation_id, each.signature.id)
        for kind, numbered in printed.lists.by_kind.items()
        for each in numbered
    ]


def _file_rows(ready: Ready) -> list[dict[str, Any]]:
    return [
        {
            "id": uuid4(),
            "position": position,
            "language": language,
            "format": kind.value,
            "sha256": hashlib.sha256(content).hexdigest(),
            "size": len(content),
            "content": content,
        }
        for position, (language, kind, content) in enumerate(ready.files)
    ]


def render_again(edition: Edition, appeal: Appeal, language: str, kind: Format) -> bytes:
    """Draw a file of an edition from nothing but what is frozen."""
    documents = thaw(edition.frozen)
    wanted = [each for each in documents if language in {ALL, each.language}]
    return files.as_bytes(Export(appeal, tuple(wanted), draft=False), kind)


def demand_names(printed: Amended) -> None:
    """Raise `Incomplete` where somebody listed has no name in one of the languages."""
    lists = printed.lists
    for signature in lists.signatures:
        if not all(printing.name_in(signature, tag) for tag in lists.appeal.languages):
            raise Incomplete([])
