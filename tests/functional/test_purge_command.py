"""`appeals purge`, as an operator or a timer calls it, and the jobs that are done."""

import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from tests.functional import canaries
from tests.functional.canaries import CANARY
from tests.journeys.service import make_service

LATE = (datetime.now(UTC) + timedelta(days=400)).date().isoformat()


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    made = make_service(tmp_path_factory.mktemp("service"))
    made.run("migrate")
    return made


def ask(service, statement, *values):
    # Closed before the file is read: closing a file gives up the process's locks on it.
    file = service.folder / "data" / "appeals.sqlite3"
    with closing(sqlite3.connect(file)) as connection, connection:
        return connection.execute(statement, values).fetchall()


def count(service, table):
    return ask(service, f"SELECT count(*) FROM {table}")[0][0]


@pytest.fixture
def attempt(service):
    ask(service, "DELETE FROM attempt")
    ask(service, "UPDATE purge_state SET purged_at = NULL")
    ask(service, "INSERT INTO attempt (key, at) VALUES (?, '2020-01-01 00:00:00.000000')", CANARY)


def test_a_dry_run_counts_and_deletes_nothing(service, attempt):
    said = service.run("purge", "--dry-run")

    assert "1  attempts\n" in said
    assert said.endswith("1  would be purged\n")
    assert count(service, "attempt") == 1


def test_it_says_how_many_of_what_and_leaves_it_in_no_file(service, attempt):
    assert canaries.in_files(service.folder / "data")

    said = service.run("purge")

    assert "1  attempts\n" in said
    assert said.endswith("1  purged\n")
    assert count(service, "attempt") == 0
    assert canaries.in_files(service.folder / "data") == {}


def test_where_the_clock_has_leapt_it_says_what_to_type(service, attempt):
    ask(service, "UPDATE purge_state SET purged_at = '2020-01-01 00:00:00.000000'")

    said = service.run("purge", status=1)

    assert "the clock says" in said
    assert count(service, "attempt") == 1
    command = said.partition("“appeals ")[2].partition("”")[0]
    assert "1  attempts\n" in service.run(*command.split())
    assert count(service, "attempt") == 0
    service.run("purge")


@pytest.mark.parametrize("moment", ["soon", "2027-13-01", ""])
def test_what_is_no_moment_is_refused(service, moment):
    assert "must be like" in service.run("purge", "--as-of", moment, status=2)


def test_jobs_that_are_done_go_after_a_month_and_those_that_wait_stay(service):
    old = int(time.time() * 1000) - 40 * 24 * 3600 * 1000
    for id, status, moment in (
        ("done", "SUCCESS", old),
        ("failed", "ERROR", old),
        ("waits", "ENQUEUED", old),
        ("young", "SUCCESS", old + 20 * 24 * 3600 * 1000),
    ):
        ask(
            service,
            "INSERT INTO workflow_status (workflow_uuid, status, created_at, updated_at, priority) "
            "VALUES (?, ?, ?, ?, 0)",
            *(id, status, moment, moment),
        )
    ask(
        service,
        "INSERT INTO workflow_input (workflow_uuid, inputs, retention_timestamp) "
        "VALUES ('done', '[]', 0), ('waits', '[]', 0)",
    )

    said = service.run("purge")

    assert "2  jobs done\n" in said
    left = {row[0] for row in ask(service, "SELECT workflow_uuid FROM workflow_status")}
    assert left == {"waits", "young"}
    assert ask(service, "SELECT workflow_uuid FROM workflow_input") == [("waits",)]


def test_a_bad_period_stops_the_start_and_is_named(tmp_path):
    service = make_service(tmp_path, APPEALS_RETENTION_MAIL="for ever")

    assert "APPEALS_RETENTION_MAIL" in service.run("purge", status=1)


def test_the_worker_purges_by_itself(app):
    from appeals import jobs
    from appeals.retention import purging

    assert jobs._periodic[purging.purge_hourly] <= 3600
    assert jobs._periodic[purging.forget_attempts] <= 60


@pytest.mark.parametrize("late", [LATE])
def test_a_date_alone_will_do(service, late):
    assert "purged" in service.run("purge", "--as-of", late)
