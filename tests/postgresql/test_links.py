"""The tests of `functional/test_links.py` once more, on PostgreSQL."""

from tests.functional.test_links import *  # noqa: F403
