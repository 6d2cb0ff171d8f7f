"""The two lists of an appeal: who stands in them, under which number, in which order."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, or_, select, update
from sqlalchemy.orm import Session, selectinload

from appeals import db, ledger
from appeals.document.tree import Entry
from appeals.drafting.models import Appeal, ListKind, ListOrder, Revision
from appeals.errors import Invalid, NotFound
from appeals.invitations.models import Invitation
from appeals.organisations.categories import category_names
from appeals.organisations.models import Organisation, OrganisationName
from appeals.organisations.services import country_choices
from appeals.signatures import printing, services
from appeals.signatures.consenting import AGREED
from appeals.signatures.listed import Listed, Text
from appeals.signatures.models import NameAsSigned, Signature
from appeals.signatures.ordering import moved, ordered
from appeals.signatures.visibility import told

_IN_TIME = (Signature.signed_at, Signature.id)
_LISTED = (
    select(
        Signature.id,
        Signature.organisation_id,
        Signature.invitation_id,
        Revision.number,
        Revision.set_hash,
        Signature.list_kind,
        Signature.names,
        Signature.countries,
        Signature.signed_at,
        Signature.hand_position,
        Signature.recorded_by,
        Signature.basis,
        Signature.imported_from,
        Signature.ending,
        Organisation.categories,
    )
    .join(Signature.revision)
    .join(Signature.organisation)
)
_PLACE = (
    update(Signature.__table__)  # type: ignore[arg-type]
    .where(Signature.id == bindparam("of"))
    .values(hand_position=bindparam("place"))
)


class Action(StrEnum):
    """What the ledger says of the order."""

    ORDERED = "lists.ordered"


@dataclass(frozen=True)
class Numbered:
    """A signature under its number, which is the same in every language."""

    number: int
    signature: Listed


@dataclass(frozen=True)
class Lists:
    """Signatories and supporters of an appeal, in order: the one place that says who is shown."""

    appeal: Appeal
    choices: Mapping[str, Mapping[str, str]]
    # Whose names may be shown. Nobody else has a number, a place in the order or a country.
    by_kind: Mapping[ListKind, Sequence[Numbered]]
    # How many are spoken of as "and 5 organisations whose names are withheld".
    withheld: Mapping[ListKind, int] = field(default_factory=dict)
    # How many have signed altogether without being named, for coordinators alone.
    hidden: int = 0
    # Organisations that are asked and may not be named now, whatever they have answered.
    unnamed: frozenset[UUID] = frozenset()
    # By language and word, what the coalition prints for it.
    category_names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def category_of(self, signature: Listed, language: str) -> str:
        """Return the first of the registry's words for what signs, as printed in this language."""
        word = next(iter(signature.categories), "")
        return self.category_names.get(language, {}).get(word, word)

    def entries(
        self, kind: ListKind, language: str, marks: Mapping[UUID, str] | None = None
    ) -> list[Entry]:
        """Return the list as it is printed in this language; `marks` go by signature."""
        marks = marks or {}
        return [
            printing.entry(
                each.number,
                printing.name_in(each.signature, language),
                each.signature.countries,
                language,
                self.choices,
                marks.get(each.signature.id, ""),
                category=self.category_of(each.signature, language),
            )
            for each in self.by_kind[kind]
        ]

    def count(self, kind: ListKind) -> int:
        """Return how many the list is said to have, with those whose names are withheld."""
        return len(self.by_kind[kind]) + self.withheld.get(kind, 0)

    @property
    def signatures(self) -> list[Listed]:
        return [each.signature for numbered in self.by_kind.values() for each in numbered]

    @property
    def countries(self) -> set[str]:
        """The countries the signatories come from that are named."""
        return {
            code for each in self.by_kind[ListKind.SIGNATORY] for code in each.signature.countries
        }


