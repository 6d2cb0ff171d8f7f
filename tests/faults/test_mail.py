"""Mail under fault: none is lost, and of a killed worker at most one goes out twice."""

import random
import signal
import sys
import time
from collections import Counter

import pytest

from tests.faults.installation import install, wait_until
from tests.faults.servers import Busy, Dropping, Picky, Receiver, serving
from tests.journeys.service import free_port

QUICKLY = {"APPEALS_RETRY_SECONDS": "0.1"}
# Others take over soon what a killed worker left.
LEASE = {"APPEALS_LEASE_SECONDS": "3"}


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


def test_a_killed_worker_loses_no_mail_and_repeats_at_most_one(installed):
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


def test_two_workers_share_the_work_and_send_nothing_twice(installed):
    receiver = Receiver()
    with serving(receiver) as port:
        installation = installed(port, 40)
        service = installation.service
        second = (sys.executable, "-m", "appeals", "worker", "--name", "second")
        with service.worker(), service.process(*second):
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
        assert installation.states() == {"queued": 3}

        receiver = Receiver()
        with serving(receiver, port):
            assert wait_until(lambda: installation.states() == {"sent": 3}), installation.states()

    assert len(receiver.accepted) == 3
