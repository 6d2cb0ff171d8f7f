"""The tests of `functional/test_digests.py` once more, on PostgreSQL."""

from tests.functional.test_digests import *  # noqa: F403
