"""SMTP servers that misbehave by plan, and count what they accepted."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

from tests.journeys.service import free_port


class Receiver:
    """Accepts every mail, and remembers its Message-ID and recipient."""

    def __init__(self) -> None:
        self.accepted: list[str] = []
        self.tried: Counter[str] = Counter()

    async def handle_DATA(self, server: Any, _session: Any, envelope: Envelope) -> str:
        message = message_from_bytes(envelope.original_content or b"", policy=default)
        recipient = envelope.rcpt_tos[0]
        self.tried[recipient] += 1
        refusal = self.refusal(server, recipient)
        if refusal is None:
            self.accepted.append(str(message["Message-ID"]))
        return refusal or "250 OK"

    def refusal(self, server: Any, recipient: str) -> str | None:
        return None

    def wait_for(self, number: int, *, seconds: float = 60) -> int:
        """Wait until so many mails were accepted; return how many were."""
        patience = time.monotonic() + seconds
        while len(self.accepted) < number and time.monotonic() < patience:
            time.sleep(0.005)
        return len(self.accepted)


class Busy(Receiver):
    """Says "later" to each recipient twice."""

    def refusal(self, server: Any, recipient: str) -> str | None:
        return "451 4.7.1 come back later" if self.tried[recipient] <= 2 else None


class Picky(Receiver):
    """Does not know one of the recipients."""

    def __init__(self, unknown: str) -> None:
        super().__init__()
        self.unknown = unknown

    async def handle_RCPT(
        self, _server: Any, _session: Any, envelope: Envelope, address: str, _options: Any
    ) -> str:
        if address == self.unknown:
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"


class Dropping(Receiver):
    """Cuts the connection after the first mail for each recipient, without an answer."""

    def refusal(self, server: Any, recipient: str) -> str | None:
        if self.tried[recipient] > 1:
            return None
        server.transport.abort()
        return "451 nobody hears this"


@contextmanager
def serving(receiver: Receiver, port: int | None = None) -> Iterator[int]:
    controller = Controller(receiver, hostname="127.0.0.1", port=port or free_port())
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()
