"""The tests of `functional/test_ledger_pages.py` once more, on PostgreSQL."""

from tests.functional.test_ledger_pages import *  # noqa: F403
