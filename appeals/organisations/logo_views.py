"""The logo of an organisation: shown, replaced, removed."""

from datetime import UTC, datetime
from io import BytesIO
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from appeals import db
from appeals.accounts.guards import requires, signed_in
from appeals.accounts.permissions import Permission
from appeals.errors import Invalid, NotFound, Unavailable
from appeals.i18n import interface_language
from appeals.organisations import logos, services
from appeals.organisations.forms import LogoForm
from appeals.organisations.models import Organisation
from appeals.readers.sandbox import read_picture


def add_to(blueprint: Blueprint) -> None:
    address = "/<uuid:organisation_id>/logo"
    blueprint.add_url_rule(address, "logo", logo, methods=["GET"])
    blueprint.add_url_rule(address, "send_logo", send_logo, methods=["POST"])
    blueprint.add_url_rule(f"{address}/remove", "remove_logo", remove_logo, methods=["POST"])
    blueprint.add_url_rule(f"{address}/picture", "logo_picture", logo_picture, methods=["GET"])


@requires(Permission.EDIT_ORGANISATIONS)
def logo(organisation_id: UUID) -> ResponseReturnValue:
    return _page(_get(organisation_id), LogoForm(formdata=None))


@requires(Permission.EDIT_ORGANISATIONS)
def send_logo(organisation_id: UUID) -> ResponseReturnValue:
    form, organisation = LogoForm(), _get(organisation_id)
    if not form.validate():
        return _page(organisation, form), 422
    try:
        picture = read_picture(*form.sent)
    except (Invalid, Unavailable) as error:
        form.file.errors = [str(error)]
        return _page(organisation, form), 422
    with db.transaction() as session:
        found = services.get_organisation(session, organisation_id)
        logos.set_logo(session, found, picture, by=signed_in().id, now=datetime.now(UTC))
    flash(_("The logo is saved."), "success")
    return redirect(url_for(".logo", organisation_id=organisation_id), code=303)


@requires(Permission.EDIT_ORGANISATIONS)
def remove_logo(organisation_id: UUID) -> ResponseReturnValue:
    with db.transaction() as session:
        found = services.get_organisation(session, organisation_id)
        logos.remove_logo(session, found, by=signed_in().id, now=datetime.now(UTC))
    flash(_("The logo is removed."), "success")
    return redirect(url_for(".logo", organisation_id=organisation_id), code=303)


@requires(Permission.EDIT_ORGANISATIONS)
def logo_picture(organisation_id: UUID) -> ResponseReturnValue:
    found = logos.find_logo(db.session(), _get(organisation_id))
    if found is None:
        raise NotFound
    return send_file(BytesIO(found.content), mimetype=found.media_type, etag=found.sha256)


def _get(organisation_id: UUID) -> Organisation:
    return services.get_organisation(db.session(), organisation_id)


def _page(organisation: Organisation, form: LogoForm) -> str:
    return render_template(
        "organisations/logo.html",
        form=form,
        organisation=organisation,
        title=organisation.label(interface_language()),
        logo=logos.find_logo(db.session(), organisation),
    )
