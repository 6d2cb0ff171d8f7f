"""The tests of `functional/test_passkeys.py` once more, on PostgreSQL."""

from tests.functional.test_passkeys import *  # noqa: F403
from tests.functional.test_passkeys import _a_name  # noqa: F401  # underscored: not in *
