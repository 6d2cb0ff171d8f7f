"""Which known names resemble a name."""

import pytest

from appeals.organisations.look_alikes import Likeness, NameIndex, look_alikes


@pytest.mark.parametrize(
    ("name", "known", "likeness"),
    [
        ("Human Rights Centre", "Human Rights Center", Likeness.SAME),
        ("Human Rights Center", "Humаn Rights Cеnter", Likeness.SAME),
        ("Human Rights Center", "Human Rigts Center", Likeness.ONE_LETTER_APART),
        ("Human Rights Center", "Human Rights Centers", Likeness.ONE_LETTER_APART),
        ("Human Rights Center", "Gumanyights Center", None),
        ("Golos Svobody", "ОФ «Голос Свободы»", Likeness.TRANSLITERATION),
        ("Center for Human Rights", "Human Rights Center", Likeness.SAME_WORDS),
        ("School No. 5", "School No. 6", None),
        ("Human Rights Center", "Human Rights Club", None),
    ],
)
def test_likeness_has_a_reason(name: str, known: str, likeness: Likeness | None) -> None:
    found = look_alikes(name, [(1, known, "")])

    assert [(each.key, each.likeness) for each in found] == ([(1, likeness)] if likeness else [])


def test_two_names_with_one_acronym_are_pointed_out() -> None:
    found = look_alikes("Human Rights Club", [(7, "House of Rivers and Coasts", "H.R.C.")], "HRC")

    assert [(each.key, each.likeness) for each in found] == [(7, Likeness.SAME_ACRONYM)]


def test_an_organisation_does_not_resemble_itself() -> None:
    index = NameIndex([(1, "Blue Gauge", "BG"), (1, "Блю Гейдж", ""), (2, "Blue Gauges", "")])

    assert [each.key for each in index.look_alikes("Blue Gauge", "BG", ignoring=1)] == [2]


def test_each_organisation_is_named_once_with_its_strongest_likeness() -> None:
    index = NameIndex([("b", "Blue Gaige", "BG"), ("a", "Blue Gauge", "BG")])

    found = index.look_alikes("Blue Gauge", "BG")

    assert [(each.key, each.likeness) for each in found] == [
        ("a", Likeness.SAME),
        ("b", Likeness.ONE_LETTER_APART),
    ]
