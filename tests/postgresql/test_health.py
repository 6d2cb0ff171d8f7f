"""The tests of `functional/test_health.py` once more, on PostgreSQL."""

from tests.functional.test_health import *  # noqa: F403
