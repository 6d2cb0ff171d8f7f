"""Statements on the stage of the browser tests: reported on, waiting, made an appeal."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from appeals.importing import services
from appeals.importing.audit import Audit, audit
from appeals.importing.model import Statement
from appeals.importing.reading import read_files
from appeals.importing.services import Decisions
from tests.functional.test_importing import ENGLISH, RUSSIAN

# One line that may be two entries, so that something is asked.
ASKED = ENGLISH.replace("(Georgia)", "(Georgia) Reed Union (Latvia)")
FILES = ["en.txt", "ru.txt"]


def keep(
    session: Session, statement: Statement, *, by: UUID, now: datetime, audited: bool = True
) -> str:
    outcome = services.examined(session, statement) if audited else None
    upload = services.keep(session, FILES, statement, outcome, by=by, now=now)
    session.flush()
    return str(upload.id)


def differing() -> Statement:
    return read_files([("en.txt", ASKED.encode()), ("ru.txt", RUSSIAN.encode())])


def agreeing() -> Statement:
    return read_files([("en.txt", ENGLISH.encode())])


def make_appeal(session: Session, statement: Statement, slug: str, *, now: datetime) -> None:
    found: Audit = audit(statement)
    proposals = services.propose(session, found)
    decisions = Decisions(
        details=services.details_of(found, slug), rows=found.ground.alignment.rows
    )
    services.make_appeal(session, found, FILES, proposals, decisions, by=None, now=now)
