"""The tests of `functional/test_retention.py` once more, on PostgreSQL."""

from tests.functional.test_retention import *  # noqa: F403
