"""SQLite's one lock for writing: taken by what writes, and not while somebody computes."""

import threading
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from appeals import db
from appeals.accounts import credentials, services
from appeals.accounts.models import Account
from appeals.app import create_app
from appeals.migrate import migrate
from appeals.organisations import spreadsheet
from tests.conftest import NOW, make_settings, sign_in

PASSWORD = "lampe regen fjord kiwi"


@pytest.fixture
def installed(tmp_path: Path) -> Iterator[Flask]:
    """An application of its own, whose sessions meet as those of real requests do."""
    made = create_app(make_settings(tmp_path))
    made.config["WTF_CSRF_ENABLED"] = False
    migrate(made)
    yield made
    with made.app_context():
        db.database.engine.dispose()


@pytest.fixture
def account(installed: Flask):
    with installed.app_context(), db.transaction() as session:
        made = services.create_account(session, "ada@coalition.example", password=PASSWORD, now=NOW)
        assert made.memberships
        return made


@pytest.fixture
def somebody_writes(installed: Flask, account: object) -> Iterator[None]:
    with installed.app_context():
        engine = db.database.engine
    with engine.connect() as connection:
        connection.exec_driver_sql("SELECT 1")
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield
        connection.rollback()


def test_threads_that_write_first_at_once_share_one_engine(tmp_path, monkeypatch):
    made = create_app(make_settings(tmp_path))
    barrier = threading.Barrier(8)
    original = sa.Engine.execution_options

    def slow(engine: sa.Engine, **options: object) -> sa.Engine:
        time.sleep(0.05)
        return original(engine, **options)

    monkeypatch.setattr(sa.Engine, "execution_options", slow)
    found = []

    def write() -> None:
        with made.app_context():
            barrier.wait()
            with db.transaction() as session:
                found.append(session.get_bind())

    threads = [threading.Thread(target=write) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 8
    assert len({id(engine) for engine in found}) == 1


@pytest.mark.parametrize("password", [PASSWORD, "wrong wrong wrong"])
def test_passwords_are_checked_without_the_lock(installed, account, monkeypatch, password):
    """Attempts are counted before and taken back after; the check itself takes long."""
    checked, while_writing = Account.verify_and_update_password, []

    def watched(one: Account, given: str) -> bool:
        while_writing.append(db.session().writes)
        return checked(one, given)

    monkeypatch.setattr(Account, "verify_and_update_password", watched)
    client = installed.test_client()

    answer = client.post("/sign-in", data={"email": "ada@coalition.example", "password": password})

    assert answer.status_code == (303 if password == PASSWORD else 422)
    assert while_writing == [False]


def test_a_form_that_is_refused_takes_no_lock(installed, account, request):
    client = sign_in(installed.test_client(), account)
    request.getfixturevalue("somebody_writes")

    answer = client.post("/account/sign-out-everywhere", data={"password": "wrong"})

    assert answer.status_code == 422


def test_a_new_password_is_hashed_before_the_lock_is_taken(installed, account, monkeypatch):
    client = sign_in(installed.test_client(), account)
    hashed, while_writing = credentials.hashed, []

    def watched(password: str) -> str:
        while_writing.append(db.session().writes)
        return hashed(password)

    monkeypatch.setattr(credentials, "hashed", watched)
    new = "ofen nebel tulpe graph"

    answer = client.post(
        "/account/password",
        data={"password": PASSWORD, "new_password": new, "new_password_confirm": new},
    )

    assert (answer.status_code, answer.location) == (303, "/account")
    assert while_writing == [False]


def test_a_table_is_read_before_the_lock_is_taken(installed, account, monkeypatch):
    client = sign_in(installed.test_client(), account)
    address = client.post("/organisations/import", data={"file": (_table(), "table.csv")}).location
    page = client.get(address).text
    fingerprint = page.partition('name="fingerprint" type="hidden" value="')[2][:64]
    read, while_writing = spreadsheet.read, []

    def watched(content: bytes) -> spreadsheet.Sheet:
        while_writing.append(db.session().writes)
        return read(content)

    monkeypatch.setattr(spreadsheet, "read", watched)

    answer = client.post(address, data={"fingerprint": fingerprint})

    assert (answer.status_code, answer.location) == (303, "/organisations/")
    assert while_writing == [False]


def _table() -> BytesIO:
    return BytesIO(b"name_en,countries\nRiver Watch,GE\n")
