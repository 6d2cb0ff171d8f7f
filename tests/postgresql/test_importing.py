"""The tests of `functional/test_importing.py` once more, on PostgreSQL."""

from tests.functional.test_importing import *  # noqa: F403
