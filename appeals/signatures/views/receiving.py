"""Answers that came by mail: a table, what it would do, and doing it."""

from datetime import UTC, datetime
from uuid import UUID

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from appeals import db, spreadsheets
from appeals.accounts.guards import signed_in
from appeals.accounts.permissions import Permission
from appeals.drafting import guards
from appeals.drafting.models import Appeal
from appeals.organisations import uploads
from appeals.organisations.cells import LARGEST_FILE
from appeals.signatures import answer_sheets, receiving, receiving_labels
from appeals.signatures.receiving_forms import ReceiveForm, ReceivingForm
from appeals.signatures.views.blueprint import blueprint


@blueprint.get("/appeals/<slug>/lists/receive")
@guards.requires(Permission.RECORD_SIGNATURE)
def choose_answers(appeal: Appeal) -> ResponseReturnValue:
    return _choose_page(appeal, ReceivingForm())


@blueprint.post("/appeals/<slug>/lists/receive")
@guards.requires(Permission.RECORD_SIGNATURE)
def send_answers(appeal: Appeal) -> ResponseReturnValue:
    form = ReceivingForm()
    if not form.validate():
        return _choose_page(appeal, form), 422

    name, content = _sent(form)
    with db.transaction() as session:
        upload = uploads.keep(session, name, content, by=signed_in().id, now=datetime.now(UTC))

    page = url_for(".preview_answers", slug=appeal.slug, upload_id=upload.id)
    return redirect(page, code=303)


@blueprint.get("/appeals/<slug>/lists/receive/<uuid:upload_id>")
@guards.requires(Permission.RECORD_SIGNATURE)
def preview_answers(appeal: Appeal, upload_id: UUID) -> ResponseReturnValue:
    session, now = db.session(), datetime.now(UTC)
    try:
        upload = uploads.get(session, upload_id, by=signed_in().id, now=now)
    except uploads.UploadGone:
        return _choose_again(appeal)
    sheet = answer_sheets.read(upload.content)
    planned = receiving.plan(session, appeal, sheet, now=now)
    form = ReceiveForm(formdata=None, fingerprint=planned.fingerprint)
    return render_template(
        "signatures/received.html",
        appeal=appeal,
        sheet=sheet,
        plan=planned,
        form=form,
        upload_id=upload_id,
        called=receiving_labels,
    )


@blueprint.post("/appeals/<slug>/lists/receive/<uuid:upload_id>")
@guards.requires(Permission.RECORD_SIGNATURE)
def receive_answers(appeal: Appeal, upload_id: UUID) -> ResponseReturnValue:
    form, by, now = ReceiveForm(), signed_in().id, datetime.now(UTC)
    page = url_for(".preview_answers", slug=appeal.slug, upload_id=upload_id)
    try:
        # Reading the file takes long, and nobody else could sign meanwhile.
        sheet = answer_sheets.read(uploads.get(db.session(), upload_id, by=by, now=now).content)
        with db.transaction() as session:
            uploads.get(session, upload_id, by=by, now=now)  # not taken in meanwhile
            number = receiving.carry_out(
                session, appeal, sheet, fingerprint=form.fingerprint.data or "", by=by, now=now
            )
            uploads.drop(session, by=by, now=now)
    except uploads.UploadGone:
        return _choose_again(appeal)
    except receiving.PlanChanged:
        flash(_("Something has changed since. This is what would happen now."), "warning")
        return redirect(page, code=303)

    flash(ngettext("%(num)s answer was recorded.", "%(num)s answers were recorded.", number))
    return redirect(url_for(".lists", slug=appeal.slug), code=303)


@blueprint.get("/appeals/<slug>/lists/receive/template.csv")
@guards.requires(Permission.RECORD_SIGNATURE)
def answers_template(appeal: Appeal) -> ResponseReturnValue:
    headers = {"Content-Disposition": 'attachment; filename="answers.csv"'}
    content = spreadsheets.as_csv([answer_sheets.COLUMNS])
    return Response(content, mimetype=spreadsheets.CSV, headers=headers)


def _sent(form: ReceivingForm) -> tuple[str, bytes]:
    if form.file.data is None:
        return "", (form.text.data or "").strip().encode()
    with form.file.data.stream as stream:
        # One byte too many is enough to tell that a file is too large.
        return form.file.data.filename, stream.read(LARGEST_FILE + 1)


def _choose_page(appeal: Appeal, form: ReceivingForm) -> str:
    return render_template("signatures/receive.html", appeal=appeal, form=form)


def _choose_again(appeal: Appeal) -> ResponseReturnValue:
    flash(_("The table is no longer here. Send it again."), "warning")
    return redirect(url_for(".choose_answers", slug=appeal.slug), code=303)
