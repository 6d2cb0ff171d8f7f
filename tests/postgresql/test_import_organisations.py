"""The tests of `functional/test_import_organisations.py` once more, on PostgreSQL."""

from tests.functional.test_import_organisations import *  # noqa: F403
