"""How an organisation's name is shown: chosen by the organisation, and only ever hidden by others.

More private takes effect at once, also in what is published; more public only
with the next edition. The log says whether somebody is named, never who.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from appeals import db
from appeals.drafting.models import Appeal
from appeals.errors import Conflict, Invalid
from appeals.invitations import services as invitations
from appeals.invitations.models import Invitation, Visibility
from appeals.ledger import Logged
from appeals.signatures import logged
from appeals.signatures.models import Disclosure
from appeals.signatures.services import actions
from appeals.signatures.services.actions import Action
from appeals.signatures.services.turn import (
    Representative,
    Turn,
    change_invitation,
    take_turn,
    tell_contacts,
)
from appeals.signatures.visibility import Wish

Concealed = Callable[[Session, UUID, UUID], None]
_when_concealed: list[Concealed] = []


class OnlyTheOrganisation(Conflict):
    """That would show more of the name: only the organisation itself can want it."""


class MomentPassed(Conflict):
    """The moment from which the name was to be public has passed by the database's clock."""


def when_concealed(function: Concealed) -> Concealed:
    """Register what higher features do in the transaction in which a name is to vanish.

    They are given the appeal and the organisation, and find the name still shown.
    """
    _when_concealed.append(function)
    return function


def is_named() -> ColumnElement[bool]:
    """Return the condition under which the name of an invited organisation may be shown."""
    return or_(
        Invitation.visibility == Visibility.PUBLIC,
        and_(Invitation.visibility == Visibility.LATER, Invitation.public_from <= db.Clock()),
    )


def unnamed(session: Session, appeal: Appeal) -> Mapping[UUID, Invitation]:
    """Return the invitations of those whose names may not be shown now, by their ids.

    Signatures have to be read before this, lest one that comes between be shown.
    """
    found = select(Invitation).where(Invitation.appeal_id == appeal.id, ~is_named())
    return {each.id: each for each in session.scalars(found)}


def wish_of(invitation: Invitation) -> Wish:
    return Wish(visibility=invitation.visibility, public_from=invitation.public_from)


def present(turn: Turn) -> Wish:
    """Return how the name is shown now."""
    return Wish(visibility=turn.facts.visibility, public_from=turn.facts.public_from)


def choose_with_answer(turn: Turn, wish: Wish | None, who: Representative) -> None:
    """Note what an organisation chose when it answered; the receipt tells of it."""
    if wish is not None:
        _change(turn, wish, who=who)


def choose_visibility(turn: Turn, wish: Wish, who: Representative) -> None:
    """Show the name as the organisation now wants; possible as long as its link is good."""
    disclosure_id = _change(turn, wish, who=who)
    if disclosure_id:
        _tell(turn, disclosure_id)


def hide(
    session: Session, invitation_id: UUID, wish: Wish, reason: str, *, by: UUID, now: datetime
) -> None:
    """Hide a name in an emergency, as a coordinator."""
    turn = take_turn(session, invitation_id, now=now)
    if not wish.hides_more_than(present(turn)):
        raise OnlyTheOrganisation
    disclosure_id = _change(turn, wish, by=by, reason=reason)
    if disclosure_id:
        _tell(turn, disclosure_id)


def hide_recorded(turn: Turn, wish: Wish, *, by: UUID, basis: str) -> None:
    """Note that an answer that came otherwise asks for less to be shown than is."""
    if wish.hides_more_than(present(turn)):
        _change(turn, wish, by=by, reason=basis)


def remembered(turn: Turn) -> Wish:
    """Return how an organisation is shown that does not say it itself: hidden if it was before.

    Who enters an answer for it may not know what it chose under another appeal.
    """
    hidden = (Visibility.LATER, Visibility.WITHHELD, Visibility.CONFIDENTIAL)
    found = select(Invitation.visibility).where(
        Invitation.organisation_id == turn.facts.organisation_id,
        Invitation.id != turn.facts.id,
        Invitation.visibility.in_(hidden),
    )
    chosen = set(turn.session.scalars(found))
    if not chosen:
        return Wish()
    is_confidential = Visibility.CONFIDENTIAL in chosen
    return Wish(visibility=Visibility.CONFIDENTIAL if is_confidential else Visibility.WITHHELD)


def list_disclosures(session: Session, invitation_id: UUID) -> Sequence[Disclosure]:
    """Return the changes, the newest first."""
    found = select(Disclosure).where(Disclosure.invitation_id == invitation_id)
    return session.scalars(found.order_by(Disclosure.chosen_at.desc(), Disclosure.id)).all()


def _change(
    turn: Turn,
    wish: Wish,
    *,
    who: Representative | None = None,
    by: UUID | None = None,
    reason: str = "",
) -> UUID | None:
    former = present(turn)
    if wish == former:
        return None
    _demand_sensible(turn, wish)
    disclosure_id = uuid4()
    db.append(
        turn.session,
        Disclosure,
        id=disclosure_id,
        invitation_id=turn.facts.id,
        visibility=wish.visibility,
        public_from=wish.public_from,
        replaces=former.visibility,
        chosen_at=turn.now,
        chosen_by_name=who.name if who else None,
        chosen_by_role=who.role if who else None,
        chosen_by=by,
        reason=reason or None,
    )
    if wish.hides_more_than(former):
        for join_in in _when_concealed:
            join_in(turn.session, turn.facts.appeal_id, turn.facts.organisation_id)
        turn.session.flush()
    change_invitation(turn, visibility=wish.visibility, public_from=wish.public_from)
    _note(turn, disclosure_id, wish, who, by)
    return disclosure_id


def _demand_sensible(turn: Turn, wish: Wish) -> None:
    later = wish.visibility is Visibility.LATER
    if later != (wish.public_from is not None):
        raise Invalid("a moment goes with “public after a date”, and with nothing else")
    if wish.public_from and wish.public_from <= turn.facts.moment:
        raise MomentPassed


def _note(
    turn: Turn, disclosure_id: UUID, wish: Wish, who: Representative | None, by: UUID | None
) -> None:
    is_open = wish.visibility is Visibility.PUBLIC
    since = wish.public_from.isoformat() if wish.public_from else ""
    actions.record(
        turn,
        Action.VISIBILITY_CHANGED,
        disclosure_id,
        by=by,
        logged=Logged(
            thread=turn.facts.id,
            result=logged.NAMED if is_open else logged.UNNAMED,
            personal=logged.shown(
                wish.visibility, since, who.name if who else "", who.role if who else ""
            ),
        ),
        visibility=wish.visibility.value,
        public_from=since,
    )


def _tell(turn: Turn, disclosure_id: UUID) -> None:
    tell_contacts(turn, "visibility", disclosure_id)
    appeal_id = turn.facts.appeal_id
    invitations.tell_coordinators(
        turn.session, appeal_id, "visibility_told", disclosure_id, now=turn.now
    )
