"""The keys of the application, and whether the database was sealed with them.

They come from the environment, else they are made once and kept in the data folder;
never are they in the database. A row there was sealed with them, and a process that
cannot open it gets no connection: it can spoil nothing.
"""

from contextlib import closing
from typing import Any

import sqlalchemy as sa
from flask import Flask, current_app
from sqlalchemy import event
from sqlalchemy.orm import Mapped, mapped_column

from appeals import config, db
from appeals.errors import Unavailable
from appeals.sealing import Keyring, Unsealable, new_key, read_key

_KEYS = "sealing_key"
_INDEX_KEY = "index_key"
_PROBE = "joint appeals"
_PROBE_PLACE = "sealing.probe"
# Written out, because they are asked before SQLAlchemy has the connection.
_FIND_ON_SQLITE = "SELECT name FROM sqlite_master WHERE name = 'sealing'"
_FIND = "SELECT to_regclass('sealing')"
_READ = "SELECT probe, indexed FROM sealing"


class WrongKeys(Unavailable):
    """The keys at hand are not those that the database was sealed with."""


class Sealing(db.Base):
    """The one row by which the keys are known again; it is made with the schema."""

    __tablename__ = "sealing"

    id: Mapped[int] = mapped_column(primary_key=True)
    # A known text, sealed, and its index.
    probe: Mapped[str]
    indexed: Mapped[str]
    # Whether what stood there unsealed has been wiped out of the files as well.
    wiped: Mapped[bool]


def ring() -> Keyring:
    """Return the keys of the running application."""
    found: Keyring | None = current_app.extensions.get("appeals.sealing")
    if found is None:
        found = _ring()
        current_app.extensions["appeals.sealing"] = found
    return found


def init_app(app: Flask) -> None:
    """Let no connection out of the pool before the keys were found to be the right ones."""
    app.extensions["appeals.sealing.known"] = False

    def look(connection: Any, _record: Any) -> None:
        if not app.extensions["appeals.sealing.known"]:
            with app.app_context():
                app.extensions["appeals.sealing.known"] = _is_known(connection)

    with app.app_context():
        event.listen(db.database.engine, "connect", look)


def demand_right_keys(app: Flask) -> None:
    """Raise `WrongKeys` where the database can be asked and was sealed with others."""
    with app.app_context():
        try:
            db.database.engine.connect().close()
        except sa.exc.DBAPIError:
            return  # every connection is looked at when the database is there again


def trust_index(app: Flask) -> None:
    """Let this process work although the index was made with another key: it will be made anew."""
    app.extensions["appeals.sealing.reindexes"] = True


def probes() -> dict[str, Any]:
    """Return what the one row holds under the present keys."""
    keys = ring()
    return {"probe": keys.seal(_PROBE, _PROBE_PLACE), "indexed": keys.index(_PROBE, "probe")}


def _is_known(connection: Any) -> bool:
    row = _probe_row(connection)
    if row is None:
        return False  # not migrated yet
    try:
        ring().open(row[0], _PROBE_PLACE)
    except Unsealable as error:
        raise WrongKeys(
            "contact data in this database is sealed with other keys than those in "
            f"APPEALS_SEALING_KEYS, or in {config.settings().data_dir / _KEYS}: put back the key "
            "that is missing; nothing can be read without it"
        ) from error
    if row[1] != ring().index(_PROBE, "probe") and not current_app.extensions.get(
        "appeals.sealing.reindexes"
    ):
        raise WrongKeys(
            "addresses in this database are indexed with another key than that in "
            f"APPEALS_INDEX_KEY, or in {config.settings().data_dir / _INDEX_KEY}: put it back, or "
            "run `appeals sealing reindex` while nothing else runs"
        )
    return True


def _probe_row(connection: Any) -> Any:
    on_sqlite = db.database.engine.dialect.name == "sqlite"
    find = _FIND_ON_SQLITE if on_sqlite else _FIND
    if not on_sqlite:
        connection.autocommit = True  # or else it would begin a transaction
    with closing(connection.cursor()) as cursor:
        there = cursor.execute(find).fetchone()
        row = cursor.execute(_READ).fetchone() if there and there[0] else None
    if not on_sqlite:
        connection.autocommit = False
    return row


def _ring() -> Keyring:
    settings = config.settings()
    return Keyring(
        settings.sealing_keys or _kept(_KEYS, "APPEALS_SEALING_KEYS"),
        settings.index_key or _kept(_INDEX_KEY, "APPEALS_INDEX_KEY")[-1],
    )


def _kept(name: str, variable: str) -> tuple[bytes, ...]:
    file = config.settings().data_dir / name
    try:
        return tuple(read_key(each) for each in config.kept_secret(file, new_key).split(","))
    except ValueError as error:
        raise config.BadSetting(f"{variable} is unset and {file} holds no usable key") from error
