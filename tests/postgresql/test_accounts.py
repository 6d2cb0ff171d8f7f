"""The tests of `functional/test_accounts.py` once more, on PostgreSQL."""

from tests.functional.test_accounts import *  # noqa: F403
from tests.functional.test_accounts import _quick_answers  # noqa: F401  # underscored: not in *
