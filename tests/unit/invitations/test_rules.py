"""What follows from an invitation."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from appeals.invitations import labels
from appeals.invitations.models import Answer, Invitation
from appeals.invitations.rules import (
    PATIENCE,
    BoardState,
    Candidate,
    Spared,
    Standing,
    due_for_reminder,
    standing,
)
from appeals.mail import MailState

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def make_invitation(**changes: Any) -> Invitation:
    return Invitation(**({"id": uuid4(), "invited_at": NOW - PATIENCE} | changes))


@pytest.mark.parametrize(
    ("known", "state"),
    [
        ({}, BoardState.CHOSEN),
        ({"invited_at": NOW, "mail": MailState.QUEUED}, BoardState.QUEUED),
        ({"invited_at": NOW, "mail": MailState.SENDING}, BoardState.QUEUED),
        ({"invited_at": NOW, "mail": MailState.SENT}, BoardState.SENT),
        ({"invited_at": NOW, "mail": MailState.KEPT}, BoardState.SENT),
        ({"invited_at": NOW}, BoardState.SENT),
        ({"invited_at": NOW, "mail": MailState.REFUSED}, BoardState.REFUSED),
        ({"invited_at": NOW, "mail": MailState.DROPPED}, BoardState.REFUSED),
        ({"invited_at": NOW, "mail": MailState.REFUSED, "bounced": True}, BoardState.BOUNCED),
        ({"opened_at": NOW, "invited_at": NOW, "bounced": True}, BoardState.OPENED),
        ({"invited_at": NOW - PATIENCE, "mail": MailState.SENT}, BoardState.SILENT),
        ({"invited_at": NOW - PATIENCE + HOUR, "mail": MailState.SENT}, BoardState.SENT),
        ({"invited_at": NOW - 2 * PATIENCE, "reminded_at": NOW - HOUR}, BoardState.SENT),
        ({"invited_at": NOW - PATIENCE, "opened_at": NOW}, BoardState.OPENED),
        ({"invited_at": NOW, "revoked_at": NOW}, BoardState.REVOKED),
        ({"revoked_at": NOW}, BoardState.REVOKED),
        ({"invited_at": NOW, "answer": Answer.SIGNED}, BoardState.SIGNED),
        ({"invited_at": NOW, "answer": Answer.SIGNED, "revoked_at": NOW}, BoardState.SIGNED),
        ({"answer": Answer.SUPPORTS}, BoardState.SUPPORTS),
        ({"answer": Answer.DECLINED, "mail": MailState.REFUSED}, BoardState.DECLINED),
        ({"answer": Answer.WITHDRAWN}, BoardState.WITHDRAWN),
    ],
)
def test_the_state_follows_from_what_happened(known, state):
    assert Standing(**known).state(NOW) is state


def test_every_answer_is_a_state_of_the_board():
    states = {Standing(answer=answer).state(NOW) for answer in Answer}

    assert len(states) == len(Answer)


def test_the_standing_is_read_from_the_invitation_and_its_newest_mail():
    invitation = make_invitation(opened_at=NOW, answer=Answer.DECLINED)

    read = standing(invitation, MailState.SENT, is_suppressed=False)

    assert read == Standing(
        answer=Answer.DECLINED,
        invited_at=NOW - PATIENCE,
        opened_at=NOW,
        mail=MailState.SENT,
    )


def make_candidate(**changes: Any) -> Candidate:
    values = {"invited_at": NOW - PATIENCE, "address": "ada@river.example"}
    return Candidate(id=uuid4(), organisation_id=uuid4(), **(values | changes))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"invited_at": NOW}, None),
        ({"reminded_at": NOW - PATIENCE}, None),
        ({"reminders": 2}, None),
        ({"decides_by": NOW - HOUR}, None),
        ({"reminded_at": NOW - PATIENCE + HOUR}, Spared.RECENT),
        ({"invited_at": None}, Spared.UNASKED),
        ({"revoked_at": NOW}, Spared.REVOKED),
        ({"stopped_at": NOW}, Spared.STOPPED),
        ({"answer": Answer.SIGNED}, Spared.ANSWERED),
        ({"answer": Answer.DECLINED, "invited_at": None}, Spared.ANSWERED),
        ({"answer": Answer.WITHDRAWN, "revoked_at": NOW}, Spared.ANSWERED),
        ({"address": None}, Spared.NO_ADDRESS),
        ({"suppressed": True}, Spared.SUPPRESSED),
        ({"refused": True}, Spared.REFUSED),
        ({"decides_by": NOW}, Spared.DECIDES),
        ({"reminders": 3}, Spared.CAPPED),
        ({"reminders": 4, "reminded_at": NOW}, Spared.CAPPED),
    ],
)
def test_only_the_silent_are_reminded_and_of_the_others_is_known_why(changes, reason):
    candidate = make_candidate(**changes)

    assert candidate.spared(now=NOW, interval=PATIENCE, most=3) is reason
    assert (candidate in due_for_reminder([candidate], now=NOW, most=3)) is (reason is None)


def test_whoever_was_just_invited_gets_no_planned_reminder():
    candidate = make_candidate(invited_at=NOW - HOUR)

    assert due_for_reminder([candidate], now=NOW, most=3, first=2 * HOUR) == []
    assert due_for_reminder([candidate], now=NOW, most=3, first=HOUR) == [candidate]


def test_every_reason_is_called_something():
    assert set(labels.SPARED) == set(Spared)


def test_every_state_is_called_something_and_explained():
    for state in BoardState:
        assert state in labels.STATES
        assert state in labels.MEANINGS
        assert state in labels.BADGES
    assert set(labels.MAIL_STATES) == set(MailState)
