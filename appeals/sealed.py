"""Columns that are sealed in the database, and columns that what is sealed is found by."""

from collections.abc import Callable, Mapping
from typing import Any, Never

import sqlalchemy as sa
import structlog
from sqlalchemy import ColumnElement
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.sql import operators
from sqlalchemy.types import TypeDecorator

from appeals.keyring import ring
from appeals.sealing import Unsealable, folded

# Of a column that was added to rows: SQLite demands one, and no row has it for long.
EMPTY = sa.text("''")


# What is read where a value does not open: bits have rotted, or somebody wrote past us.
UNREADABLE = "\N{REPLACEMENT CHARACTER}"

log = structlog.get_logger("appeals")


class NotComparable(TypeError):
    """Two sealings of one text differ: compare the column of its index instead."""


class Sealed(TypeDecorator[str]):
    """A text that is sealed in the database; `place` is its table and column."""

    impl = sa.String
    cache_ok = True

    class Comparator(TypeDecorator.Comparator[str]):
        """Only whether there is anything can be asked in SQL."""

        def operate(self, op: Any, *other: Any, **kwargs: Any) -> ColumnElement[Any]:
            if op in (operators.is_, operators.is_not):
                return super().operate(op, *other, **kwargs)
            # SQLAlchemy itself asks whether one column is another.
            if op in (operators.eq, operators.ne) and not isinstance(other[0], str):
                return super().operate(op, *other, **kwargs)
            raise NotComparable

        def reverse_operate(self, op: Any, *other: Any, **kwargs: Any) -> Never:
            raise NotComparable

    comparator_factory = Comparator

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> str | None:
        """Seal a text; nothing is kept as nothing, so that it can be asked what was erased."""
        return ring().seal(value, self.place) if value else value

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> str | None:
        """Return the text; one spoilt value is not to take a whole page down with it."""
        if not value:
            return value
        try:
            return ring().open(value, self.place)
        except Unsealable:
            log.error("unreadable", place=self.place)
            return UNREADABLE


class SealedText(Sealed):
    """The same in a column of any length."""

    impl = sa.Text
    cache_ok = True


class SealedBytes(TypeDecorator[bytes]):
    """Content that is sealed in the database."""

    impl = sa.LargeBinary
    cache_ok = True

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    def process_bind_param(self, value: bytes | None, dialect: sa.Dialect) -> bytes | None:
        return None if value is None else ring().seal_bytes(value, self.place)

    def process_result_value(self, value: bytes | None, dialect: sa.Dialect) -> bytes | None:
        return None if value is None else ring().open_bytes(value, self.place)


class Blind(TypeDecorator[str]):
    """What a sealed text is found by: it goes in as the text itself and is kept as keyed hash.

    So a condition compares it with what was typed. What comes out is the hash.
    """

    impl = sa.String
    cache_ok = True

    def __init__(self, of: str, fold: Callable[[str], str] = folded) -> None:
        super().__init__()
        self.of = of
        self.fold = fold

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> str | None:
        return index(self.fold(value)) if value else value


def index(address: str) -> str:
    """Return what stands for an address in the columns it is found by."""
    return ring().index(folded(address), "address")


def with_indices(table: sa.FromClause, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return new values of a row together with those of the indices of what changes."""
    found = dict(values)
    for column in table.c:
        if isinstance(column.type, Blind) and column.type.of in values:
            found.setdefault(column.name, values[column.type.of])
    return found


def copied(name: str) -> Callable[[DefaultExecutionContext], Any]:
    """Return a default that repeats another value of the same new row."""

    def value(context: DefaultExecutionContext) -> Any:
        return context.get_current_parameters().get(name)  # type: ignore[no-untyped-call]

    return value


def as_stored(column: Any) -> ColumnElement[str]:
    """Return a sealed column as it stands in the database."""
    return sa.type_coerce(column, sa.String)


def is_foreign(stored: str | None) -> bool:
    """Whether this was sealed with a key that is not here."""
    return stored is not None and not ring().has_key_of(stored)


def opened(column: Any, stored: str | None) -> str | None:
    """Return what `as_stored` gave, opened, or None where it does not open."""
    if not stored:
        return stored
    try:
        return ring().open(stored, column.type.place)
    except Unsealable:
        return None
