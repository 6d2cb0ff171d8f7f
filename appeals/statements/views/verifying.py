"""The page on which anybody checks whether a file is one of ours."""

from flask import render_template
from flask.typing import ResponseReturnValue

from appeals import db
from appeals.accounts.guards import requires
from appeals.accounts.permissions import Permission
from appeals.publishing import shown
from appeals.publishing.formats import Format
from appeals.statements.forms import VerifyForm
from appeals.statements.verifying import Verdict, verify
from appeals.statements.views.blueprint import blueprint


@blueprint.get("/statements/<slug>/verify")
@requires(Permission.OPEN_TO_ALL)
def ask_verify(slug: str) -> ResponseReturnValue:
    return _page(slug, VerifyForm(formdata=None))


@blueprint.post("/statements/<slug>/verify")
@requires(Permission.OPEN_TO_ALL)
def verify_file(slug: str) -> ResponseReturnValue:
    """Tell what a file is; it is read once and kept nowhere."""
    newest = shown.get_public(db.session(), slug)
    form = VerifyForm()
    if not form.validate():
        return _page(slug, form), 422
    return _page(slug, form, verify(db.session(), newest, form.hash()))


def _page(slug: str, form: VerifyForm, verdict: Verdict | None = None) -> str:
    return render_template(
        "statements/verify.html",
        edition=shown.get_public(db.session(), slug),
        form=form,
        verdict=verdict,
        kinds=Format,
    )
