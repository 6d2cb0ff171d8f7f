"""Files of long lists are made by a worker, shown as they progress, and kept for some hours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import Select, delete, func, select, update
from sqlalchemy.orm import Session, undefer

from appeals import db, i18n, jobs
from appeals.document.layout import Layout
from appeals.drafting.models import Appeal
from appeals.errors import Incomplete, Invalid, NotFound
from appeals.publishing import files, services
from appeals.publishing.formats import ONCE, TOGETHER, Format
from appeals.publishing.models import MadeFile
from appeals.signatures.lists import is_counted
from appeals.signatures.models import Signature

LIFETIME = timedelta(hours=12)
# Names in the lists from which on a file is left to a worker; a PDF is set page by page.
LONG = 2_000
LONG_PDF = 500
# An account keeps so many; the oldest makes room.
MOST_KEPT = 5


@dataclass(frozen=True)
class Wanted:
    """What file is asked for, and in which language its maker is to speak."""

    languages: tuple[str, ...]
    kind: Format
    layout: Layout
    draft: bool
    spoken: str

    @property
    def steps(self) -> int:
        """How many steps it takes: reading the lists, then every file that is drawn."""
        if self.kind is not Format.ZIP:
            return 2
        several = len(self.languages) > 1
        alone = len(self.languages) * (len(Format) - len(ONCE) - 1)
        return 1 + alone + len(ONCE) + (len(TOGETHER) if several else 0)


def is_long(session: Session, appeal: Appeal, kind: Format) -> bool:
    """Whether somebody would wait too long for a file of this format."""
    counted = select(func.count()).select_from(Signature)
    number = session.scalar(counted.where(Signature.appeal_id == appeal.id, is_counted())) or 0
    return number > (LONG_PDF if kind in {Format.PDF, Format.ZIP} else LONG)


def ask(session: Session, appeal: Appeal, wanted: Wanted, *, by: UUID, now: datetime) -> MadeFile:
    """Have a file made; what is being made for this account already is not begun again."""
    for other in list_own(session, appeal, by=by, now=now):
        if not (other.is_ready or other.refusal) and _wanted(other) == wanted:
            return other
    _make_room(session, by=by)
    asked = MadeFile(
        id=uuid4(),
        appeal_id=appeal.id,
        account_id=by,
        languages=list(wanted.languages),
        format=wanted.kind.value,
        layout=[each.value for each in wanted.layout.options],
        draft=wanted.draft,
        spoken=wanted.spoken,
        asked_at=now,
        done=0,
        steps=wanted.steps,
    )
    session.add(asked)
    session.flush()
    jobs.enqueue(session, "export.make", key=f"export/{asked.id}", file_id=str(asked.id))
    return asked


def get(session: Session, appeal: Appeal, file_id: UUID, *, by: UUID, now: datetime) -> MadeFile:
    """Raise `NotFound` also for a file of somebody else, or of another appeal."""
    own = _own(appeal, by=by, now=now).where(MadeFile.id == file_id)
    found = session.scalar(own.options(undefer(MadeFile.content)))
    if found is None:
        raise NotFound
    return found


def list_own(session: Session, appeal: Appeal, *, by: UUID, now: datetime) -> Sequence[MadeFile]:
    """Return what this account has had made of the appeal, the newest first."""
    own = _own(appeal, by=by, now=now)
    return session.scalars(own.order_by(MadeFile.asked_at.desc(), MadeFile.id)).all()


@jobs.handler("export.make")
def make(*, file_id: str) -> None:
    """Make a file from what the lists are now; nobody waits to write meanwhile.

    A worker that takes it over from a killed one begins it anew.
    """
    session = db.session()
    with db.everywhere(session):
        asked = session.get(MadeFile, UUID(file_id))
    if asked is None or asked.is_ready or asked.refusal:
        return
    db.enter(session, asked.coalition_id)
    _note(asked.id, done=0)
    with i18n.speaking(asked.spoken):
        try:
            filename, content = _made(session, asked)
        except Incomplete as error:
            _note(asked.id, refusal="\n".join(error.missing))
        except Invalid as error:
            _note(asked.id, refusal=str(error))
        else:
            _note(asked.id, done=asked.steps, filename=filename, content=content)


def _made(session: Session, asked: MadeFile) -> tuple[str, bytes]:
    file_id, wanted, appeal = asked.id, _wanted(asked), asked.appeal
    export = services.export(session, appeal, wanted.languages, draft=wanted.draft)
    filename, done = export.filename(wanted.kind.extension), 1

    def drawn_one() -> None:
        nonlocal done
        done += 1
        _note(file_id, done=done)

    _note(file_id, done=done)
    content = files.as_bytes(export, wanted.kind, wanted.layout, drawn_one=drawn_one)
    return filename, content


def _note(file_id: UUID, **values: object) -> None:
    """Write down how far it is, in a transaction of its own."""
    with db.transaction() as session, db.everywhere(session):
        session.execute(update(MadeFile).where(MadeFile.id == file_id).values(**values))


def _wanted(asked: MadeFile) -> Wanted:
    layout = Layout.of(asked.layout)
    return Wanted(tuple(asked.languages), Format(asked.format), layout, asked.draft, asked.spoken)


def _own(appeal: Appeal, *, by: UUID, now: datetime) -> Select[MadeFile]:
    return select(MadeFile).where(
        MadeFile.appeal_id == appeal.id,
        MadeFile.account_id == by,
        MadeFile.asked_at > now - LIFETIME,
    )


def _make_room(session: Session, *, by: UUID) -> None:
    newest = select(MadeFile.id).filter_by(account_id=by).order_by(MadeFile.asked_at.desc())
    surplus = session.scalars(newest.offset(MOST_KEPT - 1)).all()
    session.execute(delete(MadeFile).where(MadeFile.id.in_(surplus)))
