"""A small IMAP4rev1 server with one mailbox, for what our client asks of one."""

import re
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

ACCOUNT = ("reports", 'pass"word')


@dataclass
class Message:
    content: bytes
    flags: set[str] = field(default_factory=set)


@dataclass
class Mailbox:
    """Messages by their unique identifier; `said` is every command the server was given."""

    messages: dict[int, Message] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    # A command beginning with this is refused.
    refuses: str = "\0"

    def add(self, content: bytes) -> Message:
        made = self.messages[len(self.messages) + 101] = Message(content)
        return made


class _Session(socketserver.StreamRequestHandler):
    server: Any

    def handle(self) -> None:
        self.wfile.write(b"* OK IMAP4rev1 ready\r\n")
        for line in self.rfile:
            tag, _, command = line.decode().strip().partition(" ")
            self.server.mailbox.said.append(command)
            if command.startswith(self.server.mailbox.refuses):
                self._say(f"{tag} NO not today")
                continue
            self._answer(tag, command)
            if command == "LOGOUT":
                return

    def _answer(self, tag: str, command: str) -> None:
        box: Mailbox = self.server.mailbox
        match command.split():
            case ["CAPABILITY"]:
                self._say("* CAPABILITY IMAP4rev1")
            case ["LOGIN", *_rest] if command != r'LOGIN reports "pass\"word"':
                self._say(f"{tag} NO [AUTHENTICATIONFAILED] wrong")
                return
            case ["SELECT", '"Re', 'ports"']:
                self._say(f"* {len(box.messages)} EXISTS")
            case ["SELECT", *_rest]:
                self._say(f"{tag} NO no such mailbox")
                return
            case ["UID", "SEARCH", "UNSEEN", "UNDELETED"]:
                unseen = [n for n, each in box.messages.items() if "\\Seen" not in each.flags]
                self._say(" ".join(["* SEARCH", *map(str, unseen)]))
            case ["UID", "FETCH", uid, "(RFC822.SIZE)"] if int(uid) in box.messages:
                size = len(box.messages[int(uid)].content)
                self._say(f"* 1 FETCH (UID {uid} RFC822.SIZE {size})")
            case ["UID", "FETCH", uid, "(BODY.PEEK[])"]:
                content = box.messages[int(uid)].content
                self._say(f"* 1 FETCH (UID {uid} BODY[] {{{len(content)}}}")
                self.wfile.write(content + b")\r\n")
            case ["UID", "STORE", uid, "+FLAGS.SILENT", *_flags]:
                box.messages[int(uid)].flags |= set(re.findall(r"\\\w+", command))
            case ["LOGOUT"]:
                self._say("* BYE")
        self._say(f"{tag} OK done")

    def _say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    mailbox: Mailbox
    context: ssl.SSLContext | None = None

    def get_request(self) -> Any:
        accepted, address = super().get_request()
        if self.context:
            accepted = self.context.wrap_socket(accepted, server_side=True)
        return accepted, address

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a client that does not trust this server and hangs up."""


@contextmanager
def serving(mailbox: Mailbox, context: ssl.SSLContext | None = None) -> Iterator[int]:
    """Serve the mailbox in a thread; yield the port."""
    with _Server(("127.0.0.1", 0), _Session) as server:
        server.mailbox, server.context = mailbox, context
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield int(server.server_address[1])
        finally:
            server.shutdown()
            thread.join(5)
