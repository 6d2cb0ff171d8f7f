"""Sending: the mail with the review link, the same again, the reminder."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from appeals import db, mail
from appeals.drafting.models import Appeal
from appeals.reviewing.models import Reviewer
from appeals.reviewing.rules import ReviewState, Standing
from appeals.reviewing.services.actions import Action, record
from appeals.reviewing.services.reading import count_by_reviewer, list_reviewers
from appeals.reviewing.services.state import MailWaits, demand_open, demand_valid

MAILS = ("review", "review_reminder")


def standings(session: Session, reviewers: Iterable[Reviewer]) -> dict[UUID, Standing]:
    """Return where each of these stands, by id."""
    asked = list(reviewers)
    latest = mail.latest(session, [each.id for each in asked], MAILS)
    counts = count_by_reviewer(session, asked)
    return {
        each.id: Standing(
            revoked=each.is_revoked,
            invited_at=each.invited_at,
            comments=counts[each.id].total(),
            mail=latest[each.id].state if each.id in latest else None,
            mailed_at=latest[each.id].queued_at if each.id in latest else None,
        )
        for each in asked
    }


def waiting(session: Session, appeal: Appeal) -> list[Reviewer]:
    """Return who would be asked now: all that are chosen and have not been asked."""
    found = list_reviewers(session, appeal, appeal.reference_language)
    return [each for each in found if each.invited_at is None and not each.is_revoked]


def ask(session: Session, appeal: Appeal, *, by: UUID, now: datetime) -> list[Reviewer]:
    """Queue a mail with a review link to each that `waiting` names; return them.

    Raises `CommentsClosed`.
    """
    demand_open(session, appeal)
    asked = waiting(session, appeal)
    for reviewer in asked:
        _mail(session, reviewer, by=by, now=now)
    return asked


def resend(session: Session, reviewer: Reviewer, *, by: UUID, now: datetime) -> None:
    """Mail the newest link again; raise `MailWaits` where a mail waits that will bring it anyway.

    A mail waiting for its turn is composed when it is sent. One that is just being
    sent may hold a former link.
    """
    demand_open(session, reviewer.appeal)
    demand_valid(reviewer)
    latest = mail.latest(session, [reviewer.id], MAILS).get(reviewer.id)
    if latest is not None:
        db.hold(session, latest)  # the worker may be taking it this moment
        if latest.state is mail.MailState.QUEUED:
            raise MailWaits
    _mail(session, reviewer, by=by, now=now)


def silent(session: Session, appeal: Appeal, *, now: datetime) -> list[Reviewer]:
    """Return who would be reminded: asked some time ago, and nothing was heard."""
    found = list_reviewers(session, appeal, appeal.reference_language)
    known = standings(session, found)
    return [each for each in found if known[each.id].state(now) is ReviewState.SILENT]


def remind(session: Session, appeal: Appeal, *, by: UUID, now: datetime) -> list[Reviewer]:
    """Remind those that `silent` names; return them. Raises `CommentsClosed`."""
    demand_open(session, appeal)
    due = silent(session, appeal, now=now)
    for reviewer in due:
        mail.queue(session, "review_reminder", reviewer.id, now=now, sender=by, by=str(by))
        record(session, Action.REMINDED, reviewer, by=by, now=now)
    return due


def _mail(session: Session, reviewer: Reviewer, *, by: UUID, now: datetime) -> None:
    reviewer.invited_at = reviewer.invited_at or now
    mail.queue(session, "review", reviewer.id, now=now, sender=by, by=str(by))
    record(session, Action.SENT, reviewer, by=by, now=now, language=reviewer.language)
