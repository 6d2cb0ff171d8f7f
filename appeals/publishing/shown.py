"""What the public may see: the one place that says so.

An edition is public from its hour on, by the database's clock and in every
language at once. One that nobody has released yet stays hidden if what it says
was undone before that hour: a name withdrawn or hidden under the embargo appears nowhere.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session, joinedload, undefer

from appeals import db
from appeals.drafting.models import Appeal
from appeals.errors import NotFound
from appeals.invitations.models import Invitation
from appeals.publishing.models import Edition, EditionEntry, EditionFile, EditionSource
from appeals.signatures.models import Dispute, Signature
from appeals.signatures.services import is_named

PICTURES = frozenset({"image/png", "image/jpeg"})


def is_public() -> ColumnElement[bool]:
    """Return the condition under which an edition may be shown to anybody."""
    return and_(
        Edition.publish_at <= db.Clock(),
        Edition.retracted_at.is_(None),
        or_(Edition.released_at.is_not(None), ~is_undone()),
    )


def is_undone() -> ColumnElement[bool]:
    """Return whether a signature in an edition was ended, contested or hidden before its hour."""
    ended = Signature.ended_at.is_not(None) & (Signature.ended_at <= Edition.publish_at)
    disputed = exists().where(
        Dispute.invitation_id == Signature.invitation_id,
        Dispute.raised_at <= Edition.publish_at,
        or_(Dispute.resolved_at.is_(None), Dispute.resolved_at > Edition.publish_at),
    )
    hidden = exists().where(Invitation.id == Signature.invitation_id, ~is_named())
    return exists().where(
        EditionEntry.edition_id == Edition.id,
        Signature.id == EditionEntry.signature_id,
        or_(ended, disputed, hidden),
    )


def get_public(session: Session, slug: str) -> Edition:
    """Return the newest public edition; whoever asks need belong to no coalition.

    Raises `NotFound` alike for what is unknown and for what is not public.
    """
    newest = (
        select(Edition)
        .join(Edition.appeal)
        .where(Appeal.slug == slug, is_public())
        .order_by(Edition.number.desc())
        .limit(1)
        .options(joinedload(Edition.appeal))
    )
    with db.everywhere(session):
        found = session.scalar(newest)
    if found is None:
        raise NotFound
    return found


def list_public(session: Session) -> Sequence[Edition]:
    """Return the newest public edition of every appeal, the last one published first."""
    later = select(Edition.appeal_id, Edition.number).where(is_public()).subquery()
    newer = exists().where(later.c.appeal_id == Edition.appeal_id, later.c.number > Edition.number)
    query = select(Edition).where(is_public(), ~newer).options(joinedload(Edition.appeal))
    with db.everywhere(session):
        return session.scalars(query.order_by(Edition.publish_at.desc(), Edition.id)).all()


def next_hour(session: Session) -> datetime | None:
    """Return when the next edition becomes public by itself."""
    query = select(func.min(Edition.publish_at)).where(Edition.publish_at > db.Clock())
    with db.everywhere(session):
        return session.scalar(query)


def public_history(session: Session, appeal_id: UUID) -> Sequence[Edition]:
    """Return the public editions of an appeal, the newest first."""
    query = select(Edition).where(Edition.appeal_id == appeal_id, is_public())
    with db.everywhere(session):
        return session.scalars(query.order_by(Edition.number.desc())).all()


def public_state(session: Session, appeal_id: UUID) -> tuple[str, ...]:
    """Return what is another whenever one of the public editions of an appeal is."""
    query = select(Edition.content_hash).where(Edition.appeal_id == appeal_id, is_public())
    with db.everywhere(session):
        return tuple(session.scalars(query.order_by(Edition.number)))


def files_of(session: Session, edition: Edition) -> Sequence[EditionFile]:
    """Return what is known of the files, without their content."""
    query = select(EditionFile).where(EditionFile.edition_id == edition.id)
    with db.everywhere(session):
        return session.scalars(query.order_by(EditionFile.position)).all()


def get_file(session: Session, edition: Edition, language: str, kind: str) -> EditionFile:
    """Return a file with its content."""
    query = select(EditionFile).filter_by(edition_id=edition.id, language=language, format=kind)
    with db.everywhere(session):
        found = session.scalar(query.options(undefer(EditionFile.content)))
    if found is None:
        raise NotFound
    return found


def get_picture(session: Session, edition: Edition, sha256: str) -> EditionSource:
    """Return a picture that stands in an edition, with its content; nothing else it is made of."""
    query = select(EditionSource).where(
        EditionSource.edition_id == edition.id,
        EditionSource.sha256 == sha256,
        EditionSource.media_type.in_(PICTURES),
    )
    with db.everywhere(session):
        found = session.scalar(query.options(undefer(EditionSource.content)))
    if found is None:
        raise NotFound
    return found
