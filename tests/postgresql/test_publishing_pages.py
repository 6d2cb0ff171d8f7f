"""The tests of `functional/test_publishing_pages.py` once more, on PostgreSQL."""

from tests.functional.test_publishing_pages import *  # noqa: F403
