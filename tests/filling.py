"""Rows for every table of a schema of whatever revision, made up where there are none."""

import itertools
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import Connection, MetaData, Table
from sqlalchemy.exc import IntegrityError

from appeals import models

_MOMENT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def tables_of(connection: Connection) -> dict[str, Table]:
    """Return our tables as they are in this database, those that others refer to first."""
    found = MetaData()
    ours = set(models.Base.metadata.tables)
    names = set(sa.inspect(connection).get_table_names()) & ours
    found.reflect(connection, only=sorted(names))
    return {table.name: table for table in found.sorted_tables}


def fill_empty(connection: Connection) -> None:
    """Add a row or two to each table that has none."""
    numbers = itertools.count(1)
    for table in tables_of(connection).values():
        if connection.scalar(sa.select(sa.func.count()).select_from(table)):
            continue
        connection.execute(table.insert().values(_row(connection, table, next(numbers))))
        # Of some things there is one for each of those it belongs to.
        with suppress(IntegrityError), connection.begin_nested():
            connection.execute(table.insert().values(_row(connection, table, next(numbers))))


def _row(connection: Connection, table: Table, number: int) -> dict[str, Any]:
    return dict(_values(connection, table, number))


def _values(connection: Connection, table: Table, number: int) -> Iterator[tuple[str, Any]]:
    for column in table.columns:
        reference = next(iter(column.foreign_keys), None)
        if reference is not None and reference.column.table is not table:
            there = sa.select(reference.column).order_by(reference.column).offset(number % 2)
            first = sa.select(reference.column).order_by(reference.column)
            yield column.name, connection.scalar(there.limit(1)) or connection.scalar(first)
        elif reference is not None:
            yield column.name, None  # to a row of its own table, which may be missing
        elif not (column.primary_key and isinstance(column.type, sa.Integer)):
            yield column.name, _value(column, number)


def _value(column: sa.Column[Any], number: int) -> Any:
    kind = column.type
    if isinstance(kind, sa.Uuid):
        return UUID(int=number)
    if isinstance(kind, sa.JSON):
        return {}
    if isinstance(kind, sa.DateTime):
        # SQLite keeps moments as text, and reads them with our type.
        return _MOMENT if kind.timezone else _MOMENT.replace(tzinfo=None)
    if isinstance(kind, sa.Date):
        return _MOMENT.date()
    if isinstance(kind, sa.Time):
        return _MOMENT.time()
    if isinstance(kind, sa.Boolean):
        return True
    if isinstance(kind, sa.Integer | sa.Numeric):
        return number
    if isinstance(kind, sa.LargeBinary):
        return f"content {number}".encode()
    if isinstance(kind, sa.CHAR) and kind.length == 32:
        return UUID(int=number).hex
    return f"{column.name[:20]}-{number}"


def rows_of(connection: Connection) -> dict[str, dict[tuple[str, ...], dict[str, Any]]]:
    """Return all rows by table and primary key."""
    found = {}
    for name, table in tables_of(connection).items():
        keys = [column.name for column in table.primary_key]
        rows = connection.execute(sa.select(table)).mappings()
        found[name] = {tuple(str(row[key]) for key in keys): dict(row) for row in rows}
    return found


def schema_of(connection: Connection) -> list[str]:
    """Return the schema as comparable text: columns, constraints, indices."""
    inspector = sa.inspect(connection)
    told = []
    for name in sorted(tables_of(connection)):
        told += [f"{name}.{each['name']} {each['type']} {each['nullable']}"
                 for each in inspector.get_columns(name)]  # fmt: skip
        told += [
            f"{name} {each['name']} {each['column_names']} {each['unique']} "
            f"{[str(option) for option in each['dialect_options'].values()]}"
            for each in inspector.get_indexes(name)
        ]
        told += [f"{name} {each}" for each in inspector.get_foreign_keys(name)]
        told += [f"{name} {each}" for each in inspector.get_unique_constraints(name)]
    return sorted(told)
