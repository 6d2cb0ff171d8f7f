"""Choosing organisations from the registry."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from appeals import db, i18n
from appeals.accounts.guards import signed_in
from appeals.accounts.permissions import Permission
from appeals.drafting import guards
from appeals.drafting.models import Appeal, ListKind
from appeals.invitations import services
from appeals.invitations.forms import ChooseForm
from appeals.invitations.views.blueprint import blueprint
from appeals.invitations.views.replies import now
from appeals.organisations import services as organisations


@blueprint.get("/choose")
@guards.requires(Permission.INVITE)
def choosing(appeal: Appeal) -> ResponseReturnValue:
    search = request.args.get("q", "").strip()[:200]
    return _choose_page(appeal, ChooseForm.of(appeal), search, request.args.get("page", 1, int))


@blueprint.post("/choose")
@guards.requires(Permission.INVITE)
def choose(appeal: Appeal) -> ResponseReturnValue:
    form = ChooseForm.of(appeal)
    search = (form.q.data or "").strip()[:200]
    if not form.validate():
        return _choose_page(appeal, form, search, request.args.get("page", 1, int)), 422

    with db.transaction() as session:
        before = len(services.chosen(session, appeal))
        services.choose(
            session,
            appeal,
            services.matching(session, search)
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


def _choose_page(appeal: Appeal, form: ChooseForm, search: str, page: int) -> str:
    session = db.session()
    found = organisations.list_organisations(
        session, language=i18n.interface_language(), search=search, page=page
    )
    form.q.data = search
    return render_template(
        "invitations/choose.html",
        appeal=appeal,
        form=form,
        found=found,
        chosen=services.chosen(session, appeal),
        ticked=set(form.organisation.data or []),
        search=search,
    )
