"""Many posts for one organisation in the same instant; `tests/journeys/at_once.py` does more."""

from tests.journeys import at_once


def test_p09_and_p10_an_organisation_signs_once_through_one_link_and_through_two(tmp_path):
    answers = at_once.run(tmp_path, rounds=4, posts=24)

    assert answers == {200: 96}
