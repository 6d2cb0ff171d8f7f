"""The main job on real input, with PostgreSQL behind the commands, gunicorn and the worker."""

import pytest

from tests.functional.test_main_job import *  # noqa: F403


@pytest.fixture(autouse=True)
def _on_postgresql(monkeypatch, database_url):
    monkeypatch.setenv("APPEALS_DATABASE_URL", database_url)
