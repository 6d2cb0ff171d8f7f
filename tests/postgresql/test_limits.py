"""The tests of `functional/test_limits.py` once more, on PostgreSQL."""

from tests.functional.test_limits import *  # noqa: F403
from tests.functional.test_limits import (
    _cheap_passwords,  # noqa: F401  # underscored: not in *
    _nobody_is_full,  # noqa: F401
    _quick_answers,  # noqa: F401
)
