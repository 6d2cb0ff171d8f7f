"""Reminders and digests made by many workers in the same instant: each goes out once."""

import subprocess
import sys
import threading
from collections import Counter
from datetime import timedelta

import pytest
import sqlalchemy as sa

from appeals import db, ledger
from appeals.accounts import services as accounts
from appeals.correspondence.kinds import MailKind
from appeals.digests import services as digests
from appeals.digests.models import Digest
from appeals.drafting.models import Appeal
from appeals.invitations import services
from appeals.invitations.models import (
    DeadlineKind,
    Invitation,
    Outcome,
    ReminderPlan,
    ReminderSent,
    Unit,
)
from appeals.signatures.services import Action
from tests import factories
from tests.faults.installation import install

WORKERS, ORGANISATIONS = 8, 250
HOUR = timedelta(hours=1)
ROUND = """
import time
from appeals.app import create_app
app = create_app()
from appeals.invitations import services
print("ready", flush=True)
input()
with app.app_context():
    services.carry_out_plans()
"""


@pytest.fixture
def database_url(tmp_path):
    return f"sqlite:///{tmp_path / 'many.sqlite3'}"


@pytest.fixture
def installation(tmp_path, database_url):
    made = install(tmp_path, organisations=ORGANISATIONS, APPEALS_DATABASE_URL=database_url)
    yield made
    made.close()


def change(installation, act):
    with installation.app.app_context(), db.transaction() as session:
        db.enter(session, accounts.default_coalition(session).id)
        act(session, session.scalars(sa.select(Appeal)).one(), db.clock(session))


def plan_one(session, appeal, now):
    appeal.deadline = now + 9 * HOUR
    session.execute(sa.update(Invitation).values(invited_at=now - timedelta(days=4)))
    plan = ReminderPlan(
        appeal_id=appeal.id,
        deadline=DeadlineKind.FINAL,
        kind=MailKind.REMINDER,
        before=10,
        unit=Unit.HOURS,
        active=True,
    )
    session.add(plan)


def at_once(installation, act):
    """Do the same in eight threads in the same instant; return what went wrong."""
    barrier, wrong = threading.Barrier(WORKERS), []

    def run():
        with installation.app.app_context():
            barrier.wait()
            try:
                act()
            except Exception as error:
                wrong.append(error)

    threads = [threading.Thread(target=run) for _worker in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


def reminded(installation):
    mails = [each for each in installation.mails() if each.template == "reminder"]
    return Counter(each.subject_id for each in mails)


def rows_of(installation, kind):
    with installation.app.app_context():
        session = db.session()
        with db.everywhere(session):
            return session.scalars(sa.select(kind)).all()


def test_p64_eight_workers_remind_everybody_once(installation):
    change(installation, plan_one)

    wrong = at_once(installation, services.carry_out_plans)

    assert wrong == []
    assert set(reminded(installation).values()) == {1}
    assert len(reminded(installation)) == ORGANISATIONS
    assert len(rows_of(installation, ReminderSent)) == ORGANISATIONS
    assert {each.reminders for each in rows_of(installation, Invitation)} == {1}
    assert [each.outcome for each in rows_of(installation, ReminderPlan)] == [Outcome.SENT]


def test_two_processes_remind_everybody_once(installation):
    change(installation, plan_one)
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", ROUND],
            env=installation.service.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _each in range(2)
    ]
    assert [each.stdout.readline() for each in processes] == ["ready\n"] * 2

    for each in processes:
        each.stdin.write("\n")
        each.stdin.flush()
    for each in processes:
        each.communicate(timeout=60)

    assert [each.returncode for each in processes] == [0, 0]
    assert set(reminded(installation).values()) == {1}
    assert len(reminded(installation)) == ORGANISATIONS


def test_eight_workers_make_one_digest(installation):
    def decline(session, appeal, now):
        session.add(factories.make_account(appeal.coalition_id))
        appeal.opened_at = now - timedelta(days=3)
        ledger.record(
            session,
            Action.DECLINED,
            appeal.id,
            now=now - timedelta(days=2),
            appeal_id=appeal.id,
            organisation=str(appeal.id),
        )

    change(installation, decline)

    wrong = at_once(installation, digests.send_digests)

    assert wrong == []
    assert [each.template for each in installation.mails()].count("digest") == 1
    assert len(rows_of(installation, Digest)) == 1
