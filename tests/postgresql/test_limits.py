"""The tests of `functional/test_limits.py` once more, on PostgreSQL."""

from tests.functional.test_limits import *  # noqa: F403
from tests.functional.test_limits import (  # noqa: F401  # underscored: not in *
    _cheap_passwords,
    _nobody_is_full,
    _quick_answers,
)
