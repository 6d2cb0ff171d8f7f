"""Word files for the coordinators: one to pass on, and one that came back by mail."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from appeals import db, i18n
from appeals.accounts.guards import signed_in
from appeals.accounts.permissions import Permission
from appeals.drafting import guards
from appeals.drafting.models import Appeal
from appeals.errors import Conflict, Invalid
from appeals.reviewing import files, services
from appeals.reviewing.forms import ReceivedForm
from appeals.reviewing.services import Sender
from appeals.reviewing.views.blueprint import blueprint
from appeals.reviewing.views.board import board_page
from appeals.reviewing.views.replies import now


@blueprint.get("/appeals/<slug>/review/word/<language>.docx")
@guards.requires(Permission.MANAGE_REVIEW)
def download(appeal: Appeal, language: str) -> ResponseReturnValue:
    return files.send_copy(db.session(), appeal, language, with_reference="beside" in request.args)


@blueprint.post("/appeals/<slug>/review/word")
@guards.requires(Permission.MANAGE_REVIEW)
def take_in(appeal: Appeal) -> ResponseReturnValue:
    session = db.session()
    language = i18n.interface_language()
    senders = {
        each.handle: services.name_of(each, language)
        for each in services.list_reviewers(session, appeal, language)
    }
    form = ReceivedForm.of(senders)
    if not form.validate():
        return board_page(appeal, received=form), 422

    try:
        file = form.file.data
        language, revision, returned = files.read(session, appeal, file.filename, file.stream)
        with db.transaction() as session:
            taken = services.take_returned(
                session,
                appeal,
                language,
                revision,
                returned,
                _sender(session, appeal, form.sender.data),
                now=now(),
            )
    except (Invalid, Conflict) as error:
        form.file.errors = [str(error)]
        return board_page(appeal, received=form), 422

    _tell(taken)
    return redirect(url_for("reviewing.board", slug=appeal.slug), code=303)


def _sender(session: Session, appeal: Appeal, handle: str) -> Sender:
    account = signed_in()
    if not handle:
        return Sender(account.name or account.email, account_id=account.id)
    reviewer = services.get_reviewer(session, appeal, handle)
    return Sender(reviewer.name, reviewer, account.id)


def _tell(taken: services.Taken) -> None:
    if taken.added:
        number = len(taken.added)
        flash(
            ngettext(
                "%(num)s comment came with the file.",
                "%(num)s comments came with the file.",
                number,
            ),
            "success",
        )
    else:
        flash(_("The file says nothing that had not come in before."), "info")
