"""Entries that stand twice in one language."""

from collections.abc import Sequence
from dataclasses import dataclass

from appeals.importing.profiles import Profile
from appeals.organisations.look_alikes import Likeness as Resemblance
from appeals.organisations.look_alikes import NameIndex


@dataclass(frozen=True, slots=True)
class Repeat:
    """The place of an entry and of an earlier one; `sure` unless they only resemble each other."""

    place: int
    earlier: int
    sure: bool


# What of the resemblances of the registry is worth a look within one list.
_WORTH_A_LOOK = {
    Resemblance.SAME,
    Resemblance.ONE_LETTER_APART,
    Resemblance.TRANSLITERATION,
    Resemblance.SAME_WORDS,
}


def repeats(profiles: Sequence[Profile], names: Sequence[str]) -> list[Repeat]:
    """Return what stands again, in order; an organisation's section in another country does not."""
    found: list[Repeat] = []
    exact: dict[object, int] = {}
    index: NameIndex[int] = NameIndex()
    for place, (each, name) in enumerate(zip(profiles, names, strict=True)):
        earlier = exact.setdefault((each.forms[0].same, each.countries), place)
        if earlier != place:
            found.append(Repeat(place, earlier, True))
            continue
        alike = index.look_alikes(name)
        for other in alike:
            if other.likeness in _WORTH_A_LOOK and _may_be(each, profiles[other.key]):
                found.append(Repeat(place, other.key, False))
                break
        index.add(place, name)
    return found


def _may_be(one: Profile, other: Profile) -> bool:
    if one.countries and other.countries:
        return bool(one.countries & other.countries)
    # "Amnesty International" and "Amnesty International, Poland" are a network and its section.
    return one.countries == other.countries
