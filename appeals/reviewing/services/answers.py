"""Answers: each reviewer gets all of theirs in one mail, when a coordinator says so.

Which have been sent follows from the mails themselves: what was answered after the
last of them has not.
"""

from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from appeals import db, mail
from appeals.drafting.models import Appeal
from appeals.reviewing.models import Comment, CommentState, Reviewer
from appeals.reviewing.services.actions import Action, record
from appeals.reviewing.services.reading import comments_of, list_reviewers

TEMPLATE = "review_answers"
_THE_BEGINNING = datetime(1, 1, 1, tzinfo=UTC)
_DECIDED = (CommentState.ANSWERED, CommentState.ACCEPTED, CommentState.DECLINED)


def unsent(session: Session, appeal: Appeal) -> list[tuple[Reviewer, list[Comment]]]:
    """Return the reviewers whose links work and who have answers that were not sent to them."""
    reviewers = list_reviewers(session, appeal, appeal.reference_language)
    since = _last_sent(session, reviewers)
    answered = session.scalars(
        comments_of(appeal).where(Comment.state.in_(_DECIDED), Comment.reviewer_id.is_not(None))
    ).all()
    found = [
        (reviewer, [each for each in answered if _is_news(each, reviewer, since[reviewer.id])])
        for reviewer in reviewers
        if not reviewer.is_revoked
    ]
    return [(reviewer, comments) for reviewer, comments in found if comments]


def send_answers(
    session: Session, appeal: Appeal, *, by: UUID, now: datetime
) -> list[tuple[Reviewer, list[Comment]]]:
    """Queue one mail to each that `unsent` names, and return what it returns."""
    db.hold(session, appeal)  # two coordinators who press the button at once queue here
    found = unsent(session, appeal)
    since = _last_sent(session, [reviewer for reviewer, _comments in found])
    for reviewer, comments in found:
        mail.queue(
            session,
            TEMPLATE,
            reviewer.id,
            now=now,
            by=str(by),
            after=since[reviewer.id].isoformat(),
            until=now.isoformat(),
        )
        record(session, Action.ANSWERS_SENT, reviewer, by=by, now=now, answers=len(comments))
    return found


def answered_between(
    session: Session, reviewer: Reviewer, after: datetime, until: datetime
) -> list[Comment]:
    """Return a reviewer's comments that were answered in this time, in the order of saying."""
    return list(
        session.scalars(
            select(Comment)
            .where(
                Comment.reviewer_id == reviewer.id,
                Comment.state.in_(_DECIDED),
                Comment.answered_at > after,
                Comment.answered_at <= until,
            )
            .order_by(Comment.created_at, Comment.id)
        )
    )


def _last_sent(session: Session, reviewers: list[Reviewer]) -> dict[UUID, datetime]:
    latest = mail.latest(session, [each.id for each in reviewers], [TEMPLATE])
    return {
        each.id: latest[each.id].queued_at if each.id in latest else _THE_BEGINNING
        for each in reviewers
    }


def _is_news(comment: Comment, reviewer: Reviewer, since: datetime) -> bool:
    moment = comment.answered_at
    return comment.reviewer_id == reviewer.id and moment is not None and moment > since
