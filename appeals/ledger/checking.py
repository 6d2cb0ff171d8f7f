"""The self-check: leaves, places, checkpoints and openings against each other and the database.

What stands in the tables of the features is compared by the features themselves.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import Row, or_, select
from sqlalchemy.orm import Session

from appeals import db, jobs, sealed
from appeals.ledger import keys, merkle, notes
from appeals.ledger.canonical import Opening as Commitment
from appeals.ledger.models import Leaf, Log, Opening, SignedCheckpoint
from appeals.ledger.recording import leaf_of
from appeals.ledger.signing import raise_alarm

_DAY = timedelta(days=1)
_AT_ONCE = 5


class Kind(StrEnum):
    """What can be found wrong."""

    NOT_A_PREFIX = "not_a_prefix"  # what was signed last does not begin what is there now
    LEAF_CHANGED = "leaf_changed"
    LEAF_MISSING = "leaf_missing"
    CHECKPOINT_BROKEN = "checkpoint_broken"
    OPENING_CHANGED = "opening_changed"
    TEXT_CHANGED = "text_changed"
    SIGNATURE_CHANGED = "signature_changed"  # a name stands otherwise than it was signed
    SIGNATURE_ADDED = "signature_added"  # nobody signed what stands there
    SIGNATURE_MISSING = "signature_missing"  # somebody signed and stands no more
    VISIBILITY_CHANGED = "visibility_changed"  # a name is shown otherwise than was asked for


@dataclass(frozen=True)
class Fault:
    """Something that is wrong, and at which entry of the log, if at any."""

    kind: Kind
    position: int | None = None


@dataclass(frozen=True)
class Act:
    """A leaf and what opens it; None where it was erased or never had a place yet."""

    position: int | None
    thread: UUID
    entry: str
    row: Row[*tuple[Any, ...]]

    @cached_property
    def content(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = json.loads(self.entry)
        return found

    @property
    def printed(self) -> Mapping[str, Any] | None:
        return json.loads(self.row.printed) if self.row.printed else None

    @property
    def personal(self) -> Mapping[str, Any] | None:
        content = self.opening("personal")
        return json.loads(content) if content else None

    def opening(self, part: str) -> str | None:
        """Return what a commitment of the leaf was made of; None where it is erased or spoilt."""
        stored: str | None = getattr(self.row, part)
        return sealed.opened(Opening.personal, stored) if part == "personal" else stored


Comparison = Callable[[Session, UUID, Sequence[Act]], Iterable[Fault]]
_comparisons: list[Comparison] = []


def compared(function: Comparison) -> Comparison:
    """Register what a feature compares its own tables with: the acts of one appeal, in order."""
    _comparisons.append(function)
    return function


def check(session: Session, appeal_id: UUID) -> list[Fault]:
    """Return all that is wrong with the log of an appeal.

    Others go on while it is read: what is found wrong once only was not wrong.
    """
    found = set(_look(session, appeal_id))
    return sorted(found & set(_look(session, appeal_id)), key=_order) if found else []


def acts(session: Session, appeal_id: UUID) -> list[Act]:
    """Return the acts of an appeal; those without a place yet stand last."""
    rows = session.execute(
        select(
            Leaf.position,
            Leaf.thread_id,
            Leaf.entry,
            Leaf.hash,
            Opening.printed_nonce,
            Opening.printed,
            Opening.personal_nonce,
            sealed.as_stored(Opening.personal).label("personal"),
        )
        .outerjoin(Opening, Opening.leaf_number == Leaf.number)
        .where(Leaf.appeal_id == appeal_id)
        .order_by(Leaf.position.is_(None), Leaf.position, Leaf.number)
    )
    return [Act(row.position, row.thread_id, row.entry, row) for row in rows]


@jobs.periodic(seconds=60)
def check_logs() -> None:
    """Check every log once a day, and note what was found."""
    session = db.session()
    with db.everywhere(session):
        due = or_(Log.checked_at.is_(None), Log.checked_at < db.clock(session) - _DAY)
        logs = select(Log.coalition_id, Log.appeal_id).where(due).order_by(Log.checked_at)
        found = session.execute(logs.limit(_AT_ONCE)).all()
    for coalition_id, appeal_id in found:
        db.enter(session, coalition_id)
        faults = check(session, appeal_id)
        with db.transaction() as writing:
            note_check(writing, appeal_id, faults)


def note_check(session: Session, appeal_id: UUID, faults: Sequence[Fault]) -> None:
    """Note what a look at the log has found; what is well again is no longer said to be wrong."""
    held = session.get_one(Log, appeal_id, with_for_update=True, populate_existing=True)
    held.checked_at = db.clock(session)
    if faults:
        raise_alarm(session, held, faults[0].kind)
    else:
        held.fault = None


def _look(session: Session, appeal_id: UUID) -> Iterator[Fault]:
    # Leaves are only added: read after the checkpoints, there are none too few.
    log = session.execute(
        select(Log.size, Log.peaks, Log.origin).where(Log.appeal_id == appeal_id)
    ).first()
    signed = session.execute(
        select(SignedCheckpoint.size, SignedCheckpoint.note).where(
            SignedCheckpoint.appeal_id == appeal_id
        )
    ).all()
    found = acts(session, appeal_id)
    placed = [act for act in found if act.position is not None]
    yield from _changed(appeal_id, placed)
    wanted = {size for size, _note in signed} | ({log.size} if log else set())
    trees = dict(_trees(placed, wanted))
    yield from _unlike(trees, len(placed), log.origin if log else "", signed)
    if log and not _goes_on(log, trees.get(log.size)):
        yield Fault(Kind.NOT_A_PREFIX)
    for comparison in _comparisons:
        yield from comparison(session, appeal_id, found)


def _changed(appeal_id: UUID, placed: Sequence[Act]) -> Iterator[Fault]:
    for index, act in enumerate(placed):
        if act.position != index:
            yield Fault(Kind.LEAF_MISSING, index)
            return
        if leaf_of(act.entry.encode()) != act.row.hash or act.content["appeal"] != appeal_id.hex:
            yield Fault(Kind.LEAF_CHANGED, index)
        elif not all(_opens(act, part) for part in ("printed", "personal")):
            yield Fault(Kind.OPENING_CHANGED, index)


def _opens(act: Act, part: str) -> bool:
    """Return whether the opening is that of the leaf; one that was erased says nothing."""
    nonce, content = getattr(act.row, f"{part}_nonce"), act.opening(part)
    if nonce is None and content is None:
        return True
    if content is None and part == "personal" and keys.is_elsewhere():
        return sealed.is_foreign(act.row.personal)  # nobody here can look at it
    if nonce is None or content is None:
        return False
    return Commitment(bytes.fromhex(nonce), content).commitment == act.content.get(part)


def _trees(placed: Sequence[Act], wanted: set[int]) -> Iterator[tuple[int, merkle.Frontier]]:
    """Yield the tree at each wanted size, from what the leaves say and not from their hashes."""
    tree = merkle.Frontier()
    for size in range(len(placed) + 1):
        if size in wanted:
            yield size, merkle.Frontier(tree.size, tree.peaks)
        if size < len(placed):
            tree.append(merkle.leaf_hash(placed[size].entry.encode()))


def _unlike(
    trees: Mapping[int, merkle.Frontier],
    placed: int,
    origin: str,
    signed: Sequence[Row[int, str]],
) -> Iterator[Fault]:
    known = keys.public_keys()
    for size, note in signed:
        try:
            checkpoint = notes.verified(note, known)
        except notes.BadNote:
            yield Fault(Kind.CHECKPOINT_BROKEN, size)
            continue
        if (checkpoint.origin, checkpoint.size) != (origin, size):
            yield Fault(Kind.CHECKPOINT_BROKEN, size)
        elif size not in trees:
            yield Fault(Kind.LEAF_MISSING, placed)
        elif trees[size].root() != checkpoint.root:
            yield Fault(Kind.NOT_A_PREFIX, size)
    if placed and placed not in {size for size, _note in signed}:
        yield Fault(Kind.CHECKPOINT_BROKEN, placed)


def _goes_on(log: Row[int, list[str], str], tree: merkle.Frontier | None) -> bool:
    return tree is not None and [peak.hex() for peak in tree.peaks] == log.peaks


def _order(fault: Fault) -> tuple[str, int]:
    return fault.kind, -1 if fault.position is None else fault.position
