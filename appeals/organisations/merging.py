"""How a row of a spreadsheet overlays what the registry says, and what that changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from appeals.organisations import words
from appeals.organisations.models import ContactDetails, Details, PrintedName
from appeals.organisations.spreadsheet import ContactParts, NameParts, Row


class Part(StrEnum):
    """What of an organisation a change is about."""

    NAME = "name"
    ACRONYM = "acronym"
    SORT_KEY = "sort_key"
    COUNTRIES = "countries"
    ALIASES = "aliases"
    CONTACTS = "contacts"
    CATEGORIES = "categories"
    TOPICS = "topics"


@dataclass(frozen=True)
class Change:
    """One part before and after, in words; `language` is empty where none applies."""

    part: Part
    language: str
    before: str
    after: str


def merged(before: Details, row: Row) -> Details:
    """What the registry says, overlaid with what the row says."""
    names = {
        tag: _name(before.names.get(tag), parts) for tag, parts in row.names.items() if parts.name
    }
    return Details(
        names={**before.names, **names},
        countries=row.countries or before.countries,
        aliases=tuple(dict.fromkeys((*before.aliases, *row.aliases))),
        contacts=_contacts(before.contacts, row),
        categories=words.together(before.categories, row.categories),
        unasked_topics=words.together(before.unasked_topics, row.unasked_topics),
    )


def changes(before: Details, after: Details) -> list[Change]:
    """Everything that differs, part by part."""
    old, new = _parts(before), _parts(after)
    return [
        Change(*key, old.get(key, ""), new.get(key, ""))
        for key in {**old, **new}
        if old.get(key, "") != new.get(key, "")
    ]


def _name(known: PrintedName | None, parts: NameParts) -> PrintedName:
    known = known or PrintedName("")
    return PrintedName(parts.name, parts.acronym or known.acronym, parts.sort_key or known.sort_key)


def _contacts(known: tuple[ContactDetails, ...], row: Row) -> tuple[ContactDetails, ...]:
    """Mail goes to the first contact, so an address that is new takes the first place."""
    given = row.contact
    if given is None:
        return known
    emails = [contact.email.casefold() for contact in known]
    if given.email.casefold() in emails:
        at = emails.index(given.email.casefold())
        return (*known[:at], _same_contact(known[at], given), *known[at + 1 :])
    language = given.language or (known[0].language if known else next(iter(row.names)))
    return (ContactDetails(given.name, given.email, language), *known[1:])


def _same_contact(known: ContactDetails, given: ContactParts) -> ContactDetails:
    return ContactDetails(given.name or known.name, known.email, given.language or known.language)


def _parts(details: Details) -> Mapping[tuple[Part, str], str]:
    parts = {}
    for tag, name in details.names.items():
        parts[Part.NAME, tag] = name.name
        parts[Part.ACRONYM, tag] = name.acronym
        parts[Part.SORT_KEY, tag] = name.sort_key
    parts[Part.COUNTRIES, ""] = " ".join(details.countries)
    parts[Part.ALIASES, ""] = "; ".join(details.aliases)
    parts[Part.CATEGORIES, ""] = words.joined(details.categories)
    parts[Part.TOPICS, ""] = words.joined(details.unasked_topics)
    parts[Part.CONTACTS, ""] = "; ".join(
        " ".join(part for part in (contact.name, contact.email, f"({contact.language})") if part)
        for contact in details.contacts
    )
    return parts
