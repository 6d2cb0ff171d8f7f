"""The tests of `functional/test_calling_back.py` once more, on PostgreSQL."""

from tests.functional.test_calling_back import *  # noqa: F403
from tests.functional.test_calling_back import _a_minute  # noqa: F401  # underscored: not in *
