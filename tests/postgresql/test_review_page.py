"""The tests of `functional/test_review_page.py` once more, on PostgreSQL."""

from tests.functional.test_review_page import *  # noqa: F403
