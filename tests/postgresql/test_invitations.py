"""The tests of `functional/test_invitations.py` once more, on PostgreSQL."""

from tests.functional.test_invitations import *  # noqa: F403
