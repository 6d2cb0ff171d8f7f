"""The tests of `functional/test_editions.py` once more, on PostgreSQL."""

from tests.functional.test_editions import *  # noqa: F403
