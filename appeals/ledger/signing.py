"""Giving the leaves their places, and signing the log: a moment after the act, by one at a time.

Who signs an appeal waits for nobody but the row they change; two who sign in the
same instant would have to queue for the next place in the log. So a place is given
here, to what has been committed, in the order it was written.
"""

from uuid import UUID

import structlog
from sqlalchemy import bindparam, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from appeals import config, db, jobs
from appeals.ledger import keys, merkle, notes
from appeals.ledger.models import Leaf, Log, SignedCheckpoint

# What is left goes into the next round.
_AT_ONCE = 2000
NOT_A_PREFIX = "not_a_prefix"

log = structlog.get_logger("appeals")

_PLACE = (
    update(Leaf.__table__)  # type: ignore[arg-type]
    .where(Leaf.number == bindparam("leaf_number"), Leaf.position.is_(None))
    .values(position=bindparam("place"))
)


@jobs.periodic(seconds=1)
def sign_logs() -> None:
    """Sign every log that has something new."""
    session = db.session()
    with db.everywhere(session):
        found = select(Leaf.coalition_id, Leaf.appeal_id).where(Leaf.position.is_(None)).distinct()
        waiting = session.execute(found).all()
    for coalition_id, appeal_id in waiting:
        with db.transaction() as writing:
            db.enter(writing, coalition_id)
            settle(writing, appeal_id)


def settle(session: Session, appeal_id: UUID) -> None:
    """Place what waits and sign a checkpoint over it, in this transaction.

    Nothing is signed unless what was signed last is a prefix of it; then the log
    is marked instead.
    """
    waiting = select(Leaf.number, Leaf.hash).where(
        Leaf.appeal_id == appeal_id, Leaf.position.is_(None)
    )
    if session.execute(waiting.limit(1)).first() is None:
        return
    held = _hold(session, appeal_id)
    leaves = session.execute(waiting.order_by(Leaf.number).limit(_AT_ONCE)).all()
    if not leaves:
        return  # somebody else was here first
    tree = _tree(session, held)
    if tree is None:
        raise_alarm(session, held, NOT_A_PREFIX)
        return
    places = []
    for number, hash_ in leaves:
        places.append({"leaf_number": number, "place": tree.size})
        tree.append(bytes.fromhex(hash_))
    session.connection().execute(_PLACE, places)
    _sign(session, held, tree)


def newest_checkpoint(session: Session, appeal_id: UUID) -> SignedCheckpoint | None:
    return session.scalar(
        select(SignedCheckpoint)
        .where(SignedCheckpoint.appeal_id == appeal_id)
        .order_by(SignedCheckpoint.size.desc())
        .limit(1)
    )


def raise_alarm(session: Session, held: Log, fault: str) -> None:
    """Mark a log that is not what was signed; who runs the service finds it in the messages."""
    if held.fault != fault:
        log.error("the ledger does not agree", appeal=str(held.appeal_id), fault=fault)
    held.fault = fault
    session.flush()


def _hold(session: Session, appeal_id: UUID) -> Log:
    """Return the state of the log, which nobody else changes until the transaction ends."""
    values = {
        "coalition_id": db.entered(session),
        "appeal_id": appeal_id,
        "origin": f"{config.settings().host}/ledger/{appeal_id.hex}",
        "size": 0,
        "peaks": [],
    }
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    insert = sqlite.insert if on_sqlite else postgresql.insert
    session.execute(insert(Log).values(values).on_conflict_do_nothing())
    return session.get_one(Log, appeal_id, with_for_update=True, populate_existing=True)


def _tree(session: Session, held: Log) -> merkle.Frontier | None:
    """Return the tree as it was last signed; None if it is not what was signed."""
    placed = select(func.max(Leaf.position)).where(Leaf.appeal_id == held.appeal_id)
    highest = session.execute(placed).scalar()
    size = 0 if highest is None else highest + 1
    last = newest_checkpoint(session, held.appeal_id)
    try:
        tree = merkle.Frontier(held.size, map(bytes.fromhex, held.peaks))
        signed = notes.verified(last.note, keys.public_keys()) if last else None
    except ValueError:
        return None
    if signed is None:
        return tree if size == tree.size == 0 else None
    is_prefix = (signed.origin, signed.size, signed.root) == (held.origin, tree.size, tree.root())
    return tree if is_prefix and size == tree.size else None


def _sign(session: Session, held: Log, tree: merkle.Frontier) -> None:
    checkpoint = notes.Checkpoint(held.origin, tree.size, tree.root())
    db.append(
        session,
        SignedCheckpoint,
        appeal_id=held.appeal_id,
        size=tree.size,
        note=notes.signed(checkpoint, keys.signing_key()),
        signed_at=db.clock(session),
    )
    held.size, held.peaks = tree.size, [peak.hex() for peak in tree.peaks]
    session.flush()
