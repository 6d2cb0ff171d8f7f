"""Choosing whose contacts are asked to comment, from the registry."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from appeals import db, i18n
from appeals.accounts.guards import signed_in
from appeals.accounts.permissions import Permission
from appeals.drafting import guards
from appeals.drafting.models import Appeal
from appeals.organisations import services as organisations
from appeals.reviewing import services
from appeals.reviewing.forms import ChooseForm
from appeals.reviewing.views.blueprint import blueprint
from appeals.reviewing.views.replies import now


@blueprint.get("/appeals/<slug>/review/choose")
@guards.requires(Permission.MANAGE_REVIEW)
def choosing(appeal: Appeal) -> ResponseReturnValue:
    search = request.args.get("q", "").strip()[:200]
    return _page(appeal, ChooseForm.of(appeal), search)


@blueprint.post("/appeals/<slug>/review/choose")
@guards.requires(Permission.MANAGE_REVIEW)
def choose(appeal: Appeal) -> ResponseReturnValue:
    form = ChooseForm.of(appeal)
    search = (form.q.data or "").strip()[:200]
    if not form.validate():
        return _page(appeal, form, search), 422

    with db.transaction() as session:
        chosen = services.choose(
            session,
            appeal,
            services.named(session, form.organisation.data or []),
            language=form.language.data or None,
            by=signed_in().id,
            now=now(),
        )

    _tell(chosen)
    return redirect(url_for("reviewing.board", slug=appeal.slug), code=303)


def _tell(chosen: services.Chosen) -> None:
    added, left_out = len(chosen.reviewers), len(chosen.left_out)
    if added:
        told = ngettext(
            "%(num)s partner was chosen. Nothing has been sent yet.",
            "%(num)s partners were chosen. Nothing has been sent yet.",
            added,
        )
        flash(told, "success")
    if left_out:
        told = ngettext(
            "%(num)s organisation was left out: it has no e-mail address, or somebody is asked "
            "under that address already.",
            "%(num)s organisations were left out: they have no e-mail address, or somebody is "
            "asked under that address already.",
            left_out,
        )
        flash(told, "warning")


def _page(appeal: Appeal, form: ChooseForm, search: str) -> str:
    session = db.session()
    form.q.data = search
    return render_template(
        "reviewing/choose.html",
        appeal=appeal,
        form=form,
        found=organisations.list_organisations(
            session,
            language=i18n.interface_language(),
            search=search,
            page=request.args.get("page", 1, type=int),
        ),
        chosen=services.chosen_organisations(session, appeal),
        ticked=set(form.organisation.data or []),
        search=search,
    )
