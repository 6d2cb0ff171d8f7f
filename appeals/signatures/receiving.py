"""Taking in answers that came by mail: first what each row will do, then all of it or nothing."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from appeals.drafting.models import Appeal, ChangeClass, ListKind, Revision
from appeals.errors import Conflict
from appeals.invitations import services as invitations
from appeals.invitations.models import Invitation
from appeals.organisations.look_alikes import NameIndex
from appeals.organisations.models import Organisation
from appeals.signatures import recording, services
from appeals.signatures.answer_sheets import AnswerRow, AnswerSheet, Given
from appeals.signatures.models import Signature
from appeals.signatures.recording import Received
from appeals.signatures.services import Evidence, Representative


class Effect(StrEnum):
    """What a row will do."""

    SIGNS = "signs"
    SUPPORTS = "supports"
    DECLINES = "declines"
    NOTHING = "nothing"  # the same answer is there already


class Obstacle(StrEnum):
    """Why a row cannot be taken; with one of them nothing is taken."""

    UNKNOWN = "unknown"  # no organisation of the registry is called this
    AMBIGUOUS = "ambiguous"
    TWICE = "twice"  # another row is about the same organisation
    FUTURE = "future"  # said to have come after today
    DRAFT = "draft"  # it came before the text was final
    OLD_TEXT = "old_text"  # the text was changed in substance since
    LANGUAGE = "language"  # the appeal has no such language
    DIFFERS = "differs"  # it stands in a list already, and the row says otherwise
    DISPUTED = "disputed"
    REVOKED = "revoked"


@dataclass(frozen=True, kw_only=True)
class Planned:
    """What a row will do, or why it cannot; `likes` are names it may have meant."""

    row: AnswerRow
    organisation: Organisation | None = None
    effect: Effect | None = None
    obstacle: Obstacle | None = None
    likes: Sequence[str] = ()
    # It is chosen for the appeal by this.
    is_uninvited: bool = False
    # The text that was in force when the answer came, where it differs from the present one.
    read: Revision | None = None


@dataclass(frozen=True)
class Plan:
    """What an import would do, row by row; `is_open` says whether answers are taken at all."""

    rows: Sequence[Planned]
    is_open: bool

    @property
    def is_possible(self) -> bool:
        return self.is_open and not any(each.obstacle for each in self.rows)

    @property
    def acts(self) -> list[Planned]:
        return [each for each in self.rows if each.effect not in {None, Effect.NOTHING}]

    @property
    def fingerprint(self) -> str:
        """Equal for two plans that do the same; lower-case hex SHA-256."""
        acts = [
            (
                each.row,
                each.organisation and str(each.organisation.id),
                each.effect,
                each.obstacle,
                each.read and each.read.number,
            )
            for each in self.rows
        ]
        return sha256(repr((acts, self.is_open)).encode()).hexdigest()


class PlanChanged(Conflict):
    """What was shown is no longer what would happen."""


def plan(session: Session, appeal: Appeal, sheet: AnswerSheet, *, now: datetime) -> Plan:
    """Find out what taking in these answers would do. Writes nothing."""
    judge = _Judge(session, appeal, now)
    takes = services.takes_answers(appeal.phase, appeal.deadline, now)
    return Plan([judge.planned(row) for row in sheet.rows], takes and judge.present is not None)


def carry_out(
    session: Session,
    appeal: Appeal,
    sheet: AnswerSheet,
    *,
    fingerprint: str,
    by: UUID,
    now: datetime,
) -> int:
    """Record every answer as the plan with this `fingerprint` says; return how many.

    Raises `PlanChanged`, and then nothing is recorded.
    """
    planned = plan(session, appeal, sheet, now=now)
    if sheet.faults or planned.fingerprint != fingerprint or not planned.is_possible:
        raise PlanChanged
    for each in planned.acts:
        _record(session, appeal, each, by=by, now=now)
    return len(planned.acts)


def _record(session: Session, appeal: Appeal, planned: Planned, *, by: UUID, now: datetime) -> None:
    row, organisation = planned.row, planned.organisation
    assert organisation is not None  # noqa: S101 - a plan without obstacles has found all
    kind = ListKind.SUPPORTER if row.given is Given.SUPPORT else ListKind.SIGNATORY
    who = Representative(name=row.name, role=row.role)
    basis = f"{row.received.isoformat()}: {row.evidence}"
    if row.given is not Given.DECLINE:
        received = Received(
            list_kind=kind, representative=who, basis=basis, language_read=row.language
        )
        recording.record(session, appeal, organisation.id, received, by=by, now=now)
        return
    [invitation] = invitations.choose(session, appeal, [organisation], kind, by=by, now=now)
    turn = services.take_turn(session, invitation.id, now=now)
    services.decline(turn, who, "", Evidence(by=by, basis=basis))


class _Judge:
    """All that the rows of one sheet are judged by, read once."""

    def __init__(self, session: Session, appeal: Appeal, now: datetime) -> None:
        self.appeal = appeal
        self.today = now.astimezone(appeal.zone).date()
        self.registry = _Registry(session)
        self.invitations = {
            each.organisation_id: each
            for each in session.scalars(select(Invitation).where(Invitation.appeal_id == appeal.id))
        }
        self.signatures = {
            each.organisation_id: each
            for each in session.scalars(
                select(Signature).where(
                    Signature.appeal_id == appeal.id, Signature.ended_at.is_(None)
                )
            )
        }
        self.locked = session.scalars(
            select(Revision)
            .where(Revision.appeal_id == appeal.id, Revision.locked_at.is_not(None))
            .order_by(Revision.locked_at)
        ).all()
        self.present = self.locked[-1] if self.locked else None
        self.seen: set[UUID] = set()

    def planned(self, row: AnswerRow) -> Planned:
        found = self.registry.find(row.organisation)
        if len(found) != 1:
            if found:
                return Planned(row=row, obstacle=Obstacle.AMBIGUOUS)
            likes = self.registry.likes(row.organisation)
            return Planned(row=row, obstacle=Obstacle.UNKNOWN, likes=likes)
        organisation = found[0]
        read = self._text_of(row.received)
        obstacle = self._obstacle(row, organisation, read)
        self.seen.add(organisation.id)
        invitation = self.invitations.get(organisation.id)
        return Planned(
            row=row,
            organisation=organisation,
            obstacle=obstacle,
            effect=None if obstacle else self._effect(row, organisation),
            is_uninvited=invitation is None,
            read=read if read and self.present and read.set_hash != self.present.set_hash else None,
        )

    def _obstacle(
        self, row: AnswerRow, organisation: Organisation, read: Revision | None
    ) -> Obstacle | None:
        invitation = self.invitations.get(organisation.id)
        if organisation.id in self.seen:
            return Obstacle.TWICE
        if row.received > self.today:
            return Obstacle.FUTURE
        if read is None:
            return Obstacle.DRAFT
        if self._is_outdated(read):
            return Obstacle.OLD_TEXT
        if row.language and row.language not in self.appeal.languages:
            return Obstacle.LANGUAGE
        if invitation and invitation.disputed_at:
            return Obstacle.DISPUTED
        if invitation and invitation.is_revoked:
            return Obstacle.REVOKED
        signature = self.signatures.get(organisation.id)
        if signature and not self._is_same(row, signature):
            return Obstacle.DIFFERS
        return None

    def _effect(self, row: AnswerRow, organisation: Organisation) -> Effect:
        invitation = self.invitations.get(organisation.id)
        if organisation.id in self.signatures:
            return Effect.NOTHING
        if row.given is Given.DECLINE:
            declined = invitation is not None and invitation.answer is not None
            return Effect.NOTHING if declined else Effect.DECLINES
        return Effect.SUPPORTS if row.given is Given.SUPPORT else Effect.SIGNS

    def _is_same(self, row: AnswerRow, signature: Signature) -> bool:
        kinds = {Given.SIGN: ListKind.SIGNATORY, Given.SUPPORT: ListKind.SUPPORTER}
        return kinds.get(row.given) is signature.list_kind

    def _text_of(self, day: date) -> Revision | None:
        """Return the final text at the end of that day, in the appeal's own time zone."""
        end = datetime.combine(day, time.max, self.appeal.zone).astimezone(UTC)
        before = [each for each in self.locked if each.locked_at and each.locked_at <= end]
        return before[-1] if before else None

    def _is_outdated(self, read: Revision) -> bool:
        if self.present is None or read.set_hash == self.present.set_hash:
            return False
        later = self.locked[self.locked.index(read) + 1 :]
        # An unclassed change cannot be told from one of substance.
        return any(each.change in {None, ChangeClass.SUBSTANCE} for each in later)


class _Registry:
    """The registry by every name, acronym, alias and address, for look-ups without a query."""

    def __init__(self, session: Session) -> None:
        self.by_name: dict[str, dict[UUID, Organisation]] = defaultdict(dict)
        self.by_acronym: dict[str, dict[UUID, Organisation]] = defaultdict(dict)
        self.index: NameIndex[UUID] = NameIndex([])
        for each in session.scalars(select(Organisation)):
            for name in each.names:
                self.by_name[_folded(name.name)][each.id] = each
                self.index.add(each.id, name.name, name.acronym)
                if name.acronym:
                    self.by_acronym[_folded(name.acronym)][each.id] = each
            for other in (*each.aliases, *(contact.email for contact in each.contacts)):
                self.by_acronym[_folded(other)][each.id] = each

    def find(self, text: str) -> list[Organisation]:
        """A full name goes before an acronym, another name or an address of somebody else."""
        key = _folded(text)
        return list((self.by_name.get(key) or self.by_acronym.get(key) or {}).values())

    def likes(self, text: str) -> list[str]:
        return list(dict.fromkeys(each.name for each in self.index.look_alikes(text, "")))[:3]


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
