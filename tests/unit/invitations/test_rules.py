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


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, True),
        ({"invited_at": NOW}, True),
        ({"opened_at": NOW}, True),
        ({"reminded_at": NOW - PATIENCE}, True),
        ({"reminded_at": NOW - PATIENCE + HOUR}, False),
        ({"invited_at": None}, False),
        ({"revoked_at": NOW}, False),
        ({"answer": Answer.SIGNED}, False),
        ({"answer": Answer.DECLINED}, False),
        ({"answer": Answer.WITHDRAWN}, False),
    ],
)
def test_only_silent_invitations_are_reminded(changes, expected):
    invitation = make_invitation(**changes)

    assert (invitation in due_for_reminder([invitation], now=NOW)) is expected


def test_an_address_that_refused_the_last_mail_is_not_written_to_again():
    refused, other = make_invitation(), make_invitation()

    assert due_for_reminder([refused, other], refused={refused.id}, now=NOW) == [other]


def test_every_state_is_called_something_and_explained():
    for state in BoardState:
        assert state in labels.STATES
        assert state in labels.MEANINGS
        assert state in labels.BADGES
    assert set(labels.MAIL_STATES) == set(MailState)
