"""The workers: each has a name of its own, and says again and again that it lives."""

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

from sqlalchemy import String, column, delete, select, table
from sqlalchemy.orm import Mapped, Session, mapped_column

from appeals import config, db


class Worker(db.Base):
    """A process that does jobs; past its lease, by the database's clock, it counts as dead."""

    __tablename__ = "worker"

    name: Mapped[str] = mapped_column(primary_key=True)
    alive_until: Mapped[datetime]


def say_alive(session: Session, name: str) -> None:
    lease = timedelta(seconds=config.settings().lease_seconds)
    session.merge(Worker(name=name, alive_until=db.clock(session) + lease))
    session.flush()


def dead(session: Session) -> list[str]:
    """Return the workers that have unfinished jobs and are not known to live."""
    session.execute(delete(Worker).where(Worker.alive_until < db.clock(session)))
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    columns = column("executor_id", String), column("status", String)
    # DBOS keeps its tables beside ours on SQLite, and in a schema of its own elsewhere.
    jobs = table("workflow_status", *columns, schema=None if on_sqlite else "dbos")
    unfinished = select(jobs.c.executor_id).where(jobs.c.status == "PENDING").distinct()
    return list(session.scalars(unfinished.where(jobs.c.executor_id.not_in(select(Worker.name)))))


@contextmanager
def named(folder: Path, given: str | None = None) -> Iterator[str]:
    """Hold a name that no other process has: the given one, or the first free one kept here.

    The lock on its file ends with the process, however that ends.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    number = 0
    while True:
        number += 1
        file = folder / f"worker-{number}"
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            continue
        break
    try:
        yield given or _kept(file)
    finally:
        os.close(descriptor)


def _kept(file: Path) -> str:
    """Return the name in the file; a copy of the folder on another machine has another."""
    identifier = file.read_text() or uuid4().hex[:12]
    file.write_text(identifier)
    return f"{socket.gethostname()}-{identifier}"
