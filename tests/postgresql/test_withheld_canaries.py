"""The tests of `functional/test_withheld_canaries.py` once more, on PostgreSQL."""

from tests.functional.test_withheld_canaries import *  # noqa: F403
