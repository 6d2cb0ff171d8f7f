"""The tests of `functional/test_drafting.py` once more, on PostgreSQL."""

from tests.functional.test_drafting import *  # noqa: F403
