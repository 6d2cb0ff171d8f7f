"""The release checklist: how an appeal stands to its publication, its terms, what is waived."""

from datetime import UTC, datetime
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from appeals import config, db
from appeals.accounts.guards import signed_in
from appeals.accounts.permissions import Permission
from appeals.drafting import guards
from appeals.drafting import services as drafting
from appeals.drafting.models import Appeal
from appeals.errors import Conflict
from appeals.publishing import amending, checklist, editions, labels, shown
from appeals.publishing.forms import TermsForm, WaiveForm
from appeals.publishing.release import Line
from appeals.publishing.views.blueprint import blueprint


@blueprint.get("/appeals/<slug>/publish")
@guards.requires(Permission.PUBLISH)
def release(appeal: Appeal) -> ResponseReturnValue:
    return _page(appeal)


@blueprint.post("/appeals/<slug>/publish/terms")
@guards.requires(Permission.PUBLISH)
def set_terms(appeal: Appeal) -> ResponseReturnValue:
    form = TermsForm(appeal)
    if not form.validate():
        return _page(appeal, terms=form), 422
    with db.transaction() as session:
        checklist.set_terms(session, appeal, form.terms(), by=signed_in().id, now=datetime.now(UTC))
    flash(_("The terms are saved."), "success")
    return back(appeal)


@blueprint.post("/appeals/<slug>/publish/waive")
@guards.requires(Permission.PUBLISH)
def waive_line(appeal: Appeal) -> ResponseReturnValue:
    form = WaiveForm()
    if not form.validate():
        return _page(appeal, waiver=form), 422
    try:
        with db.transaction() as session:
            checklist.waive(
                session,
                appeal,
                form.chosen(),
                form.reason.data or "",
                by=signed_in().id,
                now=datetime.now(UTC),
            )
    except Conflict as error:
        flash(str(error), "error")
        return back(appeal)
    flash(_("The line is waived. Your name and the reason stay on record."), "success")
    return back(appeal)


@blueprint.post("/appeals/<slug>/publish/unwaive")
@guards.requires(Permission.PUBLISH)
def unwaive_line(appeal: Appeal) -> ResponseReturnValue:
    form = WaiveForm()
    if form.line.data in {each.value for each in Line}:
        with db.transaction() as session:
            checklist.unwaive(
                session,
                appeal,
                form.chosen(),
                by=signed_in().id,
                now=datetime.now(UTC),
            )
        flash(_("The line stops the publication again."), "success")
    return back(appeal)


def back(appeal: Appeal) -> ResponseReturnValue:
    return redirect(url_for("publishing.release", slug=appeal.slug), code=303)


def _page(
    appeal: Appeal, *, terms: TermsForm | None = None, waiver: WaiveForm | None = None
) -> str:
    session = db.session()
    found = checklist.check_release(session, appeal)
    published = editions.list_editions(session, appeal)
    waiting = published[0] if published and not published[0].released_at else None
    people: list[UUID | None] = [each.created_by for each in found.waivers]
    people += [who for each in published for who in (each.created_by, each.retracted_by)]
    return render_template(
        "publishing/release.html",
        base_url=config.settings().base_url,
        appeal=appeal,
        release=found,
        words=labels,
        terms=terms or TermsForm.of(appeal, amending.find_terms(session, appeal)),
        waiver_form=waiver or WaiveForm(formdata=None),
        editions=published,
        waiting=waiting,
        held=waiting is not None and editions.is_held(session, waiting),
        files={each.id: shown.files_of(session, each) for each in published},
        authors=drafting.author_names(session, people),
        now=db.clock(session),
    )
