"""Answers that are neither yes nor no, each on a page of its own below the sign page."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from appeals import db
from appeals.accounts.guards import requires
from appeals.accounts.permissions import Permission
from appeals.invitations import services as invitations
from appeals.signatures import services
from appeals.signatures.letter import Letter
from appeals.signatures.reply_forms import DeferForm, HandOverForm, QuestionForm
from appeals.signatures.views import visit
from appeals.signatures.views.blueprint import blueprint

open_to_all = requires(Permission.OPEN_TO_ALL)


@blueprint.get("/sign/<handle>/later")
@open_to_all
def ask_later(handle: str) -> ResponseReturnValue:
    letter = visit.open_letter(handle)
    if letter.signature_id:
        return _back(handle)
    return visit.page("later", letter, form=_defer_form(letter))


@blueprint.post("/sign/<handle>/later")
@open_to_all
def later(handle: str) -> ResponseReturnValue:
    letter = visit.open_letter(handle)
    form = _defer_form(letter)
    if not form.validate():
        return visit.page("later", letter, form=form), 422

    claim = visit.claim_of(handle)
    with db.transaction() as session:
        turn = visit.take_turn(session, claim, handle)
        services.defer(turn, form.representative(), form.chosen())

    return _back(handle)


@blueprint.get("/sign/<handle>/question")
@open_to_all
def ask_question(handle: str) -> ResponseReturnValue:
    return visit.page("question", visit.letter_of(handle), form=QuestionForm())


@blueprint.post("/sign/<handle>/question")
@open_to_all
def question(handle: str) -> ResponseReturnValue:
    form = QuestionForm()
    if not form.validate():
        return visit.page("question", visit.letter_of(handle), form=form), 422

    claim = visit.claim_of(handle)
    try:
        with db.transaction() as session:
            services.ask(visit.take_turn(session, claim, handle), form.asked())
    except invitations.TooManyQuestions:
        form.form_errors.append(
            _("Several of your questions wait for an answer already. Please wait for it.")
        )
        return visit.page("question", visit.letter_of(handle), form=form), 409

    return redirect(url_for(".ask_question", handle=handle, _anchor="asked"), code=303)


@blueprint.get("/sign/<handle>/hand-over")
@open_to_all
def ask_hand_over(handle: str) -> ResponseReturnValue:
    letter = visit.open_letter(handle)
    return visit.page("hand_over", letter, form=_hand_over_form(letter))


@blueprint.post("/sign/<handle>/hand-over")
@open_to_all
def hand_over(handle: str) -> ResponseReturnValue:
    letter = visit.open_letter(handle)
    form = _hand_over_form(letter)
    if not form.validate():
        return visit.page("hand_over", letter, form=form), 422

    claim = visit.claim_of(handle)
    try:
        with db.transaction() as session:
            turn = visit.take_turn(session, claim, handle)
            services.hand_over(turn, form.representative(), form.colleague())
    except invitations.HandedOverTooOften:
        form.form_errors.append(
            _("This was handed over several times already. Ask the coordinator for a new link.")
        )
        return visit.page("hand_over", letter, form=form), 409

    # The link of this browser has ended by that; the page says so.
    return _back(handle)


def _defer_form(letter: Letter) -> DeferForm:
    deadline = letter.common.deadline
    last = deadline.date() if deadline else None
    return DeferForm.between(letter.today, last, letter.decides_on)


def _hand_over_form(letter: Letter) -> HandOverForm:
    return HandOverForm.of(list(letter.languages), letter.asked_in)


def _back(handle: str) -> ResponseReturnValue:
    return redirect(url_for(".show", handle=handle), code=303)
