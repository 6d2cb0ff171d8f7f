"""Holding what every signature has to wait for, on either database."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from appeals import db
from tests.faults.installation import Installation


@contextmanager
def held(installation: Installation) -> Iterator[None]:
    """Keep everybody from signing: SQLite from writing at all, PostgreSQL by the appeal's row."""
    with installation.app.app_context():
        url = db.database.engine.url
    engine = sa.create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.connection.driver_connection.isolation_level = None
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.exec_driver_sql("SELECT id FROM appeal FOR UPDATE")
        try:
            yield
        finally:
            connection.exec_driver_sql("ROLLBACK")
