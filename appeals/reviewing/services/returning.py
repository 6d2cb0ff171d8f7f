"""Returned files: what a marked-up Word file says becomes comments."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from appeals import db
from appeals.drafting import plain_text
from appeals.drafting.models import Appeal, Revision
from appeals.drafting.services import TextLocked
from appeals.errors import Invalid
from appeals.readers.review import Returned
from appeals.reviewing import rules
from appeals.reviewing.copies import wordings_of
from appeals.reviewing.models import Comment, CommentSource, CommentState, Reviewer
from appeals.reviewing.proposed import Segments
from appeals.reviewing.returned import Remark, remarks
from appeals.reviewing.services.commenting import demand_room, record_comment
from appeals.reviewing.services.state import demand_open


@dataclass(frozen=True)
class Sender:
    """Who sends a file in: a reviewer, or an account for one or for those named in the file.

    `name` stands for whoever the file does not name.
    """

    name: str
    reviewer: Reviewer | None = None
    account_id: UUID | None = None


@dataclass(frozen=True)
class Taken:
    """What a file brought; `known` counts what had come in before."""

    added: list[Comment]
    known: int


def take_returned(
    session: Session,
    appeal: Appeal,
    language: str,
    revision: Revision,
    returned: Returned,
    sender: Sender,
    *,
    now: datetime,
) -> Taken:
    """Make comments of what a file made from `revision` says; the same file again adds nothing.

    A reviewer can send one while comments are taken, an account as long as the text
    may change. Raises `CommentsClosed`, `TextLocked`, `TooManyComments` and `Invalid`.
    """
    _demand_turn(session, appeal, sender)
    if language not in appeal.languages:
        raise Invalid(_("The appeal has no such language."))
    segments = wordings_of(appeal, revision, language)
    found = _said(returned, segments)
    _demand_short(found, {id_: number for number, (id_, _text) in segments.items()})
    known = _known(session, appeal, language, sender)
    made = {_key(each): each for each in _comments(appeal, language, found, sender, now)}
    added = [comment for key, comment in made.items() if key not in known]
    if sender.reviewer:
        demand_room(session, sender.reviewer, len(added))
    session.add_all(added)
    session.flush()  # for the ids
    for comment in added:
        record_comment(session, comment, by=sender.account_id, now=now)
    return Taken(added, len(made) - len(added))


def _demand_turn(session: Session, appeal: Appeal, sender: Sender) -> None:
    if sender.account_id is None:
        demand_open(session, appeal)
        return
    db.hold(session, appeal)
    if appeal.is_locked:
        raise TextLocked(_("The text is final. Unlock it to change it."))


def _said(returned: Returned, segments: Segments) -> list[Remark]:
    """Return what the file says, cleaned as everything is that partners write."""
    cleaned = [
        replace(
            each,
            original=original,
            text=rules.cleaned(each.text),
            proposal=None if each.proposal is None else rules.cleaned(each.proposal, original),
        )
        for each in remarks(returned, segments)
        for original in [plain_text.clean(each.original)]
    ]
    return [each for each in cleaned if each.text or each.proposal not in (None, each.original)]


def _demand_short(found: list[Remark], numbers: dict[str, int]) -> None:
    for each in found:
        for text, most in (
            (each.text, rules.LONGEST_COMMENT),
            (each.proposal or "", rules.LONGEST_PROPOSAL),
        ):
            if len(text) > most:
                raise Invalid(
                    _(
                        "What the file says of segment %(number)s is longer than %(most)s "
                        "characters. Shorten it and send the file again.",
                        number=numbers[each.segment_id],
                        most=most,
                    )
                )


def _comments(
    appeal: Appeal, language: str, found: list[Remark], sender: Sender, now: datetime
) -> list[Comment]:
    return [
        Comment(
            appeal_id=appeal.id,
            segment_id=UUID(each.segment_id),
            language=language,
            reviewer=sender.reviewer,
            account_id=sender.account_id,
            author_name=" ".join(rules.cleaned(each.author).split())[:200] or sender.name,
            source=CommentSource.WORD,
            text=each.text,
            proposal=each.proposal,
            original=each.original,
            created_at=now,
            state=CommentState.OPEN,
        )
        for each in found
    ]


_Key = tuple[UUID, str, str | None, str]


def _key(comment: Comment) -> _Key:
    return comment.segment_id, comment.text, comment.proposal, comment.author_name


def _known(session: Session, appeal: Appeal, language: str, sender: Sender) -> set[_Key]:
    """Return what has come in from the same sender by file, whatever became of it."""
    own = (
        Comment.reviewer_id == sender.reviewer.id
        if sender.reviewer
        else Comment.reviewer_id.is_(None)
    )
    rows = session.scalars(
        select(Comment).where(
            Comment.appeal_id == appeal.id,
            Comment.language == language,
            Comment.source == CommentSource.WORD,
            own,
        )
    )
    return {_key(each) for each in rows}
