"""The tests of `functional/test_consent.py` once more, on PostgreSQL."""

from tests.functional.test_consent import *  # noqa: F403
from tests.postgresql.test_sign_page import invitation

__all__ = ["invitation"]
