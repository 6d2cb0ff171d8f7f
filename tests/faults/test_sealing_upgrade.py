"""An installation whose contact data stood open before there was sealing."""

from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy import select

from appeals import db, mail, wiping
from appeals.accounts.models import Coalition
from appeals.keyring import Sealing
from appeals.migrate import migrate
from appeals.organisations import services as organisations
from appeals.organisations.models import Contact
from tests.faults.installation import install
from tests.functional.test_sign_page import shown
from tests.test_migrations import before, to

SEALING = "0020"
# More than the migration changes at once.
MANY = 1_100


@pytest.fixture
def variables():
    """What decides about the database; tests/postgresql says something else."""
    return {}


@pytest.fixture
def installation(tmp_path, variables):
    """One in which somebody has signed, as it was before there was sealing."""
    made = install(tmp_path, organisations=3, **variables)
    client = made.app.test_client()
    page = client.get(made.links()[0]).headers["Location"]
    client.post(page, data=shown(client, page, name="Zquilla Example", role="Zqchair"))
    with made.app.app_context():
        with db.transaction() as session, db.everywhere(session):
            session.execute(sa.update(Contact).values(email="Zqada@river.example"))
        to(db.database.engine, before(SEALING))
        with db.database.engine.execution_options(writes=True).begin() as connection:
            _suppress(connection)
    yield made
    made.close()


def _suppress(connection):
    coalition = connection.execute(sa.text("SELECT id FROM coalition")).scalar_one()
    connection.execute(
        sa.text(
            "INSERT INTO suppression (id, coalition_id, address, cause, at) VALUES "
            "(:id, :coalition, :address, 'bounced', '2026-11-20 12:00:00+00:00')"
        ),
        [
            {"id": uuid4().hex, "coalition": coalition, "address": f"zq{number}@river.example"}
            for number in range(MANY)
        ],
    )


def rows(statement):
    with db.database.engine.connect() as connection:
        return connection.execute(sa.text(statement)).all()


def on_disk(folder: Path) -> bytes:
    return b"".join(each.read_bytes() for each in sorted((folder / "data").glob("*.sqlite3*")))


def test_p05_what_stood_open_is_sealed_and_found_again(installation):
    with installation.app.app_context():
        assert len(rows("SELECT id FROM suppression WHERE address LIKE 'zq%'")) == MANY

        migrate(installation.app)

        assert rows("SELECT id FROM suppression WHERE address NOT LIKE 'v1.%'") == []
        session = db.session()
        with db.everywhere(session):
            coalition_id = session.scalars(select(Coalition.id)).one()
        db.enter(session, coalition_id)
        assert len(mail.every_suppressed(session)) == MANY
        assert set(mail.suppressed(session, ["ZQ1099@river.example"])) == {"ZQ1099@river.example"}
        found = organisations.list_organisations(
            session, language="en", search="zqADA@river.example"
        )
        assert found.total == 3
        assert {each.email for each in session.scalars(select(Contact))} == {"Zqada@river.example"}
        [signature] = installation.signatures()
        assert signature.representative_name == "Zquilla Example"


def test_a_search_finds_names_and_no_longer_addresses(installation):
    with installation.app.app_context():
        with db.database.engine.execution_options(writes=True).begin() as connection:
            connection.execute(sa.text("UPDATE organisation SET searched = 'zqada river example'"))

        migrate(installation.app)

        assert {row.searched for row in rows("SELECT searched FROM organisation")} == {
            f"watch {number} дозор {number}" for number in range(3)
        }


def test_p33_nothing_of_it_is_left_in_file_or_wal(installation, tmp_path):
    assert b"zqada" in on_disk(tmp_path).lower()

    migrate(installation.app)

    left = on_disk(tmp_path).lower()
    assert b"watch" in left
    assert [each for each in (b"zqada", b"zquilla", b"zqchair", b"zq1099") if each in left] == []


def test_what_could_not_be_wiped_is_wiped_the_next_time(installation, tmp_path, monkeypatch):
    monkeypatch.setattr(wiping, "wipe", lambda: False)
    migrate(installation.app)
    monkeypatch.undo()
    with installation.app.app_context():
        assert db.session().scalars(select(Sealing.wiped)).one() is False

    migrate(installation.app)

    with installation.app.app_context():
        assert db.session().scalars(select(Sealing.wiped)).one() is True
    assert b"zqada" not in on_disk(tmp_path).lower()


def test_going_back_opens_everything_again(installation):
    with installation.app.app_context():
        migrate(installation.app)
        to(db.database.engine, before(SEALING))

        assert len(rows("SELECT id FROM suppression WHERE address LIKE 'zq%'")) == MANY
        assert {row.email for row in rows("SELECT email FROM contact")} == {"Zqada@river.example"}
