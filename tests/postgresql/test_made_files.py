"""The tests of `functional/test_made_files.py` once more, on PostgreSQL."""

from tests.functional.test_made_files import *  # noqa: F403
