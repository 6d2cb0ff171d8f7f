"""The embedded server, asked over the network as browsers and proxies ask it."""

import threading
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from appeals import db, serving
from appeals.app import create_app
from appeals.migrate import migrate
from tests.conftest import make_settings


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    app = create_app(make_settings(tmp_path))
    migrate(app)
    server = serving.make_server(app, host="127.0.0.1", port=0)
    thread = threading.Thread(target=server.run)
    thread.start()
    yield f"127.0.0.1:{server.effective_port}"
    server.trigger.pull_trigger(server.close)
    server.task_dispatcher.shutdown()
    thread.join(timeout=5)
    with app.app_context():
        db.database.engine.dispose()


def status(address: str, path: str, headers: dict[str, str]) -> int:
    connection = HTTPConnection(address, timeout=5)
    connection.request("GET", path, headers=headers)
    try:
        return connection.getresponse().status
    finally:
        connection.close()


@pytest.mark.parametrize("path", ["/mailbox", "/metrics"])
@pytest.mark.parametrize("name", ["X-Forwarded-For", "Forwarded"])
def test_what_this_machine_alone_may_see_is_not_there_behind_a_proxy(address, path, name):
    assert status(address, path, {}) == 200
    assert status(address, path, {name: "for=192.0.2.1"}) == 404
