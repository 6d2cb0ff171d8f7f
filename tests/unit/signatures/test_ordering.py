"""One order for every language."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from appeals.drafting.models import ListOrder
from appeals.signatures.models import Signature
from appeals.signatures.ordering import moved, ordered

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def make_signature(name="River Watch", *, russian="Речной дозор", country="GE", hours=0, **changes):
    values = {
        "names": {
            "en": {"name": name, "acronym": "", "sort_key": ""},
            "ru": {"name": russian, "acronym": "", "sort_key": ""},
        },
        "countries": [country],
        "signed_at": NOW + timedelta(hours=hours),
        "hand_position": None,
    }
    return Signature(**(values | changes))


def names(signatures, language="en"):
    return [each.names[language]["name"] for each in signatures]


def test_by_name_quotes_and_case_do_not_count():
    listed = [make_signature(name) for name in ("«Zora»", "“Amber”", "blue Gauge", "Łódź Archive")]

    assert names(ordered(listed, ListOrder.NAME, language="en")) == [
        "“Amber”",
        "blue Gauge",
        "Łódź Archive",
        "«Zora»",
    ]


def test_the_chosen_language_decides():
    listed = [make_signature("Alpha", russian="Яблоко"), make_signature("Beta", russian="Ёлка")]

    assert names(ordered(listed, ListOrder.NAME, language="ru")) == ["Beta", "Alpha"]


def test_a_sort_key_stands_for_the_name():
    sorted_as = {"en": {"name": "The Quiet Archive", "acronym": "", "sort_key": "Quiet Archive"}}
    listed = [make_signature("The Quiet Archive", names=sorted_as), make_signature("Rivers")]

    assert names(ordered(listed, ListOrder.NAME, language="en")) == ["The Quiet Archive", "Rivers"]


def test_who_has_no_name_in_the_deciding_language_is_sorted_by_another():
    only_russian = {"ru": {"name": "Альфа", "acronym": "", "sort_key": ""}}
    listed = [make_signature(names=only_russian), make_signature("Zeta")]

    assert ordered(listed, ListOrder.NAME, language="en")[0].names["en"]["name"] == "Zeta"


def test_by_country_its_name_decides_and_then_the_organisation():
    listed = [
        make_signature("B", country="DE"),
        make_signature("A", country="DE"),
        make_signature("C", country="AT"),
        make_signature("D", countries=[]),
    ]

    assert names(ordered(listed, ListOrder.COUNTRY, language="en")) == ["C", "A", "B", "D"]


def test_the_coalitions_own_name_of_a_country_counts():
    listed = [make_signature("A", country="US"), make_signature("B", country="FR")]

    by_own_name = ordered(
        listed, ListOrder.COUNTRY, language="en", country_choices={"US": "America"}
    )

    assert names(by_own_name) == ["A", "B"]


def test_by_time_the_first_comes_first():
    listed = [make_signature("Late", hours=2), make_signature("Early", hours=1)]

    assert names(ordered(listed, ListOrder.TIME, language="en")) == ["Early", "Late"]


def test_by_hand_whoever_has_no_place_stands_last():
    listed = [
        make_signature("New", hours=1),
        make_signature("Second", hand_position=2),
        make_signature("First", hand_position=1),
    ]

    assert names(ordered(listed, ListOrder.HAND, language="en")) == ["First", "Second", "New"]


@pytest.mark.parametrize("order", list(ListOrder))
def test_equals_never_change_places(order):
    twins = [make_signature(id=UUID(int=number)) for number in (1, 2)]

    there = ordered(twins, order, language="en")
    back = ordered(reversed(twins), order, language="en")

    assert there == back == twins


@pytest.mark.parametrize(
    ("places", "expected"),
    [(-1, "BAC"), (1, "ACB"), (9, "ACB"), (-9, "BAC"), (0, "ABC")],
)
def test_moving_keeps_everybody(places, expected):
    order = [make_signature(name) for name in "ABC"]

    assert "".join(names(moved(order, order[1], places=places))) == expected
