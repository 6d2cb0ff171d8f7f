"""The log while many sign and several sign it, on SQLite; and a worker killed in between."""

import json
import signal
import threading
import time

import pytest
from sqlalchemy import select

from appeals import db, ledger
from appeals.ledger.models import Leaf, SignedCheckpoint
from tests.faults.installation import install, wait_until
from tests.functional.test_sign_page import shown

ORGANISATIONS, SIGNERS = 24, 4


@pytest.fixture
def installation(tmp_path):
    made = install(tmp_path, organisations=ORGANISATIONS)
    yield made
    made.close()


def rows(installation, kind, order):
    with installation.app.app_context():
        session = db.session()
        with db.everywhere(session):
            return list(session.scalars(select(kind).order_by(order)))


def faults(installation):
    appeal_id = rows(installation, Leaf, Leaf.number)[0].appeal_id
    with installation.app.app_context():
        session = db.session()
        with db.everywhere(session):
            return ledger.check(session, appeal_id)


def test_p20_who_signs_in_the_same_instant_stands_in_the_log_once_and_without_gaps(installation):
    pages = []
    for link in installation.links():
        client = installation.app.test_client()
        page = client.get(link).headers["Location"]
        pages.append((client, page, shown(client, page)))
    done = threading.Event()
    barrier = threading.Barrier(len(pages) + SIGNERS)
    troubles = []

    def sign(client, page, data):
        barrier.wait()
        status = client.post(page, data=data).status_code
        if status != 303:
            troubles.append(status)

    def sign_logs():
        barrier.wait()
        while not done.is_set():
            with installation.app.app_context():
                ledger.sign_logs()

    signing = [threading.Thread(target=sign, args=each) for each in pages]
    others = [threading.Thread(target=sign_logs) for _ in range(SIGNERS)]
    for each in [*signing, *others]:
        each.start()
    for each in signing:
        each.join()
    done.set()
    for each in others:
        each.join()
    with installation.app.app_context():
        ledger.sign_logs()

    leaves = rows(installation, Leaf, Leaf.position)
    assert troubles == []
    assert [leaf.position for leaf in leaves] == list(range(ORGANISATIONS + 2))
    kinds = [json.loads(leaf.entry)["type"] for leaf in leaves]
    assert kinds.count("signature.signed") == ORGANISATIONS
    signed = rows(installation, SignedCheckpoint, SignedCheckpoint.size)
    assert signed[-1].size == len(leaves)
    assert faults(installation) == []


def test_p20_a_worker_that_is_killed_again_and_again_leaves_the_log_whole(installation):
    pages = [
        (client := installation.app.test_client(), client.get(link).headers["Location"])
        for link in installation.links()
    ]
    for start in range(0, ORGANISATIONS, 8):
        with installation.service.worker() as worker:
            for client, page in pages[start : start + 8]:
                client.post(page, data=shown(client, page))
                time.sleep(0.2)
            worker.send_signal(signal.SIGKILL)
            worker.wait()
    with installation.service.worker():
        assert wait_until(lambda: is_signed(installation), seconds=60)

    assert faults(installation) == []


def is_signed(installation):
    leaves = rows(installation, Leaf, Leaf.number)
    return all(leaf.position is not None for leaf in leaves) and len(leaves) == ORGANISATIONS + 2
