"""The tests of `functional/test_checking.py` once more, on PostgreSQL."""

from tests.functional.test_checking import *  # noqa: F403
