"""The tests of `functional/test_mail_rates.py` once more, on PostgreSQL."""

from tests.functional.test_mail_rates import *  # noqa: F403
