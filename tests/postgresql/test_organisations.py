"""The tests of `functional/test_organisations.py` once more, on PostgreSQL."""

from tests.functional.test_organisations import *  # noqa: F403
