"""Which organisations of the registry the entries of a statement are; a person decides."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from appeals.importing.audit import Audit, Ground
from appeals.importing.matching import Identity
from appeals.importing.model import Entry, ListRole
from appeals.organisations.look_alikes import Likeness, LookAlike, NameIndex
from appeals.organisations.models import Details, Organisation, OrganisationName, PrintedName
from appeals.organisations.names import BadName, clean

_MOST_LIKES = 5


@dataclass(frozen=True)
class Proposal:
    """An entry with what it would be in the registry, and who there resembles it.

    `place` is that of its identity. `same` is the one organisation that has this
    very name and no other country.
    """

    place: int
    role: ListRole
    details: Details
    source: tuple[int, Entry]
    same: UUID | None
    likes: tuple[LookAlike[UUID], ...]

    @property
    def label(self) -> str:
        return next(iter(self.details.names.values())).name


def propose(session: Session, audit: Audit) -> list[Proposal]:
    """Return a proposal for every organisation that signed or supports; nothing is written."""
    known = [
        (id, name, acronym)
        for id, name, acronym in session.execute(
            select(
                OrganisationName.organisation_id, OrganisationName.name, OrganisationName.acronym
            )
        )
    ]
    countries: Mapping[UUID, Sequence[str]] = {
        id: codes for id, codes in session.execute(select(Organisation.id, Organisation.countries))
    }
    index = NameIndex(known)
    found = []
    for place, identity in enumerate(audit.ground.matching.identities):
        details = _details(audit.ground, identity)
        if details.names and identity.first.role is not ListRole.INDIVIDUALS:
            likes = _likes(index, details)
            first = identity.first
            source = (first.version, first.entry)
            same = _same(likes, details, countries)
            found.append(Proposal(place, first.role, details, source, same, likes))
    return found


def _details(ground: Ground, identity: Identity) -> Details:
    names: dict[str, PrintedName] = {}
    countries: tuple[str, ...] = ()
    aliases: list[str] = []
    for version, item in sorted(identity.items.items()):
        if name := _name(item.entry):
            names.setdefault(ground.language(version), name)
        countries = countries or item.entry.countries
        aliases += _aliases(item.entry)
    return Details(names=names, countries=countries, aliases=tuple(dict.fromkeys(aliases)))


def _name(entry: Entry) -> PrintedName | None:
    try:
        return PrintedName(clean(entry.name or entry.raw), entry.acronym)
    except BadName:
        return None


def _aliases(entry: Entry) -> Iterator[str]:
    for alias in entry.aliases:
        try:
            yield clean(alias)
        except BadName:
            continue


def _likes(index: NameIndex[UUID], details: Details) -> tuple[LookAlike[UUID], ...]:
    found: dict[UUID, LookAlike[UUID]] = {}
    for name in details.names.values():
        for like in index.look_alikes(name.name, name.acronym):
            found.setdefault(like.key, like)
    return tuple(found.values())[:_MOST_LIKES]


def _same(
    likes: Sequence[LookAlike[UUID]], details: Details, countries: Mapping[UUID, Sequence[str]]
) -> UUID | None:
    same = [
        like.key
        for like in likes
        if like.likeness is Likeness.SAME
        and not (
            details.countries
            and countries[like.key]
            and set(details.countries).isdisjoint(countries[like.key])
        )
    ]
    return same[0] if len(same) == 1 else None
