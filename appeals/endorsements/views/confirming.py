"""The page behind the link in the mail: confirm the endorsement, or take it back.

GET shows, POST decides, and each needs the name typed once more: a mail scanner
confirms nothing.
"""

from datetime import UTC, datetime

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from appeals import db, i18n
from appeals.accounts.guards import requires
from appeals.accounts.permissions import Permission
from appeals.endorsements import links, services
from appeals.endorsements.forms import ConfirmForm, TakeBackForm
from appeals.endorsements.models import Endorsement
from appeals.endorsements.views.blueprint import blueprint
from appeals.invitations.doors import Door
from appeals.invitations.links import LinkElsewhere, claim_of
from appeals.tokens import Purpose

ENDORSE = Door(Purpose.ENDORSE, "endorsements.show", "end")
open_to_all = requires(Permission.OPEN_TO_ALL)


@blueprint.get("/e/<token>")
@open_to_all
def open_link(token: str) -> ResponseReturnValue:
    kept = links.find(db.session(), claim_of(token, Purpose.ENDORSE))
    return ENDORSE.let_in(kept.handle, token)


@blueprint.get("/endorsement/<handle>")
@open_to_all
def show(handle: str) -> ResponseReturnValue:
    return _page(_kept(handle))


@blueprint.post("/endorsement/<handle>")
@open_to_all
def confirm(handle: str) -> ResponseReturnValue:
    kept = _kept(handle)
    form = ConfirmForm.of(kept.name)
    if not form.validate():
        return _page(kept, form=form), 422

    try:
        with db.transaction() as session:
            services.confirm(session, _kept(handle), now=datetime.now(UTC))
    except services.EndorsementsClosed:
        form.form_errors.append(_("This appeal no longer takes endorsements."))
        return _page(_kept(handle), form=form), 409

    return redirect(url_for(".show", handle=handle), code=303)


@blueprint.post("/endorsement/<handle>/take-back")
@open_to_all
def take_back(handle: str) -> ResponseReturnValue:
    kept = _kept(handle)
    form = TakeBackForm.of(kept.name, prefix="gone-")
    if not form.validate():
        return _page(kept, taking_back=form), 422

    with db.transaction() as session:
        services.take_back(session, _kept(handle))

    return render_template("endorsements/taken_back.html")


def _kept(handle: str) -> Endorsement:
    kept = links.find(db.session(), ENDORSE.claim(handle))
    if kept.handle != handle:
        raise LinkElsewhere
    i18n.prefer(kept.language)
    return kept


def _page(
    kept: Endorsement, form: ConfirmForm | None = None, taking_back: TakeBackForm | None = None
) -> str:
    return render_template(
        "endorsements/show.html",
        kept=kept,
        title=kept.appeal.title_for(i18n.interface_language()),
        form=form or ConfirmForm(formdata=None),
        taking_back=taking_back or TakeBackForm(formdata=None, prefix="gone-"),
    )
