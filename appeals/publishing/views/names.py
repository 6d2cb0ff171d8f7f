"""Names that are hidden: which, since when, where they may have gone; and hiding one more."""

from datetime import UTC, datetime

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from appeals import db
from appeals.accounts import proof
from appeals.accounts.guards import signed_in
from appeals.accounts.permissions import Permission
from appeals.drafting import guards
from appeals.drafting.models import Appeal
from appeals.invitations.models import Invitation
from appeals.publishing import exposure
from appeals.publishing.forms import HideForm
from appeals.publishing.views.blueprint import blueprint
from appeals.signatures import labels, services


@blueprint.get("/appeals/<slug>/names")
@guards.requires(Permission.READ_ANSWERS)
def names(appeal: Appeal) -> ResponseReturnValue:
    session = db.session()
    hidden = exposure.list_hidden(session, appeal)
    return render_template(
        "publishing/names.html",
        appeal=appeal,
        hidden=hidden,
        named=exposure.list_named(session, appeal),
        exposure=exposure.exposure(session, appeal, hidden),
        words=labels,
    )


@blueprint.get("/appeals/<slug>/names/<handle>")
@guards.requires(Permission.RECORD_SIGNATURE)
def ask_hide(appeal: Appeal, handle: str) -> ResponseReturnValue:
    invitation = exposure.get_named(db.session(), appeal, handle)
    return _hide_page(invitation, HideForm(formdata=None))


@blueprint.post("/appeals/<slug>/names/<handle>")
@guards.requires(Permission.RECORD_SIGNATURE)
@proof.required
def hide(appeal: Appeal, handle: str) -> ResponseReturnValue:
    invitation = exposure.get_named(db.session(), appeal, handle)
    form = HideForm()
    if not form.validate():
        return _hide_page(invitation, form), 422
    try:
        with db.transaction() as session:
            services.hide(
                session,
                invitation.id,
                form.wish(),
                form.reason.data or "",
                by=signed_in().id,
                now=datetime.now(UTC),
            )
    except services.OnlyTheOrganisation:
        flash(_("That would show more of the name. Only the organisation can do that."), "error")
    else:
        flash(_("The name is hidden. It is gone from every page and file of ours."), "success")
    return redirect(url_for(".names", slug=appeal.slug), code=303)


def _hide_page(invitation: Invitation, form: HideForm) -> str:
    return render_template(
        "publishing/hide.html",
        appeal=invitation.appeal,
        invitation=invitation,
        form=form,
        explained=labels.VISIBILITIES_EXPLAINED,
    )
