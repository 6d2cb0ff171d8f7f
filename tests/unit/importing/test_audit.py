"""The audit finds what was planted, and nothing else."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from appeals.document.tree import BlockKind
from appeals.drafting.parity import Level
from appeals.importing.audit import audit
from appeals.importing.audit.messages import explained
from appeals.importing.model import Dated, ListRole, Place, Stretch
from tests.unit.importing.statements import (
    ORGANISATIONS,
    PARAGRAPHS,
    SUPPORTERS,
    entry,
    signatories,
    statement,
    version,
)

ALL = range(len(ORGANISATIONS))


def told(*versions):
    """What is found, but for hints at style."""
    found = audit(statement(*versions)).findings
    return [each for each in found if each.level is not Level.HINT]


def codes(findings):
    return Counter(each.code for each in findings)


def with_entries(place, entries, **changes):
    return version(place, lists=(signatories(entries, place, **changes),))


def text(place, at, words, line=3):
    return Stretch(BlockKind.PARAGRAPH, words, Place(place, line + at, line + at))


def test_versions_that_agree_have_no_findings():
    assert told() == []


def test_a_version_alone_has_no_findings():
    assert told(version(1)) == []


def test_who_is_missing_and_who_stands_twice_are_both_named():
    names = [entry(n, 1) for n in ALL]
    names[9] = replace(entry(3, 1), number=10, place=Place(1, 29, 29))

    found = told(version(0), with_entries(1, names), version(2))

    assert codes(found) == {"missing": 1, "doubled": 1}
    assert {each.level for each in found} == {Level.ERROR}
    missing, doubled = sorted(found, key=lambda each: each.code, reverse=True)
    assert missing.values["name"].startswith(ORGANISATIONS[9][0])
    assert (missing.values["language"], missing.spots[0].place) == ("ru", Place(0, 29, 29))
    assert [spot.place.first for spot in doubled.spots] == [23, 29]


def test_a_list_that_is_lost_is_one_finding_with_its_names():
    heading = Stretch(BlockKind.HEADING, SUPPORTERS[0], Place(0, 40, 40))
    supporters = signatories([entry(2, 0)], 0, role=ListRole.SUPPORTERS, heading=heading)
    others = [n for n in ALL if n != 2]
    lists = [signatories([entry(n, at, number=None) for n in others], at) for at in range(2)]

    found = told(version(0, lists=(lists[0], supporters)), version(1, lists=(lists[1],)))

    (lost,) = found
    assert (lost.code, lost.level, lost.values["role"]) == (
        "list_missing",
        Level.ERROR,
        "supporters",
    )
    assert ORGANISATIONS[2][0] in lost.values["names"]


def test_who_signs_here_and_supports_there_is_found():
    lists = [
        (
            signatories([entry(n, at, number=None) for n in ALL if n not in supporters], at),
            signatories(
                [entry(n, at, number=None) for n in supporters], at, role=ListRole.SUPPORTERS
            ),
        )
        for at, supporters in enumerate([(2, 3), (3,)])
    ]

    found = told(*(version(at, lists=its) for at, its in enumerate(lists)))

    assert codes(found) == {"other_list": 1}


@pytest.mark.parametrize(
    ("change", "code", "level"),
    [
        ({"countries": ("LT",), "country_words": "Литва"}, "country_differs", Level.ERROR),
        ({"countries": (), "country_words": ""}, "country_missing", Level.WARNING),
        ({"country_words": "Georgia"}, "country_untranslated", Level.WARNING),
    ],
)
def test_a_country_that_differs_is_found(change, code, level):
    names = [entry(0, 1, **change), *(entry(n, 1) for n in ALL[1:])]

    (finding,) = told(version(0), with_entries(1, names))

    assert (finding.code, finding.level) == (code, level)
    assert finding.spots[-1].place == Place(1, 20, 20)


def test_a_list_without_any_country_is_one_finding():
    names = [entry(n, 1, raw=ORGANISATIONS[n][1], countries=(), country_words="") for n in ALL]

    assert codes(told(version(0), with_entries(1, names))) == {"countries_missing": 1}


def test_a_list_that_was_taken_over_as_it_stands_may_keep_its_countries():
    names = [replace(entry(n, 0), place=Place(2, 20 + n, 20 + n)) for n in ALL]

    assert told(version(0), with_entries(2, names)) == []


@pytest.mark.parametrize(("claimed", "wrong"), [(12, False), (13, True)])
def test_a_claimed_total_is_counted(claimed, wrong):
    names = [entry(n, 0) for n in ALL]

    found = told(with_entries(0, names, claimed=claimed))

    assert codes(found) == ({"claimed": 1} if wrong else {})


@pytest.mark.parametrize(
    ("numbers", "wrong"),
    [([1, 2, 3, 1, 2], 0), ([1, 2, 4, 5, 6], 1), ([1, 2, 2, 3, 4], 1), ([1, 2, 3, 9, 4], 2)],
)
def test_the_sequence_of_numbers_is_followed(numbers, wrong):
    names = [entry(n, 0, number=number) for n, number in enumerate(numbers)]

    assert codes(told(with_entries(0, names)))["sequence"] == wrong


def test_one_list_with_numbers_and_one_without_are_told_apart():
    bare = signatories([entry(n, 1, number=None) for n in ALL], 1, numbered=False)

    (finding,) = told(version(0), version(1, lists=(bare,)))

    assert (finding.code, finding.values["language"]) == ("list_style", "ru")


def test_a_missing_title_is_found():
    (finding,) = told(version(0), version(1, head={}))

    assert (finding.code, finding.level) == ("title_missing", Level.ERROR)


@pytest.mark.parametrize("is_of_the_page", [False, True])
def test_dates_that_differ_are_found(is_of_the_page):
    other = Dated(Stretch(BlockKind.DATE_LINE, "9 марта 2027", Place(1, 2, 2)), date(2027, 3, 9))
    change = {"dated": None, "page_date": other} if is_of_the_page else {"dated": other}

    (finding,) = told(version(0), version(1, **change))

    assert finding.level is Level.ERROR
    assert finding.code == ("page_date" if is_of_the_page else "date_differs")
    assert finding.values["found"] == "9 марта 2027"


def test_a_page_date_beside_the_date_is_nobodys_error():
    page = Dated(Stretch(BlockKind.DATE_LINE, "12 March", Place(0, 60, 60)), date(2027, 3, 12))

    assert told(version(0, page_date=page), version(1)) == []


def test_a_paragraph_that_was_split_is_shown_with_its_lines():
    first, second = PARAGRAPHS[1][1].split(", а ")
    body = (
        text(1, 0, PARAGRAPHS[0][1]),
        text(1, 1, f"{first}."),
        text(1, 2, f"А {second}"),
        text(1, 3, PARAGRAPHS[2][1]),
    )

    (finding,) = told(version(0), version(1, body=body))

    assert (finding.code, finding.level) == ("split", Level.WARNING)
    assert [spot.place.first for spot in finding.spots] == [4, 4, 5]


def test_a_paragraph_that_is_missing_is_found():
    body = (text(1, 0, PARAGRAPHS[0][1]), text(1, 1, PARAGRAPHS[2][1]))

    (finding,) = told(version(0), version(1, body=body), version(2))

    assert (finding.code, finding.values["language"]) == ("passage_missing", "ru")
    assert finding.spots[0].place == Place(0, 4, 4)


def test_a_number_that_differs_is_found_in_its_line():
    body = (
        text(2, 0, PARAGRAPHS[0][2].replace("12", "11")),
        *(text(2, at, PARAGRAPHS[at][2]) for at in (1, 2)),
    )

    found = told(version(0), version(1), version(2, body=body))

    assert codes(found) == {"text.numbers": 1}
    assert found[0].spots[0].place == Place(2, 3, 3)


def test_letters_of_two_alphabets_in_a_name_are_found():
    mixed = entry(7, 1, raw="Фонд Kельмет (Литва)")
    names = [*(entry(n, 1) for n in ALL[:7]), mixed, *(entry(n, 1) for n in ALL[8:])]

    found = told(version(0), with_entries(1, names))

    assert codes(found) == {"text.mixed_scripts": 1}
    assert found[0].spots[0].place == Place(1, 27, 27)


def test_every_finding_has_its_sentence():
    names = [entry(n, 1, country_words="Georgia") for n in ALL[:5]]
    found = audit(statement(version(0), version(1, head={}, lists=(signatories(names, 1),))))

    for finding in found.findings:
        message, values = explained(finding)
        assert "%(" not in message % values


@pytest.mark.parametrize("line", [1, 2])
def test_a_line_above_the_title_may_stand_below_it_in_another_version(line):
    def headed(place, first, second):
        kicker = Stretch(BlockKind.KICKER, "Joint statement", Place(place, second, second))
        title = Stretch(BlockKind.TITLE, "Velmora 2027", Place(place, first, first))
        return {BlockKind.TITLE: (title,), BlockKind.KICKER: (kicker,)}

    found = told(version(0, head=headed(0, 1, 2)), version(1, head=headed(1, 3 - line, line)))

    assert found == []


def test_totals_in_headings_of_lists_are_told_once():
    def claiming(place, number):
        heading = Stretch(BlockKind.HEADING, f"{number} have signed:", Place(place, 18, 18))
        return with_entries(place, [entry(n, place) for n in ALL], heading=heading, claimed=number)

    assert codes(told(claiming(0, 12), claiming(1, 13))) == {"claimed": 1, "claims_differ": 1}
