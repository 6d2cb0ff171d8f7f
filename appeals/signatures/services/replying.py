"""What an organisation can answer short of yes or no: later, a question, ask somebody else."""

from datetime import date as Date
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from appeals.errors import Conflict
from appeals.invitations import services as invitations
from appeals.invitations.services import Asked, Colleague
from appeals.signatures.services import actions
from appeals.signatures.services.actions import Action
from appeals.signatures.services.refusing import note_opened
from appeals.signatures.services.turn import (
    Representative,
    Turn,
    change_invitation,
    demand_open,
    tell_contacts,
)


def defer(turn: Turn, representative: Representative, day: Date) -> None:
    """Note that the organisation's own body decides on this day; reminders wait until it is over.

    An organisation that had declined is open again by this.
    """
    demand_open(turn)
    if turn.current:
        raise Conflict("this organisation has signed already")
    decides_by = end_of_day(day, turn.facts.time_zone)
    facts = turn.facts
    if (facts.decides_by, facts.answer) == (decides_by, None):
        return
    note_opened(turn)
    change_invitation(
        turn,
        answer=None,
        answered_at=None,
        decline_reason=None,
        decides_by=decides_by,
        answered_by_name=representative.name,
        answered_by_role=representative.role,
    )
    actions.record(turn, Action.DEFERRED, facts.id, day=day.isoformat())


def ask(turn: Turn, asked: Asked) -> UUID:
    """Pass a question on to the coordinators; this decides nothing and is possible at any time."""
    note_opened(turn)
    facts = turn.facts
    return invitations.ask(turn.session, facts.id, facts.appeal_id, asked, now=turn.now)


def hand_over(turn: Turn, giver: Representative, to: Colleague) -> UUID:
    """Give the answer over to a colleague; every contact of the organisation is told of it."""
    demand_open(turn)
    handover_id = invitations.hand_over(
        turn.session,
        turn.facts.id,
        turn.facts.link_number,
        to,
        by_name=giver.name,
        by_role=giver.role,
        now=turn.now,
    )
    actions.record(turn, Action.HANDED_OVER, turn.facts.id, number=str(turn.facts.link_number + 1))
    tell_contacts(turn, "handed_over", handover_id)
    return handover_id


def end_of_day(day: Date, time_zone: str) -> datetime:
    """Return the last moment of a day in this time zone."""
    following = datetime.combine(day + timedelta(days=1), time(), tzinfo=ZoneInfo(time_zone))
    return following - timedelta(seconds=1)
