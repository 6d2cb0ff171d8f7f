"""Editions: text and lists are frozen, published at their hour, and taken back.

The numbers of an edition are rows, its documents and files are kept: whatever is
published later, or changed in the registry or in this program, an edition stays.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from appeals import db, jobs, ledger
from appeals.drafting import services as drafting
from appeals.drafting.models import Appeal
from appeals.errors import Conflict, Incomplete, Invalid, NotFound
from appeals.publishing.amending import amended_lists, find_terms
from appeals.publishing.checklist import LONGEST_REASON, check_release, demand_minimum
from appeals.publishing.freezing import Ready, demand_names, documents_of, fill, make_ready
from appeals.publishing.models import Edition
from appeals.publishing.shown import is_public, is_undone
from appeals.publishing.word_templates import find_frame
from appeals.signatures import services as signatures


class Action(StrEnum):
    """What the ledger says of editions."""

    FROZEN = "edition.frozen"
    RELEASED = "edition.released"
    CALLED_OFF = "edition.called_off"
    RETRACTED = "edition.retracted"


class NotReady(Conflict):
    """A line of the release checklist stops the publication."""


class EditionWaits(Conflict):
    """The last edition has not appeared yet."""


def prepare(session: Session, appeal: Appeal) -> Ready:
    """Write the files of the next edition, which takes long for long lists, and keep nothing."""
    revision = drafting.latest_locked(session, appeal)
    printed = amended_lists(session, appeal)
    stopping = check_release(session, appeal, printed).stopping
    if revision is None or not appeal.is_locked or stopping:
        raise NotReady(_("The checklist is not done: something stops the publication."))
    return make_ready(session, appeal, revision, printed, _publish_at(session, appeal))


def publish(
    session: Session,
    appeal: Appeal,
    ready: Ready,
    *,
    after: int,
    by: UUID | None,
    now: datetime,
) -> Edition:
    """Freeze the next edition; it is public at the end of the embargo, or at once.

    `after` is the number of the last edition whoever decided knew of: of two who
    publish in the same instant one is refused.
    """
    db.hold(session, appeal)
    last = latest_edition(session, appeal)
    if last and last.released_at is None:
        _settle(session, last, now=now)
    if (last.number if last else 0) != after:
        raise Conflict(_("Somebody else has published an edition in the meantime."))
    if last and last.released_at is None:
        raise EditionWaits(_("The last edition has not appeared yet. Call it off first."))
    ready = _anew(session, appeal, ready)
    edition = Edition(
        appeal_id=appeal.id,
        number=after + 1,
        reference_language=appeal.reference_language,
        created_at=now,
        created_by=by,
        publish_at=_publish_at(session, appeal),
    )
    session.add(edition)
    fill(edition, ready)
    session.flush()
    _record(session, Action.FROZEN, edition, by=by, now=now, content_hash=edition.content_hash)
    _settle(session, edition, now=now)
    return edition


def call_off(session: Session, appeal: Appeal, *, by: UUID | None, now: datetime) -> None:
    """Let an edition that has not appeared yet not appear; its numbers were seen by nobody."""
    db.hold(session, appeal)
    edition = latest_edition(session, appeal)
    if edition is None or edition.released_at or _is_out(session, edition):
        raise Conflict(_("No edition is waiting for its hour."))
    _record(session, Action.CALLED_OFF, edition, by=by, now=now)
    session.delete(edition)
    session.flush()


def retract(session: Session, appeal: Appeal, reason: str, *, by: UUID, now: datetime) -> None:
    """Take every edition off the public pages; it stays on record what had been public."""
    db.hold(session, appeal)
    if not reason.strip():
        raise Invalid(_("Say why it is taken off the public pages."))
    if (last := latest_edition(session, appeal)) and last.released_at is None:
        _settle(session, last, now=now)
    out = [each for each in list_editions(session, appeal) if _is_out(session, each)]
    if not out:
        raise Conflict(_("Nothing of this appeal is public."))
    for edition in out:
        edition.retracted_at, edition.retracted_by = now, by
        edition.retraction_reason = reason.strip()[:LONGEST_REASON]
        _record(session, Action.RETRACTED, edition, by=by, now=now)


def latest_edition(session: Session, appeal: Appeal) -> Edition | None:
    query = select(Edition).filter_by(appeal_id=appeal.id).order_by(Edition.number.desc())
    return session.scalars(query.limit(1)).first()


def list_editions(session: Session, appeal: Appeal) -> Sequence[Edition]:
    """Return all editions, the newest first."""
    query = select(Edition).filter_by(appeal_id=appeal.id)
    return session.scalars(query.order_by(Edition.number.desc())).all()


def get_edition(session: Session, appeal: Appeal, number: int) -> Edition:
    edition = session.scalar(select(Edition).filter_by(appeal_id=appeal.id, number=number))
    if edition is None:
        raise NotFound
    return edition


def is_held(session: Session, edition: Edition) -> bool:
    """Whether an edition is kept back because something in it was undone before its hour."""
    undone = session.scalar(select(is_undone()).where(Edition.id == edition.id))
    return edition.released_at is None and bool(undone)


@jobs.periodic(seconds=5)
def release_due() -> None:
    """Tell the signatories of what has appeared; mend what was undone under the embargo."""
    session = db.session()
    with db.everywhere(session):
        due = session.execute(
            select(Edition.id, Edition.coalition_id).where(
                Edition.released_at.is_(None), (Edition.publish_at <= db.Clock()) | is_undone()
            )
        ).all()
    for edition_id, coalition_id in due:
        with db.transaction() as writing:
            db.enter(writing, coalition_id)
            release(writing, edition_id)


def release(session: Session, edition_id: UUID) -> None:
    """Settle one edition that waits: once its hour has come, or a signature in it was undone."""
    edition = session.get(Edition, edition_id)
    if edition is None:
        return
    db.hold(session, edition.appeal)
    now = db.clock(session)
    if edition.released_at is None:
        if is_held(session, edition):
            _mend(session, edition)
        _settle(session, edition, now=now)


def _settle(session: Session, edition: Edition, *, now: datetime) -> None:
    if _is_out(session, edition):
        _release(session, edition, now=now)


def _is_out(session: Session, edition: Edition) -> bool:
    found = select(Edition.id).where(Edition.id == edition.id, is_public())
    return session.scalar(found) is not None


def _release(session: Session, edition: Edition, *, now: datetime) -> None:
    edition.released_at = now
    text, content = edition.revision.set_hash, edition.content_hash
    logged = ledger.edition(edition.number, text=text, content_hash=content)
    _record(session, Action.RELEASED, edition, by=None, now=now, logged=logged)
    listed = {each.signature_id for each in edition.entries}
    signatures.tell_published(session, edition.appeal, now=now, listed=listed)


def _mend(session: Session, edition: Edition) -> None:
    """Freeze a waiting edition again without who has gone; it stays hidden if that cannot be."""
    appeal = edition.appeal
    only = {each.organisation_id for each in edition.entries}
    printed = amended_lists(session, appeal, without=edition, only=only)
    try:
        demand_minimum(session, appeal, printed)
        demand_names(printed)
    except Incomplete:
        return
    ready = make_ready(session, appeal, edition.revision, printed, edition.publish_at)
    edition.entries, edition.files, edition.sources = [], [], []
    session.flush()  # the numbers are free again
    fill(edition, ready)
    session.flush()
    now = db.clock(session)
    _record(session, Action.FROZEN, edition, by=None, now=now, content_hash=edition.content_hash)


def _publish_at(session: Session, appeal: Appeal) -> datetime:
    terms, now = find_terms(session, appeal), db.clock(session)
    return max(terms.embargo_until, now) if terms and terms.embargo_until else now


def _anew(session: Session, appeal: Appeal, ready: Ready) -> Ready:
    """Return what is ready, written again if somebody signed or left in the meantime."""
    revision = drafting.latest_locked(session, appeal)
    printed, at = amended_lists(session, appeal), _publish_at(session, appeal)
    stopping = check_release(session, appeal, printed).stopping
    if revision is None or not appeal.is_locked or stopping:
        raise NotReady(_("The checklist is not done: something stops the publication."))
    documents = documents_of(session, appeal, revision, printed, at)
    same = documents == ready.documents and find_frame(session, appeal) == ready.frame
    if same and revision.id == ready.revision.id:
        return Ready(revision, printed, documents, ready.files, ready.frame)
    return make_ready(session, appeal, revision, printed, at)


def _record(
    session: Session,
    action: Action,
    edition: Edition,
    *,
    by: UUID | None,
    now: datetime,
    logged: ledger.Logged | None = None,
    **details: str,
) -> None:
    ledger.record(
        session,
        action,
        edition.id,
        now=now,
        appeal_id=edition.appeal_id,
        by=by,
        logged=logged,
        edition=edition.number,
        **details,
    )
