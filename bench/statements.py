"""A published appeal: its page out of the cache, and its endorsements, a few and very many.

Against a bare Flask route that returns the same bytes under the same server, in the same run.

python -m bench.statements [--rounds N] [--requests N] [--many N …]
"""

import argparse
import statistics
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import sqlalchemy as sa
from flask import Flask, Response

from appeals import config, db
from appeals.app import create_app
from appeals.drafting.models import Appeal
from appeals.endorsements.models import (
    Endorsement,
    EndorsementState,
    EndorsementTerms,
    Intake,
    make_handle,
)
from appeals.migrate import migrate
from bench import load
from bench.web import CONNECTIONS, KEY, serving
from tests import factories
from tests.functional.publishing import make_publishable, publish
from tests.journeys.service import free_port

NOW = datetime.now(UTC)
FEW = 100
SIGNED = [(f"River Watch {number}", f"Речной дозор {number}", "GE") for number in range(40)]
STATEMENT = "/statements/rivers/en"
# With a query a page is made anew each time, and not given again out of the cache.
PAGES = {"statement": STATEMENT, "endorsements": f"{STATEMENT}/endorsements?made=anew"}
_AT_ONCE = 5_000


class Side:
    """A server, and what it did in each turn."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.statuses: Counter[int] = Counter()
        self.rates: dict[str, list[float]] = defaultdict(list)

    def turn(self, page: str, number: int) -> None:
        request = load.get(PAGES[page])
        answers = load.run(self.port, [request] * number, connections=CONNECTIONS)
        self.statuses += answers.statuses
        self.rates[page].append(answers.rate)

    def rate(self, page: str) -> float:
        return statistics.median(self.rates[page][1:])  # the first turn warms up


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--requests", type=int, default=1000, help="in a turn of each side")
    parser.add_argument("--many", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-statements-")))
        sides = {
            endorsed: Side(stack.enter_context(_ours(folder / str(endorsed), endorsed)))
            for endorsed in (FEW, *options.many)
        }
        limit = Side(stack.enter_context(_bare(folder, sides[FEW].port)))
        for _round in range(options.rounds + 1):
            for page in PAGES:
                for side in (limit, *sides.values()):
                    side.turn(page, options.requests)
        _print(limit, sides)


@contextmanager
def _ours(folder: Path, endorsed: int) -> Iterator[int]:
    environment = {
        "APPEALS_DATA_DIR": str(folder),
        "APPEALS_SECRET_KEYS": KEY,
        "APPEALS_BASE_URL": "http://127.0.0.1:8000",
    }
    make_database(config.from_environment(environment), endorsed)
    port = free_port()
    with serving("wsgi:app", port, environment):
        yield port


def make_database(settings: config.Settings, endorsed: int) -> None:
    """Publish an appeal that so many people have endorsed."""
    app = create_app(settings)
    migrate(app)
    with app.test_request_context():
        with db.transaction() as session:
            coalition = factories.make_coalition()
            session.add(coalition)
            session.flush()
            db.enter(session, coalition.id)
            appeal = make_publishable(session, SIGNED, signed=len(SIGNED))
            publish(session, appeal)
            appeal.slug = "rivers"
            session.add(EndorsementTerms(appeal_id=appeal.id, intake=Intake.OPEN))
        for start in range(0, endorsed, _AT_ONCE):
            numbers = range(start, min(start + _AT_ONCE, endorsed))
            with db.transaction() as session:
                session.execute(sa.insert(Endorsement), [_row(appeal, each) for each in numbers])


def _row(appeal: Appeal, number: int) -> dict[str, object]:
    moment = NOW - timedelta(seconds=number)
    return {
        "id": uuid4(),
        "coalition_id": appeal.coalition_id,
        "appeal_id": appeal.id,
        "handle": make_handle(),
        "name": f"Ada Lovelace {number}",
        "place": "Tbilisi",
        "is_named": number % 4 > 0,
        "email": f"{number}@lilac.example",
        "identity": f"{number}@lilac.example",
        "language": "en",
        "state": EndorsementState.COUNTED,
        "asked_at": moment,
        "confirmed_at": moment,
        "mails": 1,
    }


@contextmanager
def _bare(folder: Path, ours: int) -> Iterator[int]:
    """Serve the bytes that the pages of `ours` have."""
    for name, path in PAGES.items():
        body = load.ask(ours, load.get(path)).partition(b"\r\n\r\n")[2]
        (folder / name).write_bytes(body)
    port = free_port()
    with serving(f"bench.statements:make_bare({str(folder)!r})", port, {}):
        yield port


def make_bare(folder: str) -> Flask:
    """Return an application that answers with kept bytes and does nothing else."""
    app = Flask(__name__)
    for name, path in PAGES.items():
        body = (Path(folder) / name).read_bytes()

        def view(body: bytes = body) -> Response:
            return Response(body, mimetype="text/html")

        app.add_url_rule(path.partition("?")[0], name, view)
    return app


def _print(limit: Side, sides: Mapping[int, Side]) -> None:
    print(f"{CONNECTIONS} connections; medians of requests a second")
    print(f"{'':20}" + "".join(f"{page:>14}" for page in PAGES) + "  answers")
    named: Sequence[tuple[str, Side]] = [
        ("bare", limit),
        *((f"{endorsed:,} endorsed", side) for endorsed, side in sides.items()),
    ]
    for name, side in named:
        rates = "".join(f"{side.rate(page):14.0f}" for page in PAGES)
        print(f"{name:20}{rates}  {dict(side.statuses)}")
    few = sides[FEW]
    print(f"statement: {few.rate('statement') / limit.rate('statement'):.2f} of bare (0.8 wanted)")
    for endorsed, side in sides.items():
        longer = few.rate("endorsements") / side.rate("endorsements")
        print(f"endorsements: {endorsed:,} take {longer:.2f} times as long as {FEW} (1.5 allowed)")


if __name__ == "__main__":
    main()
