"""Everything a coalition holds about one person, found in all tables by address, by name or both.

It is looked for in what is read and not in SQL: so letters of every script are folded alike,
and a column may be kept in whatever form. Identifiers and secrets are in no answer, since
those of invitations are what their links are made of.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import select
from sqlalchemy.orm import Session

from appeals import db, mail, sealed
from appeals.accounts.models import (
    Account,
    AccountSession,
    EmailChange,
    KnownBrowser,
    Membership,
    Passkey,
    SecurityEvent,
)
from appeals.drafting.models import Appeal
from appeals.endorsements.rules import identity_of
from appeals.invitations.models import Invitation
from appeals.organisations.models import Organisation
from appeals.retention.columns import Holding, Person
from appeals.retention.holdings import HOLDINGS

_LONGEST = 300
# Nothing of these tables is anybody's: hashes, identifiers, words of ours.
_NOBODYS = {"attempt", "ledger_checkpoint", "ledger_entry", "ledger_leaf", "ledger_log", "worker"}
# What belongs to whoever a row of the first table is found to be, by this column.
_FOLLOWING: tuple[tuple[str, type[db.Base], str], ...] = (
    ("account", AccountSession, "account_id"),
    ("account", KnownBrowser, "account_id"),
    ("account", SecurityEvent, "account_id"),
    ("account", Membership, "account_id"),
    ("account", Passkey, "account_id"),
    ("account", EmailChange, "account_id"),
)


@dataclass(frozen=True)
class Subject:
    """Who is asked about: by an address, by a name, or by both."""

    address: str = ""
    name: str = ""

    def is_address(self, text: str) -> bool:
        return bool(self.address) and mail.key_of(text) == mail.key_of(self.address)

    def is_named(self, text: str) -> bool:
        """Return whether the name stands in a text, or the address does."""
        return any(each.search(folded(text)) for each in self._patterns)

    def may_be_in(self, texts: Iterable[str], coalition: UUID) -> bool:
        """Return whether a closer look at a row is worth while; nearly all are left out by this."""
        row = "\n".join(texts)
        row = row.casefold() if row.isascii() else unicodedata.normalize("NFC", row).casefold()
        return any(all(word in row for word in words) for words in self._needles(coalition))

    def _needles(self, coalition: UUID) -> list[list[str]]:
        if coalition not in self._kept:
            needles = [folded(self.name).split()] if self.name.strip() else []
            if self.address:
                address = folded(self.address)
                marked = mail.mark_of(coalition, address)
                needles += [[address], [identity_of(address)], [marked]]
            self._kept[coalition] = needles
        return self._kept[coalition]

    @cached_property
    def _kept(self) -> dict[UUID, list[list[str]]]:
        return {}

    @cached_property
    def _patterns(self) -> list[re.Pattern[str]]:
        patterns = []
        if self.address:
            sought = re.escape(folded(self.address))
            patterns.append(re.compile(rf"(?<![\w.+-]){sought}(?![\w-]|\.\w)"))
        if self.name:
            patterns.append(re.compile(rf"(?<!\w){re.escape(folded(self.name))}(?!\w)"))
        return patterns


@dataclass(frozen=True)
class Found:
    """A row that says something of the person: as one of its `people`, or only in its words."""

    model: type[db.Base]
    key: Any
    people: tuple[Person, ...]
    values: Mapping[str, Any]
    appeal: str = ""
    organisation: str = ""
    # What else of the row decides what may become of it; never shown.
    state: Mapping[str, Any] = field(default_factory=dict)

    @property
    def table(self) -> str:
        return str(self.model.__tablename__)

    @property
    def is_mention(self) -> bool:
        return not self.people

    @property
    def said(self) -> list[tuple[str, Any]]:
        """What it says of the person, column by column, without what is around it."""
        theirs = [name for each in self.people for name in each.columns] or list(self.values)
        return [(name, self.values[name]) for name in theirs if self.values.get(name)]


def folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def find(session: Session, subject: Subject, language: str) -> list[Found]:
    """Return all that the entered coalition holds about somebody, table by table."""
    places = _Places(session, language)
    found = []
    for model in _models():
        holding = HOLDINGS[str(model.__tablename__)]
        for row in session.execute(_rows(session, model)).mappings():
            match = _match(session, subject, holding, row)
            if match is not None:
                found.append(_told(model, holding, row, *match, places))
    return found + list(_following(session, found))


def other_names(found: list[Found], subject: Subject) -> list[str]:
    """Return the names that stand beside the address, to be looked for as well."""
    names = {
        each.values.get(person.name or "", "")
        for each in found
        for person in each.people
        if person.address and subject.is_address(str(each.values.get(person.address) or ""))
    }
    return sorted(name for name in names if name and folded(name) != folded(subject.name))


def _models() -> list[type[db.Base]]:
    mapped: list[type[db.Base]] = [mapper.class_ for mapper in db.Base.registry.mappers]
    wanted = [each for each in mapped if str(each.__tablename__) in HOLDINGS]
    return sorted(
        (each for each in wanted if str(each.__tablename__) not in _NOBODYS),
        key=lambda each: str(each.__tablename__),
    )


def _key_of(model: type[db.Base]) -> str:
    return str(sa.inspect(model).primary_key[0].key)


def _rows(session: Session, model: type[db.Base]) -> sa.Select[Any]:
    columns = [getattr(model, each.key) for each in sa.inspect(model).column_attrs]
    rows = select(*columns)
    if issubclass(model, db.Owned):
        return rows  # narrowed to the coalition by itself
    if model is Account:
        members = select(Membership.account_id).filter_by(coalition_id=db.entered(session))
        return rows.where(Account.id.in_(members))
    return rows.where(sa.false())  # of an account: see `_FOLLOWING`


Row = Mapping[Any, Any]
Match = tuple[tuple[Person, ...], tuple[str, ...]]


def _match(session: Session, subject: Subject, holding: Holding, row: Row) -> Match | None:
    """Return as which of its people a row is the person's, and the columns that name them."""
    coalition = db.entered(session)
    columns = (*holding.personal, *holding.plain)
    if not subject.may_be_in((_text(row[name]) for name in columns if row[name]), coalition):
        return None
    people = tuple(each for each in holding.people if _is(subject, each, row, coalition))
    named = tuple(
        column for column in columns if row[column] and subject.is_named(_text(row[column]))
    )
    return (people, named) if people or named else None


