"""The tests of `functional/test_frozen_numbers.py` once more, on PostgreSQL."""

from tests.functional.test_frozen_numbers import *  # noqa: F403
