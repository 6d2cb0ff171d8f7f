"""What leaves the house: a whole log, or the proof of what one organisation has answered.

Both are read by `verifier.py`, which knows nothing else of us.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from appeals import config
from appeals.ledger import keys, merkle
from appeals.ledger.checking import Act, acts
from appeals.ledger.models import Log, SignedCheckpoint

LOG_FORMAT, PROOF_FORMAT = "joint-appeal-log-1", "joint-appeal-proof-1"
_PARTS = ("printed", "personal")


def verifier_script() -> str:
    """Return the text of the script that verifies what is exported."""
    return (config.PACKAGE / "ledger" / "verifier.py").read_text(encoding="utf-8")


def placed_acts(session: Session, appeal_id: UUID) -> list[Act]:
    return [act for act in acts(session, appeal_id) if act.position is not None]


def exported(
    session: Session, appeal_id: UUID, placed: Sequence[Act], opened: Collection[int]
) -> dict[str, Any]:
    """Return a log for everybody, with what is printed of the entries at these positions."""
    return {
        **_head(session, appeal_id, LOG_FORMAT),
        "leaves": [act.entry for act in placed],
        "openings": {
            str(index): opening["printed"]
            for index in opened
            if (opening := _openings(placed[index])) and "printed" in opening
        },
        "checkpoints": _checkpoints(session, appeal_id),
    }


def proof(session: Session, appeal_id: UUID, thread_id: UUID) -> dict[str, Any] | None:
    """Return what proves to one organisation, and to whom it shows it, what it has answered.

    None before there is a checkpoint over it.
    """
    placed = placed_acts(session, appeal_id)
    own = [act for act in placed if act.thread == thread_id]
    checkpoints = _checkpoints(session, appeal_id)
    if not own or not checkpoints:
        return None
    leaves = [bytes.fromhex(act.row.hash) for act in placed]
    return {
        **_head(session, appeal_id, PROOF_FORMAT),
        "checkpoints": checkpoints[-1:],
        "entries": [_proved(act, leaves) for act in own],
    }


def _proved(act: Act, leaves: Sequence[bytes]) -> dict[str, Any]:
    index = act.position or 0
    return {
        "index": index,
        "leaf": act.entry,
        "openings": _openings(act),
        "proof": [step.hex() for step in merkle.inclusion_proof(leaves, index)],
    }


def _openings(act: Act) -> Mapping[str, Mapping[str, str]]:
    found = {
        part: {"nonce": getattr(act.row, f"{part}_nonce"), "content": act.opening(part)}
        for part in _PARTS
    }
    return {part: each for part, each in found.items() if each["nonce"]}


def _head(session: Session, appeal_id: UUID, format: str) -> dict[str, Any]:
    origin = session.execute(select(Log.origin).where(Log.appeal_id == appeal_id)).scalar()
    return {
        "format": format,
        "origin": origin or "",
        "keys": [keys.encoded(key) for key in keys.public_keys()],
    }


def _checkpoints(session: Session, appeal_id: UUID) -> list[str]:
    signed = select(SignedCheckpoint.note).where(SignedCheckpoint.appeal_id == appeal_id)
    return list(session.execute(signed.order_by(SignedCheckpoint.size)).scalars())
