"""Deciding: a proposal is taken over or declined, a comment answered."""

from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from appeals import db
from appeals.drafting import plain_text
from appeals.drafting import services as drafting
from appeals.drafting.models import Appeal
from appeals.drafting.services import Change, Saved
from appeals.errors import Invalid
from appeals.reviewing import rules
from appeals.reviewing.models import Comment, CommentState
from appeals.reviewing.services.actions import Action, record
from appeals.reviewing.services.reading import name_of
from appeals.reviewing.services.state import AlreadyDecided, Collided


def accept(
    session: Session,
    appeal: Appeal,
    comment: Comment,
    text: str,
    *,
    seen: str,
    answer: str = "",
    by: UUID,
    now: datetime,
) -> Saved:
    """Put a proposal, as it is or edited, in the place of the wording whose hash was `seen`.

    Raises `Collided` where that is another one by now, `AlreadyDecided`, and
    `drafting.services.TextLocked`.
    """
    text = plain_text.clean(text)
    if not text:
        raise Invalid(_("Write the wording that is to stand in the text."))
    db.hold(session, appeal)  # before the comment, as whoever writes the text does
    _demand_open(session, comment)
    saved = drafting.save_texts(
        session,
        appeal,
        {comment.segment_id: {comment.language: Change(text, seen)}},
        note=_note(appeal, comment),
        by=by,
        now=now,
    )
    if saved.collisions:
        raise Collided(segment_gone=saved.collisions[0].theirs is None)
    comment.accepted_text = text if text != comment.proposal else None
    _decide(comment, CommentState.ACCEPTED, answer, by=by, now=now)
    details = {
        "revision": saved.revision.number if saved.revision else None,
        "edited": int(comment.accepted_text is not None),
    }
    record(session, Action.ACCEPTED, comment, by=by, now=now, **details)
    return saved


def decline(session: Session, comment: Comment, answer: str, *, by: UUID, now: datetime) -> None:
    """Leave the wording as it is, with the reason in the answer."""
    _demand_open(session, comment)
    _decide(comment, CommentState.DECLINED, _demanded(answer), by=by, now=now)
    record(session, Action.DECLINED, comment, by=by, now=now)


def answer(session: Session, comment: Comment, text: str, *, by: UUID, now: datetime) -> None:
    """Answer a comment, or say something else about one that was decided."""
    db.hold(session, comment)
    if comment.state is CommentState.WITHDRAWN:
        raise AlreadyDecided(_("The comment was taken back in the meantime."))
    was_open = comment.state is CommentState.OPEN
    state = CommentState.ANSWERED if was_open else comment.state
    _decide(comment, state, _demanded(text), by=by, now=now)
    record(session, Action.ANSWERED, comment, by=by, now=now)


def _demand_open(session: Session, comment: Comment) -> None:
    db.hold(session, comment)
    if comment.state is not CommentState.OPEN:
        raise AlreadyDecided(
            _("Somebody has decided about this in the meantime, or it was taken back.")
        )


def _demanded(answer: str) -> str:
    text = plain_text.clean(answer)
    if not text:
        raise Invalid(_("Write an answer; the partner receives it by mail."))
    return _within_limits(text)


def _within_limits(text: str) -> str:
    if len(text) > rules.LONGEST_COMMENT:
        raise Invalid(
            _("An answer can have at most %(most)s characters.", most=rules.LONGEST_COMMENT)
        )
    return text


def _decide(comment: Comment, state: CommentState, answer: str, *, by: UUID, now: datetime) -> None:
    comment.state = state
    comment.answer = _within_limits(plain_text.clean(answer))
    comment.answered_at, comment.answered_by = now, by


def _note(appeal: Appeal, comment: Comment) -> str:
    """Say in the history whose wording this is, in the language of whoever takes it over."""
    reviewer = comment.reviewer
    name = name_of(reviewer, appeal.reference_language) if reviewer else comment.author_name
    return str(_("Proposal: %(name)s", name=name))[:200]
