"""Where a reviewer stands, and how what partners type is cleaned."""

from datetime import UTC, datetime, timedelta

import pytest

from appeals.mail import MailState
from appeals.reviewing import labels
from appeals.reviewing.models import CommentState
from appeals.reviewing.rules import PATIENCE, ReviewState, Standing, cleaned

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
LONG_AGO = NOW - PATIENCE
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("known", "state"),
    [
        ({}, ReviewState.CHOSEN),
        ({"revoked": True}, ReviewState.REVOKED),
        ({"invited_at": NOW - HOUR}, ReviewState.SENT),
        ({"invited_at": LONG_AGO}, ReviewState.SILENT),
        ({"invited_at": LONG_AGO, "mailed_at": NOW - HOUR}, ReviewState.SENT),
        ({"invited_at": LONG_AGO, "mail": MailState.QUEUED}, ReviewState.QUEUED),
        ({"invited_at": LONG_AGO, "mail": MailState.SENDING}, ReviewState.QUEUED),
        ({"invited_at": LONG_AGO, "mail": MailState.REFUSED}, ReviewState.REFUSED),
        ({"invited_at": LONG_AGO, "mail": MailState.DROPPED}, ReviewState.REFUSED),
        ({"invited_at": LONG_AGO, "mail": MailState.KEPT}, ReviewState.SILENT),
        ({"invited_at": LONG_AGO, "comments": 1}, ReviewState.COMMENTED),
        ({"invited_at": LONG_AGO, "comments": 1, "revoked": True}, ReviewState.COMMENTED),
        ({"invited_at": LONG_AGO, "revoked": True}, ReviewState.REVOKED),
    ],
)
def test_the_state_follows_from_what_happened(known, state):
    assert Standing(**known).state(NOW) is state


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (" Yes.\r\nNo. ", "Yes.\nNo."),
        ("a\x00b\x07c", "abc"),
        ("a\u202eb\u2066c\u2069", "abc"),
        ("\u202e\u2066", ""),
        ("\u200fنعم", "\u200fنعم"),
    ],
)
def test_what_is_typed_is_kept_without_what_nobody_sees(text, kept):
    assert cleaned(text) == kept


def test_a_proposal_keeps_the_signs_that_its_wording_has_itself():
    wording = "Call \u2066+7 700\u2069 now."

    assert cleaned("Call \u2066+7 701\u2069 now.", wording) == "Call \u2066+7 701\u2069 now."
    assert cleaned(wording, wording) == wording


def test_every_state_is_called_something_and_explained():
    for state in ReviewState:
        assert state in labels.STATES
        assert state in labels.MEANINGS
        assert state in labels.BADGES
    assert set(labels.COMMENT_STATES) == set(labels.COMMENT_BADGES) == set(CommentState)
