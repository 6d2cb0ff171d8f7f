"""Commenting: what a reviewer says of the draft, and takes back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from appeals import db
from appeals.errors import Invalid, NotFound
from appeals.reviewing import rules
from appeals.reviewing.models import Comment, CommentSource, CommentState, Reviewer
from appeals.reviewing.services.actions import Action, record
from appeals.reviewing.services.state import (
    AlreadyDecided,
    TooManyComments,
    demand_as_told,
    demand_open,
)


@dataclass(frozen=True, kw_only=True)
class Said:
    """One thing said of a segment in one language; `original` is the wording that was seen."""

    segment_id: UUID
    language: str
    original: str
    text: str = ""
    proposal: str | None = None


def comment(
    session: Session,
    reviewer: Reviewer,
    said: Sequence[Said],
    *,
    private: bool = False,
    now: datetime,
) -> list[Comment]:
    """Keep what a reviewer says; said twice it is one comment, so a second click does no harm.

    With `private` the reviewer was told that only coordinators read it. Raises
    `CommentsClosed`, by the database's clock, `PromisedPrivacy` and `TooManyComments`.
    """
    demand_open(session, reviewer.appeal)
    demand_as_told(reviewer.appeal, private=private)
    db.hold(session, reviewer)
    if any(each.language not in reviewer.appeal.languages for each in said):
        raise Invalid(_("The appeal has no such language."))
    kept: list[Comment] = []
    added: list[Comment] = []
    for each in dict.fromkeys(said):
        known = _find_alike(session, reviewer, each)
        made = known or _made(reviewer, each, now)
        kept.append(made)
        added += [] if known else [made]
    demand_room(session, reviewer, len(added))
    session.add_all(added)
    session.flush()  # for the ids
    for made in added:
        record_comment(session, made, by=None, now=now)
    return kept


def withdraw(
    session: Session, reviewer: Reviewer, comment_id: UUID, reason: str, *, now: datetime
) -> Comment:
    """Take back an open comment of one's own; raise `AlreadyDecided` where it was answered."""
    demand_open(session, reviewer.appeal)
    found = session.scalar(select(Comment).filter_by(id=comment_id, reviewer_id=reviewer.id))
    if found is None:
        raise NotFound
    db.hold(session, found)
    if found.state is CommentState.WITHDRAWN:
        return found
    if found.state is not CommentState.OPEN:
        raise AlreadyDecided(_("The coordinators have answered this in the meantime."))
    found.state, found.answer, found.answered_at = CommentState.WITHDRAWN, reason, now
    record(session, Action.WITHDRAWN, found, by=None, now=now, reviewer=reviewer.handle)
    return found


def demand_room(session: Session, reviewer: Reviewer, number: int) -> None:
    """Raise `TooManyComments` where this many more open ones are more than there may be."""
    open_now = session.scalar(
        select(func.count()).where(
            Comment.reviewer_id == reviewer.id, Comment.state == CommentState.OPEN
        )
    )
    if number and (open_now or 0) + number > rules.MOST_OPEN:
        raise TooManyComments(
            _(
                "At most %(most)s of your comments can be open at once. "
                "Wait until the coordinators have answered some, or take some back.",
                most=rules.MOST_OPEN,
            )
        )


def record_comment(session: Session, made: Comment, *, by: UUID | None, now: datetime) -> None:
    record(
        session,
        Action.COMMENTED,
        made,
        by=by,
        now=now,
        reviewer=made.reviewer.handle if made.reviewer else None,
        language=made.language,
        proposal=int(made.is_proposal),
        source=made.source.value,
    )


def _find_alike(session: Session, reviewer: Reviewer, said: Said) -> Comment | None:
    return session.scalar(
        select(Comment)
        .where(
            Comment.reviewer_id == reviewer.id,
            Comment.segment_id == said.segment_id,
            Comment.language == said.language,
            Comment.text == said.text,
            Comment.proposal.is_not_distinct_from(said.proposal),
            Comment.original == said.original,
            Comment.state == CommentState.OPEN,
        )
        .limit(1)
    )


def _made(reviewer: Reviewer, said: Said, now: datetime) -> Comment:
    return Comment(
        appeal_id=reviewer.appeal_id,
        segment_id=said.segment_id,
        language=said.language,
        reviewer=reviewer,
        author_name=reviewer.name,
        source=CommentSource.PAGE,
        text=said.text,
        proposal=said.proposal,
        original=said.original,
        created_at=now,
        state=CommentState.OPEN,
    )
