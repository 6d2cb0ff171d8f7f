"""Publishing an edition in two languages: preparing it, and how long everybody else waits to write.

python -m bench.publishing [SIZE …]
"""

import argparse
import cProfile
import pstats
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select, update

from appeals import db
from appeals.app import create_app
from appeals.config import Settings
from appeals.drafting import services as drafting
from appeals.drafting.models import Appeal, Phase
from appeals.publishing import editions, freezing
from bench.web_data import make_database

SIZES = (40, 1_000, 10_000)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, metavar="SIZE")
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    for size in options.sizes:
        measure(size, options.profile)


def measure(size, profile):
    with tempfile.TemporaryDirectory() as folder:
        settings = _settings(Path(folder))
        make_database(settings, signed=size, silent=0)
        app = create_app(settings)
        with app.test_request_context():
            session = db.session()
            with db.everywhere(session):
                appeal = session.scalars(select(Appeal)).one()
            db.enter(session, appeal.coalition_id)
            with db.transaction() as s:
                appeal.deadline = None
            with timed("prepare", profile):
                ready = editions.prepare(session, appeal)
            with timed("publish", profile):
                with db.transaction() as s:
                    editions.publish(s, appeal, ready, after=0, by=None, now=datetime.now(UTC))
            with timed("draw", profile):
                freezing._written(appeal, ready.documents)


@contextmanager
def timed(what, profile):
    start = time.perf_counter()
    prof = cProfile.Profile()
    if profile:
        prof.enable()
    yield
    prof.disable()
    print(what, round(time.perf_counter() - start, 2))
    if profile:
        pstats.Stats(prof).sort_stats("cumtime").print_stats(45)


def _settings(folder: Path) -> Settings:
    return Settings(
        data_dir=folder,
        database_url=f"sqlite:///{folder / 'appeals.sqlite3'}",
        base_url="http://127.0.0.1:8000",
        secret_keys=("a-key-for-the-benchmark",),
        smtp=None,
        mail_from="a@b.example",
        trusted_proxies=0,
    )


if __name__ == "__main__":
    main()
