"""Names taken out of what is published: out of every page, file and edition, at once.

The documents are changed in the transaction in which somebody asks for it, and
the files go with it; a worker writes them again. Until then they are not there,
which is better than there with the name.
"""

import hashlib
from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session, undefer

from appeals import db, jobs, ledger
from appeals.document.frozen import freeze, thaw
from appeals.document.tree import Block, Document
from appeals.drafting.hashing import canonical_json
from appeals.drafting.models import ListKind
from appeals.drafting.text import blocks, heading
from appeals.publishing import editions, redacting, services
from appeals.publishing.freezing import add_files, frame_of, pictures_of, written
from appeals.publishing.models import (
    Edition,
    EditionEntry,
    EditionFile,
    EditionSource,
    MadeFile,
)
from appeals.publishing.redacting import Frozen, Spans
from appeals.publishing.shown import PICTURES
from appeals.signatures import services as signatures
from appeals.signatures.models import Signature

Numbers = Mapping[str, set[int]]


@signatures.when_concealed
def take_out(session: Session, appeal_id: UUID, organisation_id: UUID) -> None:
    """Take an organisation out of all editions of an appeal; its numbers stay empty.

    One that waits for its hour is frozen again by a worker, without a gap. Files that a worker
    made for a coordinator, or is making, are dropped with it.
    """
    session.execute(delete(MadeFile).where(MadeFile.appeal_id == appeal_id))
    entries = _entries(session, appeal_id)
    numbers: dict[str, set[int]] = {}
    for entry in entries:
        if entry.organisation_id == organisation_id:
            numbers.setdefault(entry.list_kind.value, set()).add(entry.number)
    if not numbers:
        return
    for edition in _held_editions(session, appeal_id):
        editions.settle(session, edition, now=db.clock(session))
        _take_out(session, edition, numbers, entries)


@jobs.periodic(seconds=5)
def write_missing_files() -> None:
    """Write the files again of editions from which a name was taken out."""
    session = db.session()
    with db.everywhere(session):
        due = session.execute(
            select(Edition.id, Edition.coalition_id).where(
                Edition.released_at.is_not(None),
                ~exists().where(EditionFile.edition_id == Edition.id),
            )
        ).all()
    for edition_id, coalition_id in due:
        db.enter(session, coalition_id)
        _write_files(edition_id, coalition_id)


def _write_files(edition_id: UUID, coalition_id: UUID) -> None:
    # Files of long lists take long to write: not while everybody else waits to write.
    session = db.session()
    edition = session.get_one(Edition, edition_id, populate_existing=True)
    content_hash = edition.content_hash
    documents = thaw(edition.frozen, pictures_of(edition))
    drawn = tuple(written(edition.appeal, documents, frame_of(edition)))
    with db.transaction() as writing:
        db.enter(writing, coalition_id)
        held = writing.get_one(Edition, edition_id, with_for_update=True, populate_existing=True)
        writing.refresh(held, ["files"])
        if held.content_hash == content_hash and not held.files:
            add_files(writing, held, drawn)


def _entries(session: Session, appeal_id: UUID) -> Sequence[EditionEntry]:
    query = select(EditionEntry).join(EditionEntry.edition).where(Edition.appeal_id == appeal_id)
    return session.scalars(query).all()


def _held_editions(session: Session, appeal_id: UUID) -> Sequence[Edition]:
    query = select(Edition).filter_by(appeal_id=appeal_id).order_by(Edition.number)
    return session.scalars(
        query.options(undefer(Edition.frozen)).with_for_update(of=Edition),
        execution_options={"populate_existing": True},
    ).all()


def _take_out(
    session: Session, edition: Edition, numbers: Numbers, entries: Sequence[EditionEntry]
) -> None:
    documents = thaw(edition.frozen)
    frozen = _frozen(edition, numbers, entries)
    if not any(redacting.concerns(each, frozen) for each in documents):
        return
    own = {(e.list_kind.value, e.number): e for e in entries if e.edition_id == edition.id}
    countries = _countries_by_entry(session, own)

    def totalled(document: Document) -> tuple[Sequence[Block], Mapping[str, Spans]]:
        return _totalled(edition, document, countries)

    left = tuple(redacting.without(each, frozen, totalled) for each in documents)
    _freeze_again(session, edition, left, countries)


def _frozen(edition: Edition, numbers: Numbers, entries: Sequence[EditionEntry]) -> Frozen:
    first = min((each.edition.number for each in entries), default=edition.number)
    last: dict[str, int] = {}
    if edition.number > first:
        last = {kind.value: 0 for kind in ListKind}
        for each in entries:
            if each.edition.number == first:
                kind = each.list_kind.value
                last[kind] = max(last[kind], each.number)
    day = edition.publish_at.astimezone(edition.appeal.zone).date()
    return Frozen(numbers, last, day)


def _countries_by_entry(
    session: Session, entries: Mapping[tuple[str, int], EditionEntry]
) -> Mapping[tuple[str, int], Sequence[str]]:
    ids = [each.signature_id for each in entries.values()]
    found = select(Signature.id, Signature.countries).where(Signature.id.in_(ids))
    by_id = {id: countries for id, countries in session.execute(found)}
    return {place: by_id.get(each.signature_id, []) for place, each in entries.items()}


def _totals(
    document: Document, countries: Mapping[tuple[str, int], Sequence[str]]
) -> tuple[int, int, int]:
    """Return how many signatories, supporters and countries a document has."""
    rolls = {roll.kind: roll for roll in document.rolls}
    found = []
    for kind in (ListKind.SIGNATORY, ListKind.SUPPORTER):
        roll = rolls.get(kind.value)
        found.append(len(redacting.standing(roll)) + roll.withheld if roll else 0)
    signed = rolls.get(ListKind.SIGNATORY.value)
    named = {
        code
        for entry in (redacting.standing(signed) if signed else ())
        for code in countries.get((ListKind.SIGNATORY.value, entry.number), ())
    }
    return found[0], found[1], len(named)


def _totalled(
    edition: Edition, document: Document, countries: Mapping[tuple[str, int], Sequence[str]]
) -> tuple[Sequence[Block], Mapping[str, Spans]]:
    segments, language = edition.revision.segments, document.language
    values = services.totals(edition.appeal, language, *_totals(document, countries))
    headings = {kind.value: heading(segments, kind, language, values) for kind in ListKind}
    return blocks(segments, language, values), headings


def _freeze_again(
    session: Session,
    edition: Edition,
    documents: tuple[Document, ...],
    countries: Mapping[tuple[str, int], Sequence[str]],
) -> None:
    edition.frozen = freeze(documents)
    edition.content_hash = hashlib.sha256(canonical_json(edition.frozen)).hexdigest()
    edition.titles = {each.language: each.title for each in documents}
    edition.signatories, edition.supporters, edition.countries = _totals(documents[0], countries)
    edition.files = []
    _drop_pictures(session, edition, documents)
    session.flush()
    text, content = edition.revision.set_hash, edition.content_hash
    logged = ledger.edition(edition.number, text=text, content_hash=content)
    editions.note_frozen_again(session, edition, logged, now=db.clock(session))


def _drop_pictures(session: Session, edition: Edition, documents: Sequence[Document]) -> None:
    """Keep only the logos of who is left."""
    left = {picture.sha256 for document in documents for picture in document.pictures}
    session.execute(
        delete(EditionSource).where(
            EditionSource.edition_id == edition.id,
            EditionSource.media_type.in_(PICTURES),
            EditionSource.sha256.not_in(left),
        )
    )
    session.expire(edition, ["sources"])
