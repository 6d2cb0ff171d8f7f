"""Serving: the embedded server, the end of a process, and asking whether one answers."""

import signal
import threading
import time
from contextlib import suppress
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

import waitress
from flask import Flask
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, MultiSocketServer

from appeals.errors import Unavailable

# Seconds; what is asked last may wait that long for its turn to write.
LONGEST_END = 30


def serve(app: Flask, *, host: str, port: int) -> None:
    """Serve until the process is told to end; what is being asked then is still answered."""
    sockets: dict[int, Any] = {}
    server = make_server(app, host=host, port=port, sockets=sockets)
    signal.signal(signal.SIGTERM, lambda *_: _interrupt())
    with suppress(KeyboardInterrupt):
        wasyncore.loop(timeout=1, map=sockets, use_poll=True)
    _finish(sockets)
    server.task_dispatcher.shutdown()


def make_server(
    app: Flask, *, host: str, port: int, sockets: dict[int, Any] | None = None
) -> BaseWSGIServer | MultiSocketServer:
    """Return a server that has its port already; it reads slow clients without blocking."""
    return waitress.create_server(
        app,
        map=sockets,
        host=host,
        port=port,
        threads=8,
        ident=None,
        max_request_body_size=32 * 1024 * 1024,
        # Whom to believe is decided in `app`, and the mailbox must see that a proxy asks.
        clear_untrusted_proxy_headers=False,
    )


def _finish(sockets: dict[int, Any]) -> None:
    """Take no new connection, and go on until all that was asked is answered.

    The server's own end waits for its threads, but no longer writes what they answer.
    """
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    for each in list(sockets.values()):
        if isinstance(each, BaseWSGIServer):
            wasyncore.dispatcher.close(each)
    patience = time.monotonic() + LONGEST_END
    while time.monotonic() < patience and any(map(_is_busy, sockets.values())):
        wasyncore.loop(timeout=0.1, map=sockets, use_poll=True, count=1)


def _is_busy(each: Any) -> bool:
    return isinstance(each, HTTPChannel) and bool(
        each.requests or each.request or each.total_outbufs_len
    )


def wait_for_the_end() -> None:
    """Sleep until SIGTERM or Ctrl+C."""
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    ended.wait()


def check(base_url: str, *, host: str) -> None:
    """Ask the readiness page; raise `Unavailable` unless it says yes.

    `host` is the service's own name: asked past its proxy, it answers to no other.
    """
    asked = Request(f"{base_url}/readyz", headers={"Host": host})  # noqa: S310  # an operator's
    try:
        with urlopen(asked, timeout=5):  # noqa: S310
            return
    except (URLError, OSError) as error:
        raise Unavailable(f"not ready: {error}") from error


def _interrupt() -> None:
    raise KeyboardInterrupt
