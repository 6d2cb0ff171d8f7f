"""Fifty people use one organisation's link in the same instant, round after round.

Run it by hand:  python -m tests.journeys.at_once [--rounds 100] [--posts 50] [--database URL]

Half of the rounds go through one link, half through two of which both are good: one is
signed with a former key. Whatever happens, an organisation signs once and has one receipt.
"""

import argparse
import tempfile
import threading
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from appeals import tokens
from tests.faults.installation import Installation, install
from tests.journeys.browser import Browser, Form

FORMER, PRESENT = "the-former-key-of-the-journey", "the-present-key-of-the-journey"
WHO = {"name": "Ada Lovelace", "role": "Chair", "authority": "y", "answer": "sign"}


def run(folder: Path, *, rounds: int, posts: int, database: str | None = None) -> Counter[int]:
    """Return how often each status was answered; raise `AssertionError` where one signed twice."""
    keys = {"APPEALS_SECRET_KEYS": f"{FORMER},{PRESENT}"}
    keys |= {"APPEALS_DATABASE_URL": database} if database else {}
    installation = install(folder, organisations=rounds, **keys)
    answers: Counter[int] = Counter()
    try:
        with installation.service.web():
            for number, link in enumerate(installation.links()):
                links = [link] if number % 2 else [link, _under_the_former_key(link)]
                answers += Counter(_all_at_once(installation, links, posts))
        _check(installation, rounds)
    finally:
        installation.close()
    assert set(answers) == {200}, answers
    return answers


def _under_the_former_key(link: str) -> str:
    """Return a second link that opens the same."""
    folder, _, token = link.rpartition("/")
    claim = tokens.load([FORMER, PRESENT], tokens.Purpose.SIGN, token)
    return f"{folder}/{tokens.dump([FORMER], tokens.Purpose.SIGN, claim)}"


def _all_at_once(installation: Installation, links: Sequence[str], posts: int) -> list[int]:
    """Open the links in as many browsers as there are posts, and sign in all at the same moment."""
    prepared: list[tuple[Browser, Form]] = []
    for number in range(posts):
        browser = Browser(installation.service.base)
        form = browser.get(links[number % len(links)]).form("authority")
        prepared.append((browser, form.filled(**WHO)))
    barrier = threading.Barrier(posts)
    statuses: list[int] = []

    def send(browser: Browser, form: Form) -> None:
        barrier.wait()
        statuses.append(browser.submit(form).status)

    threads = [threading.Thread(target=send, args=each) for each in prepared]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses


def _check(installation: Installation, rounds: int) -> None:
    active = Counter(each.organisation_id for each in installation.signatures() if each.counts)
    assert set(active.values()) == {1}, active.most_common(3)
    assert len(active) == len(installation.signatures()) == rounds
    assert len(installation.receipts()) == rounds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--posts", type=int, default=50)
    parser.add_argument("--database", help="postgresql://…; SQLite unless it is given")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="at-once-") as folder:
        answers = run(
            Path(folder), rounds=options.rounds, posts=options.posts, database=options.database
        )
    print(f"{options.rounds} organisations, {sum(answers.values())} posts, one signature each")


if __name__ == "__main__":
    main()
