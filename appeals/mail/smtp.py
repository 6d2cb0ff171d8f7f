"""The connection to the mail server: one a process, kept open between mails."""

import smtplib
import ssl
import time
from email.message import EmailMessage
from threading import Lock

from appeals.config import SmtpServer


class Connection:
    """One connection to the SMTP server, kept open between mails and shared by threads."""

    # Servers hang up on a silent client after some minutes; asking first costs a round trip.
    _ASK_AFTER = 20.0

    def __init__(self, server: SmtpServer) -> None:
        self._server = server
        self._smtp: smtplib.SMTP | None = None
        self._used = 0.0
        self.turn = Lock()

    def send(self, message: EmailMessage) -> None:
        """Send within one's `turn`."""
        try:
            self._open().send_message(message)
        except OSError as error:
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

    def _open(self) -> smtplib.SMTP:
        if self._smtp and self._answers(self._smtp):
            return self._smtp
        self._close()
        server = self._server
        context = ssl.create_default_context()
        self._smtp = smtp = (
            smtplib.SMTP_SSL(server.host, server.port, timeout=30, context=context)
            if server.tls
            else smtplib.SMTP(server.host, server.port, timeout=30)
        )
        if server.starttls:
            smtp.starttls(context=context)
        if server.user:
            smtp.login(server.user, server.password or "")
        return smtp

    def _answers(self, smtp: smtplib.SMTP) -> bool:
        if time.monotonic() - self._used < self._ASK_AFTER:
            return True
        try:
            return smtp.noop()[0] == 250
        except OSError:
            return False


_connections: dict[SmtpServer, Connection] = {}


def connection_to(server: SmtpServer) -> Connection:
    return _connections.setdefault(server, Connection(server))
