"""The tests of `functional/test_once_only.py` once more, on PostgreSQL, where rows are locked."""

from tests.functional.test_once_only import (
    installation,
    test_eight_workers_make_one_digest,
    test_p64_eight_workers_remind_everybody_once,
    test_two_processes_remind_everybody_once,
)

__all__ = [
    "installation",
    "test_eight_workers_make_one_digest",
    "test_p64_eight_workers_remind_everybody_once",
    "test_two_processes_remind_everybody_once",
]
