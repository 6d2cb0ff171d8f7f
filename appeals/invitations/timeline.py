"""What the page of the reminders shows: each plan in order of time, and who would get it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from appeals.drafting.models import Appeal
from appeals.invitations import services
from appeals.invitations.models import Invitation, ReminderPlan
from appeals.invitations.rules import Candidate, Spared
from appeals.invitations.schedule import Course, Outlook, Timing, course, outlook
from appeals.languages import collation_key
from appeals.organisations.models import OrganisationName, label_among

_FAR = datetime.max.replace(tzinfo=UTC)
# Everybody knows of these, and they would bury the others.
_SELF_EVIDENT = {Spared.ANSWERED, Spared.UNASKED}


@dataclass(frozen=True)
class Named:
    """An organisation as the page lists it; `handle` leads to its own page."""

    name: str
    handle: str
    decides_by: datetime | None


@dataclass(frozen=True)
class Told:
    """Who would get a reminder, and who would not and why; whoever has answered is counted."""

    reached: Sequence[Named]
    spared: Mapping[Spared, Sequence[Named]]
    answered: int


@dataclass(frozen=True, kw_only=True)
class Step:
    """A plan on the timeline; `told` only of those that are still to come."""

    plan: ReminderPlan
    timing: Timing
    moment: datetime | None
    course: Course
    sent: int
    told: Told | None


@dataclass(frozen=True)
class Timeline:
    steps: Sequence[Step]
    offers_usual: bool


def timeline(session: Session, appeal: Appeal, *, language: str, now: datetime) -> Timeline:
    """Return the plans with what would become of them if nobody answered meanwhile."""
    deadlines = services.deadlines_of(appeal)
    plans = services.list_plans(session, appeal)
    timings = {each.id: services.timing_of(each) for each in plans}
    moments = {id: deadlines.moment_of(each) for id, each in timings.items()}
    ordered = sorted(plans, key=lambda each: (moments[each.id] or _FAR, each.id))
    ahead = {
        each.id: moment
        for each in ordered
        if (moment := moments[each.id]) and _is_ahead(each, moment, appeal, now)
    }
    outlooks = _outlooks(session, appeal, ahead)
    names = _names(session, appeal, language) if outlooks else {}
    sent = services.count_sent(session, appeal)
    steps = [
        Step(
            plan=each,
            timing=timings[each.id],
            moment=moments[each.id],
            course=course(moments[each.id], appeal.deadline, now=now),
            sent=sent.get(each.id, 0),
            told=_told(outlooks.get(each.id), names, language),
        )
        for each in ordered
    ]
    known = set(timings.values())
    return Timeline(steps, any(each not in known for each in deadlines.usual(now)))


def _is_ahead(plan: ReminderPlan, moment: datetime, appeal: Appeal, now: datetime) -> bool:
    stands = course(moment, appeal.deadline, now=now)
    return plan.active and plan.outcome is None and stands in {Course.COMING, Course.DUE}


def _outlooks(
    session: Session, appeal: Appeal, ahead: Mapping[UUID, datetime]
) -> dict[UUID, Outlook]:
    if not ahead:
        return {}
    candidates = services.read_candidates(session, appeal)
    seen = outlook(candidates, list(ahead.values()), most=appeal.reminders_most)
    return dict(zip(ahead, seen, strict=True))


def _told(seen: Outlook | None, names: Mapping[UUID, str], language: str) -> Told | None:
    if seen is None:
        return None
    spared = {
        reason: _named(seen.spared[reason], names, language)
        for reason in Spared
        if reason in seen.spared and reason not in _SELF_EVIDENT
    }
    answered = len(seen.spared.get(Spared.ANSWERED, ()))
    return Told(_named(seen.reached, names, language), spared, answered)


def _named(
    candidates: Sequence[Candidate], names: Mapping[UUID, str], language: str
) -> list[Named]:
    found = [
        Named(names.get(each.organisation_id, "?"), each.handle, each.decides_by)
        for each in candidates
    ]
    return sorted(found, key=lambda each: collation_key(each.name, language))


def _names(session: Session, appeal: Appeal, language: str) -> dict[UUID, str]:
    found: dict[UUID, dict[str, str]] = {}
    for id, tag, name in session.execute(
        select(OrganisationName.organisation_id, OrganisationName.language, OrganisationName.name)
        .join(Invitation, Invitation.organisation_id == OrganisationName.organisation_id)
        .where(Invitation.appeal_id == appeal.id)
    ):
        found.setdefault(id, {})[tag] = name
    return {id: label_among(names, language) for id, names in found.items()}
