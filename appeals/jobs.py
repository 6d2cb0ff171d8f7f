"""Background work on DBOS: enqueued in the caller's transaction, done by a worker.

A job is the name of a handler and the identifiers of rows, never their content.
Its key is the workflow's id, so that the same key enqueued twice is one job.
A job that fails is enqueued anew, to be tried later: while it waits it keeps no
other from being done.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

import structlog
from flask import Flask, current_app
from sqlalchemy.orm import Session

from appeals import config, db, workers

if TYPE_CHECKING:
    from dbos import DBOSClient

QUEUE = "appeals"
_WORKFLOW = "appeals.job"
# The code of one installation runs as one version: a deploy must not orphan waiting jobs.
_VERSION = "1"
# The waits between tries triple up to an hour: four days in all (RFC 5321 4.5.4.1).
TRIES = 100
_LONGEST_WAIT = 3600.0
# A mail server may take this long over its last word.
_LONGEST_END = 75
# Before a database that is away is asked again.
_LONGEST_PAUSE = 2.0
_FORGOTTEN_AT_ONCE = 200

log = structlog.get_logger("appeals")

Handler = Callable[..., None]
_handlers: dict[str, Handler] = {}
_periodic: dict[Callable[[], None], float] = {}
_rounds: list["_Round"] = []
_ending = Event()
_given_up: dict[str, Handler] = {}


@dataclass(frozen=True)
class Try:
    """One of several tries at a job. `key` is the one the job was enqueued with."""

    name: str
    ids: dict[str, str]
    key: str
    number: int = 1


def handler(name: str) -> Callable[[Handler], Handler]:
    """Register the function that does the jobs called `name`; it may be run again after a crash."""

    def register(function: Handler) -> Handler:
        _handlers[name] = function
        return function

    return register


def given_up(name: str) -> Callable[[Handler], Handler]:
    """Register what is called, with the session, a reason and the ids, after the last try."""

    def register(function: Handler) -> Handler:
        _given_up[name] = function
        return function

    return register


def periodic(*, seconds: float) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Register what every worker does again and again, with pauses of so many seconds."""

    def register(function: Callable[[], None]) -> Callable[[], None]:
        _periodic[function] = seconds
        return function

    return register


def enqueue(session: Session, name: str, *, key: str, delay: float = 0, **ids: str) -> None:
    """Have the handler `name` called with `ids` once this transaction is committed.

    `delay` is in seconds. A key that was used before adds nothing.
    """
    _enqueue(session, Try(name, ids, key), workflow_id=key, delay=delay)


def forget_done(before: datetime, *, dry_run: bool = False) -> int:
    """Delete the jobs that came to their end before this moment; return how many."""
    ids = workers.done(db.session(), before)
    if ids and not dry_run:
        for start in range(0, len(ids), _FORGOTTEN_AT_ONCE):
            _client().delete_workflows(ids[start : start + _FORGOTTEN_AT_ONCE])
    return len(ids)


def prepare(app: Flask) -> None:
    """Create the tables DBOS keeps its queue in, beside ours."""
    from dbos import DBOS

    _configure(app, executor="migration")
    DBOS.launch()
    DBOS.register_queue(QUEUE, worker_concurrency=8, polling_interval_sec=0.2)
    DBOS.destroy(destroy_registry=True)


def start(app: Flask, *, executor: str) -> None:
    """Work off the queue in threads of this process until `stop`.

    `executor` names this worker and stays the same over restarts: jobs it left
    half done when it was killed are taken up again under that name.
    """
    from dbos import DBOS

    _ending.clear()
    with app.app_context(), db.transaction() as session:
        workers.register(session, executor)
    _configure(app, executor=executor)

    # A failing job is enqueued anew; the step itself fails only while the database is away.
    @DBOS.step(
        name="appeals.attempt",
        retries_allowed=True,
        max_attempts=100_000,
        interval_seconds=2,
        backoff_rate=1,
    )
    def attempt(name: str, ids: dict[str, str], key: str, number: int) -> None:
        run(app, Try(name, ids, key, number))

    @DBOS.workflow(name=_WORKFLOW)
    def job(name: str, ids: dict[str, str], key: str, number: int) -> None:
        attempt(name, ids, key, number)

    DBOS.launch()
    DBOS.register_queue(QUEUE, worker_concurrency=8, polling_interval_sec=0.2)
    pulse = app.extensions["appeals.settings"].lease_seconds / 6
    _rounds.append(_Round(app, lambda: _pulse(executor), pulse))
    _rounds.extend(_Round(app, function, seconds) for function, seconds in _periodic.items())
    for each in _rounds:
        each.start()


