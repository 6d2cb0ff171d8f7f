"""Standing mandates as coordinators keep them, and entering a signature under one."""

from datetime import UTC, date, datetime
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from appeals import db
from appeals.accounts.guards import requires, signed_in
from appeals.accounts.permissions import Permission
from appeals.drafting import guards
from appeals.drafting.models import Appeal
from appeals.errors import Conflict
from appeals.organisations import services as organisations
from appeals.signatures import mandates
from appeals.signatures.deciding_forms import MandateForm, UseMandateForm
from appeals.signatures.views.blueprint import blueprint


@blueprint.get("/mandates")
@requires(Permission.RECORD_SIGNATURE)
def list_mandates() -> ResponseReturnValue:
    found = mandates.list_mandates(db.session())
    return render_template("signatures/mandates.html", mandates=found, today=_today())


@blueprint.get("/mandates/new/<uuid:organisation_id>")
@requires(Permission.RECORD_SIGNATURE)
def new_mandate(organisation_id: UUID) -> ResponseReturnValue:
    return _new_page(organisation_id, MandateForm.on(_today()))


@blueprint.post("/mandates/new/<uuid:organisation_id>")
@requires(Permission.RECORD_SIGNATURE)
def grant_mandate(organisation_id: UUID) -> ResponseReturnValue:
    form = MandateForm.on(_today())
    if not form.validate():
        return _new_page(organisation_id, form), 422

    with db.transaction() as session:
        mandates.grant(
            session, organisation_id, form.terms(), by=signed_in().id, now=datetime.now(UTC)
        )

    flash(_("The mandate is kept. The organisation is told, and can revoke it."), "success")
    return redirect(url_for(".list_mandates"), code=303)


@blueprint.post("/mandates/<handle>/revoke")
@requires(Permission.RECORD_SIGNATURE)
def end_mandate(handle: str) -> ResponseReturnValue:
    with db.transaction() as session:
        found = mandates.get_mandate(session, handle)
        mandates.revoke(session, found, by=signed_in().id, now=datetime.now(UTC))

    flash(_("The mandate has ended. The organisation is told."), "success")
    return redirect(url_for(".list_mandates"), code=303)


@blueprint.get("/appeals/<slug>/lists/record/mandate/<handle>")
@guards.requires(Permission.RECORD_SIGNATURE)
def ask_enter(appeal: Appeal, handle: str) -> ResponseReturnValue:
    return _enter_page(appeal, handle, UseMandateForm())


@blueprint.post("/appeals/<slug>/lists/record/mandate/<handle>")
@guards.requires(Permission.RECORD_SIGNATURE)
def enter(appeal: Appeal, handle: str) -> ResponseReturnValue:
    form = UseMandateForm()
    if not form.validate():
        return _enter_page(appeal, handle, form), 422

    try:
        with db.transaction() as session:
            mandates.enter(
                session,
                appeal,
                mandates.get_mandate(session, handle),
                form.basis.data or "",
                by=signed_in().id,
                now=datetime.now(UTC),
            )
    except Conflict as error:
        form.form_errors.append(_why_not(error))
        return _enter_page(appeal, handle, form), 409

    flash(
        _("The organisation is told at once. Its name counts when the time to object is over."),
        "success",
    )
    return redirect(url_for(".lists", slug=appeal.slug), code=303)


def _why_not(error: Conflict) -> str:
    if isinstance(error, mandates.MandateEnded):
        return str(_("The mandate has ended. Nothing was entered."))
    if isinstance(error, mandates.TooLateToObject):
        return str(
            _(
                "The time to object would end after the deadline. Nothing was entered: "
                "ask the organisation itself."
            )
        )
    return str(
        _("Nothing was entered: sign-on is not open, or the organisation has answered itself.")
    )


def _new_page(organisation_id: UUID, form: MandateForm) -> str:
    return render_template(
        "signatures/new_mandate.html",
        organisation=organisations.get_organisation(db.session(), organisation_id),
        form=form,
    )


def _enter_page(appeal: Appeal, handle: str, form: UseMandateForm) -> str:
    mandate = mandates.get_mandate(db.session(), handle)
    return render_template(
        "signatures/enter.html",
        appeal=appeal,
        mandate=mandate,
        until=mandates.window_of(mandate, datetime.now(UTC)),
        form=form,
    )


def _today() -> date:
    return datetime.now(UTC).date()
