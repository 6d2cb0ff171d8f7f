"""The tests of `functional/test_reminders.py` once more, on PostgreSQL."""

from tests.functional.test_reminders import *  # noqa: F403
