"""The tests of `faults/test_backups.py` once more, on PostgreSQL, and what is only there."""

import os
import stat
from pathlib import Path

import pytest

from appeals import db
from appeals.backups import postgresql
from appeals.backups.troubles import BackupFailed
from tests.faults.restoring import back_up, restore
from tests.faults.test_backups import *  # noqa: F403
from tests.postgresql.server import new_database


@pytest.fixture
def new_variables(postgresql_server):
    """Two installations here know the server's password, if it asks for one or not."""
    address = postgresql_server.replace("postgres@", "postgres:the-password-of-the-server@")
    return lambda: {
        "APPEALS_DATABASE_URL": new_database(postgresql_server).replace(postgresql_server, address)
    }


@pytest.fixture
def recorded(tmp_path, monkeypatch):
    """Put programs in the place of the real ones that write down how they were called."""
    found = {name: postgresql._installed(name)[0] for name in ("pg_dump", "pg_restore")}
    for name, program in found.items():
        wrapper = tmp_path / "bin" / name
        wrapper.parent.mkdir(exist_ok=True)
        wrapper.write_text(
            f'#!/bin/sh\necho "$0 $*" >> {tmp_path}/arguments\n'
            f'env >> {tmp_path}/environment\nexec {program} "$@"\n'
        )
        wrapper.chmod(wrapper.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(postgresql, "_installed", lambda name: [tmp_path / "bin" / name])
    return tmp_path


def test_p66_the_password_is_in_no_list_of_processes_and_other_secrets_go_nowhere(
    installation, other, shelf_of, recorded, monkeypatch
):
    for name, value in installation.service.environment.items():
        if name.startswith("APPEALS_"):
            monkeypatch.setenv(name, value)

    restore(other.app, back_up(installation, shelf_of).path)

    arguments = Path(recorded / "arguments").read_text()
    environment = Path(recorded / "environment").read_text()
    assert "pg_dump" in arguments and "pg_restore" in arguments
    assert "the-password-of-the-server" not in arguments
    assert "PGPASSWORD=the-password-of-the-server" in environment
    assert "APPEALS_" not in environment.replace("appeals_", "")


def test_without_the_program_of_the_servers_version_it_is_said_which_is_missing(
    installation, shelf_of, monkeypatch
):
    monkeypatch.setattr(postgresql, "_installed", lambda _name: [])

    with pytest.raises(BackupFailed, match=r"pg_dump of PostgreSQL \d+ is not installed here"):
        back_up(installation, shelf_of)

    assert list(shelf_of.iterdir()) == []


def test_what_is_newer_than_the_backup_does_not_survive_beside_it(installation, other, shelf_of):
    made = back_up(installation, shelf_of)
    restore(other.app, made.path)
    with other.app.app_context(), db.database.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE of_a_newer_version (id int)")
        connection.exec_driver_sql("CREATE SCHEMA of_somebody_else CREATE TABLE kept (id int)")
        connection.exec_driver_sql("UPDATE outlet SET paused_at = NULL")

    restore(other.app, made.path)

    with other.app.app_context(), db.database.engine.connect() as connection:
        names = "SELECT table_name FROM information_schema.tables WHERE table_name = %s"
        assert connection.exec_driver_sql(names, ("of_a_newer_version",)).first() is None
        assert connection.exec_driver_sql(names, ("kept",)).first() is not None
    assert os.environ.get("PGPASSWORD") is None
