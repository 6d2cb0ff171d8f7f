"""Sealing anew what an older key has sealed, and making the indices anew with another key."""

from collections import Counter
from collections.abc import Iterator, Mapping
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

_AT_ONCE = 500


def tables() -> list[Table]:
    """Return the tables something is sealed in."""
    return [table for table in db.Base.metadata.sorted_tables if _sealed_columns(table)]


def reseal(session: Session, table: Table) -> int:
    """Seal with the newest key what an older one has sealed, so many rows at once.

    Returns how many there were; when there are none left the older key opens nothing.
    """
    columns = _sealed_columns(table)
    rows = _rows(session, table, columns, or_(*(_is_older(each) for each in columns)))
    _write(session, table, [{each.name: row[each.name] for each in columns} for row in rows], rows)
    return len(rows)


def confirm(session: Session) -> None:
    """Note that the present keys are those of the database."""
    session.execute(update(Sealing).values(keyring.probes()))


def reindex(session: Session) -> int:
    """Make every index anew with the present key; nobody else may work meanwhile."""
    done = 0
    for table in tables():
        indices = _columns(table, sealed.Blind)
        if not indices:
            continue
        texts = {each.name: table.c[_blind(each).of] for each in indices}
        for rows in _all_rows(session, table, list({*texts.values()})):
            values = [{name: row[text.name] for name, text in texts.items()} for row in rows]
            _write(session, table, values, rows)
            done += len(rows)
    confirm(session)
    return done


def count_by_key(session: Session) -> Mapping[str, int]:
    """Return how many values each key has sealed, by its name."""
    found: Counter[str] = Counter()
    for table in tables():
        for column in _columns(table, sealed.Sealed):
            name = func.substr(sealed.as_stored(column), len("v1.") + 1, 8)
            counted = select(name, func.count()).where(column.is_not(None)).group_by(name)
            found.update(dict(session.connection().execute(counted).tuples().all()))
    return found


def _sealed_columns(table: Table) -> list[Column[Any]]:
    return _columns(table, (sealed.Sealed, sealed.SealedBytes))


def _columns(table: Table, kind: type | tuple[type, ...]) -> list[Column[Any]]:
    return [column for column in table.columns if isinstance(column.type, kind)]


def _blind(column: Column[Any]) -> sealed.Blind:
    return cast(sealed.Blind, column.type)


def _is_older(column: Column[Any]) -> ColumnElement[bool]:
    kind: TypeEngine[Any] = String()
    prefix: Any = ring().prefix
    if isinstance(column.type, sealed.SealedBytes):
        kind, prefix = LargeBinary(), prefix.encode()
    begins = func.substr(type_coerce(column, kind), 1, len(prefix), type_=kind)
    older: ColumnElement[bool] = column.is_not(None) & (begins != prefix)
    return older


def _rows(
    session: Session, table: Table, columns: list[Column[Any]], *where: ColumnElement[bool]
) -> list[Mapping[str, Any]]:
    [key] = table.primary_key.columns
    wanted = select(key, *columns).where(*where).order_by(key).limit(_AT_ONCE).with_for_update()
    return [dict(row) for row in session.connection().execute(wanted).mappings()]


def _all_rows(
    session: Session, table: Table, columns: list[Column[Any]]
) -> Iterator[list[Mapping[str, Any]]]:
    [key] = table.primary_key.columns
    rows = _rows(session, table, columns)
    while rows:
        yield rows
        rows = _rows(session, table, columns, key > rows[-1][key.name])


def _write(
    session: Session,
    table: Table,
    values: list[dict[str, Any]],
    rows: list[Mapping[str, Any]],
) -> None:
    [key] = table.primary_key.columns
    for row, changed in zip(rows, values, strict=True):
        session.connection().execute(update(table).where(key == row[key.name]).values(changed))
