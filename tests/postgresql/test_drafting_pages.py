"""The tests of `functional/test_drafting_pages.py` once more, on PostgreSQL."""

import pytest

from tests.functional.test_drafting_pages import *  # noqa: F403

# `find_reference_texts` leaves its cursor to the garbage collector when it has found all;
# the server closes it with the transaction.
pytestmark = pytest.mark.filterwarnings(
    "ignore:Exception ignored in.*ServerCursor:pytest.PytestUnraisableExceptionWarning"
)
