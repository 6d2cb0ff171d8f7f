"""Sealing anew what an older key has sealed, and making the indices anew with another key."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import (
    Column,
    ColumnElement,
    LargeBinary,
    String,
    Table,
    func,
    or_,
    select,
    type_coerce,
    update,
)
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from appeals import db, keyring, sealed
from appeals.keyring import Sealing, ring
from appeals.sealing import Unsealable

_AT_ONCE = 500
_PREFIX = len("v1.")
_KEY_NAME = 8


@dataclass(frozen=True)
class Batch:
    """What was sealed anew at once; `last` is where the next batch begins."""

    last: Any
    rows: int
    # Values that no key at hand opens; they are left as they are.
    unreadable: int


def tables() -> list[Table]:
    """Return the tables something is sealed in."""
    return [table for table in db.Base.metadata.sorted_tables if _sealed_columns(table)]


def reseal(session: Session, table: Table, *, after: Any = None) -> Batch | None:
    """Seal with the newest key what older ones have sealed, some rows at once; None at the end."""
    columns = _sealed_columns(table)
    older = or_(*(_begins(each).not_in((_prefix(each), _nothing(each))) for each in columns))
    rows = _rows(session, table, [_stored(each) for each in columns], older, after=after)
    if not rows:
        return None
    unreadable = 0
    for row in rows:
        opened = {each.name: _opened(each, row[each.name]) for each in columns}
        changed = {
            name: value for name, value in opened.items() if not isinstance(value, Unsealable)
        }
        unreadable += len(opened) - len(changed)
        if changed:
            _write(session, table, row, changed)
    return Batch(rows[-1][_key(table).name], len(rows), unreadable)


def confirm(session: Session) -> None:
    """Note that the present keys are those of the database."""
    session.execute(update(Sealing).values(keyring.probes()))


def reindex(session: Session) -> int:
    """Make every index anew with the present key; nobody else may work meanwhile."""
    done = 0
    for table in tables():
        indices = {each.name: table.c[_blind(each).of] for each in _columns(table, sealed.Blind)}
        if not indices:
            continue
        texts = list(indices.values())
        for row in _every_row(session, table, texts):
            # A value that does not open keeps its old index: nothing else is known of it.
            changed = {
                name: row[text.name]
                for name, text in indices.items()
                if row[text.name] != sealed.UNREADABLE
            }
            if changed:
                _write(session, table, row, changed)
            done += len(changed)
    confirm(session)
    return done


def count_by_key(session: Session) -> Mapping[str, int]:
    """Return how many texts each key has sealed, by its name."""
    found: Counter[str] = Counter()
    for table in tables():
        for column in _columns(table, sealed.Sealed):
            name = func.substr(sealed.as_stored(column), _PREFIX + 1, _KEY_NAME)
            is_sealed = sealed.as_stored(column) != ""  # nor null
            counted = select(name, func.count()).where(is_sealed).group_by(name)
            found.update(dict(session.connection().execute(counted).all()))
    return found


def _sealed_columns(table: Table) -> list[Column[Any]]:
    return _columns(table, (sealed.Sealed, sealed.SealedBytes))


def _columns(table: Table, kind: type | tuple[type, ...]) -> list[Column[Any]]:
    return [column for column in table.columns if isinstance(column.type, kind)]


def _key(table: Table) -> Column[Any]:
    [key] = table.primary_key.columns
    return key


def _blind(column: Column[Any]) -> sealed.Blind:
    return cast(sealed.Blind, column.type)


def _is_bytes(column: Column[Any]) -> bool:
    return isinstance(column.type, sealed.SealedBytes)


def _stored(column: Column[Any]) -> ColumnElement[Any]:
    kind: TypeEngine[Any] = LargeBinary() if _is_bytes(column) else String()
    return type_coerce(column, kind).label(column.name)


def _begins(column: Column[Any]) -> ColumnElement[Any]:
    kind: TypeEngine[Any] = LargeBinary() if _is_bytes(column) else String()
    return func.substr(type_coerce(column, kind), 1, len(ring().prefix), type_=kind)


def _prefix(column: Column[Any]) -> Any:
    return ring().prefix.encode() if _is_bytes(column) else ring().prefix


def _nothing(column: Column[Any]) -> Any:
    return b"" if _is_bytes(column) else ""


def _opened(column: Column[Any], stored: Any) -> Any:
    """Return what was sealed, or why it does not open."""
    if not stored:
        return stored
    place = cast(sealed.Sealed, column.type).place
    try:
        keys = ring()
        return keys.open_bytes(stored, place) if _is_bytes(column) else keys.open(stored, place)
    except Unsealable as error:
        return error


def _rows(
    session: Session,
    table: Table,
    columns: list[Any],
    *where: ColumnElement[bool],
    after: Any = None,
) -> list[Mapping[str, Any]]:
    key = _key(table)
    wanted = select(key, *columns).where(*where).order_by(key).limit(_AT_ONCE).with_for_update()
    if after is not None:
        wanted = wanted.where(key > after)
    return [dict(row) for row in session.connection().execute(wanted).mappings()]


def _every_row(
    session: Session, table: Table, columns: list[Column[Any]]
) -> Iterator[Mapping[str, Any]]:
    rows = _rows(session, table, columns)
    while rows:
        yield from rows
        rows = _rows(session, table, columns, after=rows[-1][_key(table).name])


def _write(
    session: Session, table: Table, row: Mapping[str, Any], values: Mapping[str, Any]
) -> None:
    key = _key(table)
    change = update(table).where(key == row[key.name]).values(dict(values))
    session.connection().execute(change)
