"""The tests of `functional/test_addresses.py` once more, on PostgreSQL."""

from tests.functional.test_addresses import *  # noqa: F403
