"""Pasting a whole text in one language."""

from datetime import UTC, datetime

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from appeals import db
from appeals.accounts.guards import signed_in
from appeals.accounts.permissions import Permission
from appeals.drafting import guards, services
from appeals.drafting.forms import PasteForm
from appeals.drafting.models import Appeal
from appeals.drafting.views.blueprint import blueprint
from appeals.errors import Conflict, Invalid, NotFound


@blueprint.get("/<slug>/text/paste/<language>")
@guards.requires(Permission.EDIT_TEXT)
def paste(appeal: Appeal, language: str) -> ResponseReturnValue:
    if language not in appeal.languages:
        raise NotFound
    form = PasteForm(formdata=None, seen=services.present_hash(appeal, language))
    return _page(appeal, language, form)


@blueprint.post("/<slug>/text/paste/<language>")
@guards.requires(Permission.EDIT_TEXT)
def replace(appeal: Appeal, language: str) -> ResponseReturnValue:
    form = PasteForm()
    if language not in appeal.languages:
        raise NotFound
    if not form.validate():
        return _page(appeal, language, form), 422

    try:
        with db.transaction() as session:
            saved = services.paste_text(
                session,
                appeal,
                language,
                form.text.data or "",
                seen=form.seen.data,
                by=signed_in().id,
                now=datetime.now(UTC),
            )
    except Invalid as error:
        form.text.errors = [str(error)]
        return _page(appeal, language, form), 422
    except Conflict as error:
        form.text.errors = [str(error)]
        form.seen.data = services.present_hash(appeal, language)
        return _page(appeal, language, form), 409

    if saved.revision:
        flash(_("Saved as revision %(number)s.", number=saved.revision.number), "success")
    else:
        flash(_("The pasted text is what was there already."), "info")
    beside = language if language != appeal.reference_language else None
    return redirect(url_for(".edit", slug=appeal.slug, beside=beside), code=303)


def _page(appeal: Appeal, language: str, form: PasteForm) -> str:
    written = sum(1 for segment in appeal.body if segment.is_used)
    return render_template(
        "drafting/paste.html",
        appeal=appeal,
        language=language,
        form=form,
        paragraphs=len(appeal.body) if written else 0,
    )
