"""Two workers on PostgreSQL; one is frozen, the other goes on; thawed, it sends nothing twice.

python -m tests.journeys.frozen_worker [--mails 5000]
"""

import argparse
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.faults.installation import install, wait_until
from tests.faults.servers import Receiver, serving
from tests.postgresql import server


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--mails", type=int, default=5_000)
    mails = parser.parse_args().mails
    receiver = Receiver()
    with tempfile.TemporaryDirectory(prefix="frozen-") as name, serving(receiver) as port:
        folder = Path(name)
        folder.chmod(0o711)  # the database's own account has to reach its data
        with server.running(folder / "server") as address:
            installation = install(
                folder,
                organisations=mails,
                APPEALS_DATABASE_URL=server.new_database(address),
                APPEALS_SMTP_URL=f"smtp://127.0.0.1:{port}",
                APPEALS_LEASE_SECONDS="5",
                APPEALS_RATE_MAIL="none",
                APPEALS_RATE_MAIL_DOMAIN="none",
            )
            command = (sys.executable, "-m", "appeals", "worker", "--name")
            process = installation.service.process
            with process(*command, "first") as first, process(*command, "second"):
                receiver.wait_for(mails // 3, seconds=600)
                first.send_signal(signal.SIGSTOP)
                try:
                    done = wait_until(lambda: installation.states() == {"sent": mails}, seconds=900)
                finally:
                    first.send_signal(signal.SIGCONT)
                assert done, installation.states()
                time.sleep(10)
            copies = Counter(receiver.accepted)
            assert set(copies) == {f"<{mail.id}@localhost>" for mail in installation.mails()}
            installation.close()
    # The mail under way when it froze may have been given to the server already.
    assert copies.total() <= mails + 1, copies.most_common(3)
    print(f"{mails} mails, one of two workers frozen: {copies.total() - mails} sent twice")


if __name__ == "__main__":
    main()
