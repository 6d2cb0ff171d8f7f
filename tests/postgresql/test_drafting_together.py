"""The tests of `functional/test_drafting_together.py` once more, on PostgreSQL."""

from tests.functional.test_drafting_together import *  # noqa: F403
