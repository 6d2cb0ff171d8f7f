"""The tests of `functional/test_sessions.py` once more, on PostgreSQL."""

from tests.functional.test_sessions import *  # noqa: F403
