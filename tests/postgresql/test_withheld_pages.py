"""The tests of `functional/test_withheld_pages.py` once more, on PostgreSQL."""

from tests.functional.test_withheld_pages import *  # noqa: F403
