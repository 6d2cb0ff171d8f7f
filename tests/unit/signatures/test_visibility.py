"""How far a name is shown: from open to closed, by the hour, and in numbers."""

from datetime import UTC, datetime, timedelta

import pytest

from appeals.invitations.models import Visibility
from appeals.signatures.visibility import Wish, told

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
PUBLIC, WITHHELD, CONFIDENTIAL = (
    Wish(visibility=each)
    for each in (Visibility.PUBLIC, Visibility.WITHHELD, Visibility.CONFIDENTIAL)
)


def later(hours):
    return Wish(visibility=Visibility.LATER, public_from=NOW + timedelta(hours=hours))


@pytest.mark.parametrize(
    ("wish", "named", "counted"),
    [
        (PUBLIC, True, False),
        (later(1), False, True),
        (later(0), True, False),
        (WITHHELD, False, True),
        (CONFIDENTIAL, False, False),
        (Wish(visibility=Visibility.LATER), False, True),
    ],
)
def test_p31_who_is_named_and_who_is_counted(wish, named, counted):
    assert (wish.is_named(NOW), wish.is_counted(NOW)) == (named, counted)


def test_p31_each_way_hides_more_than_those_before_it():
    ways = [PUBLIC, later(1), later(2), WITHHELD, CONFIDENTIAL]

    for place, wish in enumerate(ways):
        assert [wish.hides_more_than(other) for other in ways] == [
            at < place for at in range(len(ways))
        ]


@pytest.mark.parametrize(("number", "spoken_of"), [(0, 0), (1, 0), (2, 0), (3, 3), (41, 41)])
def test_p32_fewer_than_three_are_none(number, spoken_of):
    assert told(number) == spoken_of
