from tests.functional.test_placing import *  # noqa: F403
