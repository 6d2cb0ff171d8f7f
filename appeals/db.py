"""The database: base class and column types, the coalition's fence, the one commit.

Every mapped class that belongs to a coalition derives from `Owned`. A query for
it is narrowed to the coalition the session has entered, and refused where none
was entered, so that no query can forget it.

Outside `transaction()` a session reads, whatever the method of the request;
inside it writes. SQLite has one writer at a time, who locks the others out from
the first statement of the block to its end, so whatever takes long without the
database (checking a password, reading a file, rendering) stands before or after
the block. What was read before it is read anew inside.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from inspect import iscoroutinefunction
from pathlib import Path
from typing import Annotated, Any, cast
from uuid import UUID, uuid4
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from flask import Flask
from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy import (
    Connection,
    DateTime,
    Engine,
    Executable,
    ForeignKey,
    MetaData,
    event,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    ORMExecuteState,
    Session,
    mapped_column,
    with_loader_criteria,
)
from sqlalchemy.sql.base import ExecutableOption
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
# Nobody waits for ever: what takes longer ends in "try again", and a lost client frees its locks.
_POSTGRESQL: dict[str, Any] = {
    "pool_pre_ping": True,
    "pool_timeout": 10,
    "connect_args": {
        "connect_timeout": 5,
        "options": "-c statement_timeout=30s -c lock_timeout=10s "
        "-c idle_in_transaction_session_timeout=60s",
    },
}

PrimaryKey = Annotated[UUID, mapped_column(primary_key=True, default=uuid4)]


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a datetime without time zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Base of all models. A migration can only drop a constraint that has a name."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UtcDateTime, StrEnum: sa.String(40)}  # noqa: RUF012


def stored_by_value(kind: type[StrEnum]) -> sa.Enum:
    """Return the column type of a `StrEnum`: its value as text, so that SQL stays readable."""
    return sa.Enum(
        kind,
        native_enum=False,
        create_constraint=False,
        length=40,
        values_callable=lambda members: [member.value for member in members],
    )


class Owned:
    """Something that belongs to one coalition and is invisible to every other."""

    coalition_id: Mapped[UUID] = mapped_column(ForeignKey("coalition.id"), index=True)


class NoCoalition(RuntimeError):
    """A query for a coalition's things was made before a coalition was entered."""


_EVERYWHERE = object()


def enter(session: Session, coalition_id: UUID) -> None:
    """Narrow every further query of `session` to this coalition."""
    session.info["coalition"] = coalition_id


@contextmanager
def everywhere(session: Session) -> Iterator[None]:
    """Look across coalitions: only to find out which one a link or an address belongs to."""
    before = session.info.get("coalition")
    session.info["coalition"] = _EVERYWHERE
    try:
        yield
    finally:
        session.info["coalition"] = before


class ScopedSession(Session):
    """A session that knows whether it writes and which coalition it works for."""

    @property
    def writes(self) -> bool:
        return bool(self.info.get("writes"))

    def get_bind(self, *args: Any, **kwargs: Any) -> Engine | Connection:
        bind = super().get_bind(*args, **kwargs)
        if isinstance(bind, Engine) and self.writes:
            return _writing_engines[bind]
        return bind


database = SQLAlchemy(session_options={"class_": ScopedSession, "expire_on_commit": False})


