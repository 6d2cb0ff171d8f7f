"""Pages for the organisation's other contacts: dispute a signature, object to one, end a mandate.

Each is opened by a link of its own purpose, and each needs a name that was typed:
a mail scanner contests nothing.
"""

from collections.abc import Callable
from datetime import UTC, datetime

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from appeals import db, i18n
from appeals.accounts.guards import requires
from appeals.accounts.permissions import Permission
from appeals.errors import Conflict
from appeals.invitations import links
from appeals.invitations.doors import Door
from appeals.signatures import contesting, mandates, services
from appeals.signatures.contesting import Contested
from appeals.signatures.models import Mandate
from appeals.signatures.reply_forms import ContestForm, RevokeMandateForm
from appeals.signatures.services import Turn
from appeals.signatures.views import doors
from appeals.signatures.views.blueprint import blueprint

open_to_all = requires(Permission.OPEN_TO_ALL)


@blueprint.get("/d/<token>")
@open_to_all
def open_dispute(token: str) -> ResponseReturnValue:
    return _let_in(doors.DISPUTE, token)


@blueprint.get("/o/<token>")
@open_to_all
def open_objection(token: str) -> ResponseReturnValue:
    return _let_in(doors.OBJECT, token)


@blueprint.get("/m/<token>")
@open_to_all
def open_mandate(token: str) -> ResponseReturnValue:
    claim = links.claim_of(token, doors.MANDATE.purpose)
    mandate = mandates.find_by_link(db.session(), claim)
    return doors.MANDATE.let_in(mandate.handle, token)


@blueprint.get("/dispute/<handle>")
@open_to_all
def ask_dispute(handle: str) -> ResponseReturnValue:
    return _page("dispute", _contested(doors.DISPUTE, handle), ContestForm())


@blueprint.post("/dispute/<handle>")
@open_to_all
def dispute(handle: str) -> ResponseReturnValue:
    def raised(turn: Turn, contested: Contested, form: ContestForm) -> None:
        signature_id = contested.signature.id
        services.dispute(turn, signature_id, form.representative(), form.reason.data or "")

    return _contest(doors.DISPUTE, "dispute", handle, raised)


@blueprint.get("/object/<handle>")
@open_to_all
def ask_objection(handle: str) -> ResponseReturnValue:
    return _page("objection", _contested(doors.OBJECT, handle), ContestForm())


@blueprint.post("/object/<handle>")
@open_to_all
def objection(handle: str) -> ResponseReturnValue:
    def objected(turn: Turn, contested: Contested, form: ContestForm) -> None:
        signature_id = contested.signature.id
        mandates.object_to(turn, signature_id, form.representative(), form.reason.data or "")

    return _contest(doors.OBJECT, "objection", handle, objected)


@blueprint.get("/mandate/<handle>")
@open_to_all
def show_mandate(handle: str) -> ResponseReturnValue:
    return _mandate_page(_mandate(handle), RevokeMandateForm())


@blueprint.post("/mandate/<handle>")
@open_to_all
def revoke_mandate(handle: str) -> ResponseReturnValue:
    mandate = _mandate(handle)
    form = RevokeMandateForm()
    if not form.validate():
        return _mandate_page(mandate, form), 422

    with db.transaction() as session:
        mandates.revoke(session, _mandate(handle), form.representative(), now=datetime.now(UTC))

    return redirect(url_for(".show_mandate", handle=handle), code=303)


def _let_in(door: Door, token: str) -> ResponseReturnValue:
    claim = links.claim_of(token, door.purpose)
    contested = contesting.find_contested(db.session(), claim)
    return door.let_in(contested.handle, token)


def _contested(door: Door, handle: str) -> Contested:
    contested = contesting.find_contested(db.session(), door.claim(handle))
    if contested.handle != handle:
        raise links.LinkElsewhere
    i18n.prefer(contested.signature.invitation.language)
    return contested


def _contest(
    door: Door, name: str, handle: str, act: Callable[[Turn, Contested, ContestForm], None]
) -> ResponseReturnValue:
    contested = _contested(door, handle)
    form = ContestForm()
    if not form.validate():
        return _page(name, contested, form), 422

    try:
        with db.transaction() as session:
            act(_turn(session, contested), contested, form)
    except Conflict:
        form.form_errors.append(
            _("This signature has ended or was replaced, or the time to object is over.")
        )
        return _page(name, _contested(door, handle), form), 409

    return redirect(url_for(door.endpoint, handle=handle), code=303)


def _turn(session: Session, contested: Contested) -> Turn:
    return services.take_turn(session, contested.signature.invitation_id, now=datetime.now(UTC))


def _mandate(handle: str) -> Mandate:
    mandate = mandates.find_by_link(db.session(), doors.MANDATE.claim(handle))
    if mandate.handle != handle:
        raise links.LinkElsewhere
    contact = mandate.organisation.contact
    i18n.prefer(contact.language if contact else "en")
    return mandate


def _page(name: str, contested: Contested, form: ContestForm) -> str:
    return render_template(f"signatures/{name}.html", contested=contested, form=form)


def _mandate_page(mandate: Mandate, form: RevokeMandateForm) -> str:
    return render_template("signatures/mandate.html", mandate=mandate, form=form)
