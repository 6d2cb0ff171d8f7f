"""The terms on which partners comment: until when, and who reads what they say."""

from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from appeals.drafting import services as drafting
from appeals.drafting.models import Appeal
from appeals.reviewing.models import Comment
from appeals.reviewing.services.state import PromisedPrivacy


def set_terms(
    session: Session,
    appeal: Appeal,
    until: datetime,
    *,
    shared: bool,
    by: UUID | None,
    now: datetime,
) -> None:
    """Open an appeal for comments, or change until when and before whom they are made.

    Raises `PromisedPrivacy` where comments would be shown to partners whose authors
    were told that only coordinators read them.
    """
    if shared and not appeal.comments_shared and _has_comments(session, appeal):
        raise PromisedPrivacy(
            _(
                "Partners have commented after they were told that only coordinators read "
                "their comments. That cannot be changed for this appeal any more."
            )
        )
    drafting.open_comments(session, appeal, until, shared=shared, by=by, now=now)


def _has_comments(session: Session, appeal: Appeal) -> bool:
    own = Comment.appeal_id == appeal.id
    return session.scalar(select(Comment.id).where(own).limit(1)) is not None
