"""The reviewer's Word file: downloaded to be marked up, and sent back."""

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from appeals import db
from appeals.errors import Invalid
from appeals.reviewing import files, services
from appeals.reviewing.forms import FileForm
from appeals.reviewing.views.blueprint import blueprint
from appeals.reviewing.views.partner import (
    back,
    find,
    find_open,
    language_of,
    open_to_all,
    page,
    was_private,
)
from appeals.reviewing.views.replies import now


@blueprint.get("/review/<handle>/word")
@open_to_all
def download_copy(handle: str) -> ResponseReturnValue:
    reviewer = find_open(handle)
    language = language_of(reviewer)
    return files.send_copy(
        db.session(),
        reviewer.appeal,
        language,
        name=f"draft-{language}.docx",  # it names neither the appeal nor the reader
        with_reference=request.args.get("beside") == "1",
    )


@blueprint.post("/review/<handle>/word")
@open_to_all
def send_back(handle: str) -> ResponseReturnValue:
    reviewer = find_open(handle)
    form = FileForm()
    if not form.validate():
        return page(reviewer, file_errors=form.file.errors), 422

    try:
        file = form.file.data
        language, revision, returned = files.read(
            db.session(), reviewer.appeal, file.filename, file.stream
        )
        with db.transaction() as session:
            reviewer = find(handle)
            services.demand_as_told(reviewer.appeal, private=was_private())
            taken = services.take_returned(
                session,
                reviewer.appeal,
                language,
                revision,
                returned,
                services.Sender(reviewer.name, reviewer),
                now=now(),
            )
    except (Invalid, services.TooManyComments, services.PromisedPrivacy) as error:
        return page(find_open(handle), file_errors=[str(error)]), 422

    if not taken.added:
        told = (
            _("Everything in this file had come in before.")
            if taken.known
            else _("Nothing was changed or commented on in this file.")
        )
        return page(find_open(handle), file_errors=[told]), 422
    return back(reviewer, taken.added[-1], language=language)