def stop(app: Flask, *, executor: str) -> None:
    """Let the jobs under way of the worker of this name come to their end, and begin no more."""
    from dbos import DBOS

    _ending.set()
    pulse, *others = _rounds
    for each in others:
        each.end()
    DBOS.destroy(destroy_registry=True, workflow_completion_timeout_sec=_LONGEST_END)
    pulse.end()
    _rounds.clear()
    with app.app_context(), db.transaction() as session:
        workers.leave(session, executor)


def is_ending() -> bool:
    """Whether this worker is to begin nothing more."""
    return _ending.is_set()


def _pulse(executor: str) -> None:
    """Say that this worker lives, and take over the jobs of those that no longer do."""
    with db.transaction() as session:
        workers.say_alive(session, executor)
    # In a transaction of its own: what goes wrong here must not make this worker look dead.
    with db.transaction() as session:
        dead = workers.dead(session)
    if dead and not _ending.is_set():
        from dbos import DBOS

        # Its statement asks again whether the job is still that worker's.
        for each in DBOS._recover_pending_workflows(dead):
            log.warning("job taken over", job=each.workflow_id)


class _Round(Thread):
    """A thread of the worker that does one thing again and again."""

    AFTER_FAILURE = 2.0

    def __init__(self, app: Flask, function: Callable[[], None], seconds: float) -> None:
        super().__init__(daemon=True, name=function.__qualname__)
        self._app, self._function, self._seconds = app, function, seconds
        self._ended = Event()

    def run(self) -> None:
        while not self._ended.wait(self._seconds):
            try:
                with self._app.app_context():
                    self._function()
            except Exception as error:  # also while the database is away
                log.warning("round failed", job=self.name, kind=type(error).__name__)
                self._ended.wait(self.AFTER_FAILURE)

    def end(self) -> None:
        self._ended.set()
        self.join(10)


def run(app: Flask, attempt: Try) -> None:
    """Do one job now; if it fails, have it tried again later or give it up."""
    try:
        with app.app_context():
            _handlers[attempt.name](**attempt.ids)
    except Exception as error:
        kind = type(error).__name__
        log.warning("job failed", job=attempt.name, number=attempt.number, kind=kind)
        with app.app_context(), db.transaction() as session:
            _follow(session, attempt, str(error) or kind)


def wait_after(failures: int) -> float:
    """Return how many seconds to wait after so many failures in a row."""
    wait = config.settings().retry_seconds * 3.0 ** min(failures - 1, 20)
    return min(wait, _LONGEST_WAIT)


def _follow(session: Session, failed: Try, reason: str) -> None:
    if failed.number < TRIES:
        following = replace(failed, number=failed.number + 1)
        key = f"{failed.key}/{following.number}"
        _enqueue(session, following, workflow_id=key, delay=wait_after(failed.number))
    elif failed.name in _given_up:
        _given_up[failed.name](session, reason, **failed.ids)


def _enqueue(session: Session, attempt: Try, *, workflow_id: str, delay: float) -> None:
    options: Any = {
        "workflow_name": _WORKFLOW,
        "queue_name": QUEUE,
        "workflow_id": workflow_id,
    }
    if delay:
        options["delay_seconds"] = delay
    _client().enqueue_in_transaction(
        session.connection(), options, attempt.name, attempt.ids, attempt.key, attempt.number
    )


def _client() -> "DBOSClient":
    if "appeals.jobs" not in current_app.extensions:
        from dbos import DBOSClient
        from dbos._serialization import DBOSPortableJSONSerializer

        current_app.extensions["appeals.jobs"] = DBOSClient(
            system_database_engine=db.database.engine,
            serializer=DBOSPortableJSONSerializer(),
            application_name="appeals",
            lazy=True,
        )
    client: DBOSClient = current_app.extensions["appeals.jobs"]
    return client


class _Impatient:
    """The clock by which DBOS waits before it tries a lost database again: its pauses grow
    to a minute, and there is no setting for them; mail is to go on soon after the database."""

    @staticmethod
    def sleep(seconds: float) -> None:
        time.sleep(min(seconds, _LONGEST_PAUSE))

    def __getattr__(self, name: str) -> Any:
        return getattr(time, name)


def _configure(app: Flask, *, executor: str) -> None:
    from dbos import DBOS, DBOSConfig, _sys_db
    from dbos._serialization import DBOSPortableJSONSerializer

    _sys_db.time = _Impatient()  # type: ignore[attr-defined, assignment]

    with app.app_context():
        url = db.database.engine.url.render_as_string(hide_password=False)
    logging.getLogger("dbos").setLevel(logging.WARNING)
    DBOS(
        config=DBOSConfig(
            name="appeals",
            system_database_url=url,
            application_version=_VERSION,
            executor_id=executor,
            # The default pickles; rows must stay readable and harmless.
            serializer=DBOSPortableJSONSerializer(),
            log_level="WARNING",
        )
    )
