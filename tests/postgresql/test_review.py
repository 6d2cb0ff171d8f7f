"""The tests of `functional/test_review.py` once more, on PostgreSQL."""

from tests.functional.test_review import *  # noqa: F403
