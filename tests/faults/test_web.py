"""The pages under fault: what was acknowledged is there, what was not is not half there."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from http.cookiejar import CookieJar
from pathlib import Path
from typing import ClassVar
from urllib.error import URLError
from urllib.request import BaseHandler, HTTPCookieProcessor, build_opener
from uuid import uuid4

import pytest

from appeals import db, tokens
from appeals.app import create_app
from appeals.invitations import links
from appeals.tokens import Claim, Purpose
from tests.conftest import make_settings
from tests.faults.installation import install
from tests.journeys.browser import Browser, Page
from tests.journeys.service import wait_until_ready


@pytest.fixture
def installation(tmp_path):
    made = install(tmp_path, organisations=12)
    yield made
    made.close()


@contextmanager
def web(service) -> Iterator[subprocess.Popen[bytes]]:
    port = service.base.rpartition(":")[2]
    with service.process(sys.executable, "-m", "appeals", "web", "--port", port) as started:
        wait_until_ready(service.base)
        yield started


class Noting(BaseHandler):
    """Remembers the headers of the last answer."""

    headers: ClassVar[dict[str, str]] = {}

    def http_response(self, _request, response):
        self.headers.clear()
        self.headers.update(response.headers)
        return response


def sign(base: str, link: str) -> Page:
    browser = Browser(base, build_opener(HTTPCookieProcessor(CookieJar()), Noting()))
    form = browser.get(link).form("authority")
    return browser.submit(
        form.filled(answer="sign", name="Ada Lovelace", role="Director", authority="y")
    )


def is_receipt(page: Page) -> bool:
    return page.status == 200 and bool(page.document.xpath("//section[@class='receipt']"))


def test_what_was_acknowledged_survives_the_killing_of_the_web_process(installation):
    service = installation.service
    acknowledged: list[str] = []
    third = threading.Event()

    def sign_all(own: list[str]) -> None:
        for link in own:
            try:
                answered = is_receipt(sign(service.base, link))
            except (URLError, OSError, HTTPException):
                return  # killed under our hands
            if answered:
                acknowledged.append(link)
            if len(acknowledged) >= 3:
                third.set()

    paths = installation.links()
    with web(service) as process:
        partners = [threading.Thread(target=sign_all, args=(paths[n::2],)) for n in range(2)]
        for partner in partners:
            partner.start()
        assert third.wait(60)
        process.send_signal(signal.SIGKILL)
        for partner in partners:
            partner.join()

    in_database = len(installation.signatures())
    assert 3 <= len(acknowledged) <= in_database < len(paths)
    assert len(installation.receipts()) == in_database, "a signature and its mail are one act"
    with web(service):
        for link in paths:
            page = Browser(service.base).get(link)
            assert is_receipt(page) or page.form("authority"), page.text
            if link in acknowledged:
                assert is_receipt(page)


def test_a_locked_database_is_a_calm_503_and_nothing_is_half_done(installation):
    service = installation.service
    file = Path(service.environment["APPEALS_DATA_DIR"]) / "appeals.sqlite3"
    link = installation.links()[0]
    with web(service):
        locking = sqlite3.connect(file, isolation_level=None)
        locking.execute("BEGIN IMMEDIATE")
        refused = sign(service.base, link)
        headers = dict(Noting.headers)
        read = Browser(service.base).get(link)
        locking.execute("ROLLBACK")
        locking.close()

        assert refused.status == 503
        assert headers["Retry-After"]
        assert "Try again in a few seconds" in refused.text
        assert read.status == 200, "reading goes on while somebody else writes"
        assert installation.signatures() == []
        assert is_receipt(sign(service.base, link))


def test_a_full_disk_is_a_calm_503_and_space_mends_it(tmp_path):
    with small_disk(tmp_path / "disk") as disk:
        # The logs of the processes lie on the same disk.
        installation = install(disk, organisations=12)
        filler = disk / "filler"
        with web(installation.service):
            paths = installation.links()
            fill(filler)
            statuses = [sign(installation.service.base, link).status for link in paths]
            acknowledged = statuses.count(200)
            assert set(statuses) <= {200, 503}
            assert 503 in statuses, "the disk was not full"
            assert len(installation.signatures()) == acknowledged

            filler.unlink()
            assert all(is_receipt(sign(installation.service.base, link)) for link in paths)
        assert len([each for each in installation.signatures() if each.counts]) == len(paths)
        installation.close()


@pytest.mark.parametrize("make", [Path.touch, Path.mkdir])
def test_without_a_usable_database_pages_say_try_again(tmp_path, make):
    settings = make_settings(tmp_path)
    app = create_app(settings)
    make(tmp_path / "appeals.sqlite3")
    link = links.PATH + tokens.dump(settings.secret_keys, Purpose.SIGN, Claim(uuid4(), 1))

    answers = [app.test_client().get(path) for path in ("/readyz", link, "/metrics")]

    assert [answer.status_code for answer in answers] == [503, 503, 503]
    assert all(answer.headers["Retry-After"] for answer in answers)
    assert "Try again in a few seconds" in answers[1].text
    with app.app_context():
        db.database.engine.dispose()


@contextmanager
def small_disk(folder: Path, *, megabytes: int = 6) -> Iterator[Path]:
    """Mount a disk of a few megabytes; only root can, elsewhere the test is skipped loudly."""
    folder.mkdir()
    mounted = (
        os.getuid() == 0
        and shutil.which("mount")
        and subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)],
            capture_output=True,
            check=False,
        ).returncode
        == 0
    )
    if not mounted:
        pytest.skip("NO SMALL DISK can be mounted here: a full one is not tested")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(file: Path) -> None:
    """Write until nothing more fits."""
    with file.open("wb", buffering=0) as filler:
        for size in (65536, 512):
            try:
                while True:
                    filler.write(b"\0" * size)
            except OSError:
                continue
