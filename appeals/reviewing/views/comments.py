"""What partners said, for the coordinators: read, taken over, declined, answered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from appeals import db, i18n
from appeals.accounts.guards import signed_in
from appeals.accounts.permissions import Permission
from appeals.drafting import guards, plain_text
from appeals.drafting import services as drafting
from appeals.drafting.models import Appeal
from appeals.errors import Conflict, Invalid
from appeals.reviewing import discussion, labels, services
from appeals.reviewing.discussion import Filter, Wanted
from appeals.reviewing.models import Comment
from appeals.reviewing.views.blueprint import blueprint
from appeals.reviewing.views.replies import now

_ADDRESS = "/appeals/<slug>/review/comments"


@dataclass(frozen=True)
class Refused:
    """What was typed about one comment and could not be kept, and why."""

    comment_id: UUID
    verb: str
    message: str
    text: str
    answer: str
    # Whether the form is there again with what was typed in it; else it is shown to be copied.
    can_go_on: bool


@blueprint.get(_ADDRESS)
@guards.requires(Permission.MANAGE_REVIEW)
def comments(appeal: Appeal) -> ResponseReturnValue:
    return _page(appeal)


@blueprint.post(f"{_ADDRESS}/<uuid:comment_id>/accept")
@guards.requires(Permission.MANAGE_REVIEW)
def accept(appeal: Appeal, comment_id: UUID) -> ResponseReturnValue:
    def accepted(session: Session, comment: Comment) -> None:
        services.accept(
            session,
            appeal,
            comment,
            request.form.get("text", comment.proposal or ""),
            seen=request.form.get("seen", ""),
            answer=request.form.get("answer", ""),
            by=signed_in().id,
            now=now(),
        )

    return _act(appeal, comment_id, "accept", accepted, _("The wording stands in the text now."))


@blueprint.post(f"{_ADDRESS}/<uuid:comment_id>/decline")
@guards.requires(Permission.MANAGE_REVIEW)
def decline(appeal: Appeal, comment_id: UUID) -> ResponseReturnValue:
    def declined(session: Session, comment: Comment) -> None:
        text = request.form.get("answer", "")
        services.decline(session, comment, text, by=signed_in().id, now=now())

    told = _("The proposal is declined. The partner learns why when you send the answers.")
    return _act(appeal, comment_id, "decline", declined, told)


@blueprint.post(f"{_ADDRESS}/<uuid:comment_id>/answer")
@guards.requires(Permission.MANAGE_REVIEW)
def answer(appeal: Appeal, comment_id: UUID) -> ResponseReturnValue:
    def answered(session: Session, comment: Comment) -> None:
        text = request.form.get("answer", "")
        services.answer(session, comment, text, by=signed_in().id, now=now())

    told = _("The answer is kept. The partner receives it when you send the answers.")
    return _act(appeal, comment_id, "answer", answered, told)


def _act(
    appeal: Appeal,
    comment_id: UUID,
    verb: str,
    act: Callable[[Session, Comment], None],
    told: str,
) -> ResponseReturnValue:
    """Do one thing about one comment, or show what was typed again and say why it was not done."""
    try:
        with db.transaction() as session:
            act(session, services.get_comment(session, appeal, comment_id))
    except (Invalid, Conflict) as error:
        refused = Refused(
            comment_id,
            verb,
            _reason(error),
            plain_text.clean(request.form.get("text", "")),
            plain_text.clean(request.form.get("answer", "")),
            can_go_on=isinstance(error, Invalid)
            or (isinstance(error, services.Collided) and not error.segment_gone),
        )
        return _page(appeal, refused), 422 if isinstance(error, Invalid) else 409

    flash(told, "success")
    chosen = discussion.read_filter(request.args)
    return redirect(
        url_for("reviewing.comments", slug=appeal.slug, **chosen.arguments, _anchor="comments"),
        code=303,
    )


def _reason(error: Invalid | Conflict) -> str:
    if isinstance(error, drafting.TextLocked):
        return str(_("The text is final. Unlock it before you take over a proposal."))
    if not isinstance(error, services.Collided):
        return str(error)
    if error.segment_gone:
        return str(_("The segment was deleted in the meantime. Nothing was changed."))
    return str(
        _(
            "Somebody has changed this wording since you opened the page. Nothing was changed. "
            "The present wording is shown below; what you wrote is still in the field."
        )
    )


def _around(found: Sequence[Comment], refused: Refused) -> Filter:
    """Return the filter that shows a comment and all others on the same wording."""
    comment = next(each for each in found if each.id == refused.comment_id)
    return Filter(Wanted.ALL, language=comment.language, segment=comment.segment_id)


def _page(appeal: Appeal, refused: Refused | None = None) -> str:
    session = db.session()
    language = i18n.interface_language()
    chosen = discussion.read_filter(request.args)
    found = services.list_comments(session, appeal)
    # What was refused must not hide behind the filter or on another page.
    listed = discussion.groups(
        appeal,
        found,
        _around(found, refused) if refused else chosen,
        language,
        page=request.args.get("page", 1, type=int),
    )
    return render_template(
        "reviewing/comments.html",
        appeal=appeal,
        page=listed,
        chosen=chosen,
        counts=services.count_comments(session, appeal),
        unsent=sum(len(comments) for _reviewer, comments in services.unsent(session, appeal)),
        people=discussion.people(found, language),
        total=len(found),
        refused=refused,
        authors=drafting.author_names(session, [each.answered_by for each in found]),
        called=labels,
    )
