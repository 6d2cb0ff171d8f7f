"""The course of a review link: revoked, restored, made anew, shown to a coordinator."""

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from appeals import db
from appeals.reviewing import links
from appeals.reviewing.models import Reviewer
from appeals.reviewing.services.actions import Action, record
from appeals.reviewing.services.sending import resend
from appeals.reviewing.services.state import MailWaits, demand_open, demand_valid


def revoke(session: Session, reviewer: Reviewer, *, by: UUID | None, now: datetime) -> None:
    """Make every link to the reviewer stop working; what they said stays."""
    if not reviewer.is_revoked:
        reviewer.revoked_at = now
        record(session, Action.REVOKED, reviewer, by=by, now=now)


def restore(session: Session, reviewer: Reviewer, *, by: UUID | None, now: datetime) -> None:
    """Make the newest link work again."""
    if reviewer.is_revoked:
        reviewer.revoked_at = None
        record(session, Action.RESTORED, reviewer, by=by, now=now)


def new_link(
    session: Session, reviewer: Reviewer, *, send: bool = True, by: UUID, now: datetime
) -> None:
    """Make a new link; the older ones only explain that there is a newer one."""
    if send:
        demand_open(session, reviewer.appeal)
    demand_valid(reviewer)
    db.hold(session, reviewer)
    reviewer.link_number += 1
    record(session, Action.LINK_RENEWED, reviewer, by=by, now=now, number=reviewer.link_number)
    if send:
        with suppress(MailWaits):  # that mail holds the new link as well
            resend(session, reviewer, by=by, now=now)


def show_link(session: Session, reviewer: Reviewer, *, by: UUID, now: datetime) -> str:
    """Return the review link for a coordinator to pass on; that it was seen is recorded."""
    demand_open(session, reviewer.appeal)
    demand_valid(reviewer)
    reviewer.invited_at = reviewer.invited_at or now
    record(session, Action.LINK_SHOWN, reviewer, by=by, now=now, number=reviewer.link_number)
    return links.url_of(reviewer)
