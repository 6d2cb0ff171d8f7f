"""The connection to the mail server: one a process, kept open between mails."""

import re
import smtplib
import ssl
import time
from collections.abc import Callable
from email.message import EmailMessage
from threading import Lock
from typing import Any

from appeals.config import SmtpServer


class NoAnswer(OSError):
    """The whole mail was transmitted and nothing was said to it: the server may have it."""


class Connection:
    """One connection to the SMTP server, kept open between mails and shared by threads."""

    TIMEOUT = 30.0
    # The server may look at the whole mail before it answers (RFC 5321 4.5.3.2.6).
    _PATIENCE = 60.0
    # Servers hang up on a silent client after some minutes; asking first costs a round trip.
    _ASK_AFTER = 20.0

    def __init__(self, server: SmtpServer) -> None:
        self._server = server
        self._smtp: _Client | _EncryptedClient | None = None
        self._used = 0.0
        self.turn = Lock()

    def send(
        self,
        message: EmailMessage,
        before_content: Callable[[], None] = lambda: None,
        sender: str | None = None,
    ) -> None:
        """Send within one's `turn`; raise `NoAnswer` if nobody knows whether it was taken.

        `sender` is that of the envelope, where it is not the one of the From.

        What `before_content` raises, after the server is ready for the content and
        before it has any, stops the sending for good.
        """
        smtp = self._open()
        smtp.before_content = before_content
        try:
            smtp.send_message(message, from_addr=sender)
        except BaseException as error:
            final = isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError)
            if not final or self._is_closed:
                self._close()
            raise
        self._used = time.monotonic()

    @property
    def _is_closed(self) -> bool:
        # After an answer 421 smtplib closes its side itself (RFC 5321 3.8).
        return self._smtp is None or self._smtp.sock is None

    def _close(self) -> None:
        if self._smtp:
            self._smtp.close()
        self._smtp = None

    def _open(self) -> "_Client | _EncryptedClient":
        if self._smtp and self._answers(self._smtp):
            return self._smtp
        self._close()
        server = self._server
        context = ssl.create_default_context()
        smtp = (
            _EncryptedClient(server.host, server.port, timeout=self.TIMEOUT, context=context)
            if server.tls
            else _Client(server.host, server.port, timeout=self.TIMEOUT)
        )
        smtp.patience = self._PATIENCE
        self._smtp = smtp
        try:
            if server.starttls:
                smtp.starttls(context=context)
            if server.user:
                smtp.login(server.user, server.password or "")
        except OSError:
            self._close()
            raise
        return smtp

    def _answers(self, smtp: smtplib.SMTP) -> bool:
        if time.monotonic() - self._used < self._ASK_AFTER:
            return True
        try:
            return smtp.noop()[0] == 250
        except OSError:
            return False


class _Client(smtplib.SMTP):
    """A client that tells what went wrong before the end of the content from what did after it."""

    patience: float
    before_content: Callable[[], None]

    def data(self, msg: Any) -> tuple[int, bytes]:
        code, answer = self.docmd("data")
        if code != 354:
            self.close() if code == 421 else self.rset()
            raise smtplib.SMTPDataError(code, answer)
        self.before_content()
        self.send(_quoted(msg))
        return self._last_word()

    def _last_word(self) -> tuple[int, bytes]:
        assert self.sock is not None  # noqa: S101  # it has just been written to
        before = self.sock.gettimeout()
        self.sock.settimeout(self.patience)
        try:
            code, answer = self.getreply()
        except OSError as error:
            raise NoAnswer(f"no answer to the mail: {error}") from error
        if not 200 <= code < 600:
            raise NoAnswer(f"no answer to the mail that could be understood: {code}")
        if self.sock is not None:
            self.sock.settimeout(before)
        return code, answer


class _EncryptedClient(smtplib.SMTP_SSL, _Client):
    """The same, encrypted from the first byte."""


def _quoted(content: bytes) -> bytes:
    """Return the content as it is transmitted, with the line that ends it (RFC 5321 4.5.2)."""
    quoted = re.sub(rb"(?m)^\.", b"..", content)
    return quoted + (b"" if quoted.endswith(b"\r\n") else b"\r\n") + b".\r\n"


_connections: dict[SmtpServer, Connection] = {}


def connection_to(server: SmtpServer) -> Connection:
    return _connections.setdefault(server, Connection(server))
