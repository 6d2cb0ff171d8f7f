"""The release checklist of an appeal, read from the database; its terms and what is waived."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from appeals import db, ledger
from appeals.drafting import services as drafting
from appeals.drafting.models import Appeal, ListKind, Phase
from appeals.drafting.parity import Level
from appeals.errors import Conflict, Incomplete, Invalid
from appeals.publishing import services
from appeals.publishing.amending import Amended, amended_lists, find_terms
from appeals.publishing.models import Departure, ReleaseWaiver, Terms
from appeals.publishing.release import Checked, Line, State, checklist
from appeals.signatures import services as signatures
from appeals.signatures.consenting import Standing

LONGEST_REASON = 500  # characters


class Action(StrEnum):
    """What the ledger says of the terms of publication."""

    TERMS_SET = "edition.terms_set"
    WAIVED = "edition.line_waived"
    WAIVER_REMOVED = "edition.waiver_removed"


@dataclass(frozen=True, kw_only=True)
class TermsSet:
    """On which terms the appeal is to be published; moments are UTC."""

    minimum_signatories: int | None = None
    minimum_countries: int | None = None
    embargo_until: datetime | None = None
    departure: Departure = Departure.EMPTY


@dataclass(frozen=True)
class Release:
    """How an appeal stands to its publication."""

    state: State
    lines: Sequence[Checked]
    waivers: Sequence[ReleaseWaiver]

    @property
    def stopping(self) -> list[Checked]:
        return [each for each in self.lines if each.stops]

    def waiver(self, line: Line) -> ReleaseWaiver | None:
        return next((each for each in self.waivers if each.line == line), None)


def check_release(session: Session, appeal: Appeal, printed: Amended | None = None) -> Release:
    """Return the checklist; `printed` are the lists, where they have been read already."""
    printed = printed or amended_lists(session, appeal)
    return _checked(session, appeal, _state(session, appeal, printed))


def demand_minimum(session: Session, appeal: Appeal, printed: Amended) -> None:
    """Raise `Incomplete` where too few stand in these lists."""
    found = _checked(session, appeal, _counted(session, appeal, printed))
    few = {Line.SIGNATORIES, Line.COUNTRIES}
    if any(each.stops for each in found.lines if each.line in few):
        raise Incomplete([_("Fewer organisations stand in the list than the terms ask for.")])


def set_terms(
    session: Session, appeal: Appeal, wanted: TermsSet, *, by: UUID | None, now: datetime
) -> None:
    """Say on which terms the appeal is published. What is out already is not changed by it."""
    db.hold(session, appeal)
    terms = find_terms(session, appeal) or Terms(appeal_id=appeal.id)
    terms.minimum_signatories = wanted.minimum_signatories
    terms.minimum_countries = wanted.minimum_countries
    terms.embargo_until = wanted.embargo_until
    terms.departure = wanted.departure
    session.add(terms)
    ledger.record(
        session,
        Action.TERMS_SET,
        appeal.id,
        now=now,
        appeal_id=appeal.id,
        by=by,
        minimum_signatories=wanted.minimum_signatories,
        minimum_countries=wanted.minimum_countries,
        embargo_until=wanted.embargo_until.isoformat() if wanted.embargo_until else None,
        departure=wanted.departure.value,
    )


def waive(
    session: Session, appeal: Appeal, line: Line, reason: str, *, by: UUID, now: datetime
) -> None:
    """Let a line pass as it now stands; the reason stays with the waiver, not in the ledger."""
    db.hold(session, appeal)
    if not reason.strip():
        raise Invalid(_("Say why the appeal may be published all the same."))
    checked = next(each for each in check_release(session, appeal).lines if each.line is line)
    if not checked.is_waivable:
        raise Conflict(_("This line does not stop the publication, or cannot be waived."))
    waiver = _find(session, appeal, line) or ReleaseWaiver(appeal_id=appeal.id, line=line.value)
    waiver.about, waiver.reason = checked.about, reason.strip()[:LONGEST_REASON]
    waiver.created_at, waiver.created_by = now, by
    session.add(waiver)
    session.flush()
    _record(session, Action.WAIVED, appeal, waiver, by=by, now=now)


def unwaive(session: Session, appeal: Appeal, line: Line, *, by: UUID, now: datetime) -> None:
    db.hold(session, appeal)
    if waiver := _find(session, appeal, line):
        session.delete(waiver)
        _record(session, Action.WAIVER_REMOVED, appeal, waiver, by=by, now=now)


def _checked(session: Session, appeal: Appeal, state: State) -> Release:
    waivers = session.scalars(select(ReleaseWaiver).filter_by(appeal_id=appeal.id)).all()
    waived = {each.line: each.about for each in waivers}
    return Release(state, checklist(state, waived, now=db.clock(session)), waivers)


def _state(session: Session, appeal: Appeal, printed: Amended) -> State:
    found = drafting.check_text(session, appeal)
    errors = [each for each in found if each.finding.level is Level.ERROR]
    listed = printed.lists.signatures
    stand = signatures.standings(session, appeal, listed, now=db.clock(session))
    counted = _counted(session, appeal, printed)
    return State(
        **{
            **vars(counted),
            "missing": tuple(services.incomplete(session, printed.lists, appeal.languages)),
            "parity_errors": sum(each.stops for each in errors),
            "parity_waived": sum(not each.stops for each in errors),
            "not_agreed": tuple(services.not_agreed(session, printed.lists)),
            "kept": sum(each is Standing.KEPT for each in stand.values()),
            "disputes": tuple(
                str(each.id)
                for each in signatures.list_disputes(session, appeal)
                if each.resolved_at is None
            ),
        }
    )


def _counted(session: Session, appeal: Appeal, printed: Amended) -> State:
    terms = find_terms(session, appeal)
    return State(
        is_closed=appeal.phase is Phase.CLOSED,
        deadline=appeal.deadline,
        signatories=printed.lists.count(ListKind.SIGNATORY),
        minimum_signatories=terms.minimum_signatories if terms else None,
        countries=len(printed.lists.countries),
        minimum_countries=terms.minimum_countries if terms else None,
        embargo_until=terms.embargo_until if terms else None,
    )


def _find(session: Session, appeal: Appeal, line: Line) -> ReleaseWaiver | None:
    found = select(ReleaseWaiver).filter_by(appeal_id=appeal.id, line=line.value)
    return session.scalar(found)


def _record(
    session: Session,
    action: Action,
    appeal: Appeal,
    waiver: ReleaseWaiver,
    *,
    by: UUID,
    now: datetime,
) -> None:
    ledger.record(
        session,
        action,
        waiver.id,
        now=now,
        appeal_id=appeal.id,
        by=by,
        line=waiver.line,
        about=waiver.about,
    )
