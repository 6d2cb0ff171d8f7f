"""Rates of the sign page and of signing under gunicorn, against bare Flask in the same run.

python -m bench.web [--rounds N] [--requests N] [--many N]
"""

import argparse
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from itertools import cycle, islice
from pathlib import Path

from appeals import config
from bench import bare, load, web_data
from bench.load import Answers
from bench.web_data import Link

KEY = "a-key-that-is-only-for-the-benchmark"
CONNECTIONS = 8
CLIENTS = 16  # in the last rush before a deadline
FEW = 40


class Side:
    """One server, and the requests still to be sent to it."""

    def __init__(
        self, port: int, pages: Sequence[bytes], forms: Sequence[bytes], expected: int = 303
    ) -> None:
        self.port = port
        self.pages = cycle(pages)
        self.forms = iter(forms)
        self.statuses: Counter[int] = Counter()
        self.rates: dict[str, list[float]] = defaultdict(list)

    def turn(self, what: str, number: int) -> None:
        requests = list(islice(self.pages if what == "page" else self.forms, number))
        answers = load.run(self.port, requests, connections=CONNECTIONS)
        self.statuses += answers.statuses
        self.rates[what].append(answers.rate)

    def rush(self, number: int) -> Answers:
        """Post forms from `CLIENTS` at once."""
        answers = load.run(self.port, list(islice(self.forms, number)), connections=CLIENTS)
        self.statuses += answers.statuses
        return answers

    def rate(self, what: str) -> float:
        return statistics.median(self.rates[what][1:])  # the first turn warms up


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--requests", type=int, default=400, help="in a turn of each side")
    parser.add_argument("--many", type=int, default=100_000, help="signatures of the full database")
    options = parser.parse_args()
    silent = (options.rounds + 2) * options.requests + 100
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-web-")))
        few = stack.enter_context(_ours(folder / "few", 8101, FEW, silent))
        many = stack.enter_context(_ours(folder / "many", 8102, options.many, silent))
        size = len(load.ask(few.port, next(few.pages)))
        limit = stack.enter_context(_bare(folder, 8103, size, silent))
        for _round in range(options.rounds + 1):
            for what in ("page", "form"):
                for side in (limit, few, many):
                    side.turn(what, options.requests)
        sides = {"bare": limit, f"{FEW} signed": few, f"{options.many:,} signed": many}
        _print(sides, size)
        _print_rush({name: side.rush(options.requests) for name, side in sides.items()})
    _print_help_time()


@contextmanager
def _ours(folder: Path, port: int, signed: int, silent: int) -> Iterator[Side]:
    environment = {
        "APPEALS_DATA_DIR": str(folder),
        "APPEALS_SECRET_KEYS": KEY,
        "APPEALS_BASE_URL": "http://127.0.0.1:8000",
    }
    links = web_data.make_database(
        config.from_environment(environment), signed=signed, silent=silent
    )
    with serving("wsgi:app", port, environment):
        session, token = _browser(port, links[0])
        pages = [load.get(f"/sign/{link.handle}", f"{session}; {cookie(link)}") for link in links]
        yield Side(port, pages, [_form(link, session, token) for link in links])


@contextmanager
def _bare(folder: Path, port: int, size: int, number: int) -> Iterator[Side]:
    url = f"sqlite:///{folder / 'bare.sqlite3'}"
    guest_id, letter_id = bare.make_database(url, size)
    form = load.post(f"/{letter_id}", {"name": "Ada Lovelace", "role": "Chair"})
    with serving(f"bench.bare:make_app({url!r})", port, {}):
        yield Side(port, [load.get(f"/{guest_id}")], [form] * number)


@contextmanager
def serving(app: str, port: int, environment: Mapping[str, str]) -> Iterator[None]:
    command = [
        sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", "2",
        "--worker-class", "gthread", "--threads", "4", "--keep-alive", "60", "--log-level",
        "critical", app,
    ]  # fmt: skip
    process = subprocess.Popen(
        command, env=dict(environment), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(port)
        yield
    finally:
        process.terminate()
        process.wait()


def _wait_for(port: int) -> None:
    for _attempt in range(100):
        try:
            load.ask(port, load.get("/"))
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit(f"nothing answers on port {port}")


def _browser(port: int, link: Link) -> tuple[str, str]:
    """Open one page; return the session cookie and the form's token that belongs to it."""
    answer = load.ask(port, load.get(f"/sign/{link.handle}", cookie(link))).decode()
    session = re.search(r"Set-Cookie: (session=[^;]+)", answer)
    token = re.search(r'name="csrf_token" type="hidden" value="([^"]+)"', answer)
    if not session or not token:
        raise SystemExit(f"the sign page cannot be read:\n{answer[:500]}")
    return session[1], token[1]


def cookie(link: Link) -> str:
    return f"inv_{link.handle}={link.token}"


def _form(link: Link, session: str, token: str) -> bytes:
    values = {
        "csrf_token": token, "text_hash": link.text_hash, "language": "en", "answer": "sign",
        "name": "Ada Lovelace", "role": "Chair", "authority": "y",
    }  # fmt: skip
    return load.post(f"/sign/{link.handle}", values, f"{session}; {cookie(link)}")


def _print(sides: Mapping[str, Side], size: int) -> None:
    limit, few, many = sides.values()
    print(f"page of {size:,} bytes; {CONNECTIONS} connections; medians of requests a second")
    print(f"{'':16}{'page':>8}{'form':>8}  answers")
    for name, side in sides.items():
        print(f"{name:16}{side.rate('page'):8.0f}{side.rate('form'):8.0f}  {dict(side.statuses)}")
    for what, wanted in (("page", 0.6), ("form", 0.4)):
        ratio = few.rate(what) / limit.rate(what)
        unchanged = many.rate(what) / few.rate(what)
        print(f"{what}: {ratio:.2f} of bare ({wanted} wanted), full database {unchanged:.2f} (0.9)")


def _print_rush(sides: Mapping[str, Answers]) -> None:
    print(f"a form from {CLIENTS} clients at once, milliseconds:")
    for name, answers in sides.items():
        half, nearly_all = (1000 * answers.percentile(each) for each in (50, 99))
        print(f"{name:16}{half:8.0f} (half){nearly_all:8.0f} (99 of 100)")


def _print_help_time() -> None:
    times = []
    for _round in range(7):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "appeals", "--help"], capture_output=True, check=True)
        times.append(time.perf_counter() - start)
    print(f"appeals --help: {statistics.median(times):.2f} s (0.5 wanted)")


if __name__ == "__main__":
    main()
