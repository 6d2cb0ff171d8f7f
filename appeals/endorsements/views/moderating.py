"""The coordinators' page: whether endorsements are taken, and decisions about many at a time."""

from datetime import UTC, datetime
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from appeals import db
from appeals.accounts.guards import signed_in
from appeals.accounts.permissions import Permission
from appeals.drafting import guards
from appeals.drafting.models import Appeal
from appeals.endorsements import labels, services
from appeals.endorsements.forms import TermsForm
from appeals.endorsements.models import EndorsementState
from appeals.endorsements.views.blueprint import blueprint


@blueprint.get("/appeals/<slug>/endorsements")
@guards.requires(Permission.READ_ANSWERS)
def board(appeal: Appeal) -> ResponseReturnValue:
    return _page(appeal)


@blueprint.post("/appeals/<slug>/endorsements/terms")
@guards.requires(Permission.INVITE)
def set_terms(appeal: Appeal) -> ResponseReturnValue:
    form = TermsForm()
    if not form.validate():
        return _page(appeal, form), 422

    with db.transaction() as session:
        services.set_terms(
            session,
            appeal,
            form.chosen(),
            takes_requests=form.takes_requests.data,
            by=signed_in().id,
            now=_now(),
        )

    flash(_("Saved. What was given before stays as it is."), "success")
    return redirect(url_for(".board", slug=appeal.slug), code=303)


@blueprint.post("/appeals/<slug>/endorsements")
@guards.requires(Permission.INVITE)
def decide(appeal: Appeal) -> ResponseReturnValue:
    ids = [UUID(each) for each in request.form.getlist("endorsement") if _is_id(each)]
    counted = request.form.get("decision") == "count"
    if not ids:
        flash(_("Tick the endorsements you mean, then press the button again."), "error")
        return redirect(_back(appeal), code=303)

    with db.transaction() as session:
        number = services.decide(
            session, appeal, ids, counted=counted, by=signed_in().id, now=_now()
        )

    if counted:
        told = ngettext(
            "%(num)s endorsement counts now.", "%(num)s endorsements count now.", number
        )
    else:
        told = ngettext(
            "%(num)s endorsement was taken out.", "%(num)s endorsements were taken out.", number
        )
    flash(told, "success")
    return redirect(_back(appeal), code=303)


def _page(appeal: Appeal, form: TermsForm | None = None) -> str:
    session = db.session()
    state, search = _asked()
    return render_template(
        "endorsements/board.html",
        appeal=appeal,
        form=form
        or TermsForm(
            intake=services.intake_of(session, appeal.id).value,
            takes_requests=services.takes_requests(session, appeal.id),
        ),
        asked=services.count_open(session, appeal.id),
        counts=services.count_by_state(session, appeal.id),
        found=services.list_all(
            session,
            appeal.id,
            state,
            search=search,
            page=request.args.get("page", 1, type=int),
        ),
        state=state,
        search=search,
        called=labels,
    )


def _back(appeal: Appeal) -> str:
    """Return where the reader was, except that a decided page is shorter now."""
    state, search = _asked()
    return url_for(".board", slug=appeal.slug, state=state, q=search or None)


def _asked() -> tuple[EndorsementState, str]:
    state = request.values.get("state", "")
    search = request.values.get("q", "").strip()[:200]
    known = state in set(EndorsementState)
    return EndorsementState(state) if known else EndorsementState.WAITING, search


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _now() -> datetime:
    return datetime.now(UTC)
