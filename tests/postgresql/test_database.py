"""The tests of `functional/test_database.py` once more, on PostgreSQL."""

from tests.functional.test_database import *  # noqa: F403

del test_sqlite_waits_for_the_disk_and_keeps_references  # noqa: F821  # by * from above
