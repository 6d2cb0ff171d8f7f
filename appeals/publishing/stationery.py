"""Letterhead and logos of an appeal: what coordinators set, and what is printed of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from appeals import db, ledger
from appeals.document.tree import Letterhead, Picture
from appeals.drafting.models import Appeal, ListKind
from appeals.organisations.logos import logos_of
from appeals.publishing.models import Stationery
from appeals.signatures import printing
from appeals.signatures.lists import Lists

LONGEST_NAME = 200
LONGEST_ADDRESS = 500


class Action(StrEnum):
    """What the ledger says of it."""

    SET = "stationery.set"


@dataclass(frozen=True, kw_only=True)
class StationerySet:
    """Name and address by language tag; a logo that is None leaves the one there is."""

    names: Mapping[str, str]
    addresses: Mapping[str, str]
    prints_logos: bool = False
    logo: Picture | None = None
    without_logo: bool = False


@dataclass(frozen=True)
class Printed:
    """What stands around the text, by language."""

    letterheads: Mapping[str, Letterhead]
    logos: Mapping[tuple[ListKind, str], tuple[Picture, ...]]

    def logos_below(self, kind: ListKind, language: str) -> tuple[Picture, ...]:
        return self.logos.get((kind, language), ())


def find_stationery(session: Session, appeal: Appeal) -> Stationery | None:
    return session.scalar(select(Stationery).filter_by(appeal_id=appeal.id))


def set_stationery(
    session: Session, appeal: Appeal, wanted: StationerySet, *, by: UUID | None, now: datetime
) -> None:
    """Say who writes. Editions that are out already are not changed by it."""
    db.hold(session, appeal)
    found = find_stationery(session, appeal) or Stationery(appeal_id=appeal.id)
    found.names = {tag: text for tag, text in wanted.names.items() if text}
    found.addresses = {tag: text for tag, text in wanted.addresses.items() if text}
    found.prints_logos = wanted.prints_logos
    if wanted.without_logo:
        _keep(found, None)
    if wanted.logo:
        _keep(found, wanted.logo)
    session.add(found)
    ledger.record(session, Action.SET, appeal.id, now=now, appeal_id=appeal.id, by=by)


def printed_around(session: Session, lists: Lists) -> Printed:
    """Return letterhead and logos for the text with these lists."""
    found = find_stationery(session, lists.appeal)
    if found is None:
        return Printed({}, {})
    return Printed(_letterheads(found, lists.appeal), _logos(session, lists, found))


def logo_of(found: Stationery, text: str = "") -> Picture | None:
    if found.content is None or found.sha256 is None or found.media_type is None:
        return None
    width, height = found.width or 1, found.height or 1
    return Picture(found.sha256, found.media_type, width, height, text, content=found.content)


def _letterheads(found: Stationery, appeal: Appeal) -> dict[str, Letterhead]:
    """Name and address in each language, else in that of reference, else in any."""
    letterheads = {}
    for language in appeal.languages:
        order = (language, appeal.reference_language, *appeal.languages)
        source = next((tag for tag in order if found.names.get(tag)), None)
        if source:
            name, address = found.names[source], found.addresses.get(source, "")
            lines = tuple(line.strip() for line in address.split("\n") if line.strip())
            letterheads[language] = Letterhead(name, lines, logo_of(found, name))
    return letterheads


def _logos(
    session: Session, lists: Lists, found: Stationery
) -> dict[tuple[ListKind, str], tuple[Picture, ...]]:
    """The logos of who stands in the lists, in the order of the numbers."""
    if not found.prints_logos:
        return {}
    by_id = logos_of(session, {each.organisation_id for each in lists.signatures})
    return {
        (kind, language): tuple(
            replace(by_id[each.signature.organisation_id], text=name["name"], number=each.number)
            for each in sorted(numbered, key=lambda each: each.number)
            if each.signature.organisation_id in by_id
            and (name := printing.name_in(each.signature, language))
        )
        for kind, numbered in lists.by_kind.items()
        for language in lists.appeal.languages
    }


def _keep(found: Stationery, logo: Picture | None) -> None:
    found.sha256 = logo.sha256 if logo else None
    found.media_type = logo.media_type if logo else None
    found.width, found.height = (logo.width, logo.height) if logo else (None, None)
    found.content = logo.content if logo else None
