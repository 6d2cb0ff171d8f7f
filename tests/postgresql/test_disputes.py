"""The tests of `functional/test_disputes.py` once more, on PostgreSQL."""

from tests.functional.test_disputes import *  # noqa: F403
