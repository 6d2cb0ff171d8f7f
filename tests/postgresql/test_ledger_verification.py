"""The tests of `functional/test_ledger_verification.py` once more, on PostgreSQL."""

from tests.functional.test_ledger_verification import *  # noqa: F403
