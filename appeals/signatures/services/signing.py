"""Signing, correcting and recording: how an organisation comes to stand under an appeal.

A signature is never changed. Whatever follows it, a correction, a renewal for a
newer text or a withdrawal, ends the row and is told in the ledger.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from appeals import db
from appeals.drafting.models import ListKind
from appeals.errors import Conflict, Invalid
from appeals.invitations.models import Answer, Invitation
from appeals.signatures import facts as reading
from appeals.signatures import logged
from appeals.signatures.models import Ending, NameAsSigned, Signature
from appeals.signatures.services import actions, disclosing, reserving
from appeals.signatures.services.actions import Action
from appeals.signatures.services.reserving import Reserved
from appeals.signatures.services.turn import (
    Representative,
    TextChanged,
    Turn,
    demand_open,
    end,
    note_answer,
    tell_contacts,
    tell_coordinators,
)
from appeals.signatures.visibility import Wish


@dataclass(frozen=True, kw_only=True)
class Consent:
    """What was decided about which text: `text_hash` is the set hash the reader was shown."""

    list_kind: ListKind
    representative: Representative
    language_read: str
    text_hash: str
    reserved: Reserved | None = None
    # How the name is to be shown; None: as it was.
    wish: Wish | None = None


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """Who entered a signature that came by other ways, and on what basis.

    Under a standing mandate it counts only from a later moment on.
    """

    by: UUID
    basis: str
    mandate_id: UUID | None = None
    counts_from: datetime | None = None


def sign(turn: Turn, consent: Consent) -> UUID:
    """Put the invited organisation's name under the appeal, or correct how it stands there.

    Sending the same form twice gives the same signature and one mail. Returns the
    id of the signature that counts.
    """
    demand_open(turn)
    if consent.list_kind not in offered(turn.facts.list_kind):
        raise Invalid("the organisation was not asked to join this list")
    if turn.facts.text_hash != consent.text_hash:
        raise TextChanged
    if consent.language_read not in turn.facts.languages:
        raise Invalid("the text was not read in a language of the appeal")

    reserving.check(turn, consent.reserved)

    names = _printed_names(turn)
    signature_id = (
        turn.current.id
        if turn.current and _says_the_same(turn.current, turn, consent, names)
        else _place(turn, consent, names)
    )
    disclosing.choose_with_answer(turn, consent.wish, consent.representative)
    return signature_id


def record(turn: Turn, consent: Consent, evidence: Evidence) -> UUID:
    """Enter a signature that came by other ways; it is labelled with who entered it and why."""
    demand_open(turn)
    if turn.current:
        raise Conflict("this organisation has already signed")
    signature_id = _place(turn, consent, _printed_names(turn), evidence)
    wish = consent.wish or disclosing.remembered(turn)
    disclosing.hide_recorded(turn, wish, by=evidence.by, basis=evidence.basis)
    return signature_id


def offered(asked: ListKind) -> list[ListKind]:
    """Return the lists an organisation may join that was asked for this one."""
    return [ListKind.SUPPORTER] if asked is ListKind.SUPPORTER else list(ListKind)


def find_active(session: Session, invitation: Invitation) -> Signature | None:
    return session.scalar(
        select(Signature).where(
            Signature.appeal_id == invitation.appeal_id,
            Signature.organisation_id == invitation.organisation_id,
            Signature.ended_at.is_(None),
        )
    )


def _place(
    turn: Turn,
    consent: Consent,
    names: dict[str, NameAsSigned],
    evidence: Evidence | None = None,
) -> UUID:
    current, who = turn.current, consent.representative
    action = _action_of(evidence)
    if current:
        renews = current.revision_id != turn.facts.revision_id
        action = Action.RENEWED if renews else Action.CORRECTED
        end(turn, current, Ending.RENEWED if renews else Ending.CORRECTED, who)
    signature_id = _append(turn, consent, names, evidence)
    reserving.keep(turn, signature_id, consent.reserved, consent.language_read)
    supports = consent.list_kind is ListKind.SUPPORTER
    note_answer(turn, Answer.SUPPORTS if supports else Answer.SIGNED, who)
    actions.record_signature(
        turn,
        action,
        signature_id,
        list_kind=consent.list_kind,
        language=consent.language_read,
        text_hash=consent.text_hash,
        by=evidence.by if evidence else None,
        printed=logged.printed(
            turn.facts.organisation_id, names, turn.facts.countries, consent.list_kind
        ),
        personal=logged.personal(
            who.name,
            who.role,
            language=consent.language_read,
            basis=evidence.basis if evidence else "",
            reservation=consent.reserved.text if consent.reserved else "",
        ),
        counts_from=evidence.counts_from if evidence else None,
    )
    under_mandate = evidence is not None and evidence.mandate_id is not None
    tell_contacts(turn, "mandate_used" if under_mandate else "receipt", signature_id)
    if current is None:
        by = evidence.by if evidence else None
        tell_coordinators(turn, "answer_signed", signature_id, by=by)
    return signature_id


def _action_of(evidence: Evidence | None) -> Action:
    if evidence is None:
        return Action.SIGNED
    return Action.ENTERED if evidence.mandate_id else Action.RECORDED


def _append(
    turn: Turn,
    consent: Consent,
    names: dict[str, NameAsSigned],
    evidence: Evidence | None,
) -> UUID:
    signature_id = uuid4()
    db.append(
        turn.session,
        Signature,
        id=signature_id,
        appeal_id=turn.facts.appeal_id,
        organisation_id=turn.facts.organisation_id,
        invitation_id=turn.facts.id,
        revision_id=turn.facts.revision_id,
        list_kind=consent.list_kind,
        language_read=consent.language_read,
        names=names,
        countries=turn.facts.countries,
        representative_name=consent.representative.name,
        representative_role=consent.representative.role,
        signed_at=turn.current.signed_at if turn.current else turn.now,
        decided_at=turn.now,
        recorded_by=evidence.by if evidence else None,
        basis=evidence.basis if evidence else None,
        mandate_id=evidence.mandate_id if evidence else None,
        counts_from=evidence.counts_from if evidence else None,
        hand_position=_kept_position(turn.current, consent.list_kind),
    )
    return signature_id


def _printed_names(turn: Turn) -> dict[str, NameAsSigned]:
    """Return the registry's names in the languages of the appeal, as a signature keeps them."""
    registry = reading.names_of(turn.session, turn.facts)
    return {tag: registry[tag] for tag in turn.facts.languages if tag in registry}


def _kept_position(current: Signature | None, list_kind: ListKind) -> int | None:
    """Return the place made by hand; in the other list it would be somebody else's."""
    if current is None or current.list_kind is not list_kind:
        return None
    return current.hand_position


def _says_the_same(
    signature: Signature, turn: Turn, consent: Consent, names: dict[str, NameAsSigned]
) -> bool:
    """Return whether the page asked for nothing but what the signature says already.

    The page showed the registry's present names: who confirms them there takes them.
    """
    return (
        signature.revision_id == turn.facts.revision_id
        and signature.names == names
        and signature.countries == turn.facts.countries
        and signature.list_kind is consent.list_kind
        and signature.representative_name == consent.representative.name
        and signature.representative_role == consent.representative.role
        # What was entered under a mandate is confirmed by the organisation's own word.
        and signature.mandate_id is None
        and reserving.of(turn.session, signature.id) == consent.reserved
    )
