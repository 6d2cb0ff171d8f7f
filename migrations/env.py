"""Alembic's environment: the engine of the running application, our tables only."""

from typing import Any

import sqlalchemy as sa
from alembic import context
from sqlalchemy import Connection
from sqlalchemy.types import TypeDecorator

from appeals import models
from appeals.db import UtcDateTime

connection: Connection = context.config.attributes["connection"]


def ours(thing: Any, name: str | None, kind: str, reflected: bool, other: Any) -> bool:
    """Leave the tables of DBOS alone: it migrates them itself."""
    table = name if kind == "table" else thing.table.name
    return table in models.Base.metadata.tables


def plain(kind: str, thing: Any, _context: Any) -> str | bool:
    """Write our own column types as the standard ones they are stored as."""
    if kind == "type" and isinstance(thing, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(thing, TypeDecorator):
        return f"sa.{type(thing.impl_instance).__name__}()"
    if kind == "type" and isinstance(thing, sa.Enum):
        return f"sa.String({thing.length})"
    return False


def same_type(
    _context: Any, _inspected: Any, column: Any, found: Any, declared: Any
) -> bool | None:
    """Treat an enumeration stored by value as the text it is."""
    return False if isinstance(declared, sa.Enum) and isinstance(found, sa.String) else None


context.configure(
    connection=connection,
    target_metadata=models.Base.metadata,
    render_as_batch=True,
    include_object=ours,
    compare_type=same_type,
    render_item=plain,
)
with context.begin_transaction():
    context.run_migrations()
