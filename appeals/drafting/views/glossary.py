"""The glossary of an appeal."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from appeals import db
from appeals.accounts.guards import allowed, signed_in
from appeals.accounts.permissions import Permission
from appeals.drafting import guards, services
from appeals.drafting.glossary_forms import KINDS, STRENGTHS, TermForm
from appeals.drafting.models import Appeal
from appeals.drafting.views.blueprint import blueprint
from appeals.errors import Invalid


@blueprint.get("/<slug>/glossary")
@guards.requires(Permission.READ_APPEAL)
def glossary(appeal: Appeal) -> ResponseReturnValue:
    return _page(appeal)


@blueprint.post("/<slug>/glossary")
@guards.requires(Permission.EDIT_TEXT)
def add_term(appeal: Appeal) -> ResponseReturnValue:
    form = TermForm.of(appeal)

    def add(session: Session, **who: Any) -> None:
        services.add_term(session, appeal, form.details(), **who)

    refused = _written(form, add)
    return (_page(appeal, new=form), 422) if refused else _back(appeal, _("The term is added."))


@blueprint.get("/<slug>/glossary/<uuid:term_id>")
@guards.requires(Permission.EDIT_TEXT)
def edit_term(appeal: Appeal, term_id: UUID) -> ResponseReturnValue:
    term = services.get_term(db.session(), appeal, term_id)
    return render_template("drafting/term.html", appeal=appeal, form=TermForm.of(appeal, term))


@blueprint.post("/<slug>/glossary/<uuid:term_id>")
@guards.requires(Permission.EDIT_TEXT)
def change_term(appeal: Appeal, term_id: UUID) -> ResponseReturnValue:
    form = TermForm.of(appeal)

    def change(session: Session, **who: Any) -> None:
        term = services.get_term(session, appeal, term_id)
        services.change_term(session, appeal, term, form.details(), **who)

    if _written(form, change):
        return render_template("drafting/term.html", appeal=appeal, form=form), 422
    return _back(appeal, _("The term is saved."))


@blueprint.post("/<slug>/glossary/<uuid:term_id>/delete")
@guards.requires(Permission.EDIT_TEXT)
def delete_term(appeal: Appeal, term_id: UUID) -> ResponseReturnValue:
    with db.transaction() as session:
        term = services.get_term(session, appeal, term_id)
        services.delete_term(session, appeal, term, by=signed_in().id, now=datetime.now(UTC))

    return _back(appeal, _("The term is deleted."))


def _written(form: TermForm, write: Callable[..., None]) -> bool:
    """Write the term; return whether it was refused, and say why in the form."""
    if not form.validate():
        return True
    try:
        with db.transaction() as session:
            write(session, by=signed_in().id, now=datetime.now(UTC))
    except Invalid as error:
        form.form_errors.append(str(error))
        return True
    return False


def _back(appeal: Appeal, told: str) -> ResponseReturnValue:
    flash(told, "success")
    return redirect(url_for(".glossary", slug=appeal.slug), code=303)


def _page(appeal: Appeal, *, new: TermForm | None = None) -> str:
    session = db.session()
    return render_template(
        "drafting/glossary.html",
        appeal=appeal,
        terms=services.list_terms(session, appeal),
        suggestions=[
            (term, TermForm.of(appeal, term)) for term in services.suggest_terms(session, appeal)
        ],
        kinds=KINDS,
        strengths=STRENGTHS,
        form=new or TermForm.of(appeal),
        editable=allowed(Permission.EDIT_TEXT, appeal.id),
    )
