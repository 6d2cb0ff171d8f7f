"""Choosing organisations from the registry."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from appeals import db, i18n
from appeals.accounts.guards import signed_in
from appeals.accounts.permissions import Permission
from appeals.drafting import guards
from appeals.drafting.models import Appeal, ListKind
from appeals.invitations import labels, services
from appeals.invitations.forms import ChooseForm
from appeals.invitations.services import Behaviour, Wanted
from appeals.invitations.views.blueprint import blueprint
from appeals.invitations.views.replies import now
from appeals.languages import collation_key
from appeals.organisations import services as organisations


@blueprint.get("/choose")
@guards.requires(Permission.INVITE)
def choosing(appeal: Appeal) -> ResponseReturnValue:
    return _choose_page(appeal, ChooseForm.of(appeal), _wanted())


@blueprint.post("/choose")
@guards.requires(Permission.INVITE)
def choose(appeal: Appeal) -> ResponseReturnValue:
    form = ChooseForm.of(appeal)
    if not form.validate():
        return _choose_page(appeal, form, _wanted()), 422

    with db.transaction() as session:
        before = len(services.chosen(session, appeal))
        services.choose(
            session,
            appeal,
            services.matching(session, appeal, _wanted())
            if form.takes_all
            else services.named(session, form.organisation.data or []),
            ListKind(form.list_kind.data),
            language=form.language.data or None,
            by=signed_in().id,
            now=now(),
        )
        added = len(services.chosen(session, appeal)) - before

    flash(
        ngettext("%(num)s organisation was chosen.", "%(num)s organisations were chosen.", added),
        "success",
    )
    return redirect(url_for("invitations.board", slug=appeal.slug), code=303)


def _wanted() -> Wanted:
    """Who is looked for; the form is sent to the address of the page, and so asks for the same."""
    behaviour = request.values.get("behaviour", "")
    return Wanted(
        search=request.values.get("q", "").strip()[:200],
        category=request.values.get("category", "")[:200],
        country=request.values.get("country", "")[:2],
        behaviour=Behaviour(behaviour) if behaviour in set(Behaviour) else None,
    )


def _choose_page(appeal: Appeal, form: ChooseForm, wanted: Wanted) -> str:
    session, language = db.session(), i18n.interface_language()
    found = services.find_candidates(
        session, appeal, wanted, language=language, page=request.args.get("page", 1, int)
    )
    names = organisations.country_names(session, language)
    used = {code: names.get(code, code) for code in organisations.countries_in_use(session)}
    return render_template(
        "invitations/choose.html",
        appeal=appeal,
        form=form,
        found=found.page,
        unwilling=found.unwilling,
        chosen=services.chosen(session, appeal),
        ticked=set(form.organisation.data or []),
        wanted=wanted,
        categories=[(each, each) for each in organisations.categories_in_use(session)],
        countries=sorted(used.items(), key=lambda pair: collation_key(pair[1], language)),
        behaviours=labels.BEHAVIOURS,
        causes=labels.CAUSES,
    )
