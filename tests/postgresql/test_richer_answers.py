"""The tests of `functional/test_richer_answers.py` once more, on PostgreSQL."""

from tests.functional.test_richer_answers import *  # noqa: F403
