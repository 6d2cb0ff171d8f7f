"""The registry: listing, searching, adding, changing; and the coalition's names of countries."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from appeals import languages, ledger, mail
from appeals.errors import Conflict, NotFound
from appeals.mail import Cause, Held
from appeals.organisations import finding, searching
from appeals.organisations.alphabet import in_order
from appeals.organisations.look_alikes import LookAlike, NameIndex
from appeals.organisations.models import (
    Contact,
    ContactDetails,
    CountryName,
    Details,
    Organisation,
    OrganisationName,
    PrintedName,
)
from appeals.organisations.names import default_sort_key, skeleton
from appeals.paging import Page, placed

MOST_CONTACTS = 5


class Action(StrEnum):
    """What the ledger says of the registry."""

    CREATED = "organisation.created"
    CHANGED = "organisation.changed"
    COUNTRY_NAMED = "country.named"
    IMPORTED = "registry.imported"
    BOUNCE_LIFTED = "address.bounce_lifted"


class ChangedMeanwhile(Conflict):
    """Somebody else saved the organisation after it was read for this change."""


def list_organisations(
    session: Session, *, language: str, search: str = "", page: int = 1, size: int = 50
) -> Page[Organisation]:
    """Those in which every word of `search` is found, by their name in `language`.

    A page beyond the last is the last.
    """
    ordered = found_ids(session, search, language)
    number, pages = placed(page, len(ordered), size)
    shown = ordered[(number - 1) * size : number * size]
    found = session.scalars(select(Organisation).where(Organisation.id.in_(shown)))
    by_id = {organisation.id: organisation for organisation in found}
    return Page([by_id[each] for each in shown], number, pages, len(ordered))


def every_organisation(session: Session, *, language: str) -> list[Organisation]:
    """The whole registry, by name in `language`."""
    place = {each: at for at, each in enumerate(found_ids(session, "", language))}
    return sorted(session.scalars(select(Organisation)), key=lambda each: place[each.id])


def get_organisation(session: Session, organisation_id: UUID) -> Organisation:
    found = session.scalar(select(Organisation).where(Organisation.id == organisation_id))
    if found is None:
        raise NotFound
    return found


def create_organisation(
    session: Session, details: Details, *, by: UUID | None, now: datetime
) -> Organisation:
    organisation = Organisation(id=uuid4(), created_at=now)
    _describe(organisation, details, now)
    session.add(organisation)
    ledger.record(session, Action.CREATED, organisation.id, by=by, now=now)
    return organisation


def update_organisation(
    session: Session,
    organisation: Organisation,
    details: Details,
    *,
    by: UUID | None,
    now: datetime,
    seen: datetime | None = None,
) -> bool:
    """Return whether anything changed.

    `seen` is the `updated_at` the change rests on; raises `ChangedMeanwhile` if it is another.
    """
    if seen is not None and organisation.updated_at != seen:
        raise ChangedMeanwhile
    if organisation.details == details:
        return False
    _describe(organisation, details, now)
    ledger.record(session, Action.CHANGED, organisation.id, by=by, now=now)
    return True


def held_back(session: Session, organisation: Organisation) -> dict[str, list[Held]]:
    """Why its addresses are not written to, by the address as the registry has it."""
    known = mail.held(session, [each.email for each in organisation.contacts])
    found = {each.email: known.get(mail.key_of(each.email), []) for each in organisation.contacts}
    return {address: causes for address, causes in found.items() if causes}


def lift_bounce(
    session: Session, organisation: Organisation, address: str, *, by: UUID, now: datetime
) -> None:
    """Write to an address again that was thought dead.

    What a reader has wished stays: only the reader takes that back, by their own link.
    """
    if address not in [each.email for each in organisation.contacts]:
        raise NotFound
    mail.lift(session, address, Cause.BOUNCED)
    ledger.record(session, Action.BOUNCE_LIFTED, organisation.id, by=by, now=now)


def look_alikes(
    session: Session, details: Details, *, ignoring: UUID | None = None
) -> list[LookAlike[UUID]]:
    """Other organisations with a name like one of these, each once, the strongest first."""
    known = session.execute(
        select(OrganisationName.organisation_id, OrganisationName.name, OrganisationName.acronym)
    )
    index = NameIndex((key, name, acronym) for key, name, acronym in known)
    found: dict[UUID, LookAlike[UUID]] = {}
    for name in details.names.values():
        for like in index.look_alikes(name.name, name.acronym, ignoring=ignoring):
            found.setdefault(like.key, like)
    return list(found.values())


def printed_names(organisation: Organisation) -> dict[str, PrintedName]:
    """The name in each language, to be copied into a signature."""
    return dict(organisation.details.names)


def offered_languages(session: Session) -> list[str]:
    """The languages a name can be given in: the interface's, then those the registry has."""
    used = set(session.scalars(select(OrganisationName.language).distinct()))
    return [*languages.INTERFACE_LANGUAGES, *sorted(used - set(languages.INTERFACE_LANGUAGES))]


