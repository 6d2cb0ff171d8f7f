"""Sign pages of partners beside a flood of links that are none, under gunicorn.

python -m bench.bogus [--seconds N] [--flood N] [--pages N] [--networks N]
"""

import argparse
import secrets
import tempfile
from collections.abc import Iterator
from itertools import cycle
from uuid import uuid4

from appeals import config, tokens
from appeals.tokens import Purpose
from bench import load, web, web_data
from bench.load import Answers, Stream

_PORT = 8111
_WANTED = 1.0  # seconds, for 99 of 100 pages


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--flood", type=float, default=500, help="bogus links a second")
    parser.add_argument("--pages", type=float, default=20, help="sign pages a second")
    parser.add_argument("--networks", type=int, default=2000, help="of a flood from everywhere")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-bogus-") as folder:
        environment = {
            "APPEALS_DATA_DIR": folder,
            "APPEALS_SECRET_KEYS": web.KEY,
            "APPEALS_BASE_URL": "http://127.0.0.1:8000",
            "APPEALS_TRUSTED_PROXIES": "1",
        }
        settings = config.from_environment(environment)
        links = web_data.make_database(settings, signed=40, silent=400)
        with web.serving("wsgi:app", _PORT, environment):
            for name, networks in (("nobody", 0), ("one network", 1), ("many", options.networks)):
                flood = options.flood if networks else 0
                _measure(name, links, flood, networks, options)


def _measure(
    name: str,
    links: list[web_data.Link],
    flood: float,
    networks: int,
    options: argparse.Namespace,
) -> None:
    pages = cycle(
        [load.get(f"/sign/{each.handle}", web.cookie(each), _from(7, 7)) for each in links]
    )
    streams = [Stream(pages, options.pages, connections=8)]
    if flood:
        streams.append(Stream(_bogus(networks), flood, connections=64))
    found = load.run_at_rate(_PORT, streams, seconds=options.seconds)
    print(f"flood from {name}:")
    for what, answers in zip(("pages", "flood"), found, strict=False):
        print(f"  {what}: {_said(answers)}")
    kept = found[0].percentile(99) <= _WANTED and set(found[0].statuses) == {200}
    print(f"  99 of 100 pages within {_WANTED:.0f} s: {'yes' if kept else 'NO'}")


def _bogus(networks: int) -> Iterator[bytes]:
    """Yield links that look like ours and are signed by nobody, each from another network."""
    key = [secrets.token_hex()]
    number = 0
    while True:
        number += 1
        token = tokens.dump(key, Purpose.SIGN, tokens.Claim(uuid4(), 1))
        place = number % networks
        yield load.get(f"/i/{token}", headers=_from(place // 250, place % 250))


def _from(first: int, second: int) -> str:
    return f"X-Forwarded-For: 198.{first}.{second}.1\r\n"


def _said(answers: Answers) -> str:
    half, nearly_all = (1000 * answers.percentile(each) for each in (50, 99))
    counted = dict(answers.statuses)
    return f"{answers.rate:.0f}/s, {half:.0f} ms (half), {nearly_all:.0f} ms (99), {counted}"


if __name__ == "__main__":
    main()
