"""The export page and its downloads."""

from io import BytesIO

from flask import render_template, request, send_file
from flask.typing import ResponseReturnValue

from appeals import db
from appeals.accounts import limiting
from appeals.accounts.permissions import Permission
from appeals.document.layout import PLAIN, Layout
from appeals.drafting import guards
from appeals.drafting.models import Appeal
from appeals.errors import Incomplete, Invalid, NotFound
from appeals.publishing import file_labels, files, services
from appeals.publishing.file_forms import FileForm
from appeals.publishing.formats import Format
from appeals.publishing.views.blueprint import blueprint


@blueprint.get("/appeals/<slug>/export")
@guards.requires(Permission.EXPORT)
def export(appeal: Appeal) -> ResponseReturnValue:
    return _page(appeal, services.missing(db.session(), appeal, appeal.languages), _form(appeal))


@blueprint.get("/appeals/<slug>/export/<language>.<extension>")
@guards.requires(Permission.EXPORT)
@limiting.an_export
def download(appeal: Appeal, language: str, extension: str) -> ResponseReturnValue:
    try:
        kind = Format(extension)
        services.chosen_languages(appeal, language)
    except (ValueError, Invalid) as error:
        raise NotFound from error
    return _file(appeal, language, kind, PLAIN, _form(appeal))


@blueprint.get("/appeals/<slug>/export/file")
@guards.requires(Permission.EXPORT)
@limiting.an_export
def download_chosen(appeal: Appeal) -> ResponseReturnValue:
    form = _form(appeal)
    if not form.validate():
        return _page(appeal, services.missing(db.session(), appeal, appeal.languages), form), 422
    return _file(appeal, form.language.data, form.kind, form.arrangement, form)


def _file(
    appeal: Appeal, language: str, kind: Format, layout: Layout, form: FileForm
) -> ResponseReturnValue:
    """Send the file, or the page with what stands in its way."""
    languages = services.chosen_languages(appeal, language)
    draft = request.args.get("draft") == "1"
    try:
        made = services.export(db.session(), appeal, languages, draft=draft)
        content = files.as_bytes(made, kind, layout)
    except Incomplete as error:
        return _page(appeal, error.missing, form, refused=True), 409
    except Invalid as error:
        form.format.errors = [*form.format.errors, str(error)]
        return _page(appeal, services.missing(db.session(), appeal, appeal.languages), form), 422

    return send_file(
        BytesIO(content),
        mimetype=kind.media_type,
        as_attachment=True,
        download_name=made.filename(kind.extension),
    )


def _form(appeal: Appeal) -> FileForm:
    form = FileForm(request.args)
    form.offer(appeal)
    return form


def _page(appeal: Appeal, missing: list[str], form: FileForm, *, refused: bool = False) -> str:
    return render_template(
        "publishing/export.html",
        appeal=appeal,
        missing=missing,
        refused=refused,
        form=form,
        usual=file_labels.usual(),
    )
