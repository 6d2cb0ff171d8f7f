"""What a mail costs: queueing two thousand, and sending one against its parts in the same run.

python -m bench.mail [--mails N] [--rounds N]

The parts: an empty job of the same queue, and a bare `send_message` on a kept
connection. A sent mail may cost 1.6 times their sum.
"""

import argparse
import smtplib
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from statistics import median
from uuid import uuid4

from flask import Flask

from appeals import config, db, jobs, mail
from appeals.accounts import services as accounts
from appeals.app import create_app
from appeals.drafting import services as drafting
from appeals.drafting.models import Appeal, ListKind
from appeals.invitations import services as invitations
from appeals.migrate import migrate
from bench.measure import seconds
from tests import factories
from tests.faults.servers import Receiver, serving

NOW = datetime.now(UTC)
_WANTED_QUEUEING, _WANTED_RATIO = 3.0, 1.6
_done: list[str] = []


@jobs.handler("bench.empty")
def _empty(*, number: str) -> None:
    _done.append(number)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--mails", type=int, default=2_000)
    parser.add_argument("--sent", type=int, default=300, help="mails and jobs of a round")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    receiver = Receiver()
    with tempfile.TemporaryDirectory(prefix="bench-mail-") as folder, serving(receiver) as port:
        app = _installation(Path(folder), port)
        print(f"queueing {options.mails:,} invitations: {_queueing(app, options.mails):.2f} s "
              f"({_WANTED_QUEUEING} wanted)")  # fmt: skip
        _sending(app, receiver, port, options.sent, options.rounds)


def _installation(folder: Path, port: int) -> Flask:
    environment = {
        "APPEALS_DATA_DIR": str(folder),
        "APPEALS_SMTP_URL": f"smtp://127.0.0.1:{port}",
        "APPEALS_QUIET_HOURS": "none",
    }
    app = create_app(config.from_environment(environment))
    migrate(app)
    return app


def _queueing(app: Flask, number: int) -> float:
    """Return how long inviting takes; the mails are taken away again."""
    with app.app_context():
        appeal = _appeal(number)
        with db.transaction() as session:
            taken = seconds(lambda: invitations.invite(session, appeal, by=None, now=NOW))
            start = time.perf_counter()
        taken += time.perf_counter() - start  # the commit
        with db.transaction() as session:
            for each in session.query(mail.Mail):
                each.state, each.handed_over_at = mail.MailState.KEPT, NOW
    return taken


def _appeal(organisations: int) -> Appeal:
    with db.transaction() as session:
        db.enter(session, accounts.default_coalition(session).id)
        appeal = factories.make_appeal(12)
        asked = [
            factories.make_organisation({"en": f"Watch {number}", "ru": f"Дозор {number}"})
            for number in range(organisations)
        ]
        session.add_all([appeal, *asked])
        session.flush()
        drafting.lock(session, appeal, by=None, now=NOW)
        invitations.choose(session, appeal, asked, ListKind.SIGNATORY, by=None, now=NOW)
    return appeal


@mail.composer("bench", mail.Rank.PERSONAL)
def _compose(_session: object, _mail: mail.Mail) -> mail.Message:
    return mail.Message(to="ada@org.example", subject="Hello", text="Hello\n" * 40)


def _sending(app: Flask, receiver: Receiver, port: int, number: int, rounds: int) -> None:
    jobs.start(app, executor="bench")
    times: dict[str, list[float]] = {"empty job": [], "bare mail": [], "sent mail": []}
    try:
        for _round in range(rounds + 1):
            times["empty job"].append(_empty_jobs(app, number))
            times["bare mail"].append(_bare_mails(port, number))
            times["sent mail"].append(_sent_mails(app, receiver, number))
    finally:
        jobs.stop(app, executor="bench")
    # The first round warms up.
    costs = {name: median(taken[1:]) / number * 1000 for name, taken in times.items()}
    for name, cost in costs.items():
        print(f"{name:10}{cost:8.2f} ms")
    ratio = costs["sent mail"] / (costs["empty job"] + costs["bare mail"])
    print(f"a sent mail costs {ratio:.2f} times its parts ({_WANTED_RATIO} wanted)")


def _empty_jobs(app: Flask, number: int) -> float:
    _done.clear()
    with app.app_context(), db.transaction() as session:
        for each in range(number):
            jobs.enqueue(session, "bench.empty", key=str(uuid4()), number=str(each))
    return _until(lambda: len(_done) >= number)


def _sent_mails(app: Flask, receiver: Receiver, number: int) -> float:
    receiver.accepted.clear()
    with app.app_context(), db.transaction() as session:
        db.enter(session, accounts.default_coalition(session).id)
        for _each in range(number):
            mail.queue(session, "bench", uuid4(), now=NOW)
    return _until(lambda: len(receiver.accepted) >= number)


def _bare_mails(port: int, number: int) -> float:
    message = EmailMessage()
    message["From"], message["To"] = "appeals@coalition.example", "ada@org.example"
    message["Message-ID"] = "<bare@coalition.example>"
    message.set_content("Hello\n" * 40)
    with smtplib.SMTP("127.0.0.1", port) as server:
        return seconds(lambda: [server.send_message(message) for _each in range(number)])


def _until(true: Callable[[], bool]) -> float:
    start = time.perf_counter()
    while not true():
        time.sleep(0.005)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