def get_lists(session: Session, appeal: Appeal) -> Lists:
    choices = {tag: country_choices(session, tag) for tag in appeal.languages}
    active = read_listed(session, appeal, is_counted(), _IN_TIME)
    hidden = services.unnamed(session, appeal)  # after the signatures, see there
    named = [each for each in active if each.invitation_id not in hidden]
    others = [each for each in active if each.invitation_id in hidden]
    return Lists(
        appeal,
        choices,
        {kind: _numbered(named, appeal, kind, choices) for kind in ListKind},
        _withheld(session, appeal, others, hidden),
        len(others),
        frozenset(each.organisation_id for each in hidden.values()),
        {tag: category_names(session, tag) for tag in appeal.languages},
    )


def set_order(
    session: Session,
    appeal: Appeal,
    order: ListOrder,
    language: str,
    *,
    by: UUID | None,
    now: datetime,
) -> None:
    """Order both lists by a rule. Choosing "by hand" starts from the order there is."""
    if language not in appeal.languages:
        raise Invalid
    db.hold(session, appeal)
    if order is ListOrder.HAND and appeal.order is not ListOrder.HAND:
        _fix_by_hand(session, get_lists(session, appeal))
    appeal.order, appeal.order_language = order, language
    _record(session, appeal, by=by, now=now)


def move(
    session: Session,
    appeal: Appeal,
    signature_id: UUID,
    places: int,
    *,
    by: UUID | None,
    now: datetime,
) -> None:
    """Move one signature so many places further down its list (up if negative)."""
    db.hold(session, appeal)
    lists = get_lists(session, appeal)
    signature = next((each for each in lists.signatures if each.id == signature_id), None)
    if signature is None:
        raise NotFound
    _fix_by_hand(session, lists)
    order = [each.signature for each in lists.by_kind[signature.list_kind]]
    _write_positions(session, moved(order, signature, places=places))
    appeal.order = ListOrder.HAND
    _record(session, appeal, by=by, now=now)


def arrange(
    session: Session,
    appeal: Appeal,
    kind: ListKind,
    ids: Sequence[UUID],
    *,
    by: UUID | None,
    now: datetime,
) -> None:
    """Put one list in the order of these ids; those not named keep their order after them.

    Nothing happens where none of them stands in the list.
    """
    db.hold(session, appeal)
    lists = get_lists(session, appeal)
    order = [each.signature for each in lists.by_kind[kind]]
    places = {id_: place for place, id_ in enumerate(ids)}
    if not any(each.id in places for each in order):
        return
    _fix_by_hand(session, lists)
    in_order = sorted(order, key=lambda each: places.get(each.id, len(places)))
    _write_positions(session, in_order)
    appeal.order = ListOrder.HAND
    _record(session, appeal, by=by, now=now)


def read_listed(
    session: Session,
    appeal: Appeal,
    condition: ColumnElement[bool],
    order: Sequence[Any],
) -> list[Listed]:
    """Return signatures of the appeal as the lists need them.

    Objects of the session would take ten times as long; of the registry only the names are read
    that fill a gap.
    """
    texts: dict[tuple[int, str], Text] = {}
    query = _LISTED.where(Signature.appeal_id == appeal.id, condition).order_by(*order)
    found = session.execute(query).all()
    lacking = {tag for row in found for tag in appeal.languages if tag not in row.names}
    added = _added(session, appeal, lacking) if lacking else {}
    return [
        Listed(
            row.id,
            row.organisation_id,
            row.invitation_id,
            texts.setdefault((row.number, row.set_hash), Text(row.number, row.set_hash)),
            row.list_kind,
            row.names,
            tuple(row.countries),
            row.signed_at,
            row.hand_position,
            row.recorded_by,
            row.basis,
            row.imported_from,
            row.ending,
            tuple(row.categories),
            added.get(row.organisation_id, {}),
        )
        for row in found
    ]


