"""Before the application: gives a public page again as long as nothing was committed since.

Thousands read a page in the hour it appears. What a view has marked with `keep`
is the same for everybody, so it is answered here without asking anything but
whether the database is still the one it was made from.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any

from flask import request

Environment = dict[str, Any]
Application = Callable[[Environment, Any], Iterable[bytes]]

_UNTIL = "appeals.kept_until"
_FOR_EVER = float("inf")
_MOST = 64
# Who asks under a condition, or for a part, is answered by the application.
_CONDITIONS = frozenset({"HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE"})


def keep(until: datetime | None) -> None:
    """Let this answer be given again, until then at the latest, while nothing is committed."""
    request.environ[_UNTIL] = until.timestamp() if until else _FOR_EVER


@dataclass(frozen=True)
class _Answer:
    stamp: Hashable
    until: float
    headers: list[tuple[str, str]]
    body: bytes


class Front:
    """WSGI middleware; `stamp` is another after each commit, see `changes.Watch`."""

    def __init__(self, application: Application, stamp: Callable[[], Hashable | None]) -> None:
        self._application = application
        self._stamp = stamp
        self._kept: OrderedDict[Hashable, _Answer] = OrderedDict()
        self._turn = Lock()

    def __call__(self, environ: Environment, start_response: Any) -> Iterable[bytes]:
        if not _may_be_kept(environ):
            return self._application(environ, start_response)
        stamp = self._stamp()
        key = environ.get("HTTP_HOST"), environ["PATH_INFO"]
        kept = self._kept.get(key)
        if kept and kept.stamp == stamp and time.time() < kept.until:
            start_response("200 OK", list(kept.headers))
            return [kept.body]
        return self._asked(environ, start_response, key, stamp)

    def _asked(
        self, environ: Environment, start_response: Any, key: Hashable, stamp: Hashable | None
    ) -> Iterable[bytes]:
        said: list[Any] = []

        def listen(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            said[:] = status, headers
            return start_response(status, headers, *error)

        chunks = self._application(environ, listen)
        until = environ.get(_UNTIL)
        if stamp is None or until is None or said[0] != "200 OK":
            return chunks
        body = b"".join(chunks)
        if hasattr(chunks, "close"):
            chunks.close()
        # The date is the server's to say.
        headers = [each for each in said[1] if each[0] != "Date"]
        if all(name != "Set-Cookie" for name, _value in headers):
            self._keep(key, _Answer(stamp, until, headers, body))
        return [body]

    def _keep(self, key: Hashable, answer: _Answer) -> None:
        with self._turn:
            self._kept[key] = answer
            self._kept.move_to_end(key)
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)


def _may_be_kept(environ: Environment) -> bool:
    return (
        environ["REQUEST_METHOD"] == "GET"
        and environ["PATH_INFO"].startswith("/statements/")
        and not environ.get("QUERY_STRING")
        and _CONDITIONS.isdisjoint(environ)
    )
