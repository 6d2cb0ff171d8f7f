"""The export page and its downloads."""

from datetime import UTC, datetime
from io import BytesIO
from uuid import UUID

from flask import redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from appeals import db, i18n
from appeals.accounts import limiting
from appeals.accounts.guards import allowed, signed_in
from appeals.accounts.permissions import Permission
from appeals.document.layout import PLAIN, Layout
from appeals.drafting import guards
from appeals.drafting.models import Appeal
from appeals.errors import Incomplete, Invalid, NotFound
from appeals.publishing import file_labels, files, making, services
from appeals.publishing.file_forms import FileForm, MakeForm
from appeals.publishing.formats import Format
from appeals.publishing.making import Wanted
from appeals.publishing.models import MadeFile
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
    if making.is_long(db.session(), appeal, kind):
        return _page_of_long(appeal, language, kind, layout, draft=draft)
    try:
        made = services.export(db.session(), appeal, languages, draft=draft)
        content = files.as_bytes(made, kind, layout)
    except Incomplete as error:
        return _page(appeal, error.missing, form, refused=True), 409
    except Invalid as error:
        form.format.errors = [*form.format.errors, str(error)]
        return _page(appeal, services.missing(db.session(), appeal, appeal.languages), form), 422

    name = made.filename(kind.extension)
    guards.note_taken(appeal, name)
    return send_file(
        BytesIO(content), mimetype=kind.media_type, as_attachment=True, download_name=name
    )


@blueprint.post("/appeals/<slug>/export/files")
@guards.requires(Permission.EXPORT)
def ask(appeal: Appeal) -> ResponseReturnValue:
    """Have the file of a long list made by a worker."""
    form = MakeForm()
    try:
        languages = services.chosen_languages(appeal, form.language.data or "")
        kind, layout = Format(form.format.data or ""), Layout.of(form.layout.data or ())
    except (ValueError, Invalid) as error:
        raise NotFound from error
    wanted = Wanted(
        tuple(languages), kind, layout, form.draft.data == "1", i18n.interface_language()
    )
    with db.transaction() as session:
        asked = making.ask(session, appeal, wanted, by=signed_in().id, now=datetime.now(UTC))
        return redirect(url_for(".show_file", slug=appeal.slug, file_id=asked.id), code=303)


@blueprint.get("/appeals/<slug>/export/files/<uuid:file_id>")
@guards.requires(Permission.EXPORT)
def show_file(appeal: Appeal, file_id: UUID) -> ResponseReturnValue:
    """How far the file is; the page looks again by itself."""
    file = _own(appeal, file_id)
    page = render_template(
        "publishing/made_file.html",
        appeal=appeal,
        file=file,
        called=file_labels.called(file),
        until=file.asked_at + making.LIFETIME,
    )
    return page, {} if file.is_ready or file.refusal else {"Refresh": "4"}


@blueprint.get("/appeals/<slug>/export/files/<uuid:file_id>/download")
@guards.requires(Permission.EXPORT)
def download_made(appeal: Appeal, file_id: UUID) -> ResponseReturnValue:
    file = _own(appeal, file_id)
    if file.content is None:
        return redirect(url_for(".show_file", slug=appeal.slug, file_id=file_id), code=303)
    content, kind, name = file.content, Format(file.format), file.filename or ""
    guards.note_taken(appeal, name)
    return send_file(
        BytesIO(content), mimetype=kind.media_type, as_attachment=True, download_name=name
    )


def _own(appeal: Appeal, file_id: UUID) -> MadeFile:
    now = datetime.now(UTC)
    return making.get(db.session(), appeal, file_id, by=signed_in().id, now=now)


def _page_of_long(
    appeal: Appeal, language: str, kind: Format, layout: Layout, *, draft: bool
) -> str:
    return render_template(
        "publishing/export_long.html",
        appeal=appeal,
        language=language,
        kind=kind,
        layout=layout,
        draft=draft,
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
        may_publish=allowed(Permission.PUBLISH, appeal_id=appeal.id),
        made=making.list_own(db.session(), appeal, by=signed_in().id, now=datetime.now(UTC)),
        called=file_labels.called,
    )
