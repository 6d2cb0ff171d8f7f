"""How long the coordinator's pages take as an appeal grows.

python -m bench.board [--rounds N]
"""

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path

from flask.testing import FlaskClient

from appeals import config, db
from appeals.accounts import guards, sessions
from appeals.accounts.models import Coalition
from appeals.accounts.permissions import Role
from appeals.app import create_app
from bench import measure, web_data
from tests import factories

SIZES = (40, 400, 2_000)
PAGES = {
    "board": "/appeals/rivers/invitations",
    "last page": "/appeals/rivers/invitations?page=999",
    "one state": "/appeals/rivers/invitations?state=signed",
    "search": "/appeals/rivers/invitations?q=watch+7",
    "figures": "/appeals/rivers/invitations/figures",
    "CSV": "/appeals/rivers/invitations/board.csv",
    "XLSX": "/appeals/rivers/invitations/board.xlsx",
    "lists": "/appeals/rivers/lists",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    print("milliseconds  " + "".join(f"{name:>11}" for name in PAGES))
    for size in SIZES:
        with tempfile.TemporaryDirectory(prefix="bench-board-") as folder:
            client = _coordinator(Path(folder), size)
            taken = measure.medians(
                {name: _get(client, path) for name, path in PAGES.items()}, rounds=options.rounds
            )
        print(f"{size:6,} rows   " + "".join(f"{1000 * each:11.0f}" for each in taken.values()))


def _coordinator(folder: Path, size: int) -> FlaskClient:
    """Return the browser of somebody who coordinates an appeal of so many organisations."""
    settings = config.from_environment({"APPEALS_DATA_DIR": str(folder)})
    half = size // 2
    web_data.make_database(settings, signed=size - half, silent=half)
    app = create_app(settings)
    client = app.test_client()
    with app.app_context(), db.transaction() as session:
        coalition = session.query(Coalition).one()
        db.enter(session, coalition.id)
        account = factories.make_account(coalition.id, role=Role.COORDINATOR)
        session.add(account)
        session.flush()
        with client.session_transaction() as cookie:
            cookie[guards.KEY] = sessions.begin(session, account, browser="")
    return client


def _get(client: FlaskClient, path: str) -> Callable[[], object]:
    def get() -> None:
        answer = client.get(path)
        if answer.status_code != 200:
            raise SystemExit(f"{path}: {answer.status}")

    return get


if __name__ == "__main__":
    main()
