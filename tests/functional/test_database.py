"""The database: one commit, one coalition at a time, one moment in time."""

from datetime import UTC, datetime, timedelta, timezone
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy import select

from appeals import db, ledger
from appeals.app import create_app
from appeals.organisations.models import Organisation
from tests import factories
from tests.conftest import make_settings

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture
def another_coalition(session, coalition_id):
    """A second coalition with one organisation; the session is back in the first."""
    other = factories.make_coalition(name="Mountains")
    session.add(other)
    session.flush()
    db.enter(session, other.id)
    session.add(factories.make_organisation({"en": "Peak Watch"}))
    session.flush()
    db.enter(session, coalition_id)
    return other


def test_a_query_sees_its_own_coalition_alone(session, another_coalition):
    session.add(factories.make_organisation({"en": "River Watch"}))
    session.flush()

    seen = session.scalars(select(Organisation)).all()

    assert [each.label("en") for each in seen] == ["River Watch"]


def test_an_update_stays_inside_too(session, another_coalition):
    session.execute(sa.update(Organisation).values(countries=["XX"]))
    session.execute(sa.delete(ledger.Entry))

    with db.everywhere(session):
        assert [each.countries for each in session.scalars(select(Organisation))] == [["GE"]]


def test_a_query_before_a_coalition_is_entered_is_refused(app, session):
    session.info.pop("coalition", None)

    with pytest.raises(db.NoCoalition):
        session.scalars(select(Organisation)).all()
    session.add(factories.make_organisation())
    with pytest.raises(db.NoCoalition):
        session.flush()
    session.rollback()


def test_looking_everywhere_ends_with_its_block(session, another_coalition):
    with db.everywhere(session):
        assert len(session.scalars(select(Organisation)).all()) == 1

    assert session.scalars(select(Organisation)).all() == []


def test_a_transaction_is_all_or_nothing(session, coalition_id):
    with pytest.raises(ZeroDivisionError), db.transaction() as current:
        db.enter(current, coalition_id)
        current.add(factories.make_organisation())
        current.flush()
        raise ZeroDivisionError

    assert session.scalars(select(Organisation)).all() == []


def test_a_moment_keeps_its_meaning_whatever_zone_it_was_given_in(session, coalition_id):
    tbilisi = timezone(timedelta(hours=4))
    entry = ledger.Entry(
        at=NOW.astimezone(tbilisi), action="made.up", subject_id=uuid4(), details={}
    )
    session.add(entry)
    session.commit()
    session.expire_all()

    assert entry.at == NOW
    assert entry.at.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused(session, coalition_id):
    session.add(
        ledger.Entry(at=NOW.replace(tzinfo=None), action="x", subject_id=uuid4(), details={})
    )

    with pytest.raises(sa.exc.StatementError, match="without time zone"):
        session.flush()
    session.rollback()


def test_the_databases_clock_is_aware_and_right(session):
    assert abs(db.clock(session) - datetime.now(UTC)) < timedelta(seconds=30)


def test_holding_a_row_reads_it_anew(session, coalition_id):
    organisation = factories.make_organisation()
    session.add(organisation)
    session.commit()
    changed = sa.update(Organisation.__table__).values(countries=["AM"])
    session.connection().execute(changed)

    db.hold(session, organisation)

    assert organisation.countries == ["AM"]


def test_sqlite_waits_for_the_disk_and_keeps_references(tmp_path):
    app = create_app(make_settings(tmp_path))
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}

    with app.app_context():
        with db.database.engine.connect() as connection:
            found = {
                name: connection.execute(sa.text(f"PRAGMA {name}")).scalar() for name in wanted
            }
        db.database.engine.dispose()

    assert found == wanted
