"""The tests of `functional/test_coalitions.py` once more, on PostgreSQL."""

from tests.functional.test_coalitions import *  # noqa: F403