def spoken_languages(session: Session) -> list[str]:
    """The languages a contact can be written to in: those of names, then those of contacts."""
    offered = offered_languages(session)
    used = set(session.scalars(select(Contact.language).distinct()))
    return [*offered, *sorted(used - set(offered))]


def countries_in_use(session: Session) -> set[str]:
    """ISO 3166-1 alpha-2 codes of every organisation's countries."""
    return {code for codes in session.scalars(select(Organisation.countries)) for code in codes}


def categories_in_use(session: Session) -> list[str]:
    """The coalition's own words for what its organisations are, in the order of letters."""
    used = session.scalars(select(Organisation.categories)).all()
    return sorted({each for words in used for each in words}, key=str.casefold)


def country_choices(session: Session, language: str) -> dict[str, str]:
    """The coalition's own names of countries in `language`, keyed by code."""
    chosen = select(CountryName.code, CountryName.name).where(CountryName.language == language)
    return {code: name for code, name in session.execute(chosen)}


def country_names(session: Session, language: str) -> dict[str, str]:
    """What every country is called here: the coalition's choice, else the usual name."""
    return {**languages.country_names(language), **country_choices(session, language)}


def set_country_name(
    session: Session, code: str, language: str, name: str, *, by: UUID | None, now: datetime
) -> None:
    """Print this name for the country from now on; an empty one returns to the usual name."""
    chosen = session.scalar(
        select(CountryName).where(CountryName.code == code, CountryName.language == language)
    )
    if name == (chosen.name if chosen else ""):
        return
    if chosen is None:
        chosen = CountryName(id=uuid4(), code=code, language=language, name=name)
        session.add(chosen)
    elif name:
        chosen.name = name
    else:
        session.delete(chosen)
    ledger.record(
        session, Action.COUNTRY_NAMED, chosen.id, by=by, now=now, code=code, language=language
    )


def found_ids(session: Session, search: str, language: str) -> list[UUID]:
    """Return those in which every word of `search` is found, by their name in `language`."""
    # A registry has thousands of rows at most, and no database knows the order of names.
    own = OrganisationName.language == language
    labels = {row[0]: row for row in session.execute(_labels(search).where(own))}
    elsewhere = _labels(search).where(~Organisation.names.any(own))
    # Each overwrites the one before, so that English, or else the first tag, stays.
    by_tag = session.execute(elsewhere).all()
    labels |= {row[0]: row for row in sorted(by_tag, key=lambda row: row[1], reverse=True)}
    labels |= {row[0]: row for row in by_tag if row[1] == "en"}
    keys = {
        organisation_id: sort_key or default_sort_key(name, tag)
        for organisation_id, tag, name, sort_key in labels.values()
    }
    return in_order(keys, language)


def _labels(search: str) -> Select[UUID, str, str, str]:
    query = select(
        Organisation.id, OrganisationName.language, OrganisationName.name, OrganisationName.sort_key
    ).join(Organisation.names)
    return query.where(*finding.conditions(search)).order_by(Organisation.id)


def _describe(organisation: Organisation, details: Details, now: datetime) -> None:
    organisation.countries = list(details.countries)
    organisation.aliases = list(details.aliases)
    organisation.categories = list(details.categories)
    organisation.unasked_topics = list(details.unasked_topics)
    organisation.updated_at = now
    organisation.searched = searching.fold(
        *(part for name in details.names.values() for part in (name.name, name.acronym)),
        *details.aliases,
        *details.categories,
    )
    _name(organisation, details)
    _put_contacts(organisation, details.contacts)


def _name(organisation: Organisation, details: Details) -> None:
    known = {name.language: name for name in organisation.names}
    for language, printed in details.names.items():
        name = known.pop(language, None)
        if name is None:
            name = OrganisationName(language=language)
            organisation.names.append(name)
        name.name, name.acronym, name.sort_key = printed.name, printed.acronym, printed.sort_key
        name.folded = skeleton(printed.name)
    for gone in known.values():
        organisation.names.remove(gone)


def _put_contacts(organisation: Organisation, contacts: Sequence[ContactDetails]) -> None:
    """Keep each person in the same row at whichever place; a receipt may be on its way there."""
    known = list(organisation.contacts)
    rows: list[Contact | None] = [_row_of(known, each.email) for each in contacts]
    for at, row in enumerate(rows):
        if row is None:  # a corrected address stays with the person
            rows[at] = known.pop(0) if known else Contact()
    organisation.contacts = [row for row in rows if row is not None]
    for position, (row, given) in enumerate(zip(organisation.contacts, contacts, strict=True)):
        row.position = position
        row.name, row.email, row.language = given.name, given.email, given.language


def _row_of(known: list[Contact], email: str) -> Contact | None:
    found = next((each for each in known if each.email.casefold() == email.casefold()), None)
    if found is not None:
        known.remove(found)
    return found
