"""The tests of `functional/test_mandates.py` once more, on PostgreSQL."""

from tests.functional.test_mandates import *  # noqa: F403
