"""The tests of `functional/test_hostile_input.py` once more, on PostgreSQL."""

from tests.functional.test_hostile_input import *  # noqa: F403
