"""Asking, reminding, answering: the last look, then the mails."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext
from sqlalchemy.orm import Session

from appeals import db, i18n
from appeals.accounts.guards import signed_in
from appeals.accounts.permissions import Permission
from appeals.drafting import guards
from appeals.drafting.models import Appeal
from appeals.mail import Message
from appeals.mail.forms import MANY, SendForm
from appeals.reviewing import emails, services
from appeals.reviewing.models import Reviewer
from appeals.reviewing.views.blueprint import blueprint
from appeals.reviewing.views.replies import EXPECTED, now, refused

# So many names are listed before a mailing; the number of the others is told.
NAMES_SHOWN = 200


@dataclass(frozen=True)
class Mailing:
    """What is about to be sent: to whom, and how it reads in each language."""

    kind: str
    reviewers: Sequence[Reviewer]
    previews: Sequence[tuple[Reviewer, Message]]


@blueprint.get("/appeals/<slug>/review/send")
@guards.requires(Permission.MANAGE_REVIEW)
def sending(appeal: Appeal) -> ResponseReturnValue:
    return _page(appeal, _invitation(appeal))


@blueprint.post("/appeals/<slug>/review/send")
@guards.requires(Permission.MANAGE_REVIEW)
def send(appeal: Appeal) -> ResponseReturnValue:
    return _send(appeal, _invitation(appeal), services.ask)


@blueprint.get("/appeals/<slug>/review/remind")
@guards.requires(Permission.MANAGE_REVIEW)
def reminding(appeal: Appeal) -> ResponseReturnValue:
    return _page(appeal, _reminder(appeal))


@blueprint.post("/appeals/<slug>/review/remind")
@guards.requires(Permission.MANAGE_REVIEW)
def remind(appeal: Appeal) -> ResponseReturnValue:
    return _send(appeal, _reminder(appeal), services.remind)


@blueprint.get("/appeals/<slug>/review/answers")
@guards.requires(Permission.MANAGE_REVIEW)
def answering(appeal: Appeal) -> ResponseReturnValue:
    return _page(appeal, _answers(appeal))


@blueprint.post("/appeals/<slug>/review/answers")
@guards.requires(Permission.MANAGE_REVIEW)
def send_answers(appeal: Appeal) -> ResponseReturnValue:
    return _send(appeal, _answers(appeal), services.send_answers)


def _invitation(appeal: Appeal) -> Mailing:
    asked = services.waiting(db.session(), appeal)
    return Mailing("send", asked, _previews(asked, "review"))


def _reminder(appeal: Appeal) -> Mailing:
    due = services.silent(db.session(), appeal, now=now())
    return Mailing("remind", due, _previews(due, "review_reminder"))


def _answers(appeal: Appeal) -> Mailing:
    session = db.session()
    unsent = services.unsent(session, appeal)
    # Each of these mails says something else, so each can be looked at.
    return Mailing(
        "answers",
        [reviewer for reviewer, _comments in unsent],
        [
            (reviewer, emails.preview_answers(session, reviewer, comments, signed_in()))
            for reviewer, comments in unsent[:NAMES_SHOWN]
        ],
    )


def _previews(reviewers: Sequence[Reviewer], template: str) -> list[tuple[Reviewer, Message]]:
    """Return one real mail for each language among these, the link masked."""
    samples = {each.language: each for each in reversed(reviewers)}
    return [
        (samples[tag], emails.preview(db.session(), samples[tag], template, signed_in()))
        for tag in sorted(samples)
    ]


def _send(
    appeal: Appeal, planned: Mailing, act: Callable[..., Sequence[Any]]
) -> ResponseReturnValue:
    form = SendForm()
    number = len(planned.reviewers)
    if not form.validate() or not number or not form.confirms(number):
        return _page(appeal, planned, form), 422

    try:
        with db.transaction() as session:
            sent = len(act(session, appeal, by=signed_in().id, now=now()))
    except EXPECTED as error:
        return refused(error, url_for("reviewing.board", slug=appeal.slug))

    flash(ngettext("%(num)s mail is on its way.", "%(num)s mails are on their way.", sent))
    return redirect(url_for("reviewing.board", slug=appeal.slug), code=303)


def _page(appeal: Appeal, planned: Mailing, form: SendForm | None = None) -> str:
    session: Session = db.session()
    number = len(planned.reviewers)
    form = form or SendForm()
    form.expected.data = str(number)
    return render_template(
        "reviewing/mailing.html",
        appeal=appeal,
        mailing=planned,
        number=number,
        form=form,
        is_open=appeal.takes_comments(db.clock(session)),
        names={
            each.id: services.name_of(each, i18n.interface_language()) for each in planned.reviewers
        },
        names_shown=NAMES_SHOWN,
        many=MANY,
    )
