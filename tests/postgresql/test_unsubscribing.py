"""The tests of `functional/test_unsubscribing.py` once more, on PostgreSQL."""

from tests.functional.test_unsubscribing import *  # noqa: F403
