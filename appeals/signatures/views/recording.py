"""Recording a signature that came by other ways."""

from datetime import UTC, datetime
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from appeals import db, i18n
from appeals.accounts.guards import signed_in
from appeals.accounts.permissions import Permission
from appeals.drafting import guards
from appeals.drafting.models import Appeal
from appeals.errors import Conflict
from appeals.organisations import services as organisations
from appeals.signatures import mandates, recording
from appeals.signatures.forms import RecordForm
from appeals.signatures.views.blueprint import blueprint


@blueprint.get("/appeals/<slug>/lists/record")
@guards.requires(Permission.RECORD_SIGNATURE)
def choose_record(appeal: Appeal) -> ResponseReturnValue:
    session = db.session()
    page = organisations.list_organisations(
        session,
        search=request.args.get("search", ""),
        page=request.args.get("page", 1, type=int),
        language=i18n.interface_language(),
    )
    signed = recording.signed_among(session, appeal, page.items)
    return render_template("signatures/choose_record.html", appeal=appeal, page=page, signed=signed)


@blueprint.get("/appeals/<slug>/lists/record/<uuid:organisation_id>")
@guards.requires(Permission.RECORD_SIGNATURE)
def ask_record(appeal: Appeal, organisation_id: UUID) -> ResponseReturnValue:
    return _record_page(appeal, organisation_id, RecordForm())


@blueprint.post("/appeals/<slug>/lists/record/<uuid:organisation_id>")
@guards.requires(Permission.RECORD_SIGNATURE)
def record(appeal: Appeal, organisation_id: UUID) -> ResponseReturnValue:
    form = RecordForm()
    if not form.validate():
        return _record_page(appeal, organisation_id, form), 422

    try:
        with db.transaction() as session:
            recording.record(
                session,
                appeal,
                organisation_id,
                form.received(),
                by=signed_in().id,
                now=datetime.now(UTC),
            )
    except Conflict:
        form.form_errors.append(
            _("Nothing was recorded: sign-on is not open, or the organisation is already listed.")
        )
        return _record_page(appeal, organisation_id, form), 409

    flash(_("The signature is recorded, with your name and the basis you gave."), "success")
    return redirect(url_for(".lists", slug=appeal.slug), code=303)


def _record_page(appeal: Appeal, organisation_id: UUID, form: RecordForm) -> str:
    return render_template(
        "signatures/record.html",
        appeal=appeal,
        organisation=organisations.get_organisation(db.session(), organisation_id),
        mandates=mandates.valid_mandates(
            db.session(), organisation_id, today=datetime.now(UTC).date()
        ),
        form=form,
    )
