"""What follows from an invitation: its state on the board, and when to remind."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from appeals.invitations.models import Answer, Invitation
from appeals.mail import UNDERWAY, MailState

# Within this time nobody is called silent, and nobody is reminded twice.
PATIENCE = timedelta(days=3)


class BoardState(StrEnum):
    """Where an invitation stands, in the order in which it usually goes."""

    CHOSEN = "chosen"  # nothing was sent yet
    QUEUED = "queued"  # the mail waits for its turn
    SENT = "sent"
    REFUSED = "refused"  # the mail did not go out, or the receiving server will not take it
    BOUNCED = "bounced"  # the mail came back: there is no such mailbox
    UNKNOWN = "unknown"  # the mail server never said whether it took the mail
    SUPPRESSED = "suppressed"  # none of its addresses is written to
    SILENT = "silent"  # sent, and nothing was heard for a while
    OPENED = "opened"  # somebody began to answer
    DECIDES = "decides"  # its own body decides on a day it has named
    DISPUTED = "disputed"  # it contests the answer given in its name
    SIGNED = "signed"
    SUPPORTS = "supports"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"  # signed before, and took its name back
    REVOKED = "revoked"


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What the state on the board follows from; `mail` is the newest one to the organisation."""

    answer: Answer | None = None
    revoked_at: datetime | None = None
    invited_at: datetime | None = None
    reminded_at: datetime | None = None
    opened_at: datetime | None = None
    decides_by: datetime | None = None
    disputed_at: datetime | None = None
    mail: MailState | None = None
    # Whether that mail came back for good.
    bounced: bool = False
    is_suppressed: bool = False

    def state(self, now: datetime) -> BoardState:
        """Return the state; an answer outlives a revoked link."""
        if self.disputed_at is not None:
            return BoardState.DISPUTED
        if self.answer is not None:
            return BoardState(self.answer.value)
        if self.revoked_at is not None:
            return BoardState.REVOKED
        if waits_for_decision(self.decides_by, now):
            return BoardState.DECIDES
        if self.is_suppressed and not (self.opened_at or self.mail is MailState.REFUSED):
            return BoardState.SUPPRESSED
        if self.invited_at is None:
            return BoardState.CHOSEN
        if self.opened_at is not None:
            return BoardState.OPENED
        return self._unheard(max(self.invited_at, self.reminded_at or self.invited_at), now)

    def _unheard(self, last_sent: datetime, now: datetime) -> BoardState:
        if self.bounced:
            return BoardState.BOUNCED
        if self.mail in {MailState.REFUSED, MailState.DROPPED}:
            return BoardState.REFUSED
        if self.mail is MailState.UNKNOWN:
            return BoardState.UNKNOWN
        if self.mail in UNDERWAY:
            return BoardState.QUEUED
        return BoardState.SILENT if now - last_sent >= PATIENCE else BoardState.SENT


def standing(
    invitation: Invitation, mail: MailState | None, *, bounced: bool = False, is_suppressed: bool
) -> Standing:
    return Standing(
        answer=invitation.answer,
        revoked_at=invitation.revoked_at,
        invited_at=invitation.invited_at,
        reminded_at=invitation.reminded_at,
        opened_at=invitation.opened_at,
        decides_by=invitation.decides_by,
        disputed_at=invitation.disputed_at,
        mail=mail,
        bounced=bounced,
        is_suppressed=is_suppressed,
    )


def waits_for_decision(decides_by: datetime | None, now: datetime) -> bool:
    """Return whether an organisation is left in peace because its own body still decides.

    Whatever reminds or counts somebody as silent asks here.
    """
    return decides_by is not None and now <= decides_by


class Spared(StrEnum):
    """Why somebody is not reminded; the first that holds is told."""

    UNASKED = "unasked"
    ANSWERED = "answered"
    REVOKED = "revoked"
    STOPPED = "stopped"  # a coordinator wants this organisation to be left in peace
    NO_ADDRESS = "no_address"
    UNWILLING = "unwilling"  # it does not want to be asked about this topic
    SUPPRESSED = "suppressed"  # unsubscribed, complained, or there is no such mailbox
    REFUSED = "refused"  # the receiving server did not take the last mail
    DECIDES = "decides"
    CAPPED = "capped"
    RECENT = "recent"


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """What of an invitation decides whether it is reminded."""

    id: UUID
    organisation_id: UUID
    handle: str = ""
    answer: Answer | None = None
    invited_at: datetime | None = None
    revoked_at: datetime | None = None
    reminded_at: datetime | None = None
    decides_by: datetime | None = None
    stopped_at: datetime | None = None
    reminders: int = 0
    address: str | None = None
    unwilling: bool = False
    suppressed: bool = False
    refused: bool = False

    def spared(
        self, *, now: datetime, interval: timedelta, most: int, first: timedelta = timedelta(0)
    ) -> Spared | None:
        """Return why it is not reminded now, or None; `first` is the time after the invitation."""
        holding = {
            Spared.UNASKED: self.invited_at is None and self.answer is None,
            Spared.ANSWERED: self.answer is not None,
            Spared.REVOKED: self.revoked_at is not None,
            Spared.STOPPED: self.stopped_at is not None,
            Spared.NO_ADDRESS: self.address is None,
            Spared.UNWILLING: self.unwilling,
            Spared.SUPPRESSED: self.suppressed,
            # To write again to an address that was refused would only harm the sender's name.
            Spared.REFUSED: self.refused,
            Spared.DECIDES: waits_for_decision(self.decides_by, now),
            Spared.CAPPED: self.reminders >= most,
            Spared.RECENT: _within(self.reminded_at, interval, now)
            or _within(self.invited_at, first, now),
        }
        return next((reason for reason, holds in holding.items() if holds), None)


def due_for_reminder(
    candidates: Iterable[Candidate],
    *,
    now: datetime,
    most: int,
    interval: timedelta = PATIENCE,
    first: timedelta = timedelta(0),
) -> list[Candidate]:
    """Return the unanswered invitations that may be reminded now, however they came to be due."""
    return [
        each
        for each in candidates
        if each.spared(now=now, interval=interval, most=most, first=first) is None
    ]


def _within(moment: datetime | None, interval: timedelta, now: datetime) -> bool:
    return moment is not None and now - moment < interval
