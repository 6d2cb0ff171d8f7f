"""Serving: the embedded server, the end of a process, and asking whether one answers."""

import signal
import threading
from urllib.error import URLError
from urllib.request import Request, urlopen

import waitress
from flask import Flask
from waitress.server import BaseWSGIServer, MultiSocketServer

from appeals.errors import Unavailable


def serve(app: Flask, *, host: str, port: int) -> None:
    """Serve until the process is told to end."""
    server = make_server(app, host=host, port=port)
    signal.signal(signal.SIGTERM, lambda *_: _interrupt())
    server.run()


def make_server(app: Flask, *, host: str, port: int) -> BaseWSGIServer | MultiSocketServer:
    """Return a server that has its port already; it reads slow clients without blocking."""
    return waitress.create_server(
        app,
        host=host,
        port=port,
        threads=8,
        ident=None,
        max_request_body_size=32 * 1024 * 1024,
        # Whom to believe is decided in `app`, and the mailbox must see that a proxy asks.
        clear_untrusted_proxy_headers=False,
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
