"""In which order an organisation stands in its list, and so under which number.

The order is decided once and holds in every language: sorting each language by
its own alphabet would give one organisation two numbers.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from appeals.drafting.models import ListOrder
from appeals.languages import collation_key, country_name
from appeals.organisations.names import default_sort_key
from appeals.signatures.listed import Listed
from appeals.signatures.models import NameAsSigned

# Stands after every name that is there.
_LAST = "￿"


class _Named(Protocol):
    @property
    def names(self) -> Mapping[str, NameAsSigned]: ...


def ordered(
    signatures: Iterable[Listed],
    by: ListOrder,
    *,
    language: str,
    country_choices: Mapping[str, str] | None = None,
) -> list[Listed]:
    """Return the signatures of one list, number 1 first; names are compared in `language`.

    Where nothing else decides, the ids do: equals never change places.
    """

    def place(signature: Listed) -> tuple[object, ...]:
        name = collation_key(sort_text(signature, language), language)
        if by is ListOrder.NAME:
            return (name, signature.signed_at, signature.id)
        if by is ListOrder.COUNTRY:
            country = _first_country(signature, language, country_choices)
            return (collation_key(country, language), name, signature.signed_at, signature.id)
        if by is ListOrder.TIME:
            return (signature.signed_at, name, signature.id)
        position = signature.hand_position
        return (position is None, position or 0, signature.signed_at, name, signature.id)

    return sorted(signatures, key=place)


def sort_text(signature: _Named, language: str) -> str:
    """Return what the organisation is sorted by: its sort key, else its name without quotes."""
    name = signature.names.get(language) or next(iter(signature.names.values()), None)
    if name is None:
        return _LAST
    return name["sort_key"] or default_sort_key(name["name"], language)


def moved(order: Sequence[Listed], signature: Listed, *, places: int) -> list[Listed]:
    """Return the order with `signature` so many places further down (up if negative)."""
    others = [each for each in order if each is not signature]
    position = order.index(signature) + places
    position = max(0, min(position, len(others)))
    return [*others[:position], signature, *others[position:]]


def _first_country(signature: Listed, language: str, choices: Mapping[str, str] | None) -> str:
    if not signature.countries:
        return _LAST
    return country_name(signature.countries[0], language, choices)
