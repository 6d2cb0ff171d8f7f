"""Addresses that nobody else knows any more: only whether one is met again can still be told.

Who wanted no more mails is not to be written to when an old table is imported in a year, so
the block outlives the address: it is replaced by its mark (`mail.mark_of`). The link that
ends mails goes on working in the same way.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from appeals import mail
from appeals.accounts.models import Account, ColleagueInvitation, Membership
from appeals.endorsements.models import Endorsement, JoinRequest
from appeals.invitations.models import Handover, Question
from appeals.mail import Mail, Recipient, Suppression
from appeals.organisations.models import Contact
from appeals.reviewing.models import Reviewer

_HELD: tuple[tuple[InstrumentedAttribute[UUID], InstrumentedAttribute[Any]], ...] = (
    (Contact.coalition_id, Contact.email),
    (ColleagueInvitation.coalition_id, ColleagueInvitation.email),
    (Reviewer.coalition_id, Reviewer.email),
    (Endorsement.coalition_id, Endorsement.email),
    (JoinRequest.coalition_id, JoinRequest.email),
    (Question.coalition_id, Question.asker_email),
    (Handover.coalition_id, Handover.to_email),
    (Mail.coalition_id, Mail.recipient),
)
_VEILED: tuple[type[Recipient] | type[Suppression], ...] = (Recipient, Suppression)


@dataclass(frozen=True)
class Lonely:
    """A row whose address stands nowhere else in its coalition."""

    model: type[Recipient] | type[Suppression]
    id: UUID
    coalition_id: UUID
    address: str


def lonely(session: Session) -> list[Lonely]:
    """Return the rows whose address is to be replaced by its mark, of all coalitions."""
    known = _known(session)
    return [
        Lonely(model, row.id, row.coalition_id, row.address)
        for model in _VEILED
        for row in session.execute(select(model.id, model.coalition_id, model.address))
        if not mail.is_mark(row.address) and row.address not in known[row.coalition_id]
    ]


def veil(session: Session, rows: Sequence[Lonely]) -> None:
    """Replace addresses by their marks."""
    for row in rows:
        kept: Any = session.get(row.model, row.id, with_for_update=True, populate_existing=True)
        if kept is not None and kept.address == row.address:
            put_mark(kept)


def put_mark(kept: Recipient | Suppression) -> None:
    """Let only the mark stand, by which the address is told again."""
    kept.address = mail.mark_of(kept.coalition_id, kept.address)
    if isinstance(kept, Suppression):
        kept.address_index = kept.address


def _known(session: Session) -> dict[UUID, set[str]]:
    """Return the addresses each coalition holds anywhere else, folded."""
    known: dict[UUID, set[str]] = defaultdict(set)
    for of, column in _HELD:
        for coalition_id, address in session.execute(select(of, column)):
            if address:
                known[coalition_id].add(mail.key_of(address))
    members = select(Membership.coalition_id, Account.email).join(Account)
    for coalition_id, address in session.execute(members):
        known[coalition_id].add(mail.key_of(address))
    return known
