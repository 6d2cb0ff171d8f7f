"""Workers killed at random, again and again: no mail is lost, each kill doubles one at most.

python -m tests.journeys.killed_workers [--mails 2000] [--kills 50] [--seed N]
"""

import argparse
import random
import signal
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.faults.installation import Installation, install, wait_until
from tests.faults.servers import Receiver, serving


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--mails", type=int, default=2_000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=random.randrange(10_000))
    options = parser.parse_args()
    print(f"seed {options.seed}")
    chance = random.Random(options.seed)
    moments = sorted(chance.sample(range(1, options.mails - 1), options.kills))
    receiver = Receiver()
    with tempfile.TemporaryDirectory(prefix="killed-") as folder, serving(receiver) as port:
        installation = install(
            Path(folder),
            organisations=options.mails,
            APPEALS_SMTP_URL=f"smtp://127.0.0.1:{port}",
            APPEALS_LEASE_SECONDS="3",
            APPEALS_RATE_MAIL="none",
            APPEALS_RATE_MAIL_DOMAIN="none",
        )
        _kill(installation, receiver, moments, chance)
        _judge(installation, receiver, kills=options.kills)
        installation.close()


def _kill(
    installation: Installation, receiver: Receiver, moments: list[int], chance: random.Random
) -> None:
    for moment in moments:
        with installation.service.worker() as worker:
            receiver.wait_for(moment)
            time.sleep(chance.random() / 100)
            worker.send_signal(signal.SIGKILL)
            worker.wait()


def _judge(installation: Installation, receiver: Receiver, *, kills: int) -> None:
    mails = len(installation.mails())
    with installation.service.worker():
        done = wait_until(lambda: installation.states() == {"sent": mails}, seconds=600)
    assert done, installation.states()
    copies = Counter(receiver.accepted)
    expected = {f"<{mail.id}@localhost>" for mail in installation.mails()}
    assert set(copies) == expected, "a mail was lost, or went out under another Message-ID"
    doubled = copies.total() - mails
    assert doubled <= kills, copies.most_common(5)
    print(f"{mails} mails, {kills} kills: none lost, {doubled} sent twice")


if __name__ == "__main__":
    main()
