"""The letterhead of an appeal, and whether logos stand below its lists."""

from datetime import UTC, datetime
from io import BytesIO

from flask import flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from appeals import db
from appeals.accounts.guards import signed_in
from appeals.accounts.permissions import Permission
from appeals.drafting import guards
from appeals.drafting.models import Appeal
from appeals.errors import Invalid, NotFound, Unavailable
from appeals.organisations.logos import logos_of
from appeals.publishing import stationery
from appeals.publishing.stationery_forms import StationeryForm, filled, stationery_form
from appeals.publishing.views.blueprint import blueprint
from appeals.readers.sandbox import read_picture
from appeals.signatures.lists import get_lists


@blueprint.get("/appeals/<slug>/export/letterhead")
@guards.requires(Permission.PUBLISH)
def letterhead(appeal: Appeal) -> ResponseReturnValue:
    found = stationery.find_stationery(db.session(), appeal)
    return _page(appeal, stationery_form(appeal)(formdata=None, data=filled(found)))


@blueprint.post("/appeals/<slug>/export/letterhead")
@guards.requires(Permission.PUBLISH)
def set_letterhead(appeal: Appeal) -> ResponseReturnValue:
    form = stationery_form(appeal)()
    if not form.validate():
        return _page(appeal, form), 422
    try:
        logo = read_picture(*sent) if (sent := form.sent) else None
    except (Invalid, Unavailable) as error:
        form.logo.errors = [str(error)]
        return _page(appeal, form), 422
    with db.transaction() as session:
        stationery.set_stationery(
            session, appeal, form.stationery(logo), by=signed_in().id, now=datetime.now(UTC)
        )
    flash(_("The letterhead is saved."), "success")
    return redirect(url_for("publishing.letterhead", slug=appeal.slug), code=303)


@blueprint.get("/appeals/<slug>/export/letterhead/logo")
@guards.requires(Permission.PUBLISH)
def letterhead_logo(appeal: Appeal) -> ResponseReturnValue:
    found = stationery.find_stationery(db.session(), appeal)
    logo = stationery.logo_of(found) if found else None
    if logo is None:
        raise NotFound
    return send_file(BytesIO(logo.content), mimetype=logo.media_type, etag=logo.sha256)


def _page(appeal: Appeal, form: StationeryForm) -> str:
    session = db.session()
    found = stationery.find_stationery(session, appeal)
    listed = get_lists(session, appeal).signatures
    with_logo = logos_of(session, {each.organisation_id for each in listed})
    return render_template(
        "publishing/letterhead.html",
        appeal=appeal,
        form=form,
        logo=stationery.logo_of(found) if found else None,
        listed=len(listed),
        with_logo=len(with_logo),
    )
