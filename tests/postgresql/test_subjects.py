"""The tests of `functional/test_subjects.py` once more, on PostgreSQL."""

from tests.functional.test_subjects import *  # noqa: F403
