"""Background work on DBOS: enqueued in the caller's transaction, done by a worker.

A job is the name of a handler and the identifiers of rows, never their content.
Its key is the workflow's id, so that the same key enqueued twice is one job.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Flask, current_app
from sqlalchemy.orm import Session

from appeals import db

if TYPE_CHECKING:
    from dbos import DBOSClient

QUEUE = "appeals"
_WORKFLOW = "appeals.job"
# The code of one installation runs as one version: a deploy must not orphan waiting jobs.
_VERSION = "1"
_ATTEMPTS = 10

Handler = Callable[..., None]
_handlers: dict[str, Handler] = {}
_schedule: list["Scheduled"] = []


@dataclass(frozen=True)
class Scheduled:
    """A handler that runs again and again. `cron` has six fields, seconds first."""

    name: str
    cron: str


def handler(name: str) -> Callable[[Handler], Handler]:
    """Register the function that does the jobs called `name`; it may be run again after a crash."""

    def register(function: Handler) -> Handler:
        _handlers[name] = function
        return function

    return register


def enqueue(session: Session, name: str, *, key: str, delay: float = 0, **ids: str) -> None:
    """Have the handler `name` called with `ids` once this transaction is committed.

    `delay` is in seconds. A key that was used before adds nothing.
    """
    options: Any = {"workflow_name": _WORKFLOW, "queue_name": QUEUE, "workflow_id": key}
    if delay:
        options["delay_seconds"] = delay
    _client().enqueue_in_transaction(session.connection(), options, name, ids)


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

    _configure(app, executor=executor)

    @DBOS.step(
        name="appeals.attempt",
        retries_allowed=True,
        max_attempts=_ATTEMPTS,
        interval_seconds=2,
        backoff_rate=3,
    )
    def attempt(name: str, ids: dict[str, str]) -> None:
        run(app, name, ids)

    @DBOS.workflow(name=_WORKFLOW)
    def job(name: str, ids: dict[str, str]) -> None:
        attempt(name, ids)

    DBOS.launch()
    DBOS.register_queue(QUEUE, worker_concurrency=8, polling_interval_sec=0.2)


def stop() -> None:
    from dbos import DBOS

    DBOS.destroy(destroy_registry=True, workflow_completion_timeout_sec=10)


def run(app: Flask, name: str, ids: dict[str, str]) -> None:
    """Do one job now, in an application context of its own."""
    with app.app_context():
        _handlers[name](**ids)


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


def _configure(app: Flask, *, executor: str) -> None:
    from dbos import DBOS, DBOSConfig
    from dbos._serialization import DBOSPortableJSONSerializer

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
