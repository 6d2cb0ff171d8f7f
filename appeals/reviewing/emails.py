"""The mails to reviewers: the invitation, the reminder, the answers to what they said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from appeals import db, i18n, mail
from appeals.accounts.models import Account, Coalition
from appeals.drafting.models import Appeal
from appeals.languages import language_name
from appeals.mail import Mail, Message
from appeals.reviewing import labels, links, services
from appeals.reviewing.models import Comment, CommentState, Reviewer
from appeals.zones import zone_of

_SHOWN_TITLE = 300


@dataclass(frozen=True)
class Answer:
    """What the mail says of one comment."""

    place: str
    comment: Comment
    outcome: str


@mail.composer("review", mail.Rank.INVITATION)
def review(session: Session, queued: Mail) -> Message | None:
    return _asking(session, queued)


@mail.composer("review_reminder")
def review_reminder(session: Session, queued: Mail) -> Message | None:
    return _asking(session, queued)


@mail.composer("review_answers")
def review_answers(session: Session, queued: Mail) -> Message | None:
    """Tell a reviewer what has become of their comments, all that were answered in one time."""
    reviewer = session.get(Reviewer, queued.subject_id)
    if reviewer is None or reviewer.is_revoked:
        return None
    after, until = (datetime.fromisoformat(queued.parameters[each]) for each in ("after", "until"))
    comments = services.answered_between(session, reviewer, after, until)
    return _answers(session, reviewer, comments, _writer(session, queued)) if comments else None


@mail.respects_night("review_reminder", "review_answers")
def _night(session: Session, queued: Mail) -> mail.Night | None:
    reviewer = session.get(Reviewer, queued.subject_id)
    if reviewer is None:
        return None
    appeal, organisation = reviewer.appeal, reviewer.organisation
    zone = zone_of(organisation.countries if organisation else (), otherwise=appeal.zone)
    return mail.Night(zone, appeal.comments_until)


def preview(session: Session, reviewer: Reviewer, template: str, by: Account) -> Message:
    """Return the mail as it would be sent now, with dots in place of the personal link."""
    return _message(session, reviewer, template, links.masked_url(), by.email)


def preview_answers(
    session: Session, reviewer: Reviewer, comments: Sequence[Comment], by: Account
) -> Message:
    """Return the mail with these answers, with dots in place of the personal link."""
    return _answers(session, reviewer, comments, by.email, url=links.masked_url())


def _asking(session: Session, queued: Mail) -> Message | None:
    reviewer = session.get(Reviewer, queued.subject_id)
    if reviewer is None or not _is_wanted(session, reviewer, queued.template):
        return None
    url, writer = links.url_of(reviewer), _writer(session, queued)
    return _message(session, reviewer, queued.template, url, writer)


def _is_wanted(session: Session, reviewer: Reviewer, template: str) -> bool:
    """Return whether the mail still makes sense now that its turn has come."""
    if reviewer.is_revoked or not reviewer.appeal.takes_comments(db.clock(session)):
        return False
    said = services.count_by_reviewer(session, [reviewer])[reviewer.id].total()
    return template != "review_reminder" or not said


def _writer(session: Session, queued: Mail) -> str:
    """Return the address of the coordinator who had the mail sent."""
    account = session.get(Account, UUID(queued.parameters["by"]))
    return account.email if account else ""


def _message(session: Session, reviewer: Reviewer, template: str, url: str, writer: str) -> Message:
    appeal = reviewer.appeal
    return _rendered(
        session,
        reviewer,
        template,
        writer,
        url=url,
        organisation=_organisation(reviewer),
        shared=appeal.comments_shared,
        **_date(appeal, reviewer.language),
    )


def _answers(
    session: Session,
    reviewer: Reviewer,
    comments: Sequence[Comment],
    writer: str,
    url: str | None = None,
) -> Message:
    """The link is in the mail only while it leads to a page where one can comment."""
    is_open = reviewer.appeal.takes_comments(db.clock(session))
    with i18n.speaking(reviewer.language):
        answers = [_answer(reviewer.appeal, each) for each in comments]
    return _rendered(
        session,
        reviewer,
        "review_answers",
        writer,
        url=(url or links.url_of(reviewer)) if is_open else None,
        answers=answers,
    )


def _rendered(
    session: Session, reviewer: Reviewer, template: str, writer: str, **context: object
) -> Message:
    appeal = reviewer.appeal
    title = appeal.title_for(reviewer.language)
    reply_to = appeal.reply_to or writer
    greeted = _greeted(reviewer)
    return mail.rendered(
        template,
        to=reviewer.email,
        name=greeted,
        reply_to=reply_to or None,
        language=reviewer.language,
        coalition=session.get_one(Coalition, reviewer.coalition_id).name,
        greeted=greeted,
        title=" ".join(title.text.split())[:_SHOWN_TITLE],
        title_language=title.language or appeal.reference_language,
        questions_to=reply_to,
        **context,
    )


def _greeted(reviewer: Reviewer) -> str:
    """Return the person the mail greets; of an organisation, its contact under this address."""
    if reviewer.organisation is None:
        return reviewer.name
    contacts = (each for each in reviewer.organisation.contacts if each.email == reviewer.email)
    return next((each.name for each in contacts), "")


def _organisation(reviewer: Reviewer) -> str:
    known = reviewer.organisation is not None
    return services.name_of(reviewer, reviewer.language) if known else ""


def _date(appeal: Appeal, language: str) -> dict[str, str | None]:
    """Return until when comments are taken, in the appeal's own time and in UTC."""
    until = appeal.comments_until
    with i18n.speaking(language):
        local = i18n.format_datetime(until.astimezone(appeal.zone)) if until else None
        universal = i18n.format_datetime(until) if until else None
    return {"until": local, "until_utc": universal, "time_zone": appeal.time_zone}


def _answer(appeal: Appeal, comment: Comment) -> Answer:
    segment = next((each for each in appeal.segments if each.id == comment.segment_id), None)
    language = language_name(comment.language, i18n.interface_language())
    place = f"{labels.place(segment)}, {language}"
    edited = comment.state is CommentState.ACCEPTED and comment.accepted_text is not None
    outcome = _("Accepted, edited") if edited else str(labels.COMMENT_STATES[comment.state])
    return Answer(place, comment, outcome)
