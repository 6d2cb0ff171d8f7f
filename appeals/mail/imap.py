"""The mailbox reports come to, read by IMAP4rev1 (RFC 3501)."""

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from appeals.config import ImapServer

_TIMEOUT = 30.0


class NotDone(OSError):
    """The server did not do what it was asked for."""


@contextmanager
def opened(server: ImapServer) -> Iterator[imaplib.IMAP4]:
    """Log in and open the folder; log out at the end."""
    box = (
        imaplib.IMAP4_SSL(
            server.host,
            server.port,
            ssl_context=ssl.create_default_context(),
            timeout=_TIMEOUT,
        )
        if server.tls
        else imaplib.IMAP4(server.host, server.port, timeout=_TIMEOUT)
    )
    try:
        box.login(server.user, server.password)
        quoted = server.folder.replace("\\", "\\\\").replace('"', '\\"')
        _done(box.select(f'"{quoted}"'))
        yield box
    finally:
        with suppress(OSError, imaplib.IMAP4.error):
            box.logout()


def unseen(box: imaplib.IMAP4, *, most: int) -> list[str]:
    """Return the unique identifiers of messages nobody has seen, the oldest first."""
    [found] = _done(box.uid("SEARCH", "UNSEEN", "UNDELETED"))
    return [each.decode() for each in (found or b"").split()[:most]]


def fetch(box: imaplib.IMAP4, uid: str, *, largest: int) -> bytes | None:
    """Return a message without marking it; None if it is larger than that."""
    sizes = b" ".join(_bytes(_done(box.uid("FETCH", uid, "(RFC822.SIZE)"))))
    size = re.search(rb"RFC822\.SIZE (\d+)", sizes)
    if size is None:
        return b""  # deleted meanwhile
    if int(size[1]) > largest:
        return None
    parts = _done(box.uid("FETCH", uid, "(BODY.PEEK[])"))
    return next((each[1] for each in parts if isinstance(each, tuple)), b"")


def mark_seen(box: imaplib.IMAP4, uid: str, *, flagged: bool = False) -> None:
    """Have it read no more; what could not be read is flagged for a human, and nothing deleted."""
    flags = r"(\Seen \Flagged)" if flagged else r"(\Seen)"
    _done(box.uid("STORE", uid, "+FLAGS.SILENT", flags))


def _done(answer: tuple[str, list[Any]]) -> list[Any]:
    kind, data = answer
    if kind != "OK":
        raise NotDone("the mailbox server refused a command")
    return data


def _bytes(parts: list[Any]) -> Iterator[bytes]:
    for each in parts:
        if isinstance(each, tuple):
            yield from each
        elif isinstance(each, bytes):
            yield each
