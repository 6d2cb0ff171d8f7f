"""The lists of an appeal and their order."""

from datetime import UTC, datetime
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from appeals import db, i18n
from appeals.accounts.guards import signed_in
from appeals.accounts.permissions import Permission
from appeals.drafting import guards
from appeals.drafting.models import Appeal, ListKind, ListOrder
from appeals.errors import NotFound
from appeals.languages import language_name
from appeals.signatures import labels, progress, services
from appeals.signatures import lists as ordering
from appeals.signatures.forms import MoveForm, OrderForm
from appeals.signatures.views.blueprint import blueprint


@blueprint.get("/appeals/<slug>/lists")
@guards.requires(Permission.READ_ANSWERS)
def lists(appeal: Appeal) -> ResponseReturnValue:
    return _lists_page(appeal, _order_form(appeal))


@blueprint.post("/appeals/<slug>/lists/order")
@guards.requires(Permission.ORDER_LISTS)
def set_order(appeal: Appeal) -> ResponseReturnValue:
    form = _order_form(appeal)
    if not form.validate():
        return _lists_page(appeal, form), 422

    with db.transaction() as session:
        ordering.set_order(
            session,
            appeal,
            ListOrder(form.order.data),
            form.language.data,
            by=signed_in().id,
            now=datetime.now(UTC),
        )

    flash(_("The lists have a new order. Every number is the same in every language."), "success")
    return redirect(url_for(".lists", slug=appeal.slug), code=303)


@blueprint.post("/appeals/<slug>/lists/move")
@guards.requires(Permission.ORDER_LISTS)
def move(appeal: Appeal) -> ResponseReturnValue:
    form = MoveForm()
    if not form.validate():
        raise NotFound
    signature_id = _uuid(form.signature.data)

    with db.transaction() as session:
        ordering.move(
            session,
            appeal,
            signature_id,
            -1 if form.direction.data == "up" else 1,
            by=signed_in().id,
            now=datetime.now(UTC),
        )

    return redirect(url_for(".lists", slug=appeal.slug, _anchor=f"s-{signature_id}"), code=303)


@blueprint.post("/appeals/<slug>/lists/arrange/<kind>")
@guards.requires(Permission.ORDER_LISTS)
def arrange(appeal: Appeal, kind: str) -> ResponseReturnValue:
    if kind not in set(ListKind):
        raise NotFound
    ids = [_uuid(each) for each in request.form.getlist("signature")]

    with db.transaction() as session:
        ordering.arrange(
            session, appeal, ListKind(kind), ids, by=signed_in().id, now=datetime.now(UTC)
        )

    return redirect(url_for(".lists", slug=appeal.slug), code=303)


def _order_form(appeal: Appeal) -> OrderForm:
    form = OrderForm(data={"order": appeal.order.value, "language": appeal.order_language})
    language = i18n.interface_language()
    form.language.choices = [
        SelectChoice(tag, language_name(tag, language)) for tag in appeal.languages
    ]
    return form


def _lists_page(appeal: Appeal, form: OrderForm) -> str:
    session = db.session()
    found = ordering.get_lists(session, appeal)
    return render_template(
        "signatures/lists.html",
        appeal=appeal,
        lists=found,
        held=ordering.held_signatures(session, appeal),
        reserved=services.reservations_of(session, appeal),
        standings=services.standings(session, appeal, found.signatures, now=db.clock(session)),
        called=labels,
        form=form,
        progress=progress.get_progress(session, appeal),
        kinds=list(ListKind),
    )


def _uuid(text: str | None) -> UUID:
    try:
        return UUID(text or "")
    except ValueError as error:
        raise NotFound from error