def _is(subject: Subject, person: Person, row: Row, coalition: UUID) -> bool:
    address = str(row[person.address] or "") if person.address else ""
    if address and subject.address:
        marked = mail.mark_of(coalition, subject.address)
        if subject.is_address(address) or address == marked:
            return True
    if "identity" in person.more and subject.address:
        return bool(row["identity"] == sealed.index(identity_of(subject.address)))
    name = str(row[person.name] or "") if person.name else ""
    return bool(subject.name and name) and Subject(name=subject.name).is_named(name)


def _told(
    model: type[db.Base],
    holding: Holding,
    row: Row,
    people: tuple[Person, ...],
    named: tuple[str, ...],
    places: "_Places",
) -> Found:
    if people:
        theirs = [column for person in people for column in person.columns]
        others = [name for name in row if name not in _of_others(holding, people)]
        columns = [*theirs, *(name for name in others if name not in theirs)]
        values = {name: _shown(row[name]) for name in columns if _may_be_shown(holding, row, name)}
    else:
        values = {name: _shown(row[name]) for name in named}
    key = row[_key_of(model)]
    state = {name: row[name] for name in ("active", "personal") if name in row}
    return Found(model, key, people, values, *places.of(row), state)


def _of_others(holding: Holding, people: tuple[Person, ...]) -> set[str]:
    return {name for each in holding.people if each not in people for name in each.columns}


def _may_be_shown(holding: Holding, row: Row, name: str) -> bool:
    return name not in holding.secret and not isinstance(row[name], UUID)


def _following(session: Session, found: list[Found]) -> Iterator[Found]:
    for table, model, column in _FOLLOWING:
        keys = [each.key for each in found if each.table == table and each.people]
        if not keys:
            continue
        holding = HOLDINGS[str(model.__tablename__)]
        rows = select(*[getattr(model, each.key) for each in sa.inspect(model).column_attrs])
        for row in session.execute(rows.where(getattr(model, column).in_(keys))).mappings():
            values = {name: _shown(row[name]) for name in row if _may_be_shown(holding, row, name)}
            key = row[_key_of(model)]
            yield Found(model, key, (Person(more=holding.words),), values)


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        return value.decode(errors="ignore")
    if isinstance(value, str):
        return value
    return " \n ".join(_leaves(value))


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for each in value.values():
            yield from _leaves(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _leaves(each)
    elif value is not None:
        yield str(value)


def _shown(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return f"{len(value)} B"
    if value is None or isinstance(value, bool | int):
        return value
    text = _text(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


class _Places:
    """What a row is about: the name of its appeal and of its organisation."""

    def __init__(self, session: Session, language: str) -> None:
        self._appeals = {
            row.id: row.slug for row in session.execute(select(Appeal.id, Appeal.slug))
        }
        self._organisations = {
            each.id: each.label(language) for each in session.scalars(select(Organisation))
        }
        columns = (Invitation.id, Invitation.appeal_id, Invitation.organisation_id)
        self._invitations = {
            row.id: (row.appeal_id, row.organisation_id)
            for row in session.execute(select(*columns))
        }

    def of(self, row: Row) -> tuple[str, str]:
        appeal, organisation = row.get("appeal_id"), row.get("organisation_id")
        if "invitation_id" in row:
            appeal, organisation = self._invitations.get(row["invitation_id"], (appeal, None))
        slug = self._appeals.get(appeal, "") if appeal else ""
        return slug, self._organisations.get(organisation, "") if organisation else ""
