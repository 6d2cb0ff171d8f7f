"""The coordinators' page of organisations that ask to sign."""

from datetime import UTC, datetime
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from appeals import db, i18n
from appeals.accounts.guards import signed_in
from appeals.accounts.permissions import Permission
from appeals.drafting import guards
from appeals.drafting.models import Appeal, ListKind
from appeals.drafting.services import TextNotFinal
from appeals.endorsements import labels, services
from appeals.endorsements.forms import AcceptForm, DeclineForm
from appeals.endorsements.models import JoinRequest
from appeals.endorsements.views.blueprint import blueprint
from appeals.errors import Conflict
from appeals.invitations.services import SignOnClosed
from appeals.languages import country_name
from appeals.organisations import services as organisations


@blueprint.get("/appeals/<slug>/requests")
@guards.requires(Permission.READ_ANSWERS)
def requests(appeal: Appeal) -> ResponseReturnValue:
    found = services.list_requests(db.session(), appeal)
    return render_template(
        "endorsements/requests.html", appeal=appeal, requests=found, called=labels
    )


@blueprint.get("/appeals/<slug>/requests/<uuid:request_id>")
@guards.requires(Permission.READ_ANSWERS)
def request(appeal: Appeal, request_id: UUID) -> ResponseReturnValue:
    return _page(services.get_request(db.session(), appeal, request_id))


@blueprint.post("/appeals/<slug>/requests/<uuid:request_id>/accept")
@guards.requires(Permission.INVITE)
def accept_request(appeal: Appeal, request_id: UUID) -> ResponseReturnValue:
    asked = services.get_request(db.session(), appeal, request_id)
    form = _accept_form(asked)
    if not form.validate():
        return _page(asked, accepting=form), 422

    try:
        with db.transaction() as session:
            known = form.organisation_id
            services.accept(
                session,
                services.get_request(session, appeal, request_id),
                organisations.get_organisation(session, known) if known else None,
                ListKind(form.list_kind.data),
                by=signed_in().id,
                now=datetime.now(UTC),
            )
    except (SignOnClosed, TextNotFinal):
        form.form_errors.append(
            _("Sign-on is not open. Move the deadline or open sign-on first, then accept.")
        )
        return _page(services.get_request(db.session(), appeal, request_id), accepting=form), 409
    except Conflict:
        flash(_("Somebody has decided about this request in the meantime."), "error")
    else:
        flash(_("The organisation is invited: its link is on the way."), "success")
    return _back(appeal)


@blueprint.post("/appeals/<slug>/requests/<uuid:request_id>/decline")
@guards.requires(Permission.INVITE)
def decline_request(appeal: Appeal, request_id: UUID) -> ResponseReturnValue:
    form = DeclineForm()
    if not form.validate():
        asked = services.get_request(db.session(), appeal, request_id)
        return _page(asked, declining=form), 422

    try:
        with db.transaction() as session:
            asked = services.get_request(session, appeal, request_id)
            reason = form.reason.data or ""
            services.decline(session, asked, reason, by=signed_in().id, now=datetime.now(UTC))
    except Conflict:
        flash(_("Somebody has decided about this request in the meantime."), "error")
    else:
        flash(_("Declined. Whoever asked gets your reason by mail."), "success")
    return _back(appeal)


def _page(
    asked: JoinRequest, accepting: AcceptForm | None = None, declining: DeclineForm | None = None
) -> str:
    session, spoken = db.session(), i18n.interface_language()
    choices = organisations.country_choices(session, spoken)
    return render_template(
        "endorsements/request.html",
        appeal=asked.appeal,
        asked=asked,
        accepting=accepting or _accept_form(asked),
        declining=declining or DeclineForm(formdata=None),
        country=country_name(asked.country, spoken, choices) if asked.country else "",
        called=labels,
    )


def _accept_form(asked: JoinRequest) -> AcceptForm:
    session, spoken = db.session(), i18n.interface_language()
    alike = services.look_alikes(session, asked)
    found = {each.key: organisations.get_organisation(session, each.key) for each in alike}
    return AcceptForm.among({key: each.label(spoken) for key, each in found.items()})


def _back(appeal: Appeal) -> ResponseReturnValue:
    return redirect(url_for("endorsements.requests", slug=appeal.slug), code=303)
