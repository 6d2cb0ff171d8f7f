"""The tests of `functional/test_statements.py` once more, on PostgreSQL."""

from tests.functional.test_statements import *  # noqa: F403
