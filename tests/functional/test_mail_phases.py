"""Whatever a mail server does wrong, and in whichever phase: the mail ends in the right state."""

from dataclasses import replace
from uuid import uuid4

import pytest

from appeals import config, db, mail
from appeals.mail import Delay, Mail, MailState, Rank, composing, delivery
from appeals.mail.smtp import Connection
from tests.faults.scripted import FAULTS, PHASES, scripted
from tests.functional.test_jobs import NOW
from tests.unit.test_mail import server_at


@pytest.fixture
def make(session, coalition_id, monkeypatch):
    def make(rank):
        message = mail.Message(to="ada@org.example", subject="Hello", text="Hello")
        monkeypatch.setitem(composing._composers, "made-up", lambda _session, _mail: message)
        monkeypatch.setitem(composing._ranks, "made-up", rank)
        made = mail.queue(session, "made-up", uuid4(), now=NOW)
        session.commit()
        return session.get_one(Mail, made)

    return make


@pytest.fixture
def send_to(app):
    before = app.extensions["appeals.settings"]
    servers = []

    def send_to(server, row):
        address = server_at(server.port)
        servers.append(address)
        config.init_app(app, replace(before, smtp=address))
        delivery.deliver(mail_id=str(row.id))

    yield send_to
    for each in servers:
        delivery.connection_to(each)._close()
    config.init_app(app, before)


def expected(phase, fault, rank):
    """Return the state and how often the mail was given to a server that did nothing right."""
    if phase == "content" and not fault.isdecimal():
        return (MailState.QUEUED if rank is Rank.INVITATION else MailState.UNKNOWN), 1
    given = int(phase == "content")
    if fault == "550" and phase in {"RCPT", "DATA", "content"}:
        return MailState.REFUSED, given
    return MailState.QUEUED, given


@pytest.mark.parametrize("rank", [Rank.INVITATION, Rank.BULK])
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("phase", PHASES)
def test_p61_a_fault_in_any_phase_ends_in_the_right_state(
    make, send_to, session, monkeypatch, phase, fault, rank
):
    row = make(rank)
    with scripted(phase, fault) as server:
        with monkeypatch.context() as impatient:
            if fault == "stall":
                impatient.setattr(Connection, "TIMEOUT", 0.3)
                impatient.setattr(Connection, "_PATIENCE", 0.3)
            send_to(server, row)
        state, given = expected(phase, fault, rank)
        assert (row.state, len(server.given)) == (state, given), row.reason
        assert row.reason
        if state is MailState.QUEUED:
            assert (row.delay, row.handed_over_at) == (Delay.TRY_AGAIN, None)

        server.behave()
        with db.transaction():
            row.not_before = row.not_before and db.clock(session)
        send_to(server, row)

        if state is MailState.QUEUED:
            assert row.state is MailState.SENT, row.reason
            given += 1
        assert row.state is (MailState.SENT if state is MailState.QUEUED else state)
        assert server.given == [f"<{row.id}@coalition.example>"] * given
