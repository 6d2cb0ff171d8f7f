"""What is in deploy/ fits the service: its variables, its commands, and what reads the files."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from appeals import config
from appeals.cli import COMMANDS
from appeals.cli.backups import write

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
TIMERS = sorted((DEPLOY / "systemd").glob("*.timer"))
FILES = [each for each in sorted(DEPLOY.rglob("*")) if each.is_file()]


@pytest.fixture
def services():
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]


def commands(text: str) -> set[str]:
    """Return the first word after every call of `appeals`."""
    called = re.findall(r'bin/appeals (\w+)|"appeals", "(\w+)"', text)
    return {first or second for first, second in called}


@pytest.mark.parametrize("file", FILES, ids=lambda each: each.name)
def test_every_variable_and_every_command_exists(file):
    text = file.read_text()
    known = set(re.findall(r"APPEALS_[A-Z_]+", Path(config.__file__).read_text()))

    assert set(re.findall(r"APPEALS_[A-Z_]+", text)) <= known
    assert commands(text) <= set(COMMANDS)


OWN = {
    "APPEALS_SECRET_KEYS": "a-key-of-ones-own-for-tests",
    "APPEALS_SEALING_KEYS": "b25lIHRoYXQgaXMgb3VycywgZm9yIHRlc3RzIG9ubHk=",
    "APPEALS_INDEX_KEY": "YW5kIG9uZSBtb3JlIHRoYXQgaXMgb3VycyBhbG9uZSE=",
}


def example(folder):
    lines = (DEPLOY / "appeals.env.example").read_text().splitlines()
    given = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    return given | {"APPEALS_DATA_DIR": str(folder)}


@pytest.mark.parametrize("name", OWN)
def test_nothing_starts_with_a_key_of_the_example(tmp_path, name):
    own = {each: key for each, key in OWN.items() if each != name}

    with pytest.raises(config.BadSetting, match=f"{name} is still that of the example"):
        config.from_environment(example(tmp_path) | own)


def test_the_example_of_settings_is_accepted_with_keys_of_ones_own(tmp_path):
    settings = config.from_environment(example(tmp_path) | OWN)

    assert settings.secure
    assert settings.smtp and settings.smtp.starttls


def test_compose_starts_all_parts_in_order(services):
    parts = {"database", "migrate", "web", "worker-1", "worker-2", "proxy"}
    assert set(services) == parts
    workers = [services[each] for each in ("worker-1", "worker-2")]
    names = [each["command"][each["command"].index("--name") + 1] for each in workers]
    assert len(set(names)) == 2
    for each in (services["web"], *workers):
        assert each["depends_on"]["migrate"]["condition"] == "service_completed_successfully"
        assert "ports" not in each, "only the proxy is reached from outside"
    assert services["migrate"]["depends_on"]["database"]["condition"] == "service_healthy"
    dockerfile = DEPLOY.parent / services["web"]["build"]["dockerfile"]
    for copied in re.findall(r"-r (\S+)", dockerfile.read_text()):
        assert (ROOT / copied).is_file()


@pytest.mark.parametrize("unit", UNITS, ids=lambda each: each.name)
def test_units_ask_only_for_units_that_exist(unit):
    text = unit.read_text()
    named = re.findall(r"appeals-\w+@?\.service", text)

    assert {DEPLOY / "systemd" / each for each in named} <= set(UNITS)
    assert re.search(r"^ExecStart=/opt/appeals/bin/(appeals|gunicorn) ", text, re.MULTILINE)


def test_p63_a_backup_is_made_every_day_and_its_age_is_shown(services):
    making, showing = services["worker-1"], services["web"]
    folder = making["environment"]["APPEALS_BACKUP_DIR"]

    assert showing["environment"]["APPEALS_BACKUP_DIR"] == folder
    assert making["volumes"] == [f"backups:{folder}"]
    assert showing["volumes"] == [f"backups:{folder}:ro"]
    assert folder in (DEPLOY / "Dockerfile").read_text()
    image = services["database"]["image"].partition(":")[2]
    assert f"postgresql-client-{image}" in (DEPLOY / "Dockerfile").read_text()
    assert "APPEALS_BACKUP_DIR" not in services["worker-2"].get("environment", {})


def test_p63_the_timer_starts_a_command_that_is_understood():
    [timer] = TIMERS
    unit = timer.with_suffix(".service").read_text()
    [words] = re.findall(r"^ExecStart=/opt/appeals/bin/appeals backup (.*)$", unit, re.MULTILINE)
    folder = words.split()[-1]

    write.make_context("write", words.split())  # raises where an option is not known
    assert (
        f"APPEALS_BACKUP_DIR={folder}" in (DEPLOY / "systemd" / "appeals-web.service").read_text()
    )
    assert folder.removeprefix("/var/lib/") in re.search(r"StateDirectory=(.*)", unit)[1].split()
    assert "Persistent=true" in timer.read_text()


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="NO SYSTEMD on this machine")
@pytest.mark.parametrize("unit", [*UNITS, *TIMERS], ids=lambda each: each.name)
def test_systemd_understands_the_units(unit, tmp_path):
    for each in [*UNITS, *TIMERS]:
        name = each.name.replace("@.", "@1.")
        text = re.sub(r"/opt/appeals/bin/\w+", "/bin/true", each.read_text())
        (tmp_path / name).write_text(text.replace("/opt/appeals", "/"))
    done = subprocess.run(
        ["systemd-analyze", "verify", str(tmp_path / unit.name.replace("@.", "@1."))],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