def _added(
    session: Session, appeal: Appeal, languages: Collection[str]
) -> dict[UUID, dict[str, NameAsSigned]]:
    """Return the registry's names in these languages of whoever ever signed the appeal."""
    signed = select(Signature.organisation_id).where(Signature.appeal_id == appeal.id)
    found = session.execute(
        select(
            OrganisationName.organisation_id,
            OrganisationName.language,
            OrganisationName.name,
            OrganisationName.acronym,
            OrganisationName.sort_key,
        ).where(
            OrganisationName.language.in_(sorted(languages)),
            OrganisationName.organisation_id.in_(signed),
        )
    )
    added: dict[UUID, dict[str, NameAsSigned]] = {}
    for id, language, name, acronym, sort_key in found:
        own = added.setdefault(id, {})
        own[language] = NameAsSigned(name=name, acronym=acronym, sort_key=sort_key)
    return added


def active_signatures(session: Session, appeal: Appeal) -> Sequence[Signature]:
    """Return the signatures that count, named or not, the first signed first."""
    return session.scalars(_signatures(appeal).where(is_counted())).all()


def held_signatures(session: Session, appeal: Appeal) -> Sequence[Signature]:
    """Return those that stand in no list yet: disputed, or still open to an objection."""
    held = _signatures(appeal).where(~is_counted(), Signature.ended_at.is_(None))
    return session.scalars(held.options(selectinload(Signature.invitation))).all()


def is_counted() -> ColumnElement[bool]:
    """Return the condition under which a signature is listed, exported and counted."""
    disputed = select(Invitation.id).where(Invitation.disputed_at.is_not(None))
    return (
        Signature.ended_at.is_(None)
        & or_(Signature.counts_from.is_(None), Signature.counts_from <= db.Clock())
        & Signature.invitation_id.not_in(disputed)
    )


def _signatures(appeal: Appeal) -> Select[Signature]:
    # Names are filled in from the registry where a language was missing, so it is read along.
    return (
        select(Signature)
        .where(Signature.appeal_id == appeal.id)
        .order_by(*_IN_TIME)
        .options(
            selectinload(Signature.organisation).selectinload(Organisation.names),
            selectinload(Signature.revision).defer(Revision.segments),
        )
    )


def _withheld(
    session: Session,
    appeal: Appeal,
    signatures: Sequence[Listed],
    hidden: Mapping[UUID, Invitation],
) -> dict[ListKind, int]:
    """Count those who are spoken of without a name: all of them stand behind the present text."""
    if not signatures:
        return {}
    now = db.clock(session)
    stand = services.standings(session, appeal, signatures, now=now)
    counted = Counter(
        each.list_kind
        for each in signatures
        if services.wish_of(hidden[each.invitation_id]).is_counted(now)
        and stand.get(each.id) in AGREED
    )
    return {kind: told(number) for kind, number in counted.items()}


def _numbered(
    signatures: Sequence[Listed],
    appeal: Appeal,
    kind: ListKind,
    choices: Mapping[str, Mapping[str, str]],
) -> list[Numbered]:
    own = [each for each in signatures if each.list_kind is kind]
    language = appeal.order_language
    in_order = ordered(own, appeal.order, language=language, country_choices=choices.get(language))
    return [Numbered(number, each) for number, each in enumerate(in_order, start=1)]


def _fix_by_hand(session: Session, lists: Lists) -> None:
    for numbered in lists.by_kind.values():
        _write_positions(session, [each.signature for each in numbered])


def _write_positions(session: Session, order: Sequence[Listed]) -> None:
    places = [{"of": each.id, "place": place} for place, each in enumerate(order, start=1)]
    if places:
        session.connection().execute(_PLACE, places)


def _record(session: Session, appeal: Appeal, *, by: UUID | None, now: datetime) -> None:
    ledger.record(
        session,
        Action.ORDERED,
        appeal.id,
        now=now,
        appeal_id=appeal.id,
        by=by,
        order=appeal.order.value,
        language=appeal.order_language,
    )
