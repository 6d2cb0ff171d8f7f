"""The tests of `functional/test_colleagues.py` once more, on PostgreSQL."""

from tests.functional.test_colleagues import *  # noqa: F403
