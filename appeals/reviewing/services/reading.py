"""Finding reviewers and comments, and counting them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from appeals.drafting.models import Appeal
from appeals.errors import NotFound
from appeals.languages import collation_key
from appeals.reviewing.models import Comment, CommentState, Reviewer

# What coordinators have still to look at, and what they have looked at.
_ANSWERED = (CommentState.ANSWERED, CommentState.ACCEPTED, CommentState.DECLINED)


@dataclass(frozen=True)
class Counts:
    """The comments of an appeal in numbers; those taken back do not count."""

    open: int
    answered: int
    by_segment: Mapping[UUID, int]  # the open ones

    @property
    def total(self) -> int:
        return self.open + self.answered


def get_reviewer(session: Session, appeal: Appeal, handle: str) -> Reviewer:
    found = session.scalar(reviewers_of(appeal).where(Reviewer.handle == handle))
    if found is None:
        raise NotFound
    return found


def list_reviewers(session: Session, appeal: Appeal, language: str) -> list[Reviewer]:
    """Return whoever is asked to comment, by name in `language`."""
    found = session.scalars(reviewers_of(appeal))
    return sorted(found, key=lambda each: collation_key(name_of(each, language), language))


def reviewers_of(appeal: Appeal) -> Select[Reviewer]:
    # Whoever lists reviewers names them, and their organisations would be asked one by one.
    return (
        select(Reviewer)
        .where(Reviewer.appeal_id == appeal.id)
        .options(selectinload(Reviewer.organisation))
    )


def name_of(reviewer: Reviewer, language: str) -> str:
    """Return what a reviewer is called before others: the organisation, if it is a known one."""
    organisation = reviewer.organisation
    return organisation.label(language) if organisation else reviewer.name


def get_comment(session: Session, appeal: Appeal, comment_id: UUID) -> Comment:
    found = session.scalar(comments_of(appeal).where(Comment.id == comment_id))
    if found is None:
        raise NotFound
    return found


def list_comments(session: Session, appeal: Appeal) -> list[Comment]:
    """Return every comment on an appeal, the oldest first."""
    return list(session.scalars(comments_of(appeal)))


def comments_of(appeal: Appeal) -> Select[Comment]:
    return (
        select(Comment)
        .where(Comment.appeal_id == appeal.id)
        .options(joinedload(Comment.reviewer).selectinload(Reviewer.organisation))
        .order_by(Comment.created_at, Comment.id)
    )


def chosen_organisations(session: Session, appeal: Appeal) -> dict[UUID, str]:
    """Return the organisations asked so far, each with the handle of its reviewer."""
    query = select(Reviewer.organisation_id, Reviewer.handle).filter_by(appeal_id=appeal.id)
    return {id: handle for id, handle in session.execute(query) if id}


def count_comments(session: Session, appeal: Appeal) -> Counts:
    rows = session.execute(
        select(Comment.state, Comment.segment_id, func.count())
        .where(Comment.appeal_id == appeal.id)
        .group_by(Comment.state, Comment.segment_id)
    ).all()
    by_segment = Counter({each: number for state, each, number in rows if _is_open(state)})
    return Counts(
        open=by_segment.total(),
        answered=sum(number for state, _each, number in rows if state in _ANSWERED),
        by_segment=by_segment,
    )


def count_by_reviewer(
    session: Session, reviewers: Iterable[Reviewer]
) -> dict[UUID, Counter[CommentState]]:
    """Return how many comments each of these has made, by what has become of them."""
    found: dict[UUID, Counter[CommentState]] = {each.id: Counter() for each in reviewers}
    rows = session.execute(
        select(Comment.reviewer_id, Comment.state, func.count())
        .where(Comment.reviewer_id.in_(found))
        .group_by(Comment.reviewer_id, Comment.state)
    )
    for reviewer_id, state, number in rows:
        if reviewer_id is not None:
            found[reviewer_id][state] = number
    return found


def _is_open(state: CommentState) -> bool:
    return state is CommentState.OPEN
