"""How likely it is that two entries are one organisation."""

import math
from collections import Counter
from collections.abc import Sequence

from appeals.importing.profiles import Form, Profile

# A pair that is worth less is none.
LEAST = 2.0

_COVERING = 5.0
# Lists of few entries are judged as if they were this much longer.
_USUAL_LENGTH = 20
_MOST_SHARED, _SHARE = 12.0, 0.25
_SAME_COUNTRY, _OTHER_COUNTRY = 1.5, -3.0
# A country that only a name speaks of may be where it works, not where it is.
_NAMED_COUNTRY, _OTHER_NAMED = 0.7, -0.8
_SAME_ACRONYM, _OTHER_ACRONYM = 1.5, -0.5
_KNOWN, _OTHER_KNOWN = 6.0, -6.0
_OTHER_MEANING = -2.5


class Likeness:
    """Weighs pairs by what is rare among these entries."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        counts = Counter(key for each in profiles for key in each.keys)
        much = len(profiles) + _USUAL_LENGTH
        self.weights = {
            key: max(math.log(1 + much / count) - 0.7, 0.05) for key, count in counts.items()
        }
        self._masses: dict[int, float] = {}

    def of(self, left: Profile, right: Profile) -> float:
        """Return what speaks for a pair, roughly in natural logarithms of the odds."""
        return (
            max(self._of_forms(ours, theirs) for ours in left.forms for theirs in right.forms)
            + _countries(left, right)
            + _acronyms(left, right)
            + _registry(left, right)
        )

    def _of_forms(self, ours: Form, theirs: Form) -> float:
        if ours.same == theirs.same:
            return _COVERING + min(self._mass(ours) * _SHARE, _MOST_SHARED * _SHARE)
        shared = sum(
            self.weights[key] * min(share, theirs.keys[key])
            for key, share in ours.keys.items()
            if key in theirs.keys
        )
        least, most = sorted((self._mass(ours), self._mass(theirs)))
        covered = min(shared / (0.6 * least + 0.4 * most + 1e-9), 1.0)
        understood = ours.translatable * theirs.translatable
        return (
            _COVERING * covered
            + min(shared, _MOST_SHARED) * _SHARE
            + _OTHER_MEANING * understood * max(0.0, 1 - 3 * covered)
        )

    def _mass(self, form: Form) -> float:
        mass = self._masses.get(id(form))
        if mass is None:
            mass = sum(self.weights[key] * share for key, share in form.keys.items())
            self._masses[id(form)] = mass
        return mass


def _countries(left: Profile, right: Profile) -> float:
    if left.countries and right.countries:
        return _SAME_COUNTRY if left.countries & right.countries else _OTHER_COUNTRY
    if left.countries & right.nations or left.nations & right.countries:
        return _NAMED_COUNTRY
    if (left.countries and right.nations) or (left.nations and right.countries):
        return _OTHER_NAMED
    return 0.0


def _acronyms(left: Profile, right: Profile) -> float:
    if not left.acronym or not right.acronym:
        return 0.0
    return _SAME_ACRONYM if left.acronym == right.acronym else _OTHER_ACRONYM


def _registry(left: Profile, right: Profile) -> float:
    if not left.known or not right.known:
        return 0.0
    return _KNOWN if left.known == right.known else _OTHER_KNOWN
