"""The connection to the mail server: kept open, opened anew, and what its answers mean."""

from datetime import UTC, datetime
from email.message import EmailMessage
from uuid import uuid4

import pytest
from aiosmtpd.smtp import SMTP

from appeals import mail
from appeals.config import SmtpServer
from appeals.mail import MailState, delivery
from appeals.mail.smtp import Connection
from tests.faults.servers import Receiver, serving
from tests.journeys.service import free_port


class Answering(Receiver):
    """Gives these answers to mails, one after the other; a tuple's first hangs up as well."""

    def __init__(self, *answers: str | None) -> None:
        super().__init__()
        self.answers = list(answers)
        self.connections = 0

    async def handle_EHLO(self, _server, session, _envelope, hostname, responses):
        self.connections += 1
        session.host_name = hostname
        return responses

    def refusal(self, server: SMTP, recipient: str) -> str | None:
        return self.answers.pop(0) if self.answers else None


def message() -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"] = "appeals@coalition.example", "ada@org.example"
    made["Message-ID"] = f"<{uuid4()}@coalition.example>"
    made.set_content("Hello")
    return made


def server_at(port: int) -> SmtpServer:
    return SmtpServer("127.0.0.1", port, None, None, tls=False, starttls=False)


@pytest.fixture
def connect():
    opened = []

    def connect(port: int) -> Connection:
        opened.append(Connection(server_at(port)))
        return opened[-1]

    yield connect
    for each in opened:
        each._close()


def test_all_mails_go_out_on_one_connection(connect):
    receiver = Answering()
    with serving(receiver) as port:
        connection = connect(port)
        outcomes = [delivery._outcome(connection, message()) for _ in range(3)]

    assert outcomes == [(MailState.SENT, None)] * 3
    assert receiver.connections == 1


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ("451 4.7.1 come back later", MailState.QUEUED),
        ("452 4.2.2 mailbox full", MailState.QUEUED),
        ("550 5.7.1 no thank you", MailState.REFUSED),
        ("554 5.6.0 spam", MailState.REFUSED),
    ],
)
def test_a_servers_word_about_a_mail_decides(connect, answer, state):
    receiver = Answering(answer)
    with serving(receiver) as port:
        connection = connect(port)

        assert delivery._outcome(connection, message()) == (state, answer)
        assert delivery._outcome(connection, message()) == (MailState.SENT, None)
    assert receiver.connections == 1, "the connection is good, only the mail was not"


def test_after_421_a_new_connection_is_opened(connect):
    receiver = Answering("421 4.3.2 going down")
    with serving(receiver) as port:
        connection = connect(port)

        assert delivery._outcome(connection, message())[0] is MailState.QUEUED
        assert delivery._outcome(connection, message()) == (MailState.SENT, None)
    assert receiver.connections == 2


def test_a_server_that_is_not_there_leaves_the_mail_in_the_queue(connect):
    state, reason = delivery._outcome(connect(free_port()), message())

    assert state is MailState.QUEUED
    assert "refused" in reason


def test_a_server_that_was_restarted_gets_the_next_mail_at_once(connect, monkeypatch):
    port = free_port()
    receiver = Answering()
    monkeypatch.setattr(Connection, "_ASK_AFTER", 0.0)
    with serving(receiver, port):
        connection = connect(port)
        assert delivery._outcome(connection, message()) == (MailState.SENT, None)
    with serving(receiver, port):
        assert delivery._outcome(connection, message()) == (MailState.SENT, None)


def test_a_password_the_server_refuses_is_no_fault_of_the_mail(connect):
    receiver = Answering()
    with serving(receiver) as port:
        connection = Connection(
            SmtpServer("127.0.0.1", port, "ada", "wrong", tls=False, starttls=False)
        )
        state, _reason = delivery._outcome(connection, message())
        connection._close()

    assert state is MailState.QUEUED


def test_encryption_that_is_required_is_not_done_without(connect):
    receiver = Answering()
    with serving(receiver) as port:
        connection = Connection(SmtpServer("127.0.0.1", port, None, None, tls=False, starttls=True))
        state, _reason = delivery._outcome(connection, message())
        connection._close()

    assert state is MailState.QUEUED
    assert receiver.accepted == []


@pytest.mark.parametrize("name", ["Ада", "A, B <c@d>", "Ünï", "x" * 200])
def test_p54_names_cannot_break_out_of_their_header(app, name):
    row = mail.Mail(id=uuid4(), queued_at=datetime(2026, 11, 20, tzinfo=UTC))
    with app.app_context():
        built = delivery._built(
            row,
            mail.Message(to="ada@org.example", subject="Призыв " * 40, text="текст", name=name),
        )

    assert built["To"].addresses[0].addr_spec == "ada@org.example"
    assert len(built["To"].addresses) == 1
    assert built["Message-ID"] == f"<{row.id}@coalition.example>"
    assert max(len(line) for line in bytes(built).split(b"\r\n")) <= 998


@pytest.mark.parametrize("subject", ["Hello\nBcc: all@org.example", "Hello\r\n\r\nBody"])
def test_p54_a_line_break_in_a_header_is_refused(app, subject):
    row = mail.Mail(id=uuid4(), queued_at=datetime(2026, 11, 20, tzinfo=UTC))

    with app.app_context(), pytest.raises(ValueError, match=r"linefeed|newline|header"):
        delivery._built(row, mail.Message(to="ada@org.example", subject=subject, text="text"))
