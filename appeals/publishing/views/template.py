"""The Word template of an appeal: shown, replaced, removed."""

from datetime import UTC, datetime

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from appeals import db
from appeals.accounts.guards import signed_in
from appeals.accounts.permissions import Permission
from appeals.document.word_frame import Taken
from appeals.drafting import guards
from appeals.drafting.models import Appeal
from appeals.errors import Invalid, Unavailable
from appeals.publishing import word_templates
from appeals.publishing.stationery_forms import TemplateForm
from appeals.publishing.views.blueprint import blueprint
from appeals.readers.sandbox import read_template


@blueprint.get("/appeals/<slug>/export/template")
@guards.requires(Permission.PUBLISH)
def template(appeal: Appeal) -> ResponseReturnValue:
    return _page(appeal, TemplateForm(formdata=None))


@blueprint.post("/appeals/<slug>/export/template")
@guards.requires(Permission.PUBLISH)
def send_template(appeal: Appeal) -> ResponseReturnValue:
    form = TemplateForm()
    if not form.validate():
        return _page(appeal, form), 422
    name, content = form.sent
    try:
        frame = read_template(name, content)
    except (Invalid, Unavailable) as error:
        form.file.errors = [str(error)]
        return _page(appeal, form), 422
    with db.transaction() as session:
        word_templates.set_template(
            session, appeal, frame, name, by=signed_in().id, now=datetime.now(UTC)
        )
    flash(_("The template is kept. Word files of this appeal are made with it."), "success")
    return redirect(url_for("publishing.template", slug=appeal.slug), code=303)


@blueprint.post("/appeals/<slug>/export/template/remove")
@guards.requires(Permission.PUBLISH)
def remove_template(appeal: Appeal) -> ResponseReturnValue:
    with db.transaction() as session:
        word_templates.remove_template(session, appeal, by=signed_in().id, now=datetime.now(UTC))
    flash(_("The template is removed."), "success")
    return redirect(url_for("publishing.template", slug=appeal.slug), code=303)


def _page(appeal: Appeal, form: TemplateForm) -> str:
    found = word_templates.find_template(db.session(), appeal)
    return render_template(
        "publishing/template.html",
        appeal=appeal,
        form=form,
        found=found,
        taken=Taken.of(found.taken) if found else None,
    )