def init_app(app: Flask, url: str) -> None:
    """Connect the application to the database at `url`."""
    parsed = sa.make_url(url)
    # What is stored is nobody's business who reads messages and errors.
    options: dict[str, Any] = {"url": parsed, "hide_parameters": True}
    if parsed.get_backend_name() == "sqlite":
        if parsed.database:
            Path(parsed.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    else:
        options |= _POSTGRESQL
    app.config["SQLALCHEMY_ENGINES"] = {"default": options}
    database.init_app(app)
    # It would start an event loop in a thread after every request, to close sessions we never open.
    app.teardown_appcontext_funcs[:] = [
        close for close in app.teardown_appcontext_funcs if not iscoroutinefunction(close)
    ]
    with app.app_context():
        if database.engine.dialect.name == "sqlite":
            event.listen(database.engine, "connect", _configure_sqlite)
            event.listen(database.engine, "begin", _begin_sqlite)
        _writing_engines[database.engine] = database.engine.execution_options(writes=True)


def session() -> ScopedSession:
    """Return the session of the present request, command or job."""
    return cast(ScopedSession, database.session)


@contextmanager
def transaction() -> Iterator[ScopedSession]:
    """Commit on success, roll back on error. Nothing else in the package commits."""
    current = session()
    if current.in_transaction():
        # SQLite cannot turn a reading transaction into a writing one while others write.
        current.rollback()
    current.info["writes"] = True
    try:
        yield current
        current.commit()
    except BaseException:
        current.rollback()
        raise
    finally:
        current.info["writes"] = False


def abandon() -> None:
    """Give up whatever the present request has begun to read or write."""
    session().rollback()


def hold(session: Session, thing: Base) -> None:
    """Read a row anew and keep others from changing it until the transaction ends."""
    session.flush()  # reading a row anew would undo what is not written yet
    if not is_alone(session):
        # Columns alone: PostgreSQL cannot lock what an outer join may leave empty.
        columns = [column.key for column in sa.inspect(type(thing)).column_attrs]
        session.expire(thing)
        session.refresh(thing, columns, with_for_update=True)


def is_alone(session: Session) -> bool:
    """Whether nobody can have changed anything since the session first read.

    A writing transaction of SQLite has the database to itself from its first
    statement; only what an earlier transaction left in the session may be old.
    """
    return (
        isinstance(session, ScopedSession)
        and session.writes
        and session.in_transaction()
        and not session.info.get("outlived")
        and session.get_bind().dialect.name == "sqlite"
    )


class Clock(FunctionElement[datetime]):
    """The database's own time in UTC, by which deadlines are judged, as a column of a statement."""

    inherit_cache = True
    type = UtcDateTime()


@compiles(Clock)
def _clock_timestamp(_clock: Clock, _compiler: SQLCompiler, **_options: Any) -> str:
    return "clock_timestamp()"  # now() would be the beginning of the transaction


@compiles(Clock, "sqlite")
def _strftime(_clock: Clock, _compiler: SQLCompiler, **_options: Any) -> str:
    return "strftime('%Y-%m-%d %H:%M:%f000', 'now')"  # microseconds, as stored moments have


_CLOCK = sa.select(Clock())


def clock(session: Session) -> datetime:
    """Return the database's own time in UTC."""
    return session.connection().execute(_CLOCK).scalar_one()


def append(session: Session, kind: type[Base], /, **values: Any) -> None:
    """Add a row that nobody in this transaction reads or changes again.

    Several times as fast as an object that the session keeps account of: what
    every signature leaves behind is written while others wait for their turn.
    """
    if issubclass(kind, Owned):
        values["coalition_id"] = entered(session)
    session.connection().execute(_insertion(kind), values)


def append_once(session: Session, kind: type[Base], **values: Any) -> None:
    """Add a row as `append` does, unless a unique constraint says that it is there.

    Of two who add the same at once the second waits for the first and adds nothing.
    """
    if issubclass(kind, Owned):
        values["coalition_id"] = entered(session)
    connection = session.connection()
    insert = _INSERT[connection.dialect.name](kind.__table__)
    connection.execute(insert.values(values).on_conflict_do_nothing())


_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


@lru_cache
def _insertion(kind: type[Base]) -> sa.Insert:
    return sa.insert(kind.__table__)  # type: ignore[arg-type]


# One for each engine, made before any request: a session begins a transaction for each engine
# object it meets, and two writing ones would wait for each other.
_writing_engines: dict[Engine, Engine] = {}


def _configure_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        "trusted_schema=OFF",
        "busy_timeout=10000",
        "journal_size_limit=67108864",
        # Random keys touch pages all over the file: copy them back seldom, and keep more at hand.
        "wal_autocheckpoint=4000",
        "cache_size=-8000",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@event.listens_for(ScopedSession, "do_orm_execute")
def _stay_inside(state: ORMExecuteState) -> None:
    if state.is_column_load or not (state.is_select or state.is_update or state.is_delete):
        return
    coalition = state.session.info.get("coalition")
    if coalition is _EVERYWHERE:
        return
    if coalition is None:
        if any(issubclass(mapper.class_, Owned) for mapper in state.all_mappers):
            raise NoCoalition
        return
    state.statement = _narrowed(state.statement, coalition)


# A narrowed statement lives as long as its statement: those that modules keep are narrowed once
# for each coalition, and SQLAlchemy need not find out anew that it has compiled them.
_narrowed_statements: WeakKeyDictionary[Executable, dict[UUID, Executable]] = WeakKeyDictionary()


def _narrowed(statement: Executable, coalition_id: UUID) -> Executable:
    by_coalition = _narrowed_statements.setdefault(statement, {})
    if coalition_id not in by_coalition:
        by_coalition[coalition_id] = statement.options(_fence(coalition_id))
    return by_coalition[coalition_id]


@lru_cache(maxsize=256)
def _fence(coalition_id: UUID) -> ExecutableOption:
    # Kept because making one takes longer than the query it is for.
    return with_loader_criteria(
        Owned,
        lambda owned: owned.coalition_id == coalition_id,
        include_aliases=True,
        track_closure_variables=True,
    )


@event.listens_for(ScopedSession, "after_commit")
def _outlive(session: Session) -> None:
    session.info["outlived"] = True  # its objects stay as they were read


@event.listens_for(ScopedSession, "before_flush")
def _belong(session: Session, _context: Any, _instances: Any) -> None:
    for new in session.new:
        if isinstance(new, Owned) and new.coalition_id is None:
            new.coalition_id = entered(session)


def entered(session: Session) -> UUID:
    """Return the coalition that `session` works for."""
    coalition = session.info.get("coalition")
    if not isinstance(coalition, UUID):
        raise NoCoalition
    return coalition
