"""Web processes that are told to end, killed, or whose clock is wrong, while organisations sign."""

import http.client
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

import lxml.html
import pytest
import sqlalchemy as sa
import time_machine

from appeals import db, workers
from appeals.drafting.models import Appeal
from appeals.mail import Mail, MailState
from appeals.mail.claims import mend_leases
from tests.faults.holding import held
from tests.faults.installation import install, wait_until
from tests.faults.restoring import links_of
from tests.functional.test_sign_page import shown
from tests.journeys.service import wait_until_ready

DAY = timedelta(days=1)


@pytest.fixture
def variables():
    """What decides about the database; tests/postgresql says something else."""
    return {}


@pytest.fixture
def installation(tmp_path, variables):
    made = install(tmp_path, organisations=8, **variables)
    yield made
    made.close()


class Partner:
    """Somebody who signs, follows no redirect and notes what was answered."""

    def __init__(self, base: str, link: str) -> None:
        self._address = urlsplit(base).netloc
        headers = self._ask("GET", link)[1]
        cookies = SimpleCookie("; ".join(headers.get_all("Set-Cookie") or []))
        self._cookie = "; ".join(f"{name}={each.value}" for name, each in cookies.items())
        self._page = urlsplit(headers["Location"]).path
        _status, headers, body = self._ask("GET", self._page, Cookie=self._cookie)
        more = SimpleCookie("; ".join(headers.get_all("Set-Cookie") or []))
        self._cookie = "; ".join(
            [self._cookie, *(f"{name}={each.value}" for name, each in more.items())]
        )
        [form] = [each for each in lxml.html.fromstring(body).forms if "authority" in each.fields]
        given = {"answer": "sign", "name": "Ada", "role": "Director", "authority": "y"}
        hidden = {each.name: each.value for each in form.inputs if each.get("type") == "hidden"}
        self._data = urlencode(hidden | given)
        self.status: int | None = None
        self.headers: http.client.HTTPMessage | None = None
        self.body = b""

    def sign(self) -> None:
        try:
            self.status, self.headers, self.body = self._ask(
                "POST",
                self._page,
                self._data,
                **{"Cookie": self._cookie, "Content-Type": "application/x-www-form-urlencoded"},
            )
        except (OSError, http.client.HTTPException):
            self.status = None  # nothing was acknowledged

    def _ask(self, method: str, path: str, body: str | None = None, **headers: str):
        connection = http.client.HTTPConnection(self._address, timeout=40)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()


@contextmanager
def embedded(service):
    port = service.base.rpartition(":")[2]
    with service.process(sys.executable, "-m", "appeals", "web", "--port", port) as started:
        wait_until_ready(service.base)
        yield started


@contextmanager
def gunicorn(service):
    address = service.base.removeprefix("http://")
    command = ("-m", "gunicorn", "-b", address, "-w", "1", "--threads", "4", "wsgi:app")
    with service.process(sys.executable, *command) as started:
        wait_until_ready(service.base)
        yield started


@pytest.mark.parametrize("serve", [embedded, gunicorn])
def test_p60_a_request_under_way_is_answered_before_the_process_ends(installation, serve):
    with serve(installation.service) as process:
        partner = Partner(installation.service.base, links_of(installation)[0])
        with held(installation):
            signing = threading.Thread(target=partner.sign)
            signing.start()
            time.sleep(1)
            assert signing.is_alive(), "it waits for its turn"
            process.send_signal(signal.SIGTERM)
            time.sleep(6.5)  # longer than the server itself waits for its threads
        signing.join(30)
        assert partner.status == 303
        assert process.wait(20) == 0

    assert len(installation.signatures()) == 1


def test_p60_p62_of_those_who_sign_while_web_is_killed_each_303_has_a_signature(installation):
    with gunicorn(installation.service) as process:
        partners = [Partner(installation.service.base, each) for each in links_of(installation)]
        signing = [threading.Thread(target=each.sign) for each in partners]
        for each in signing:
            each.start()
        assert wait_until(lambda: any(each.status for each in partners))
        children = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(process.pid)],
            capture_output=True, text=True, check=True,
        ).stdout.split()  # fmt: skip
        for child in children:
            subprocess.run(["kill", "-9", child], check=False)
        process.send_signal(signal.SIGKILL)
        process.wait()
        for each in signing:
            each.join()

    acknowledged = sum(each.status == 303 for each in partners)
    assert {each.status for each in partners} <= {303, 503, None}
    assert 1 <= acknowledged <= len(installation.signatures())
    assert len(installation.receipts()) == len(installation.signatures())


def test_p62_what_waits_too_long_is_told_to_come_back_and_does_not_wait_long(installation):
    with embedded(installation.service):
        partner = Partner(installation.service.base, links_of(installation)[0])
        with held(installation):
            partner.sign()
            refused = partner.status, partner.headers["Retry-After"], partner.body
        began = time.monotonic()
        while partner.status != 303 and time.monotonic() < began + 10:
            partner.sign()
        took = time.monotonic() - began

    assert refused[:2] == (503, "10")
    assert b"Traceback" not in refused[2] and b"sqlalchemy" not in refused[2].lower()
    assert partner.status == 303 and took < 10, took
    assert len(installation.signatures()) == 1


@pytest.mark.parametrize("jump", [DAY, -DAY])
def test_p12_a_wrong_clock_of_the_application_opens_and_closes_nothing(installation, jump):
    """Deadlines are judged by the clock of the database."""
    [first, second, *_] = links_of(installation)
    client = installation.app.test_client()
    page = client.get(first).headers["Location"]
    data = shown(client, page)

    set_deadline(installation, timedelta(hours=1))
    with time_machine.travel(datetime.now(UTC) + jump, tick=True):
        assert client.post(page, data=data).status_code == 303
    assert len(installation.signatures()) == 1

    other = installation.app.test_client()
    page = other.get(second).headers["Location"]
    data = shown(other, page)
    set_deadline(installation, -timedelta(hours=1))
    with time_machine.travel(datetime.now(UTC) + jump, tick=True):
        assert other.post(page, data=data).status_code == 410
    assert len(installation.signatures()) == 1


def set_deadline(installation, ahead):
    with installation.app.app_context(), db.transaction() as session:
        session.execute(sa.update(Appeal.__table__).values(deadline=db.clock(session) + ahead))


def test_t27_after_a_clock_was_put_back_a_day_dead_workers_are_found_dead_all_the_same(
    installation,
):
    """What they left behind bears times of the day that is to come once more."""
    lease = timedelta(seconds=installation.app.extensions["appeals.settings"].lease_seconds)
    mail_id = installation.mails()[0].id
    with installation.app.app_context(), db.transaction() as session, db.everywhere(session):
        now = db.clock(session)
        session.add(workers.Worker(name="killed", alive_until=now + DAY))
        mail = session.get_one(Mail, mail_id)
        mail.state, mail.taken_until = MailState.SENDING, now + DAY

    with installation.app.app_context():
        mend_leases()
        with db.transaction() as session, db.everywhere(session):
            workers.dead(session)
            soon = db.clock(session) + lease
            assert session.get_one(Mail, mail_id).taken_until <= soon
            assert session.get_one(workers.Worker, "killed").alive_until <= soon
