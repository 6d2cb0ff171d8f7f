"""Pages about appeals as a whole: the list, a new one, its settings."""

from datetime import UTC, datetime

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from appeals import db
from appeals.accounts.guards import requires, signed_in
from appeals.accounts.permissions import Permission
from appeals.drafting import guards, services
from appeals.drafting.forms import NewAppealForm, SettingsForm
from appeals.drafting.models import Appeal
from appeals.drafting.views.blueprint import blueprint
from appeals.errors import Conflict, Invalid
from appeals.organisations import topics, words


@blueprint.get("/")
@requires(Permission.SIGNED_IN)
def index() -> ResponseReturnValue:
    appeals = services.list_appeals(db.session(), signed_in())
    return render_template("drafting/index.html", appeals=appeals)


@blueprint.get("/new")
@requires(Permission.CREATE_APPEAL)
def new() -> ResponseReturnValue:
    form = NewAppealForm(formdata=None, reply_to=signed_in().email)
    return render_template("drafting/new.html", form=form)


@blueprint.post("/new")
@requires(Permission.CREATE_APPEAL)
def create() -> ResponseReturnValue:
    form = NewAppealForm()
    if not form.validate():
        return render_template("drafting/new.html", form=form), 422

    try:
        with db.transaction() as session:
            appeal = services.create_appeal(
                session, form.details(), by=signed_in().id, now=datetime.now(UTC)
            )
    except (services.SlugTaken, Invalid) as error:
        form.slug.errors = [str(error)]
        return render_template("drafting/new.html", form=form), 422

    flash(_("The appeal has been created. Write or paste its text."), "success")
    _warn_of_the_past(appeal)
    return redirect(url_for(".edit", slug=appeal.slug), code=303)


@blueprint.get("/<slug>/settings")
@guards.requires(Permission.CREATE_APPEAL)
def settings(appeal: Appeal) -> ResponseReturnValue:
    form = SettingsForm(
        formdata=None,
        time_zone=appeal.time_zone,
        deadline=appeal.local_deadline,
        soft_deadline=appeal.soft_deadline.astimezone(appeal.zone)
        if appeal.soft_deadline
        else None,
        reply_to=appeal.reply_to,
        topics=words.joined(appeal.topics),
    )
    return _settings_page(appeal, form)


@blueprint.post("/<slug>/settings")
@guards.requires(Permission.CREATE_APPEAL)
def change_settings(appeal: Appeal) -> ResponseReturnValue:
    form = SettingsForm()
    form.topics_in_use = topics.in_use(db.session())
    if not form.validate():
        return _settings_page(appeal, form), 422

    try:
        with db.transaction() as session:
            services.update_settings(
                session, appeal, form.settings(appeal), by=signed_in().id, now=datetime.now(UTC)
            )
    except Conflict as error:
        form.further_language.errors = [str(error)]
        return _settings_page(appeal, form), 409

    flash(_("The settings are saved."), "success")
    _warn_of_the_past(appeal)
    return redirect(url_for(".show", slug=appeal.slug), code=303)


def _settings_page(appeal: Appeal, form: SettingsForm) -> str:
    used = topics.in_use(db.session())
    return render_template("drafting/settings.html", appeal=appeal, form=form, topics=used)


def _warn_of_the_past(appeal: Appeal) -> None:
    if appeal.deadline and appeal.deadline <= datetime.now(UTC):
        flash(_("The deadline has passed already: nobody can sign until it is moved."), "warning")
