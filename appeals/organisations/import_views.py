"""Pages of the import: choose a file, see what it would do, do it."""

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from appeals import db
from appeals.accounts.guards import requires, signed_in
from appeals.accounts.permissions import Permission
from appeals.i18n import interface_language
from appeals.organisations import forms, imports, messages, services, spreadsheet, uploads
from appeals.organisations.cells import LARGEST_FILE

SHOWN_ROWS = 100


def add_to(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/import", "choose_file", choose_file, methods=["GET"])
    blueprint.add_url_rule("/import", "send_file", send_file, methods=["POST"])
    blueprint.add_url_rule("/import/<uuid:upload_id>", "preview", preview, methods=["GET"])
    blueprint.add_url_rule("/import/<uuid:upload_id>", "carry_out", carry_out, methods=["POST"])


@requires(Permission.EDIT_ORGANISATIONS)
def choose_file() -> ResponseReturnValue:
    return render_template("organisations/import.html", form=forms.UploadForm())


@requires(Permission.EDIT_ORGANISATIONS)
def send_file() -> ResponseReturnValue:
    form = forms.UploadForm()
    if not form.validate():
        return render_template("organisations/import.html", form=form), 422
    file = form["file"].data
    with file.stream as stream:
        # One byte too many is enough to tell that a file is too large.
        content = stream.read(LARGEST_FILE + 1)

    with db.transaction() as session:
        upload = uploads.keep(
            session, file.filename, content, by=signed_in().id, now=datetime.now(UTC)
        )

    return redirect(url_for(".preview", upload_id=upload.id), code=303)


@requires(Permission.EDIT_ORGANISATIONS)
def preview(upload_id: UUID) -> ResponseReturnValue:
    try:
        upload = uploads.get(db.session(), upload_id, by=signed_in().id, now=datetime.now(UTC))
    except uploads.UploadGone:
        return _choose_again()
    plan = imports.plan(db.session(), spreadsheet.read(upload.content))
    return _preview_page(upload.filename, plan, forms.ConfirmForm())


@requires(Permission.EDIT_ORGANISATIONS)
def carry_out(upload_id: UUID) -> ResponseReturnValue:
    form, by, now = forms.ConfirmForm(), signed_in().id, datetime.now(UTC)
    shown = form["fingerprint"].data or ""
    try:
        # Reading the file takes long, and nobody else could sign meanwhile.
        sheet = spreadsheet.read(uploads.get(db.session(), upload_id, by=by, now=now).content)
        with db.transaction() as session:
            uploads.get(session, upload_id, by=by, now=now)  # not imported meanwhile
            result = imports.import_sheet(session, sheet, by=by, now=now, fingerprint=shown)
            uploads.drop(session, by=by, now=now)
    except uploads.UploadGone:
        return _choose_again()
    except (imports.PlanChanged, imports.BadSheet):
        flash(_("The registry has changed since. This is what the import would do now."), "warning")
        return redirect(url_for(".preview", upload_id=upload_id), code=303)

    flash(_done(result), "success")
    return redirect(url_for(".index"), code=303)


def _choose_again() -> ResponseReturnValue:
    flash(_("The file is no longer here. Choose it again."), "warning")
    return redirect(url_for(".choose_file"), code=303)


def _preview_page(filename: str, plan: imports.Plan, form: forms.ConfirmForm) -> str:
    form["fingerprint"].data = plan.fingerprint
    language = interface_language()
    return render_template(
        "organisations/preview.html",
        filename=filename,
        plan=plan,
        form=form,
        shown=SHOWN_ROWS,
        resemblances=[] if plan.problems else imports.resemblances(plan),
        label=lambda organisation: organisation.label(language),
        messages=messages,
        country_names=services.country_names(db.session(), language),
    )


def _done(result: imports.ImportResult) -> str:
    created, updated = len(result.created), len(result.updated)
    sentences = (
        ngettext("%(num)s organisation was added.", "%(num)s organisations were added.", created),
        ngettext("%(num)s was changed.", "%(num)s were changed.", updated),
    )
    return " ".join(sentences)
