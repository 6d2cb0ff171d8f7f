"""The tests of `functional/test_codes.py` once more, on PostgreSQL."""

from tests.functional.test_codes import *  # noqa: F403
