"""An SMTP server that does one thing wrong in one phase, and counts what it was given."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email import message_from_bytes
from itertools import count
from typing import BinaryIO

# In the order in which they come; the last is the answer to the whole mail.
PHASES = ("connect", "EHLO", "MAIL", "RCPT", "DATA", "content")
FAULTS = ("421", "451", "550", "stall", "drop")
_USUAL = {"connect": "220 ready", "DATA": "354 go on", "QUIT": "221 bye"}


class Hung(Exception):
    """The server says nothing more on this connection."""


class Scripted:
    """Refuses, stalls or hangs up in `phase` the first `times` times; then it does what it should.

    A mail whose content came whole is counted as given, whatever was answered.
    """

    def __init__(self, phase: str, fault: str, *, times: int = 1_000_000) -> None:
        self.phase, self.fault = phase, fault
        self._faults = iter(range(times))
        self.given: list[str] = []
        self.stalled = threading.Event()
        self._ended = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def end(self) -> None:
        self._ended.set()
        self._listener.close()

    def behave(self) -> None:
        """Do nothing wrong from now on."""
        self._faults = iter(())

    def _accept(self) -> None:
        for _number in count():
            try:
                connection, _address = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, connection.makefile("rwb") as stream, suppress(OSError, Hung):
            self._answer(stream, "connect")
            while line := stream.readline():
                verb = line[:4].decode().upper().replace("HELO", "EHLO")
                if self._answer(stream, verb) and verb == "DATA":
                    self._take(stream)
                if verb == "QUIT":
                    return

    def _take(self, stream: BinaryIO) -> None:
        content = b""
        while (line := stream.readline()) != b".\r\n":
            if not line:
                raise Hung
            content += line
        self.given.append(str(message_from_bytes(content)["Message-ID"]))
        self._answer(stream, "content")

    def _answer(self, stream: BinaryIO, phase: str) -> bool:
        """Answer; return whether the client may go on."""
        wrong = phase == self.phase and next(self._faults, None) is not None
        if wrong and self.fault == "stall":
            self.stalled.set()
            self._ended.wait()
        if wrong and not self.fault.isdecimal():
            raise Hung
        answer = f"{self.fault} scripted" if wrong else _USUAL.get(phase, "250 fine")
        stream.write(f"{answer}\r\n".encode())
        stream.flush()
        if answer.startswith("421"):
            raise Hung
        return not wrong


@contextmanager
def scripted(phase: str, fault: str, *, times: int = 1_000_000) -> Iterator[Scripted]:
    server = Scripted(phase, fault, times=times)
    try:
        yield server
    finally:
        server.end()
