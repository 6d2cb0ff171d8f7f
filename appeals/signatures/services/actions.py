"""What signatures write into the ledger."""

from enum import StrEnum
from uuid import UUID

from appeals import ledger
from appeals.drafting.models import ListKind
from appeals.signatures.services.turn import Turn


class Action(StrEnum):
    """What the ledger says of signatures."""

    SIGNED = "signature.signed"
    RECORDED = "signature.recorded"
    IMPORTED = "signature.imported"
    CORRECTED = "signature.corrected"
    RENEWED = "signature.renewed"
    WITHDRAWN = "signature.withdrawn"
    LAPSED = "signature.lapsed"
    DECLINED = "invitation.declined"
    DEFERRED = "invitation.deferred"
    HANDED_OVER = "link.handed_over"
    DISPUTED = "signature.disputed"
    DISPUTE_PROPOSED = "dispute.invalidation_proposed"
    DISPUTE_ENDED = "dispute.resolved"
    INVALIDATED = "signature.invalidated"
    ENTERED = "signature.entered_under_mandate"
    OBJECTED = "signature.objected"
    MANDATE_GRANTED = "mandate.granted"
    MANDATE_REVOKED = "mandate.revoked"
    RESERVATION_PRINTED = "reservation.printed"
    RESERVATION_KEPT = "reservation.not_printed"
    OPENED = "invitation.opened"


def record(
    turn: Turn, action: Action, subject_id: UUID, *, by: UUID | None = None, **details: str
) -> None:
    ledger.record(
        turn.session,
        action,
        subject_id,
        now=turn.now,
        appeal_id=turn.facts.appeal_id,
        by=by,
        organisation=str(turn.facts.organisation_id),
        **details,
    )


def record_signature(
    turn: Turn,
    action: Action,
    signature_id: UUID,
    *,
    list_kind: ListKind,
    language: str,
    text_hash: str,
    by: UUID | None = None,
) -> None:
    """Write down an act about a signature; `text_hash` is the hash of what was signed."""
    details = {"list": list_kind.value, "language": language, "text_hash": text_hash}
    record(turn, action, signature_id, by=by, **details)
