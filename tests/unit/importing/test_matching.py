"""Entries are matched by who they are."""

import random

import pytest

from appeals.importing.matching import Known, match
from appeals.importing.model import Entry, FoundList, ListRole, Place
from tests.unit.importing.statements import (
    ORGANISATIONS,
    entry,
    signatories,
    statement,
    version,
)

ALL = range(len(ORGANISATIONS))


def listed(places_of, **changes):
    """Three versions whose lists have these organisations, in this order."""
    return statement(
        *(
            version(at, lists=(signatories([entry(n, at) for n in places], at),))
            for at, places in enumerate(places_of)
        )
    )


def found(matching):
    """Who was matched, as sets of organisations by their lines."""
    return [
        tuple(identity.items[at].entry.place.first - 20 for at in sorted(identity.items))
        for identity in matching.identities
    ]


def test_versions_in_one_order_are_matched_one_by_one():
    matching = match(listed([ALL, ALL, ALL]))

    assert found(matching) == [(n, n, n) for n in ALL]
    assert matching.again == ()


@pytest.mark.parametrize("seed", range(5))
def test_the_order_makes_no_difference(seed):
    shuffled = [random.Random(seed + at).sample(ALL, len(ALL)) for at in range(3)]

    matching = match(listed(shuffled))

    assert sorted(found(matching)) == [(n, n, n) for n in ALL]


@pytest.mark.parametrize("lost", [0, 4, 5, 8, 11])
def test_who_is_missing_is_not_matched_with_a_neighbour(lost):
    rest = [n for n in ALL if n != lost]

    matching = match(listed([ALL, rest, ALL]))

    assert found(matching) == [(n, n, n) if n != lost else (n, n) for n in ALL]
    assert sorted(matching.identities[lost].items) == [0, 2]


def test_what_only_a_later_version_has_is_matched_among_those():
    rest = [n for n in ALL if n != 3]

    matching = match(listed([rest, ALL, ALL]))

    assert sorted(matching.identities[-1].items) == [1, 2]


def test_an_entry_that_stands_again_is_named_and_takes_nobodys_place():
    twice = [*range(7), 2, *range(8, 12)]

    matching = match(listed([ALL, twice]))

    (again,) = matching.again
    assert (again.item.entry.name, again.sure) == (again.earlier.entry.name, True)
    assert [len(each.items) for each in matching.identities] == [2] * 7 + [1] + [2] * 4


def test_a_section_in_another_country_is_no_repetition():
    twice = [entry(4, 0), entry(4, 0, countries=("PL",), raw="Harbour of Hope (Poland)")]

    matching = match(statement(version(0, lists=(signatories(twice, 0),))))

    assert matching.again == ()
    assert len(matching.identities) == 2


def test_an_acronym_is_known_in_the_other_script():
    def one(raw, acronym, language, at):
        found = FoundList(ListRole.SIGNATORIES, (Entry(raw, Place(at, 1, 1), 1, raw, acronym),))
        return version(at, language=language, lists=(found,))

    matching = match(
        statement(one("Quiet Dawn", "KRD", "en", 0), one("Тихий рассвет", "КРД", "ru", 1))
    )

    assert len(matching.identities) == 1


def test_the_registry_knows_who_is_called_quite_differently():
    names = ("Lantern Bearers", "Светлячки")
    lists = [
        version(at, lists=(signatories([Entry(name, Place(at, 1, 1), 1, name)], at),))
        for at, name in enumerate(names)
    ]
    registry = [Known("17", tuple((name, "") for name in names))]

    apart, together = match(statement(*lists)), match(statement(*lists), registry)

    assert len(apart.identities) == 2
    (identity,) = together.identities
    assert identity.known == "17"


def test_two_with_nothing_in_common_are_not_matched():
    rest = [*range(6), 6]
    other = Entry("Общество пчеловодов", Place(1, 40, 40), 8, "Общество пчеловодов", "", ("RU",))
    lists = (signatories([*(entry(n, 1) for n in rest), other], 1),)

    matching = match(statement(version(0), version(1, lists=lists)))

    assert {len(each.items) for each in matching.identities if 7 in found_in(each)} == {1}


def found_in(identity):
    return {item.entry.place.first - 20 for item in identity.items.values()}
