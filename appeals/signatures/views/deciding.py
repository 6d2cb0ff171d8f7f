"""What coordinators decide about answers: disputes and reservations."""

from datetime import UTC, datetime
from typing import Protocol
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from appeals import db
from appeals.accounts.guards import signed_in
from appeals.accounts.permissions import Permission
from appeals.drafting import guards
from appeals.drafting.models import Appeal
from appeals.errors import Conflict
from appeals.signatures import services
from appeals.signatures.deciding_forms import PrintForm, ReasonForm
from appeals.signatures.models import Dispute
from appeals.signatures.views.blueprint import blueprint


@blueprint.get("/appeals/<slug>/lists/disputes")
@guards.requires(Permission.READ_ANSWERS)
def disputes(appeal: Appeal) -> ResponseReturnValue:
    return _disputes_page(appeal)


@blueprint.post("/appeals/<slug>/lists/disputes/<uuid:dispute_id>/uphold")
@guards.requires(Permission.RECORD_SIGNATURE)
def uphold(appeal: Appeal, dispute_id: UUID) -> ResponseReturnValue:
    told = _("The signature stands. The organisation’s contacts are told why.")
    return _find(appeal, dispute_id, services.uphold, told)


@blueprint.post("/appeals/<slug>/lists/disputes/<uuid:dispute_id>/propose")
@guards.requires(Permission.RECORD_SIGNATURE)
def propose(appeal: Appeal, dispute_id: UUID) -> ResponseReturnValue:
    told = _("Your finding is kept. Another coordinator has to agree with it.")
    return _find(appeal, dispute_id, services.propose_invalidation, told)


@blueprint.post("/appeals/<slug>/lists/disputes/<uuid:dispute_id>/invalidate")
@guards.requires(Permission.RECORD_SIGNATURE)
def invalidate(appeal: Appeal, dispute_id: UUID) -> ResponseReturnValue:
    try:
        with db.transaction() as session:
            found = services.get_dispute(session, appeal, dispute_id)
            services.invalidate(session, found, by=signed_in().id, now=datetime.now(UTC))
    except services.SecondCoordinatorNeeded:
        flash(_("Another coordinator than the one who proposed it has to agree."), "error")
        return redirect(url_for(".disputes", slug=appeal.slug), code=303)
    except Conflict:
        return _resolved_meanwhile(appeal)

    return _told(appeal, _("The signature no longer counts. The organisation’s contacts are told."))


@blueprint.get("/appeals/<slug>/lists/reservations")
@guards.requires(Permission.READ_ANSWERS)
def reservations(appeal: Appeal) -> ResponseReturnValue:
    return _reservations_page(appeal)


@blueprint.post("/appeals/<slug>/lists/reservations/<uuid:reservation_id>")
@guards.requires(Permission.RECORD_SIGNATURE)
def decide_reservation(appeal: Appeal, reservation_id: UUID) -> ResponseReturnValue:
    form = PrintForm(appeal.languages, request.form)
    prints = request.form.get("decision") == "print"
    if prints and form.missing:
        return _reservations_page(appeal, reservation_id, form), 422

    with db.transaction() as session:
        services.decide(
            session,
            services.get_reservation(session, appeal, reservation_id),
            form.wordings if prints else {},
            by=signed_in().id,
            now=datetime.now(UTC),
        )

    if prints:
        flash(_("The reservation is printed under the list in every language."), "success")
    else:
        flash(_("The reservation is not printed."), "success")
    return redirect(url_for(".reservations", slug=appeal.slug), code=303)


class _Finding(Protocol):
    def __call__(
        self, session: Session, dispute: Dispute, reason: str, *, by: UUID, now: datetime
    ) -> None: ...


def _find(appeal: Appeal, dispute_id: UUID, act: _Finding, told: str) -> ResponseReturnValue:
    """Let a coordinator find something about a dispute, with a reason that is passed on."""
    form = ReasonForm()
    if not form.validate():
        return _disputes_page(appeal, dispute_id, form), 422

    try:
        with db.transaction() as session:
            found = services.get_dispute(session, appeal, dispute_id)
            reason = form.reason.data or ""
            act(session, found, reason, by=signed_in().id, now=datetime.now(UTC))
    except Conflict:
        return _resolved_meanwhile(appeal)

    return _told(appeal, told)


def _disputes_page(
    appeal: Appeal, refused: UUID | None = None, form: ReasonForm | None = None
) -> str:
    return render_template(
        "signatures/disputes.html",
        appeal=appeal,
        disputes=services.list_disputes(db.session(), appeal),
        refused=refused,
        form=form or ReasonForm(formdata=None),
        me=signed_in().id,
    )


def _reservations_page(
    appeal: Appeal, refused: UUID | None = None, form: PrintForm | None = None
) -> str:
    return render_template(
        "signatures/reservations.html",
        appeal=appeal,
        reservations=services.list_reservations(db.session(), appeal),
        refused=refused,
        form=form,
    )


def _told(appeal: Appeal, what: str) -> ResponseReturnValue:
    flash(what, "success")
    return redirect(url_for(".disputes", slug=appeal.slug), code=303)


def _resolved_meanwhile(appeal: Appeal) -> ResponseReturnValue:
    flash(_("Somebody has resolved this dispute in the meantime."), "error")
    return redirect(url_for(".disputes", slug=appeal.slug), code=303)
