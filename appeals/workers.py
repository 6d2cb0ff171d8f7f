"""The workers: each has a name of its own, and says again and again that it lives."""

import fcntl
import hashlib
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from uuid import uuid4

from sqlalchemy import BigInteger, String, TableClause, column, delete, select, table, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from appeals import config, db
from appeals.errors import AppealsError


class Worker(db.Base):
    """A process that does jobs; past its lease, by the database's clock, it counts as dead."""

    __tablename__ = "worker"

    name: Mapped[str] = mapped_column(primary_key=True)
    alive_until: Mapped[datetime]
    # The machine and its data folder; within one place a lock says whether a name is in use.
    place: Mapped[str] = mapped_column(default="")


class NameTaken(AppealsError):
    """A live worker has this name; two of one name would each do what the other is doing."""


def register(session: Session, name: str) -> None:
    """Say that this worker begins; raise `NameTaken` where one elsewhere lives under its name."""
    here, now = _place(), db.clock(session)
    known = session.get(Worker, name, with_for_update=True, populate_existing=True)
    if known and known.place not in {"", here} and now < known.alive_until:
        left = (known.alive_until - now).total_seconds()
        raise NameTaken(
            f"a worker called “{name}” is alive on another machine or in another data folder; "
            f"choose another name (if that worker was killed, its name is free in {left:.0f} s)"
        )
    say_alive(session, name)


def leave(session: Session, name: str) -> None:
    """Say that this worker has ended, so that nobody waits for its lease."""
    session.execute(delete(Worker).where(Worker.name == name, Worker.place == _place()))


def say_alive(session: Session, name: str) -> None:
    until = db.clock(session) + _lease()
    session.merge(Worker(name=name, alive_until=until, place=_place()))
    session.flush()


def _lease() -> timedelta:
    return timedelta(seconds=config.settings().lease_seconds)


def living(session: Session) -> list[str]:
    """Return the workers whose lease still runs."""
    alive = Worker.alive_until >= db.clock(session)
    return list(session.scalars(select(Worker.name).where(alive).order_by(Worker.name)))


def dead(session: Session) -> list[str]:
    """Return the workers that have unfinished jobs and are not known to live."""
    now = db.clock(session)
    session.execute(delete(Worker).where(Worker.alive_until < now))
    # No lease is longer: the clock was put back, and who is alive will say so in time.
    soon = now + _lease()
    session.execute(update(Worker).where(Worker.alive_until > soon).values(alive_until=soon))
    jobs = _jobs(session)
    unfinished = select(jobs.c.executor_id).where(jobs.c.status == "PENDING").distinct()
    return list(session.scalars(unfinished.where(jobs.c.executor_id.not_in(select(Worker.name)))))


def done(session: Session, before: datetime) -> list[str]:
    """Return the ids of the jobs that came to their end, whichever, before this moment."""
    jobs = _jobs(session)
    moment = int(before.timestamp() * 1000)
    ended = select(jobs.c.workflow_uuid).where(
        jobs.c.status.not_in(("PENDING", "ENQUEUED", "DELAYED")), jobs.c.updated_at < moment
    )
    return list(session.scalars(ended))


def _jobs(session: Session) -> TableClause:
    columns = [column(name, String) for name in ("workflow_uuid", "executor_id", "status")]
    moment = column("updated_at", BigInteger)
    # DBOS keeps its tables beside ours on SQLite, and in a schema of its own elsewhere.
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    return table("workflow_status", *columns, moment, schema=None if on_sqlite else "dbos")


@contextmanager
def named(folder: Path, given: str | None = None) -> Iterator[str]:
    """Hold a name that no other process has: the given one, or the first free one kept here.

    The lock on its file ends with the process, however that ends. Raises `NameTaken`
    where a process holds the given name.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file, descriptor = _lock_for(folder, given) if given else _first_free(folder)
    try:
        yield given or _kept(file)
    finally:
        os.close(descriptor)


def _lock_for(folder: Path, name: str) -> tuple[Path, int]:
    file = folder / f"worker-named-{hashlib.sha256(name.encode()).hexdigest()[:12]}"
    descriptor = _lock(file)
    if descriptor is None:
        raise NameTaken(f"a worker called “{name}” is running already; choose another name")
    return file, descriptor


def _first_free(folder: Path) -> tuple[Path, int]:
    for number in count(1):
        file = folder / f"worker-{number}"
        if (descriptor := _lock(file)) is not None:
            return file, descriptor
    raise AssertionError  # there is no last number


def _lock(file: Path) -> int | None:
    """Return the descriptor that holds the lock on this file, or None if another has it."""
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor


def _place() -> str:
    return f"{socket.gethostname()}:{config.settings().data_dir}"


def _kept(file: Path) -> str:
    """Return the name in the file; a copy of the folder on another machine has another."""
    identifier = file.read_text() or uuid4().hex[:12]
    file.write_text(identifier)
    return f"{socket.gethostname()}-{identifier}"
