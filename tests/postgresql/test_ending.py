"""The tests of `faults/test_ending.py` on PostgreSQL, whose server is stopped under load, too."""

import os
import shutil
import signal
import tempfile
import threading
import time
from pathlib import Path

import psycopg
import pytest

from tests.faults.test_ending import *  # noqa: F403
from tests.faults.test_ending import Partner, gunicorn
from tests.faults.test_web import fill, small_disk
from tests.journeys.service import free_port
from tests.postgresql import server


@pytest.fixture
def variables(database_url):
    return {"APPEALS_DATABASE_URL": database_url}


@pytest.fixture
def home():
    with tempfile.TemporaryDirectory(prefix="appeals-postgresql-") as folder:
        Path(folder).chmod(0o711)
        yield Path(folder) / "server"


ORGANISATIONS = 40


def test_p62_a_server_that_stops_and_starts_under_load_loses_nothing_that_was_acknowledged(
    tmp_path, home, postgresql_server
):
    port = free_port()
    first = server.running(home, port)
    address = first.__enter__()
    database = server.new_database(address)
    made = install(tmp_path, organisations=ORGANISATIONS, APPEALS_DATABASE_URL=database)  # noqa: F405
    links = links_of(made)  # noqa: F405
    with gunicorn(made.service), made.service.worker():
        log = made.service.folder / "process.log"
        assert wait_until(lambda: "is ready" in log.read_text())  # noqa: F405
        partners = [Partner(made.service.base, each) for each in links]
        statuses: list[int | None] = []
        stopped = threading.Event()

        def sign(own):
            for each in own:
                each.sign()
                statuses.append(each.status)
                if each.status != 303 and stopped.is_set():
                    assert each.status == 503, each.body[:300]
                    assert b"Traceback" not in each.body
                time.sleep(0.05)

        signing = [threading.Thread(target=sign, args=(partners[n::4],)) for n in range(4)]
        for each in signing:
            each.start()
        assert wait_until(lambda: statuses.count(303) >= 4)  # noqa: F405
        stopped.set()
        first.__exit__(None, None, None)  # at once, as when it is killed
        for each in signing:
            each.join()
        refused = [each for each in partners if each.status != 303]
        second = server.running(home, port)
        second.__enter__()
        began = time.monotonic()
        while refused and refused[0].status != 303 and time.monotonic() < began + 30:
            refused[0].sign()
        recovered = time.monotonic() - began
        kept = made.states()["kept"]
        assert wait_until(lambda: made.states()["kept"] > kept, seconds=30)  # noqa: F405
        mailing = time.monotonic() - began
        for each in refused[1:]:
            each.sign()
        assert wait_until(lambda: made.states() == {"kept": 2 * ORGANISATIONS}, seconds=30)  # noqa: F405
        signatures, receipts = len(made.signatures()), len(made.receipts())
        made.close()
    second.__exit__(None, None, None)
    print(f"signing again after {recovered:.1f} s, mailing after {mailing:.1f} s")
    assert refused, "the server was not stopped in time"
    assert set(statuses) <= {303, 503}
    assert [each.status for each in partners] == [303] * ORGANISATIONS
    assert recovered < 10, recovered
    assert mailing < 10, mailing
    assert signatures == receipts == ORGANISATIONS


def test_p62_a_full_disk_of_the_server_is_a_calm_503_and_space_mends_it(tmp_path, home):
    """Its tables lie on the small disk; where its log cannot be written it ends, as tried above."""
    with small_disk(home.parent / "disk", megabytes=60) as disk, server.running(home) as address:
        shutil.chown(disk, "postgres", "postgres")
        database = new_database_on(address, disk)
        made = install(tmp_path, organisations=12, APPEALS_DATABASE_URL=database)  # noqa: F405
        with gunicorn(made.service):
            partners = [Partner(made.service.base, each) for each in links_of(made)]  # noqa: F405
            fill(disk / "filler")
            for each in partners:
                each.sign()
            statuses = [each.status for each in partners]
            assert len(made.signatures()) == statuses.count(303)

            (disk / "filler").unlink()
            began = time.monotonic()
            for each in partners:
                each.sign()
            took = time.monotonic() - began
        signatures = [each for each in made.signatures() if each.counts]
        made.close()

    assert set(statuses) <= {303, 503}
    assert 503 in statuses, "the disk was not full"
    assert [each.status for each in partners] == [303] * 12
    assert len(signatures) == 12
    assert took < 10, took


def new_database_on(address, folder):
    with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE TABLESPACE small LOCATION '{folder}'")
        connection.execute("CREATE DATABASE on_a_small_disk TEMPLATE template0 TABLESPACE small")
    return f"{address}/on_a_small_disk"


def test_p62_a_connection_that_the_server_ends_is_no_error_of_the_next_who_signs(installation):
    """As after a restart of the server, or where an administrator ends what is idle."""
    with gunicorn(installation.service):
        partners = [Partner(installation.service.base, each) for each in links_of(installation)]  # noqa: F405
        with psycopg.connect(installation.service.environment["APPEALS_DATABASE_URL"]) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        for each in partners:
            each.sign()

    assert {each.status for each in partners} == {303}


def test_t27_a_frozen_web_process_holds_nobody_up_for_long(installation):
    """Its connection holds the row until the server ends it."""
    with gunicorn(installation.service) as first:
        partner = Partner(installation.service.base, links_of(installation)[0])  # noqa: F405
        os.kill(first.pid, signal.SIGSTOP)
        try:
            client = installation.app.test_client()
            page = client.get(links_of(installation)[1]).headers["Location"]  # noqa: F405
            assert client.post(page, data=shown(client, page)).status_code == 303  # noqa: F405
        finally:
            os.kill(first.pid, signal.SIGCONT)
        partner.sign()

    assert partner.status == 303
