"""Jobs: done after the commit alone, tried again when they fail, and given up in words."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Event
from uuid import uuid4

import pytest
import sqlalchemy as sa

from appeals import config, db, jobs, mail
from appeals.config import SmtpServer
from appeals.jobs import Try
from appeals.mail import Delay, MailState, composing, outbox
from tests.journeys.service import free_port

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture
def queued(session, coalition_id, monkeypatch):
    """A mail that waits for a server that is not there."""
    monkeypatch.setitem(
        composing._composers,
        "made-up",
        lambda _session, _mail: mail.Message(to="ada@org.example", subject="Hello", text="Hello"),
    )
    made = mail.queue(session, "made-up", uuid4(), now=NOW)
    session.commit()
    return session.get_one(mail.Mail, made)


@pytest.fixture
def no_server(app):
    """Send to a port where nobody listens."""
    before = app.extensions["appeals.settings"]
    nowhere = SmtpServer("127.0.0.1", free_port(), None, None, tls=False, starttls=False)
    config.init_app(app, replace(before, smtp=nowhere))
    yield
    config.init_app(app, before)


def waiting(session):
    """Return the keys of the jobs in the queue, and whether each waits for its time."""
    rows = session.execute(
        sa.text("SELECT workflow_uuid, status FROM workflow_status ORDER BY created_at")
    )
    return dict(tuple(row) for row in rows)


def delivery(mail_row, number=1):
    return Try("mail.deliver", {"mail_id": str(mail_row.id)}, f"mail-{mail_row.id}", number)


def test_a_job_is_part_of_the_transaction_that_enqueues_it(session, coalition_id):
    jobs.enqueue(session, "mail.deliver", key="undone", mail_id="x")
    session.rollback()
    assert "undone" not in waiting(session)

    jobs.enqueue(session, "mail.deliver", key="done", mail_id="x")
    session.commit()
    assert waiting(session)["done"] == "ENQUEUED"


def test_the_same_key_is_one_job(session, coalition_id):
    for _ in range(2):
        jobs.enqueue(session, "mail.deliver", key="once", mail_id="x")
        session.commit()

    assert list(waiting(session)).count("once") == 1


def test_a_mail_that_failed_waits_in_the_outbox_until_it_is_tried_again(
    app, session, queued, no_server
):
    outbox.hand_over()
    jobs.run(app, delivery(queued))
    outbox.hand_over()

    session.expire_all()
    assert waiting(session) == {f"mail-{queued.id}": "ENQUEUED"}, "it is not due yet"
    assert (queued.state, queued.delay) == (MailState.QUEUED, Delay.TRY_AGAIN)
    assert timedelta(0) < queued.not_before - db.clock(session) <= timedelta(seconds=2)
    assert "refused" in queued.reason

    queued.not_before = db.clock(session)
    session.commit()
    outbox.hand_over()
    assert f"mail-{queued.id}.1" in waiting(session), "under another key, or it would be ignored"


def test_a_job_that_is_run_again_does_not_try_before_the_time(app, session, queued, no_server):
    jobs.run(app, delivery(queued))
    session.expire_all()
    until = queued.not_before

    jobs.run(app, delivery(queued))

    session.expire_all()
    assert (queued.failures, queued.not_before) == (1, until)


def test_running_a_try_twice_after_a_crash_adds_nothing(app, session, queued, monkeypatch):
    monkeypatch.setitem(composing._composers, "made-up", None)
    jobs.run(app, delivery(queued))
    before = waiting(session)
    jobs.run(app, delivery(queued))

    assert list(before) == [f"mail-{queued.id}/2"]
    assert waiting(session) == before


def test_after_the_last_try_a_mail_does_not_look_as_if_it_waited(app, session, queued, no_server):
    queued.failures = jobs.TRIES - 1
    session.commit()
    jobs.run(app, delivery(queued))

    session.expire_all()
    assert queued.state is MailState.REFUSED
    assert queued.reason.startswith("given up: ")


def test_a_mail_that_cannot_be_composed_is_given_up_too(app, session, queued, monkeypatch):
    monkeypatch.setitem(composing._composers, "made-up", None)
    jobs.run(app, delivery(queued, number=jobs.TRIES))

    session.expire_all()
    assert queued.state is MailState.REFUSED
    assert queued.reason.startswith("given up: ")
    assert f"mail-{queued.id}/{jobs.TRIES + 1}" not in waiting(session)


def test_a_fault_of_our_own_is_tried_again_too(app, session, queued, monkeypatch):
    def broken(_session, _mail):
        raise KeyError("name")

    monkeypatch.setitem(composing._composers, "made-up", broken)

    jobs.run(app, delivery(queued))

    session.expire_all()
    assert queued.state is MailState.QUEUED
    assert f"mail-{queued.id}/2" in waiting(session)


def test_without_a_server_a_mail_is_kept_in_the_mailbox(app, session, queued):
    jobs.run(app, delivery(queued))

    session.expire_all()
    assert queued.state is MailState.KEPT


def test_what_is_no_longer_wanted_is_not_sent(app, session, queued, monkeypatch):
    monkeypatch.setitem(composing._composers, "made-up", lambda _session, _mail: None)

    jobs.run(app, delivery(queued))

    session.expire_all()
    assert queued.state is MailState.DROPPED


def test_all_tries_together_take_some_days():
    waits = [min(2.0 * 3.0 ** min(n, 20), jobs._LONGEST_WAIT) for n in range(jobs.TRIES - 1)]

    assert 3.5 < sum(waits) / 86_400 < 5


def test_a_mail_becomes_a_job_once(session, queued):
    assert waiting(session) == {}

    for _ in range(2):
        outbox.hand_over()

    assert waiting(session) == {f"mail-{queued.id}": "ENQUEUED"}


def test_a_mail_of_a_transaction_undone_never_becomes_a_job(session, coalition_id):
    mail.queue(session, "made-up", uuid4(), now=NOW)
    session.rollback()

    outbox.hand_over()

    assert waiting(session) == {}


def test_the_oldest_mails_are_handed_over_first_some_at_a_time(session, coalition_id, monkeypatch):
    monkeypatch.setattr(outbox, "_AT_ONCE", 2)
    ids = [
        mail.queue(session, "made-up", uuid4(), now=NOW - timedelta(minutes=age))
        for age in (1, 3, 2)
    ]
    session.commit()

    outbox.hand_over()

    assert set(waiting(session)) == {f"mail-{ids[1]}", f"mail-{ids[2]}"}


def test_a_round_goes_on_after_a_failure(app, coalition_id):
    done = Event()
    times = iter([OSError("the database is away"), None])

    def once_more():
        if error := next(times):
            raise error
        done.set()

    turning = jobs._Round(app, once_more, 0.01)
    turning.AFTER_FAILURE = 0.01
    turning.start()

    assert done.wait(5)
    turning.end()
    assert not turning.is_alive()


def test_a_queue_holds_identifiers_and_no_address(session, queued):
    outbox.hand_over()

    rows = session.execute(sa.text("SELECT * FROM workflow_status")).all()

    assert rows
    assert "ada@org.example" not in str(rows)


def test_p62_after_a_long_outage_the_queue_goes_on_soon(app, monkeypatch):
    """DBOS alone would wait for up to a minute more."""
    jobs._configure(app, executor="made-up")
    from dbos import DBOS, _sys_db

    DBOS.destroy(destroy_registry=True)
    slept = []
    monkeypatch.setattr(jobs.time, "sleep", slept.append)

    for seconds in (1, 60):
        _sys_db.time.sleep(seconds)

    assert slept == [1, 2]
    assert _sys_db.time.monotonic() > 0
