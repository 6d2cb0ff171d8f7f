"""The tests of `functional/test_limits.py` once more, on PostgreSQL."""

from tests.functional.test_limits import *  # noqa: F403
from tests.functional.test_limits import _cheap_passwords, _quick_answers  # noqa: F401  # underscored: not in *
