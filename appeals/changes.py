"""Tells whether anything was committed since one last asked, for next to nothing.

SQLite counts for each connection what all others have committed; sessions that
commit inside a transaction of somebody else, as those of tests do, are counted
here. PostgreSQL has nothing that costs less than the question an answer was kept
of, so there is no stamp.
"""

import os
import sqlite3
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from flask import Flask, current_app
from sqlalchemy import event, make_url
from sqlalchemy.orm import Session

T = TypeVar("T")

_MOST = 300
_own = 0


@event.listens_for(Session, "after_commit")
def _count(_session: Session) -> None:
    global _own
    _own += 1


class Watch:
    """Looks at one database."""

    def __init__(self, url: str) -> None:
        given = make_url(url)
        self._path = given.database if given.get_backend_name() == "sqlite" else None
        self._connection: Any = None
        self._process = 0
        self._turn = Lock()
        # What was computed, and under which stamp.
        self.kept: dict[Hashable, tuple[Hashable, Any]] = {}

    def stamp(self) -> Hashable | None:
        """Return what is another after each commit, or None where that cannot be told.

        Take it before reading what is to be kept under it.
        """
        if self._path is None:
            return None
        own = _own
        with self._turn:
            try:
                return own, self._version()
            except sqlite3.Error:
                self._process = 0
                return None

    def _version(self) -> int:
        if self._process != os.getpid():  # no connection outlives a fork
            self._connection = sqlite3.connect(
                f"file:{self._path}?mode=ro",
                uri=True,
                isolation_level=None,
                check_same_thread=False,
            )
            self._process = os.getpid()
        found: tuple[int] = self._connection.execute("PRAGMA data_version").fetchone()
        return found[0]


def init_app(app: Flask, url: str) -> Watch:
    watch: Watch = app.extensions.setdefault("appeals.changes", Watch(url))
    return watch


def kept(key: Hashable, make: Callable[[], T]) -> T:
    """Return what `make` gives, asked only once between two commits; for whoever only reads."""
    watch: Watch = current_app.extensions["appeals.changes"]
    stamp = watch.stamp()
    before, found = watch.kept.get(key, (None, None))
    if stamp is not None and before == stamp:
        known: T = found
        return known
    made = make()
    if len(watch.kept) >= _MOST:
        watch.kept.clear()
    watch.kept[key] = stamp, made
    return made
