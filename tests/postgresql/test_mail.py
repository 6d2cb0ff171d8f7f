"""Two workers on one PostgreSQL: what one leaves when it is killed or frozen, the other sends."""

import signal
import sys
import time
from collections import Counter

import pytest

from tests.faults.installation import install, wait_until
from tests.faults.servers import Receiver, serving

MAILS = 300


class Slow(Receiver):
    """Takes its time over each mail, so that a signal finds a mail under way."""

    def refusal(self, server, recipient):
        time.sleep(0.01)
        return super().refusal(server, recipient)


@pytest.fixture
def sending(tmp_path, database_url):
    receiver = Slow()
    with serving(receiver) as port:
        installation = install(
            tmp_path,
            organisations=MAILS,
            APPEALS_SMTP_URL=f"smtp://127.0.0.1:{port}",
            APPEALS_DATABASE_URL=database_url,
            APPEALS_LEASE_SECONDS="3",
        )
        yield installation, receiver
        installation.close()


def worker(installation, name):
    command = (sys.executable, "-m", "appeals", "worker", "--name", name)
    return installation.service.process(*command)


def all_sent(installation):
    return wait_until(lambda: installation.states() == {"sent": MAILS}, seconds=120)


def copies(installation, receiver):
    found = Counter(receiver.accepted)
    assert set(found) == {f"<{mail.id}@localhost>" for mail in installation.mails()}
    return found


def test_p64_a_killed_workers_mails_are_sent_by_the_other(sending):
    installation, receiver = sending
    with worker(installation, "first") as first, worker(installation, "second"):
        receiver.wait_for(MAILS // 4)
        first.send_signal(signal.SIGKILL)
        assert all_sent(installation), installation.states()

    assert copies(installation, receiver).total() <= MAILS + 1


def test_p64_a_frozen_workers_mails_are_sent_by_the_other_and_not_again_when_it_wakes(sending):
    installation, receiver = sending
    with worker(installation, "first") as first, worker(installation, "second"):
        receiver.wait_for(MAILS // 4)
        first.send_signal(signal.SIGSTOP)
        try:
            assert all_sent(installation), installation.states()
        finally:
            first.send_signal(signal.SIGCONT)
        time.sleep(4)

    assert installation.states() == {"sent": MAILS}
    assert copies(installation, receiver).total() <= MAILS + 1


def test_a_live_workers_jobs_are_never_taken_over(sending):
    installation, receiver = sending
    with worker(installation, "first"), worker(installation, "second"):
        assert all_sent(installation), installation.states()

    log = (installation.service.folder / "process.log").read_text()
    assert "taken over" not in log
    assert "round failed" not in log
    assert copies(installation, receiver).total() == MAILS
