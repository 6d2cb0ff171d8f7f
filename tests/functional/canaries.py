"""A canary in every personal column of every table, and where it is looked for afterwards."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy import Connection, Table, select, update

from appeals import models, sealed
from appeals.retention.holdings import HOLDINGS

CANARY = "Kanarienvogel"
# Kept for good in every row, and why: nothing is put into these.
ALWAYS = {
    "appeal.reply_to",
    "edition.frozen",
    "edition_file.content",
    "mail_text.subject",
    "mail_text.body",
    "mandate.scope",
    "release_waiver.reason",
    "revision.segments",
    "revision.note",
    "revision.name",
    "waiver.reason",
    "wording.text",
}
_OLD = datetime(2020, 1, 1, tzinfo=UTC)


def tables() -> list[Table]:
    return list(models.Base.metadata.sorted_tables)


def personal() -> Iterator[sa.Column[Any]]:
    """Yield the personal columns of all tables that do not stay for good."""
    for table in tables():
        for name in HOLDINGS[table.name].personal if table.name in HOLDINGS else ():
            is_index = isinstance(table.c[name].type, sealed.Blind)
            if f"{table.name}.{name}" not in ALWAYS and not is_index:
                yield table.c[name]


def fill(connection: Connection) -> set[str]:
    """Put a canary of its own into each column; return those of tables without a row."""
    empty = set()
    for column in personal():
        table = column.table
        key = next(iter(table.primary_key))
        wanted = select(key)
        if table.name == "endorsement" and column.name in {"name", "place"}:
            # A name that is shown stays; that of somebody who is only counted does not.
            wanted = wanted.where(table.c.is_named.is_(False))
        rows = connection.execute(wanted).scalars().all()
        for number, id in enumerate(rows):
            word = f"{CANARY}-{table.name}-{column.name}-{number}"
            value = _value(column, word)
            values = sealed.with_indices(table, {column.name: value})
            connection.execute(update(table).where(key == id).values(values))
        if not rows:
            empty.add(table.name)
    return empty


def make_missing(connection: Connection, account_id: UUID, coalition_id: UUID) -> None:
    """Add a row to the tables that the stage leaves empty."""
    tables = models.Base.metadata.tables
    at = {"id": uuid4(), "account_id": account_id}
    for name, values in {
        "attempt": {"key": "x", "at": _OLD},
        "account_session": at
        | {"key": "k", "browser": "x", "created_at": _OLD, "seen_at": _OLD, "proved_at": _OLD},
        "security_event": {"account_id": account_id, "at": _OLD, "kind": "created", "browser": "x"},
    }.items():
        connection.execute(tables[name].insert().values(**values))


def in_rows(connection: Connection) -> dict[str, list[str]]:
    """Return the canaries found in each table by whoever has the keys."""
    found = {}
    for table in tables():
        rows = connection.execute(select(table)).all()
        found[table.name] = sorted(words_in(repr(rows).encode()))
    return {name: words for name, words in found.items() if words}


def in_files(folder: Path) -> dict[str, list[str]]:
    """Return the canaries found in each file, byte by byte."""
    found = {}
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            content = file.read_bytes()
            found[file.name] = sorted(words_in(content))
    return {name: words for name, words in found.items() if words}


def words_in(content: bytes) -> set[str]:
    word = CANARY.encode()
    places, at = set(), content.find(word)
    while at >= 0:
        places.add(content[at : at + 60].split(b'"')[0].split(b"\x00")[0].decode(errors="replace"))
        at = content.find(word, at + 1)
    return places


def _value(column: sa.Column[Any], word: str) -> Any:
    if isinstance(column.type, sa.JSON):
        return [word]
    if isinstance(column.type, sa.LargeBinary | sealed.SealedBytes):
        return word.encode()
    if column.table.name == "ledger_opening":
        return json.dumps({"name": word})
    is_address = any(column.name == each.address for each in HOLDINGS[column.table.name].people)
    return f"{word}@birds.example" if is_address else word
