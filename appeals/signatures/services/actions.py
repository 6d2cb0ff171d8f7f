"""What signatures write into the ledger."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from appeals import ledger
from appeals.drafting.models import ListKind
from appeals.ledger import Logged
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
    VISIBILITY_CHANGED = "signature.visibility"


def record(
    turn: Turn,
    action: Action,
    subject_id: UUID,
    *,
    by: UUID | None = None,
    logged: Logged | None = None,
    **details: str,
) -> None:
    ledger.record(
        turn.session,
        action,
        subject_id,
        now=turn.now,
        appeal_id=turn.facts.appeal_id,
        by=by,
        logged=logged,
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
    printed: Mapping[str, Any] | None = None,
    personal: Mapping[str, Any] | None = None,
    counts_from: datetime | None = None,
) -> None:
    """Write down an act about a signature; `text_hash` is the hash of what was signed.

    `printed` and `personal` are what the log commits to, see `logged.py`.
    """
    details = {"list": list_kind.value, "language": language, "text_hash": text_hash}
    logged = Logged(
        thread=turn.facts.id,
        text=text_hash,
        counts_from=counts_from,
        printed=printed or {},
        personal=personal or {},
    )
    record(turn, action, signature_id, by=by, logged=logged, **details)
