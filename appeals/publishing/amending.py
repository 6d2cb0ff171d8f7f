"""The lists once an edition is out: its numbers stay, who has gone leaves a gap or a trace."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from appeals.document.tree import Entry, Span
from appeals.drafting.models import Appeal, ListKind
from appeals.publishing import remarks
from appeals.publishing.models import Departure, Edition, EditionEntry, Terms
from appeals.publishing.numbering import numbered
from appeals.signatures import printing
from appeals.signatures.listed import Listed
from appeals.signatures.lists import Lists, Numbered, get_lists, read_listed
from appeals.signatures.models import Ending, Signature

# What an organisation itself ended. What it never said, it is not shown to have taken back.
_WITHDREW = {Ending.WITHDRAWN, Ending.LAPSED}


@dataclass(frozen=True)
class _Frozen:
    """The numbers that are given in one list, and the last one of the first edition."""

    numbers: Mapping[UUID, int] = field(default_factory=dict)
    last_at_first: int | None = None


@dataclass(frozen=True)
class _Changed:
    """What has become of one list since it was first published."""

    shown: tuple[Numbered, ...] = ()  # withdrawn, and shown as that
    empty: tuple[int, ...] = ()
    late: tuple[int, ...] = ()


@dataclass(frozen=True)
class Amended:
    """Lists ready for print: `lists` holds who stands in them now, under the frozen numbers."""

    lists: Lists
    departure: Departure
    changed: Mapping[ListKind, _Changed]

    def entries(
        self, kind: ListKind, language: str, marks: Mapping[UUID, str]
    ) -> tuple[Entry, ...]:
        standing = self.lists.entries(kind, language, marks)
        gone = [self._gone(each, language) for each in self.changed[kind].shown]
        if not gone:
            return tuple(standing)
        return tuple(sorted([*standing, *gone], key=lambda entry: entry.number))

    def notes(self, kind: ListKind, language: str, day: date) -> tuple[tuple[Span, ...], ...]:
        """Return what stands below the list about changes since its first publication."""
        changed, found = self.changed[kind], []
        if changed.late:
            total = self.lists.count(kind)
            found.append(remarks.joined(changed.late, total, day, language))
        if changed.shown:
            told = remarks.struck if self.departure is Departure.STRUCK else remarks.withdrawn
            found.append(told(language))
        if changed.empty:
            found.append(remarks.left_empty(changed.empty, language))
        return tuple(found)

    def _gone(self, each: Numbered, language: str) -> Entry:
        entry = printing.entry(
            each.number,
            printing.name_in(each.signature, language),
            each.signature.countries,
            language,
            self.lists.choices,
            category=self.lists.category_of(each.signature, language),
        )
        if self.departure is Departure.STRUCK:
            return replace(entry, withdrawn=True)
        return replace(entry, mark=remarks.WITHDRAWN)


def amended_lists(
    session: Session,
    appeal: Appeal,
    *,
    without: Edition | None = None,
    only: Collection[UUID] | None = None,
) -> Amended:
    """Return the present lists under the numbers that are given.

    `without` an edition that nobody has seen yet, its numbers are free; `only` these
    organisations are listed.
    """
    lists = get_lists(session, appeal)
    frozen = _frozen(session, appeal, without)
    renumbered = {kind: _renumbered(lists.by_kind[kind], frozen[kind], only) for kind in ListKind}
    lists = replace(lists, by_kind=renumbered)
    terms = find_terms(session, appeal)
    departure = terms.departure if terms else Departure.EMPTY
    gone = _gone(session, lists, frozen)
    changed = {kind: _changed(lists, kind, frozen[kind], gone, departure) for kind in ListKind}
    return Amended(lists, departure, changed)


def find_terms(session: Session, appeal: Appeal) -> Terms | None:
    return session.scalar(select(Terms).filter_by(appeal_id=appeal.id))


def _frozen(session: Session, appeal: Appeal, without: Edition | None) -> dict[ListKind, _Frozen]:
    query = (
        select(
            EditionEntry.list_kind,
            EditionEntry.organisation_id,
            EditionEntry.number,
            func.min(Edition.number),
        )
        .join(EditionEntry.edition)
        .where(Edition.appeal_id == appeal.id)
        .group_by(EditionEntry.list_kind, EditionEntry.organisation_id, EditionEntry.number)
    )
    if without:
        query = query.where(Edition.id != without.id)
    rows = session.execute(query).all()
    if not rows:
        return {kind: _Frozen() for kind in ListKind}
    first = min(row[3] for row in rows)
    return {
        kind: _Frozen(
            {who: number for of, who, number, _since in rows if of is kind},
            max((row[2] for row in rows if row[0] is kind and row[3] == first), default=0),
        )
        for kind in ListKind
    }


def _renumbered(
    present: Sequence[Numbered], frozen: _Frozen, only: Collection[UUID] | None
) -> list[Numbered]:
    by_id = {each.signature.organisation_id: each.signature for each in present}
    listed = [id for id in by_id if only is None or id in only]
    return [Numbered(number, by_id[id]) for id, number in numbered(listed, frozen.numbers).items()]


def _changed(
    lists: Lists,
    kind: ListKind,
    frozen: _Frozen,
    gone: Mapping[UUID, Listed],
    departure: Departure,
) -> _Changed:
    if frozen.last_at_first is None:
        return _Changed()
    standing = {each.number for each in lists.by_kind[kind]}
    # Of whom may not be named nothing is told, whatever became of the signature.
    left = {
        number: id
        for id, number in frozen.numbers.items()
        if number not in standing and id not in lists.unnamed
    }
    shown = [
        Numbered(number, gone[id])
        for number, id in sorted(left.items())
        if departure is not Departure.EMPTY and _is_shown(lists, kind, gone.get(id))
    ]
    traced = {each.number for each in shown}
    return _Changed(
        tuple(shown),
        tuple(sorted(set(left) - traced)),
        tuple(sorted(number for number in standing if number > frozen.last_at_first)),
    )


def _is_shown(lists: Lists, kind: ListKind, signature: Listed | None) -> bool:
    return (
        signature is not None
        and signature.list_kind is kind
        and signature.ending in _WITHDREW
        # In every language alike: a name that lacks in one is shown in none.
        and all(printing.name_in(signature, tag) for tag in lists.appeal.languages)
    )


def _gone(session: Session, lists: Lists, frozen: Mapping[ListKind, _Frozen]) -> dict[UUID, Listed]:
    """Return the last signature of each organisation that has a number and stands nowhere now."""
    present = {each.organisation_id for each in lists.signatures}
    known: Iterable[UUID] = {id for each in frozen.values() for id in each.numbers}
    gone = [id for id in known if id not in present]
    if not gone:
        return {}
    ended_last = (Signature.ended_at.is_(None), Signature.ended_at, Signature.id)
    found = read_listed(
        session, lists.appeal, Signature.organisation_id.in_(gone), order=ended_last
    )
    return {each.organisation_id: each for each in found}  # the last one stays
