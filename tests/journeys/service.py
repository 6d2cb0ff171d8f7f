"""The service as an operator runs it: commands, gunicorn, a worker, an SMTP server."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

ROOT = Path(__file__).parents[2]


class Inbox:
    """Keeps every mail the server accepts; one recipient a mail, or the mail is refused."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:
        if len(envelope.rcpt_tos) != 1:
            return "554 one recipient a mail"
        received = message_from_bytes(envelope.original_content or b"", policy=default)
        assert isinstance(received, EmailMessage)
        self.mails.append(received)
        return "250 OK"

    def wait_for(self, number: int, *, seconds: float = 60) -> list[EmailMessage]:
        patience = time.monotonic() + seconds
        while len(self.mails) < number and time.monotonic() < patience:
            time.sleep(0.1)
        return list(self.mails)


@dataclass
class Service:
    """One installation in a folder of its own."""

    folder: Path
    base: str
    environment: dict[str, str]

    def run(self, *words: str, given: str = "", status: int = 0) -> str:
        """Run `appeals …`; return what it says on both streams."""
        done = subprocess.run(
            [sys.executable, "-m", "appeals", *words],
            input=given,
            capture_output=True,
            text=True,
            env=self.environment,
            cwd=self.folder,
            timeout=120,
            check=False,
        )
        said = done.stdout + done.stderr
        assert done.returncode == status, f"appeals {' '.join(words)}: {done.returncode}\n{said}"
        return said

    @contextmanager
    def process(self, *command: str) -> Iterator[subprocess.Popen[bytes]]:
        """Keep a process of the service running."""
        log = (self.folder / "process.log").open("ab")
        started = subprocess.Popen(command, env=self.environment, cwd=ROOT, stdout=log, stderr=log)
        try:
            yield started
        finally:
            started.terminate()
            started.wait(timeout=20)
            log.close()

    @contextmanager
    def web(self, workers: int = 2) -> Iterator[None]:
        """Serve `wsgi.py` under gunicorn until the block ends."""
        address = self.base.removeprefix("http://")
        command = ("-m", "gunicorn", "-b", address, "-w", str(workers), "--threads", "4")
        with self.process(sys.executable, *command, "wsgi:app"):
            wait_until_ready(self.base)
            yield

    @contextmanager
    def worker(self) -> Iterator[subprocess.Popen[bytes]]:
        with self.process(sys.executable, "-m", "appeals", "worker") as started:
            yield started


@contextmanager
def smtp_server() -> Iterator[tuple[Inbox, int]]:
    inbox = Inbox()
    controller = Controller(inbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield inbox, controller.port
    finally:
        controller.stop()


# Those of the tests' own settings: databases are copied from migrated ones.
SEALING = {
    "APPEALS_SEALING_KEYS": "c2VhbHMgb25seSBpbiB0ZXN0cyAgICAgICAgICAgICA=",
    "APPEALS_INDEX_KEY": "ZmluZHMgb25seSBpbiB0ZXN0cyAgICAgICAgICAgICA=",
}


def make_service(folder: Path, **variables: str) -> Service:
    base = f"http://127.0.0.1:{free_port()}"
    environment = {
        **os.environ,
        "APPEALS_DATA_DIR": str(folder / "data"),
        "APPEALS_BASE_URL": base,
        **SEALING,
        **variables,
    }
    return Service(folder, base, environment)


def wait_until_ready(base: str) -> None:
    patience = time.monotonic() + 30
    while time.monotonic() < patience:
        try:
            with urlopen(f"{base}/readyz", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise AssertionError(f"{base} does not answer")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def sign_link(mail: EmailMessage) -> str:
    """Return the personal link of a mail's text part."""
    part = mail.get_body(("plain",))
    assert part is not None
    found = re.search(r"http://\S+/i/[\w.-]+", part.get_content())
    assert found is not None, part.get_content()
    return found[0]
