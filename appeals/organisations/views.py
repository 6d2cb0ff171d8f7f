"""Pages of the registry."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from appeals import db, mail
from appeals.accounts import limiting, proof
from appeals.accounts.guards import allowed, requires, signed_in
from appeals.accounts.permissions import Permission
from appeals.i18n import interface_language
from appeals.mail.labels import CAUSES
from appeals.organisations import (
    category_views,
    country_views,
    forms,
    import_views,
    logo_views,
    services,
    tables,
    topics,
)
from appeals.organisations.look_alikes import LookAlike
from appeals.organisations.messages import LIKENESSES
from appeals.organisations.models import Organisation

blueprint = Blueprint("organisations", __name__, url_prefix="/organisations")
country_views.add_to(blueprint)
category_views.add_to(blueprint)
logo_views.add_to(blueprint)
import_views.add_to(blueprint)


@blueprint.get("/")
@requires(Permission.READ_ORGANISATIONS)
def index() -> ResponseReturnValue:
    search = request.args.get("search", "").strip()[:200]
    number = request.args.get("page", 1, type=int)
    language = interface_language()
    page = services.list_organisations(db.session(), search=search, page=number, language=language)
    return render_template(
        "organisations/index.html",
        page=page,
        search=search,
        may_edit=allowed(Permission.EDIT_ORGANISATIONS),
        # An address built once: building it for each row would be half of the page's time.
        edit_url=url_for(".index"),
        country_names=services.country_names(db.session(), language),
        held=mail.held(
            db.session(), [each.email for shown in page.items for each in shown.contacts]
        ),
        causes=CAUSES,
        key_of=mail.key_of,
    )


@blueprint.get("/new")
@requires(Permission.EDIT_ORGANISATIONS)
def new() -> ResponseReturnValue:
    return _page(_form())


@blueprint.post("/new")
@requires(Permission.EDIT_ORGANISATIONS)
def create() -> ResponseReturnValue:
    form = _form()
    if not form.validate():
        return _page(form), 422
    likes = services.look_alikes(db.session(), form.details())
    if {str(like.key) for like in likes} - form.confirmed:
        return _page(form, likes=likes), 422

    with db.transaction() as session:
        organisation = services.create_organisation(
            session, form.details(), by=signed_in().id, now=datetime.now(UTC)
        )

    flash(_("%(name)s is in the registry.", name=organisation.label(interface_language())))
    return redirect(url_for(".index"), code=303)


@blueprint.get("/<uuid:organisation_id>")
@requires(Permission.EDIT_ORGANISATIONS)
def edit(organisation_id: UUID) -> ResponseReturnValue:
    organisation = services.get_organisation(db.session(), organisation_id)
    return _page(_form(organisation), organisation)


@blueprint.post("/<uuid:organisation_id>")
@requires(Permission.EDIT_ORGANISATIONS)
def update(organisation_id: UUID) -> ResponseReturnValue:
    organisation = services.get_organisation(db.session(), organisation_id)
    form = _form(organisation)
    if not form.validate():
        return _page(form, organisation), 422
    likes = _new_look_alikes(organisation, form)
    if {str(like.key) for like in likes} - form.confirmed:
        return _page(form, organisation, likes), 422

    try:
        with db.transaction() as session:
            organisation = services.get_organisation(session, organisation_id)
            services.update_organisation(
                session,
                organisation,
                form.details(),
                by=signed_in().id,
                now=datetime.now(UTC),
                seen=form.rests_on,
            )
    except services.ChangedMeanwhile:
        return _changed_meanwhile(organisation_id, form), 409

    flash(_("The changes to %(name)s are saved.", name=organisation.label(interface_language())))
    return redirect(url_for(".index"), code=303)


@blueprint.post("/<uuid:organisation_id>/write-again")
@requires(Permission.EDIT_ORGANISATIONS)
def write_again(organisation_id: UUID) -> ResponseReturnValue:
    with db.transaction() as session:
        organisation = services.get_organisation(session, organisation_id)
        services.lift_bounce(
            session,
            organisation,
            request.form.get("address", ""),
            by=signed_in().id,
            now=datetime.now(UTC),
        )

    flash(_("The address is written to again."), "success")
    return redirect(url_for(".edit", organisation_id=organisation_id), code=303)


@blueprint.get("/registry.csv")
@requires(Permission.READ_ORGANISATIONS)
@proof.required
@limiting.an_export
def export() -> ResponseReturnValue:
    session = db.session()
    every = services.every_organisation(session, language=interface_language())
    return _csv_file(tables.registry(every, services.offered_languages(session)), "registry.csv")


@blueprint.get("/import/template.csv")
@requires(Permission.EDIT_ORGANISATIONS)
def template() -> ResponseReturnValue:
    offered = services.offered_languages(db.session())
    return _csv_file(tables.template(offered), "template.csv")


def _form(organisation: Organisation | None = None) -> forms.OrganisationForm:
    session, language = db.session(), interface_language()
    chosen = services.country_choices(session, language)
    form = forms.organisation_form(
        services.offered_languages(session),
        services.spoken_languages(session),
        language,
        chosen,
        {"categories": services.categories_in_use(session), "topics": topics.in_use(session)},
    )
    return form(data=forms.filled(organisation, language, chosen) if organisation else None)


def _page(
    form: forms.OrganisationForm,
    organisation: Organisation | None = None,
    likes: list[LookAlike[UUID]] | None = None,
) -> str:
    likes = likes or []
    form["different"].data = " ".join(str(like.key) for like in likes)
    return render_template(
        "organisations/edit.html",
        form=form,
        organisation=organisation,
        title=organisation.label(interface_language()) if organisation else "",
        likes=likes,
        likenesses=LIKENESSES,
        country_names=services.country_names(db.session(), interface_language()),
        other_languages=forms.suggested_languages(form),
        held=services.held_back(db.session(), organisation) if organisation else {},
        causes=CAUSES,
    )


def _new_look_alikes(
    organisation: Organisation, form: forms.OrganisationForm
) -> list[LookAlike[UUID]]:
    """None for names that are saved already: whoever saved them has answered the question."""
    if form.details().names == organisation.details.names:
        return []
    return services.look_alikes(db.session(), form.details(), ignoring=organisation.id)


def _changed_meanwhile(organisation_id: UUID, form: forms.OrganisationForm) -> str:
    organisation = services.get_organisation(db.session(), organisation_id)
    form.form_errors.append(
        _(
            "Somebody else has changed this organisation while the page was open. "
            "Compare with what is saved now; saving again replaces it."
        )
    )
    form["seen"].data = organisation.updated_at.isoformat()
    return _page(form, organisation)


def _csv_file(content: str, filename: str) -> Response:
    headers: dict[str, Any] = {"Content-Disposition": f'attachment; filename="{filename}"'}
    return Response(content, mimetype="text/csv", headers=headers)
