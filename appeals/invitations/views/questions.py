"""Questions of organisations, and the coordinators' answers."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from appeals import db
from appeals.accounts.guards import signed_in
from appeals.accounts.permissions import Permission
from appeals.drafting import guards
from appeals.drafting.models import Appeal
from appeals.errors import Conflict
from appeals.invitations import services
from appeals.invitations.forms import ReplyForm
from appeals.invitations.views.blueprint import blueprint
from appeals.invitations.views.replies import now


@blueprint.get("/questions")
@guards.requires(Permission.READ_ANSWERS)
def questions(appeal: Appeal) -> ResponseReturnValue:
    return _page(appeal)


@blueprint.post("/questions/<uuid:question_id>")
@guards.requires(Permission.INVITE)
def answer(appeal: Appeal, question_id: UUID) -> ResponseReturnValue:
    form = ReplyForm()
    if not form.validate():
        return _page(appeal, question_id, form), 422

    try:
        with db.transaction() as session:
            question = services.get_question(session, appeal, question_id)
            services.answer(session, question, form.answer.data or "", by=signed_in().id, now=now())
    except Conflict:
        flash(_("Somebody has answered this question in the meantime."), "error")
    else:
        flash(_("The answer is on its way to whoever asked, and is kept here."), "success")
    return redirect(url_for("invitations.questions", slug=appeal.slug), code=303)


def _page(appeal: Appeal, refused: UUID | None = None, form: ReplyForm | None = None) -> str:
    """Show all questions; `form` is what was sent about the `refused` one."""
    return render_template(
        "invitations/questions.html",
        appeal=appeal,
        questions=services.list_questions(db.session(), appeal),
        refused=refused,
        form=form or ReplyForm(formdata=None),
    )
