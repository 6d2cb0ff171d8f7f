"""The two lists of an appeal: who stands in them, under which number, in which order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session, selectinload

from appeals import db, ledger
from appeals.document.tree import Entry
from appeals.drafting.models import Appeal, ListKind, ListOrder, Revision
from appeals.errors import Invalid, NotFound
from appeals.invitations.models import Invitation
from appeals.organisations.categories import category_names
from appeals.organisations.models import Organisation
from appeals.organisations.services import country_choices
from appeals.signatures import printing
from appeals.signatures.models import Signature
from appeals.signatures.ordering import moved, ordered


class Action(StrEnum):
    """What the ledger says of the order."""

    ORDERED = "lists.ordered"


@dataclass(frozen=True)
class Numbered:
    """A signature under its number, which is the same in every language."""

    number: int
    signature: Signature


@dataclass(frozen=True)
class Lists:
    """Signatories and supporters of an appeal, in order."""

    appeal: Appeal
    choices: Mapping[str, Mapping[str, str]]
    by_kind: Mapping[ListKind, Sequence[Numbered]]
    # By language and word, what the coalition prints for it.
    category_names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def category_of(self, signature: Signature, language: str) -> str:
        """Return the first of the registry's words for what signs, as printed in this language."""
        word = next(iter(signature.organisation.categories), "")
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

    @property
    def signatures(self) -> list[Signature]:
        return [each.signature for numbered in self.by_kind.values() for each in numbered]

    @property
    def countries(self) -> set[str]:
        """The countries the signatories come from."""
        return {
            code for each in self.by_kind[ListKind.SIGNATORY] for code in each.signature.countries
        }


def get_lists(session: Session, appeal: Appeal) -> Lists:
    choices = {tag: country_choices(session, tag) for tag in appeal.languages}
    active = active_signatures(session, appeal)
    return Lists(
        appeal,
        choices,
        {kind: _numbered(active, appeal, kind, choices) for kind in ListKind},
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
        _fix_by_hand(get_lists(session, appeal))
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
    _fix_by_hand(lists)
    order = [each.signature for each in lists.by_kind[signature.list_kind]]
    _write_positions(moved(order, signature, places=places))
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
    _fix_by_hand(lists)
    _write_positions(sorted(order, key=lambda each: places.get(each.id, len(places))))
    appeal.order = ListOrder.HAND
    _record(session, appeal, by=by, now=now)


def active_signatures(session: Session, appeal: Appeal) -> Sequence[Signature]:
    """Return the signatures that count, the first signed first."""
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
        .order_by(Signature.signed_at, Signature.id)
        .options(
            selectinload(Signature.organisation).selectinload(Organisation.names),
            selectinload(Signature.revision).defer(Revision.segments),
        )
    )


def _numbered(
    signatures: Sequence[Signature],
    appeal: Appeal,
    kind: ListKind,
    choices: Mapping[str, Mapping[str, str]],
) -> list[Numbered]:
    own = [each for each in signatures if each.list_kind is kind]
    language = appeal.order_language
    in_order = ordered(own, appeal.order, language=language, country_choices=choices.get(language))
    return [Numbered(number, each) for number, each in enumerate(in_order, start=1)]


def _fix_by_hand(lists: Lists) -> None:
    for numbered in lists.by_kind.values():
        _write_positions([each.signature for each in numbered])


def _write_positions(order: Sequence[Signature]) -> None:
    for position, signature in enumerate(order, start=1):
        signature.hand_position = position


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
