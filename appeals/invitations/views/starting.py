"""A new appeal started from an earlier one, with those who were asked then."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from appeals import db
from appeals.accounts.guards import signed_in
from appeals.accounts.permissions import Permission
from appeals.drafting import guards
from appeals.drafting import services as drafting
from appeals.drafting.models import Appeal
from appeals.errors import Invalid
from appeals.invitations import services
from appeals.invitations.forms import StartForm
from appeals.invitations.views.blueprint import blueprint
from appeals.invitations.views.replies import now


@blueprint.get("/start")
@guards.requires(Permission.CREATE_APPEAL)
def start(appeal: Appeal) -> ResponseReturnValue:
    form = StartForm(formdata=None, reply_to=appeal.reply_to, time_zone=appeal.time_zone)
    return _page(appeal, form)


@blueprint.post("/start")
@guards.requires(Permission.CREATE_APPEAL)
def start_from(appeal: Appeal) -> ResponseReturnValue:
    form = StartForm()
    if not form.validate():
        return _page(appeal, form), 422

    by, moment = signed_in().id, now()
    try:
        with db.transaction() as session:
            made = drafting.create_from_earlier(
                session,
                form.details_like(appeal),
                appeal,
                with_text=form.with_text.data,
                with_glossary=form.with_glossary.data,
                by=by,
                now=moment,
            )
            if form.with_organisations.data:
                services.choose_as_before(session, made, appeal, by=by, now=moment)
    except (drafting.SlugTaken, Invalid) as error:
        form.slug.errors = [str(error)]
        return _page(appeal, form), 422

    flash(_("The appeal has been created. Write what it says this time."), "success")
    return redirect(url_for("drafting.edit", slug=made.slug), code=303)


def _page(appeal: Appeal, form: StartForm) -> str:
    session = db.session()
    return render_template(
        "invitations/start.html",
        appeal=appeal,
        form=form,
        asked=len(services.asked_before(session, appeal)),
        terms=len(drafting.list_terms(session, appeal)),
    )
