"""Import of the registry from a spreadsheet: first a plan that can be shown, then the act."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from appeals import ledger
from appeals.errors import Conflict, Invalid
from appeals.organisations import merging, services
from appeals.organisations.look_alikes import LookAlike, NameIndex
from appeals.organisations.models import Details, Organisation
from appeals.organisations.problems import Problem, ProblemCode
from appeals.organisations.spreadsheet import Row, Sheet


@dataclass(frozen=True)
class PlannedRow:
    """What a row will do: add an organisation (None now), change one, or nothing."""

    row: Row
    organisation: Organisation | None
    before: Details
    after: Details

    @property
    def changes(self) -> list[merging.Change]:
        return merging.changes(self.before, self.after) if self.organisation else []

    @property
    def is_unchanged(self) -> bool:
        return self.organisation is not None and self.before == self.after


@dataclass(frozen=True)
class Plan:
    """What an import will do, row by row; with a problem in it, nothing is imported."""

    rows: tuple[PlannedRow, ...]
    problems: tuple[Problem, ...]
    registry: Sequence[Organisation]

    @property
    def fingerprint(self) -> str:
        """Equal for two plans that do the same; lower-case hex SHA-256."""
        acts = [
            (each.row.number, each.organisation and str(each.organisation.id), each.is_unchanged)
            for each in self.rows
        ]
        return sha256(repr((acts, len(self.problems))).encode()).hexdigest()

    @property
    def new(self) -> list[PlannedRow]:
        return [planned for planned in self.rows if planned.organisation is None]

    @property
    def unchanged(self) -> list[PlannedRow]:
        return [planned for planned in self.rows if planned.is_unchanged]

    @property
    def changed(self) -> list[PlannedRow]:
        return [each for each in self.rows if each.organisation and not each.is_unchanged]


@dataclass(frozen=True)
class Resemblance:
    """A row that would add an organisation, and what looks like it: a row number or an id."""

    row: Row
    likes: list[LookAlike[int | UUID]]

    @property
    def name(self) -> str:
        return next(iter(self.row.names.values())).name


@dataclass(frozen=True)
class ImportResult:
    """What an import did, in the order of the rows."""

    created: list[Organisation]
    updated: list[Organisation]
    unchanged: list[Organisation]
    rows: list[tuple[Row, Organisation]]


class PlanChanged(Conflict):
    """The registry has changed, and the import would no longer do what was shown."""


class BadSheet(Invalid):
    """The file has problems, and nothing of it was imported."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


def plan(session: Session, sheet: Sheet) -> Plan:
    """Find out what importing the sheet would do. Writes nothing."""
    registry = session.scalars(select(Organisation).order_by(Organisation.created_at)).all()
    known = _Known(registry)
    rows = []
    problems = list(sheet.problems)
    taken: dict[UUID, int] = {}
    for row in sheet.rows:
        organisation = known.find(row)
        before = organisation.details if organisation else Details(names={})
        rows.append(PlannedRow(row, organisation, before, merging.merged(before, row)))
        first = taken.setdefault(organisation.id, row.number) if organisation else row.number
        if first != row.number:
            name = next(iter(row.names.values())).name
            problems.append(Problem(row.number, "", ProblemCode.DUPLICATE_ROW, name, first))
    # What is wrong with the file as a whole must not drown in what is wrong with its cells.
    problems.sort(key=lambda problem: bool(problem.column))
    return Plan(tuple(rows), tuple(problems), registry)


def import_sheet(
    session: Session,
    sheet: Sheet,
    *,
    by: UUID | None,
    now: datetime,
    fingerprint: str | None = None,
) -> ImportResult:
    """Add and change organisations as the sheet says, or raise `BadSheet` and do nothing.

    An empty cell changes nothing, so what the file does not say is not lost. With the
    `fingerprint` of a plan that was shown, raises `PlanChanged` if it would do something else.
    """
    planned = plan(session, sheet)
    if fingerprint is not None and planned.fingerprint != fingerprint:
        raise PlanChanged
    if planned.problems:
        raise BadSheet(planned.problems)
    result = ImportResult([], [], [], [])
    for each in planned.rows:
        organisation = _carry_out(session, each, result, by=by, now=now)
        result.rows.append((each.row, organisation))
    if result.created or result.updated:
        _record(session, result, by=by, now=now)
    session.flush()
    return result


def resemblances(planned: Plan) -> list[Resemblance]:
    """New rows whose names look like one in the registry or in an earlier row."""
    index: NameIndex[int | UUID] = NameIndex(
        (organisation.id, name.name, name.acronym)
        for organisation in planned.registry
        for name in organisation.names
    )
    found = []
    for each in planned.new:
        likes = list(_likes(index, each.row))
        if likes:
            found.append(Resemblance(each.row, likes))
        for name in each.row.names.values():
            index.add(each.row.number, name.name, name.acronym)
    return found


class _Known:
    """The registry by name and by address, for look-ups without a query."""

    def __init__(self, registry: Sequence[Organisation]) -> None:
        self.by_name: dict[tuple[str, str], list[Organisation]] = defaultdict(list)
        self.by_email: dict[str, list[Organisation]] = defaultdict(list)
        for organisation in registry:
            for name in organisation.names:
                self.by_name[name.language, name.name.casefold()].append(organisation)
            for contact in organisation.contacts:
                self.by_email[contact.email.casefold()].append(organisation)

    def find(self, row: Row) -> Organisation | None:
        """By the name in the first language of the row, then in English, then by the address.

        An address that several organisations share tells none of them.
        """
        email = row.contact.email.casefold() if row.contact else ""
        addressed = self.by_email.get(email, [])
        for tag in dict.fromkeys([*list(row.names)[:1], "en"]):
            named = self._named(row, tag)
            if named:
                return next((each for each in named if each in addressed), named[0])
        return addressed[0] if len(addressed) == 1 else None

    def _named(self, row: Row, tag: str) -> list[Organisation]:
        name = row.names.get(tag)
        return self.by_name.get((tag, name.name.casefold()), []) if name else []


def _carry_out(
    session: Session, planned: PlannedRow, result: ImportResult, *, by: UUID | None, now: datetime
) -> Organisation:
    organisation = planned.organisation
    if organisation is None:
        organisation = services.create_organisation(session, planned.after, by=by, now=now)
        result.created.append(organisation)
    elif services.update_organisation(session, organisation, planned.after, by=by, now=now):
        result.updated.append(organisation)
    else:
        result.unchanged.append(organisation)
    return organisation


def _record(session: Session, result: ImportResult, *, by: UUID | None, now: datetime) -> None:
    # An import is no row of its own: its entry stands for itself.
    ledger.record(
        session,
        services.Action.IMPORTED,
        uuid4(),
        now=now,
        by=by,
        created=len(result.created),
        updated=len(result.updated),
        unchanged=len(result.unchanged),
    )


def _likes(index: NameIndex[int | UUID], row: Row) -> Iterator[LookAlike[int | UUID]]:
    seen = set()
    for name in row.names.values():
        for like in index.look_alikes(name.name, name.acronym):
            if like.key not in seen:
                seen.add(like.key)
                yield like
