"""The sign page: GET shows, POST decides."""

from typing import Any
from zoneinfo import ZoneInfo

from flask import jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from appeals import db, i18n
from appeals.accounts.guards import requires
from appeals.accounts.permissions import Permission
from appeals.errors import NotFound
from appeals.fragments import Pieces, filled
from appeals.invitations import links
from appeals.invitations.models import Answer, Visibility
from appeals.ledger import exporting
from appeals.signatures import services
from appeals.signatures.consenting import Change
from appeals.signatures.forms import (
    CONFIRMATIONS_EXPLAINED,
    EXPLAINED,
    AnswerForm,
    Choice,
    WithdrawForm,
    shown_as,
)
from appeals.signatures.labels import VISIBILITIES_EXPLAINED
from appeals.signatures.letter import Common, Letter, changes_since
from appeals.signatures.services import Turn, said
from appeals.signatures.views import doors, visit
from appeals.signatures.views.blueprint import blueprint

open_to_all = requires(Permission.OPEN_TO_ALL)


@blueprint.get("/i/<token>")
@open_to_all
def open_link(token: str) -> ResponseReturnValue:
    invitation = links.find_by_token(db.session(), token)
    return doors.SIGN.let_in(invitation.handle, token)


@blueprint.get("/sign/<handle>")
@open_to_all
def show(handle: str) -> ResponseReturnValue:
    letter = visit.letter_of(handle)
    if letter.signature_id and not (letter.asked and letter.is_open):
        return visit.page("receipt", letter)
    if letter.answer in {Answer.DECLINED, Answer.WITHDRAWN}:
        return visit.page("declined", letter)
    return _first_form_page(visit.demand_open(letter))


@blueprint.get("/sign/<handle>/change")
@open_to_all
def change(handle: str) -> ResponseReturnValue:
    letter = visit.open_letter(handle)
    return _form_page(letter, _form(letter))


@blueprint.post("/sign/<handle>")
@open_to_all
def answer(handle: str) -> ResponseReturnValue:
    form = AnswerForm()
    if not form.validate():
        return _page_with_errors(handle), 422

    claim = visit.claim_of(handle)
    try:
        with db.transaction() as session:
            _decide(visit.take_turn(session, claim, handle), form)
    except services.TextChanged:
        return _text_changed_page(handle, form), 409
    except services.MomentPassed:
        return _page_with_errors(handle, day_passed=True), 422

    return redirect(url_for(".show", handle=handle), code=303)


@blueprint.post("/sign/<handle>/opened")
@open_to_all
def opened(handle: str) -> ResponseReturnValue:
    """The page's script tells that somebody types; an empty message is nobody."""
    _note_opened(visit.letter_of(handle), typed=request.form.get("typed"))
    return "", 204


@blueprint.get("/sign/<handle>/proof.json")
@open_to_all
def proof(handle: str) -> ResponseReturnValue:
    """What proves to the organisation, and to whom it shows it, what it has answered."""
    letter = visit.letter_of(handle)
    found = exporting.proof(db.session(), letter.appeal_id, letter.id)
    if found is None:
        raise NotFound
    response = jsonify(found)
    response.headers["Content-Disposition"] = "attachment; filename=proof.json"
    return response


@blueprint.get("/sign/<handle>/withdraw")
@open_to_all
def ask_withdrawal(handle: str) -> ResponseReturnValue:
    letter = visit.letter_of(handle)
    if letter.signature is None:
        return redirect(url_for(".show", handle=handle), code=303)
    return visit.page("withdraw", letter, form=WithdrawForm())


@blueprint.post("/sign/<handle>/withdraw")
@open_to_all
def withdraw(handle: str) -> ResponseReturnValue:
    letter = visit.letter_of(handle)
    form = WithdrawForm()
    if not form.validate():
        return visit.page("withdraw", letter, form=form), 422

    claim = visit.claim_of(handle)
    with db.transaction() as session:
        turn = visit.take_turn(session, claim, handle)
        services.withdraw(turn, form.representative(), form.reason.data or "")

    return redirect(url_for(".show", handle=handle), code=303)


def _decide(turn: Turn, form: AnswerForm) -> None:
    if form.choice is Choice.DECLINE:
        services.decline(turn, form.representative(), form.reason.data or "")
    else:
        zone = ZoneInfo(turn.facts.time_zone)
        services.sign(turn, form.consent(zone, services.present(turn)))


def _note_opened(letter: Letter, *, typed: str | None) -> None:
    """Only what somebody typed counts: scanners open links and press buttons."""
    if typed and typed.strip() and letter.opened_at is None:
        claim = visit.claim_of(letter.handle)
        with db.transaction() as session:
            services.note_opened(visit.take_turn(session, claim, letter.handle))


def _first_form_page(letter: Letter) -> str:
    """The page as all find it who have not answered yet; few of its words are their own."""
    if letter.signature_id or letter.visibility is not Visibility.PUBLIC:
        return _form_page(letter, _form(letter))
    common = letter.common
    return filled(
        (common, i18n.interface_language(), request.script_root),
        visit.own(letter),
        lambda own: _rendered_form(common, own, AnswerForm.offering(common.list_kind)),
    )


def _form(letter: Letter) -> AnswerForm:
    reserved = said(letter.reservation) if letter.reservation else None
    shown = shown_as(letter.wish, letter.zone)
    if letter.asked and letter.signature:
        return AnswerForm.confirming(letter.signature, reserved, shown)
    return AnswerForm.offering(letter.list_kind, letter.signature, reserved, shown)


def _form_page(letter: Letter, form: AnswerForm, **context: Any) -> str:
    context = {"asked": letter.asked, "changes": letter.since_signed} | context
    is_chosen = form.visibility.data != Visibility.PUBLIC or bool(form.public_from.errors)
    return _rendered_form(letter.common, visit.own(letter, unfold=is_chosen), form, **context)


def _rendered_form(
    common: Common,
    own: Pieces,
    form: AnswerForm,
    *,
    asked: Change | None = None,
    **context: Any,
) -> str:
    form.reserved_part.choices = [("", ""), *common.list_parts()]
    return render_template(
        "signatures/sign.html",
        common=common,
        own=own,
        # The layout asks for these as well.
        here=own["here"],
        csrf_token=lambda: own["csrf_token"],
        form=form,
        explained=CONFIRMATIONS_EXPLAINED if asked else EXPLAINED,
        ways_explained=VISIBILITIES_EXPLAINED,
        asked=asked,
        **context,
    )


def _page_with_errors(handle: str, *, day_passed: bool = False) -> str:
    """The form as it was sent; its complaints are in the language that the invitation speaks."""
    letter = visit.letter_of(handle)
    form = _form(letter)
    form.validate()
    if day_passed:
        form.refuse_day()
    _note_opened(letter, typed=form.name.data)
    return _form_page(visit.demand_open(letter), form)


def _text_changed_page(handle: str, form: AnswerForm) -> str:
    """Show what changed while the page was open; the consent given to the old text is unticked."""
    letter = visit.letter_of(handle)
    changes = changes_since(letter, form.text_hash.data or "")
    form.authority.data = False
    return _form_page(letter, form, changes=changes, text_changed=True)
