"""The tests of `functional/test_at_once_limits.py` once more, on PostgreSQL."""

from tests.functional.test_at_once_limits import *  # noqa: F403
from tests.functional.test_at_once_limits import _short_pauses  # noqa: F401  # underscored: not in *
