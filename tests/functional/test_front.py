"""A public page is given again without a question, and never a moment longer than it holds."""

import sqlite3
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event

from appeals import changes, db
from appeals.app import create_app
from appeals.drafting import services as drafting
from appeals.migrate import migrate
from appeals.publishing import editions
from tests import factories
from tests.conftest import make_settings
from tests.functional.publishing import make_publishable, publish, set_terms, sign

PATH = "/statements/rivers/en"


@pytest.fixture
def two(tmp_path):
    """Two applications on one database in which an appeal is public."""
    first, second = (create_app(make_settings(tmp_path)) for _ in range(2))
    migrate(first)
    with first.test_request_context():
        session = db.session()
        coalition = factories.make_coalition()
        session.add(coalition)
        session.flush()
        db.enter(session, coalition.id)
        appeal = make_publishable(session, signed=2)
        publish(session, appeal)
        appeal.slug = "rivers"
        session.commit()
    return first, second


@contextmanager
def inside(app):
    """Enter the coalition in a session of this application."""
    with app.test_request_context():
        session = db.session()
        with db.everywhere(session):
            appeal = drafting.get_appeal(session, "rivers")
        db.enter(session, appeal.coalition_id)
        yield session, drafting.get_appeal(session, "rivers")


@pytest.fixture
def asked(two):
    """What the second application asks its database."""
    found = []
    with two[1].app_context():
        event.listen(
            db.database.engine,
            "before_cursor_execute",
            lambda _connection, _cursor, statement, *_more: found.append(statement),
        )
    return found


def test_a_page_is_given_again_without_a_question(two, asked):
    client = two[1].test_client()
    first, asked[:] = client.get(PATH), []

    second = client.get(PATH)

    assert asked == []
    assert second.status_code == 200
    assert second.data == first.data
    wanted = {name: value for name, value in first.headers.items() if name != "Date"}
    assert dict(second.headers) == wanted
    assert "Content-Security-Policy" in wanted


def test_who_has_the_page_is_told_that_it_is_still_so(two):
    client = two[1].test_client()
    etag = client.get(PATH).headers["ETag"]

    assert client.get(PATH, headers={"If-None-Match": etag}).status_code == 304
    assert client.get(PATH).status_code == 200


def test_p52_a_kept_page_is_not_given_to_another_host(two):
    client = two[1].test_client()
    client.get(PATH)

    assert client.get(PATH, headers={"Host": "evil.example"}).status_code == 400


def test_p30_what_one_process_takes_off_is_gone_from_the_other_at_once(two):
    first, second = two
    client = second.test_client()
    assert [client.get(PATH).status_code for _ in range(2)] == [200, 200]

    with inside(first) as (session, appeal):
        editions.retract(session, appeal, "In danger.", by=None, now=datetime.now(UTC))
        session.commit()

    assert client.get(PATH).status_code == 404


def test_what_is_kept_is_asked_anew_after_a_commit_of_whomever(two, tmp_path):
    numbers = iter(range(100))

    def asked():
        with two[1].app_context():
            return changes.kept("number", lambda: next(numbers))

    before = [asked(), asked()]
    with sqlite3.connect(tmp_path / "appeals.sqlite3") as another:
        another.execute("UPDATE appeal SET reply_to = 'another@coalition.example'")
    after = [asked(), asked()]

    assert (before, after) == ([0, 0], [1, 1])


def test_what_a_process_publishes_itself_is_shown_by_it_at_once(two):
    app = two[1]
    client = app.test_client()
    before = client.get(PATH)

    with inside(app) as (session, appeal):
        sign(session, appeal, "Gamma")
        publish(session, appeal)

    assert "Gamma" not in before.text
    assert "Gamma" in client.get(PATH).text


def test_what_appears_at_its_hour_appears_though_nothing_is_written(two, asked):
    client = two[1].test_client()
    hour = datetime.now(UTC) + timedelta(seconds=4)
    with inside(two[0]) as (session, appeal):
        sign(session, appeal, "Gamma")
        set_terms(session, appeal, embargo_until=hour)
        publish(session, appeal)

    while datetime.now(UTC) < hour - timedelta(seconds=0.5):
        assert "Gamma" not in client.get(PATH).text
    time.sleep(max(0.0, (hour - datetime.now(UTC)).total_seconds()) + 0.1)

    assert "Gamma" in client.get(PATH).text
