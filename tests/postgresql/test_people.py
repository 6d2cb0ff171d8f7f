"""The tests of `functional/test_people.py` once more, on PostgreSQL."""

from tests.functional.test_people import *  # noqa: F403
