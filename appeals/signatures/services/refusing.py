"""Declining, withdrawing, and beginning to answer."""

from appeals.invitations.models import Answer
from appeals.signatures import logged
from appeals.signatures.models import Ending, Signature
from appeals.signatures.services import actions
from appeals.signatures.services.actions import Action
from appeals.signatures.services.signing import Evidence
from appeals.signatures.services.turn import (
    Representative,
    Turn,
    change_invitation,
    demand_open,
    end,
    note_answer,
    tell_contacts,
    tell_coordinators,
)


def decline(
    turn: Turn, representative: Representative, reason: str, evidence: Evidence | None = None
) -> None:
    """Note that the organisation does not sign; a signature it gave before is withdrawn.

    With `evidence` a coordinator enters what came by other ways.
    """
    demand_open(turn)
    if _has_declined(turn, representative, reason):
        return
    if turn.current:
        withdraw(turn, representative, reason)
        return
    note_answer(turn, Answer.DECLINED, representative, reason)
    if evidence is None:
        actions.record(turn, Action.DECLINED, turn.facts.id)
        tell_coordinators(turn, "answer_declined", turn.facts.id)
        return
    change_invitation(turn, answer_basis=evidence.basis)
    actions.record(turn, Action.DECLINED, turn.facts.id, by=evidence.by)


def withdraw(turn: Turn, representative: Representative, reason: str) -> None:
    """Take the organisation's name back; this is possible as long as its link is good."""
    signature = turn.current
    if signature is None:
        return
    end(turn, signature, Ending.WITHDRAWN, representative)
    note_answer(turn, Answer.WITHDRAWN, representative, reason)
    actions.record_signature(
        turn,
        Action.WITHDRAWN,
        signature.id,
        list_kind=signature.list_kind,
        language=signature.language_read,
        text_hash=signature.revision.set_hash,
        personal=logged.ended_by(representative.name, representative.role, reason),
    )
    tell_contacts(turn, "withdrawal", signature.id)
    tell_coordinators(turn, "answer_withdrawn", signature.id)


def object_to(
    turn: Turn, signature: Signature, representative: Representative, reason: str
) -> None:
    """Take out a name entered under a mandate that the organisation does not want used here."""
    end(turn, signature, Ending.OBJECTED, representative)
    note_answer(turn, Answer.DECLINED, representative, reason)
    actions.record_signature(
        turn,
        Action.OBJECTED,
        signature.id,
        list_kind=signature.list_kind,
        language=signature.language_read,
        text_hash=signature.revision.set_hash,
        personal=logged.ended_by(representative.name, representative.role, reason),
    )
    tell_contacts(turn, "withdrawal", signature.id)
    tell_coordinators(turn, "answer_withdrawn", signature.id)


def note_opened(turn: Turn) -> None:
    """Remember when somebody first began to answer."""
    if turn.facts.opened_at is None:
        change_invitation(turn, opened_at=turn.now)
        actions.record(turn, Action.OPENED, turn.facts.id)


def _has_declined(turn: Turn, representative: Representative, reason: str) -> bool:
    """Return whether this refusal is known: the same form sent again, also one that withdrew."""
    facts = turn.facts
    return (
        facts.answer in {Answer.DECLINED, Answer.WITHDRAWN}
        and facts.decline_reason == (reason or None)
        and facts.answered_by_name == representative.name
        and facts.answered_by_role == representative.role
    )
