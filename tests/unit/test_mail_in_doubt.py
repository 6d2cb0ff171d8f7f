"""A server that says nothing: before the end of the content it has no mail, after it perhaps."""

import asyncio

import pytest

from appeals.mail import MailState, delivery
from appeals.mail.smtp import Connection
from tests.faults.servers import Receiver, serving
from tests.unit.test_mail import message, server_at


class Silent(Receiver):
    """Says nothing more at this phase, or hangs up there."""

    def __init__(self, phase: str, *, hangs_up: bool) -> None:
        super().__init__()
        self.phase, self.hangs_up = phase, hangs_up

    async def at(self, phase: str, server) -> None:
        if phase == self.phase:
            if self.hangs_up:
                server.transport.abort()
            await asyncio.sleep(5)

    async def handle_MAIL(self, server, _session, envelope, address, _options):
        await self.at("MAIL", server)
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, _session, envelope, address, _options):
        await self.at("RCPT", server)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        await self.at("dot", server)
        return await super().handle_DATA(server, session, envelope)


class Stopped(Exception):
    """What stands in the way of the content."""


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(Connection, "TIMEOUT", 0.5)
    monkeypatch.setattr(Connection, "_PATIENCE", 0.5)


@pytest.mark.parametrize("hangs_up", [False, True])
@pytest.mark.parametrize(
    ("phase", "state"),
    [("MAIL", MailState.QUEUED), ("RCPT", MailState.QUEUED), ("dot", MailState.UNKNOWN)],
)
def test_silence_after_the_end_of_the_content_alone_is_doubt(impatient, phase, state, hangs_up):
    with serving(Silent(phase, hangs_up=hangs_up)) as port:
        outcome, reason = delivery._outcome(Connection(server_at(port)), message())

    assert outcome is state
    assert reason


def test_what_stands_in_the_way_of_the_content_keeps_the_server_from_having_the_mail():
    def stop():
        raise Stopped

    receiver = Receiver()
    with serving(receiver) as port:
        connection = Connection(server_at(port))
        with pytest.raises(Stopped):
            connection.send(message(), stop)
        assert receiver.accepted == []
        connection.send(message())
        assert len(receiver.accepted) == 1, "the next mail has a connection of its own"
        connection._close()
