"""A built wheel holds all the service needs, and runs away from the checkout."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
from contextlib import contextmanager
from pathlib import Path
from urllib.request import Request, urlopen
from zipfile import ZipFile

import pytest

from tests.journeys.browser import Browser
from tests.journeys.service import ROOT, free_port, wait_until_ready

TRAVELS = ("appeals", "templates", "translations", "migrations", "pyproject.toml", "README.md")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """Build from a copy, so that nothing of the checkout is touched."""
    copy = tmp_path_factory.mktemp("copy")
    for name in TRAVELS:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, copy / name)
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", cwd=copy)
    [built] = (copy / "dist").glob("*.whl")
    return built


@pytest.fixture(scope="module")
def python(wheel, tmp_path_factory) -> Path:
    """The interpreter of an environment that has the wheel and, from here, its dependencies."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin" / "python"
    packages = run(
        python, "-c", "import sysconfig; print(sysconfig.get_paths()['purelib'])", cwd=home
    ).strip()
    run(
        sys.executable,
        "-m",
        "pip",
        "--disable-pip-version-check",
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--target",
        packages,
        wheel,
        cwd=home,
    )
    # A plain path is searched last and its own .pth files are not read: the
    # checkout, installed here in editable form, stays out of reach.
    (Path(packages) / "dependencies.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    return python


@contextmanager
def demo(python: Path, folder: Path):
    port = free_port()
    said = (folder / "said").open("wb")
    started = subprocess.Popen(
        [python, "-m", "appeals", "demo", "--port", str(port)],
        cwd=folder,
        env=environment(),
        stdout=said,
        stderr=said,
    )
    try:
        wait_until_ready(f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"
    finally:
        started.terminate()
        started.wait(timeout=30)
        said.close()


def environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("APPEALS_")}
    return {**kept, "PYTHONPATH": "", "PYTHONDONTWRITEBYTECODE": "1"}


def run(*command: object, cwd: Path) -> str:
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def get(address: str, language: str = "en") -> str:
    asked = Request(address, headers={"Accept-Language": language})
    with urlopen(asked, timeout=60) as answer:
        return answer.read().decode()


def test_every_file_of_the_service_travels_in_the_wheel(wheel):
    folders = {"templates", "translations", "migrations"}
    expected = {
        (f"appeals/{name}" if name.split("/")[0] in folders else name)
        for name in run("git", "ls-files", *folders, "appeals", cwd=ROOT).split()
    }

    with ZipFile(wheel) as packed:
        held = set(packed.namelist())

    assert expected - held == set()
    assert not [name for name in held if name.startswith(("tests/", "bench/"))]


def test_the_wheel_serves_the_demonstration_without_the_checkout(python, tmp_path):
    place = run(python, "-c", "import appeals; print(appeals.__file__)", cwd=tmp_path)
    assert str(ROOT) not in place

    with demo(python, tmp_path) as base:
        front = get(base + "/")
        for asset in re.findall(r'(?:href|src)="(/static/[^"]+)"', front):
            assert get(base + asset.replace("&amp;", "&"))
        assert "Style guide" in get(base + "/styleguide")
        assert "Совместные обращения" in get(base + "/", language="ru")

        mailbox = get(base + "/mailbox")
        mails = re.findall(r'href="(/mailbox/[^"?]+)"', mailbox)
        links = [re.search(r"/i/[\w.-]+", get(base + mail)) for mail in mails]
        link = next(found[0] for found in links if found)
        assert Browser(base).get(link).document.xpath("//article[contains(@class, 'appeal-text')]")

    assert (tmp_path / "instance" / "appeals.sqlite3").is_file()
