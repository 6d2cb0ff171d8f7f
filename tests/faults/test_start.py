"""Several processes start at the same time."""

import subprocess
import sys

import pytest

from tests.journeys.service import make_service


@pytest.fixture
def variables():
    """What decides about the database; tests/postgresql says something else."""
    return {}


def test_of_services_that_start_at_once_each_finds_a_migrated_database(tmp_path, variables):
    service = make_service(tmp_path, **variables)
    command = [sys.executable, "-m", "appeals", "migrate"]

    started = [
        subprocess.Popen(
            command,
            env=service.environment,
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for _ in range(3)
    ]
    said = [each.communicate(timeout=120)[0] for each in started]

    assert [each.returncode for each in started] == [0, 0, 0], said
    assert "up to date" in service.run("migrate")
