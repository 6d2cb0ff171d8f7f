"""The tests of `functional/test_withheld_names.py` once more, on PostgreSQL."""

from tests.functional.test_withheld_names import *  # noqa: F403
