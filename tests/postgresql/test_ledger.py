"""The tests of `functional/test_ledger.py` once more, on PostgreSQL."""

from tests.functional.test_ledger import *  # noqa: F403
