"""Which organisations a search finds: by words of what they are called, by a contact's address."""

from uuid import UUID

from sqlalchemy import ColumnElement, Select, select

from appeals.organisations import searching
from appeals.organisations.models import Contact, Organisation

_AROUND_AN_ADDRESS = "<>()[],;\"'"


def conditions(search: str) -> list[ColumnElement[bool]]:
    """Return what has to hold for what is found; addresses are sealed, so each must be whole."""
    typed = search.split()
    addresses = [each.strip(_AROUND_AN_ADDRESS) for each in typed if "@" in each][:8]
    words = searching.words(" ".join(each for each in typed if "@" not in each))
    return [
        *(Organisation.searched.contains(each, autoescape=True) for each in words),
        *(Organisation.id.in_(_with_contact(each)) for each in addresses),
    ]


def _with_contact(address: str) -> Select[UUID]:
    return select(Contact.organisation_id).where(Contact.email_index == address)
