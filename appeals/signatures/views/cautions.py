"""What organisations of a country are told before they decide: read, written, removed."""

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
from appeals.organisations.services import country_names
from appeals.signatures import cautions as services
from appeals.signatures.caution_forms import CautionForm, caution_form
from appeals.signatures.views.blueprint import blueprint


@blueprint.get("/appeals/<slug>/lists/notes")
@guards.requires(Permission.READ_ANSWERS)
def cautions(appeal: Appeal) -> ResponseReturnValue:
    return _page(appeal, _form(appeal, request.args.get("country")))


@blueprint.post("/appeals/<slug>/lists/notes")
@guards.requires(Permission.RECORD_SIGNATURE)
def write_caution(appeal: Appeal) -> ResponseReturnValue:
    form = _form(appeal)
    if not form.validate():
        return _page(appeal, form), 422

    with db.transaction() as session:
        services.write(session, appeal, form.written(), by=signed_in().id, now=datetime.now(UTC))

    flash(
        _("The note is saved. Organisations of this country read it before they decide."), "success"
    )
    return redirect(url_for(".cautions", slug=appeal.slug), code=303)


@blueprint.post("/appeals/<slug>/lists/notes/<uuid:caution_id>/remove")
@guards.requires(Permission.RECORD_SIGNATURE)
def remove_caution(appeal: Appeal, caution_id: UUID) -> ResponseReturnValue:
    with db.transaction() as session:
        services.remove(session, appeal, caution_id, by=signed_in().id, now=datetime.now(UTC))

    flash(_("The note is removed."), "success")
    return redirect(url_for(".cautions", slug=appeal.slug), code=303)


def _form(appeal: Appeal, country: str | None = None) -> CautionForm:
    session, spoken = db.session(), i18n.interface_language()
    known = services.list_cautions(session, appeal)
    shown = next((each for each in known if each.country == country), None)
    return caution_form(appeal.languages, country_names(session, spoken), spoken, shown)


def _page(appeal: Appeal, form: CautionForm) -> str:
    session, spoken = db.session(), i18n.interface_language()
    return render_template(
        "signatures/cautions.html",
        appeal=appeal,
        cautions=services.list_cautions(session, appeal),
        countries=country_names(session, spoken),
        form=form,
    )
