"""How an organisation is printed: the one place where names as signed become list entries."""

from collections.abc import Mapping, Sequence

from appeals.document.tree import GAP, Entry
from appeals.languages import country_name
from appeals.signatures.listed import Listed
from appeals.signatures.models import NameAsSigned

CountryChoices = Mapping[str, Mapping[str, str]]


def name_in(signature: Listed, language: str) -> NameAsSigned | None:
    """Return the name as signed.

    Where the organisation had no name in this language when it signed, the
    registry's present one fills the gap; a name once signed is never replaced.
    """
    return signature.names.get(language) or signature.added.get(language)


def entry(
    number: int,
    name: NameAsSigned | None,
    countries: Sequence[str],
    language: str,
    choices: CountryChoices,
    mark: str = "",
    *,
    category: str = "",
) -> Entry:
    """Return the entry of a list in one language; a missing name is a visible gap."""
    named = tuple(country_name(code, language, choices.get(language)) for code in countries)
    if name is None:
        return Entry(number, GAP, "", named, gap=True, mark=mark, category=category)
    return Entry(number, name["name"], name["acronym"], named, mark=mark, category=category)
