"""Mail under fault: none is lost, and of a killed worker at most one goes out twice."""

import random
import signal
import statistics
import sys
import time
from collections import Counter

import pytest

from tests.faults.installation import install, wait_until
from tests.faults.scripted import scripted
from tests.faults.servers import Busy, Dropping, Picky, Receiver, serving
from tests.journeys.browser import Browser
from tests.journeys.service import free_port, wait_until_ready

QUICKLY = {"APPEALS_RETRY_SECONDS": "0.1"}
# Others take over soon what a killed worker left.
LEASE = {"APPEALS_LEASE_SECONDS": "3"}
SECOND = (sys.executable, "-m", "appeals", "worker", "--name", "second")


@pytest.fixture
def installed(tmp_path):
    """Make an installation that sends to this port; close its database afterwards."""
    made = []

    def make(port, organisations, **variables):
        address = f"smtp://127.0.0.1:{port}"
        made.append(
            install(
                tmp_path,
                organisations=organisations,
                APPEALS_SMTP_URL=address,
                **LEASE,
                **variables,
            )
        )
        return made[-1]

    yield make
    for each in made:
        each.close()


def test_p61_a_killed_worker_loses_no_mail_and_repeats_at_most_one(installed):
    receiver = Receiver()
    moments = sorted(random.sample(range(1, 55), 3))
    with serving(receiver) as port:
        installation = installed(port, 60)
        for moment in moments:
            with installation.service.worker() as worker:
                receiver.wait_for(moment)
                time.sleep(random.random() / 100)
                worker.send_signal(signal.SIGKILL)
                worker.wait()
        with installation.service.worker():
            assert wait_until(lambda: installation.states() == {"sent": 60}), installation.states()

    copies = Counter(receiver.accepted)
    expected = {f"<{mail.id}@localhost>" for mail in installation.mails()}
    assert set(copies) == expected, f"killed at {moments}"
    assert copies.total() <= 60 + len(moments), f"killed at {moments}: {copies.most_common(4)}"


def test_p64_two_workers_share_the_work_and_send_nothing_twice(installed):
    receiver = Receiver()
    with serving(receiver) as port:
        installation = installed(port, 40)
        service = installation.service
        with service.worker(), service.process(*SECOND):
            assert wait_until(lambda: installation.states() == {"sent": 40}), installation.states()

    assert len(receiver.accepted) == len(set(receiver.accepted)) == 40


@pytest.mark.parametrize("server", [Busy, Dropping])
def test_what_a_server_does_not_take_now_it_is_offered_again(installed, server):
    receiver = server()
    with serving(receiver) as port:
        installation = installed(port, 5, **QUICKLY)
        with installation.service.worker():
            assert wait_until(lambda: installation.states() == {"sent": 5}), installation.states()

    assert len(receiver.accepted) == len(set(receiver.accepted)) == 5
    assert min(receiver.tried.values()) > 1


def test_an_unknown_recipient_is_noted_with_the_reason_and_holds_up_nobody(installed):
    receiver = Picky(unknown="")
    with serving(receiver) as port:
        installation = installed(port, 5, **QUICKLY)
        receiver.unknown = installation.addresses()[2]
        with installation.service.worker():
            assert wait_until(lambda: installation.states() == {"sent": 4, "refused": 1})

    [refused] = [each for each in installation.mails() if each.state.value == "refused"]
    assert refused.reason == "550 5.1.1 no such mailbox"


def test_mail_waits_for_a_server_that_is_down(installed):
    port = free_port()
    installation = installed(port, 3, **QUICKLY)
    with installation.service.worker():
        assert wait_until(lambda: all(each.reason for each in installation.mails()))
        # Now and then one is just being tried.
        assert wait_until(lambda: installation.states() == {"queued": 3}), installation.states()

        receiver = Receiver()
        with serving(receiver, port):
            assert wait_until(lambda: installation.states() == {"sent": 3}), installation.states()

    assert len(receiver.accepted) == 3


class Slow(Receiver):
    """Takes its time over its last word, so that a signal finds a mail under way."""

    def refusal(self, server, recipient):
        time.sleep(0.15)
        return None


def test_a_worker_that_is_told_to_end_finishes_the_mail_under_way(installed):
    receiver = Slow()
    with serving(receiver) as port:
        installation = installed(port, 30)
        for number in (4, 9):
            with installation.service.worker() as worker:
                receiver.wait_for(number)
                worker.send_signal(signal.SIGTERM)
                assert worker.wait(20) == 0
            states = installation.states()
            assert set(states) == {"sent", "queued"}, "nothing is left half done"
            assert states["sent"] == len(receiver.accepted) < 30
        with installation.service.worker():
            assert wait_until(lambda: installation.states() == {"sent": 30}), installation.states()

    assert len(receiver.accepted) == len(set(receiver.accepted)) == 30


def test_a_pause_takes_hold_within_a_second_and_a_resume_lets_all_go_once(installed):
    receiver = Slow()
    with serving(receiver) as port:
        installation = installed(port, 25)
        service = installation.service
        with service.worker(), service.process(*SECOND):
            receiver.wait_for(5)
            service.run("mail", "pause")
            time.sleep(1)
            sent = len(receiver.accepted)
            time.sleep(2)
            assert 5 <= len(receiver.accepted) == sent < 25
            assert set(installation.states()) == {"sent", "queued"}
            service.run("mail", "resume")
            assert wait_until(lambda: installation.states() == {"sent": 25}), installation.states()

    assert len(receiver.accepted) == len(set(receiver.accepted)) == 25


def test_a_rate_holds_over_two_workers(installed):
    receiver = Receiver()
    with serving(receiver) as port:
        installation = installed(port, 25, APPEALS_RATE_MAIL="10/minute")
        service = installation.service
        with service.worker(), service.process(*SECOND):
            assert wait_until(lambda: installation.states() == {"sent": 9, "queued": 16})
            assert wait_until(lambda: all(each.domain for each in installation.mails()))
            time.sleep(2)
            assert len(receiver.accepted) == 9, "of ten places one is kept for receipts"

    waiting = [each for each in installation.mails() if each.state.value == "queued"]
    assert {each.delay.value for each in waiting} == {"rate"}


def test_a_second_worker_of_the_same_name_is_refused(installed):
    installation = installed(free_port(), 1)
    service = installation.service
    with service.process(*SECOND):
        assert wait_until(lambda: "is ready" in (service.folder / "process.log").read_text())
        said = service.run("worker", "--name", "second", status=1)

    assert "“second” is running already" in said


@pytest.mark.parametrize(
    ("phase", "fault"),
    [
        ("connect", "stall"),
        ("MAIL", "451"),
        ("RCPT", "550"),
        ("DATA", "stall"),
        ("content", "stall"),
    ],
)
def test_pages_answer_at_once_whatever_the_mail_server_does(installed, phase, fault):
    with scripted(phase, fault) as server:
        installation = installed(server.port, 12, **QUICKLY)
        service = installation.service
        command = ("-m", "appeals", "web", "--port", service.base.rpartition(":")[2])
        with service.process(sys.executable, *command), service.process(*SECOND):
            wait_until_ready(service.base)
            if fault == "stall":
                assert server.stalled.wait(30)
            else:
                assert wait_until(lambda: any(each.reason for each in installation.mails()))
            browser, took = Browser(service.base), []
            for link in installation.links()[:5]:
                began = time.monotonic()
                page = browser.get(link)
                took.append(time.monotonic() - began)
                assert page.form("authority")
            server.end()  # a worker ends when the mail under way has

        assert statistics.median(took) < 1, took
