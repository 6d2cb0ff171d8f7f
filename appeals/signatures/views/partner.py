"""The sign page: GET shows, POST decides.

The address in the mail carries the token; it is exchanged at once for a cookie
bound to this invitation, so that no address a browser keeps, shares or sends on
can be used to sign.
"""

from datetime import UTC, datetime
from typing import Any

from flask import get_template_attribute, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf
from sqlalchemy.orm import Session

from appeals import config, db, i18n
from appeals.accounts.guards import requires
from appeals.accounts.permissions import Permission
from appeals.fragments import Pieces, filled
from appeals.invitations import links
from appeals.invitations.models import Answer
from appeals.signatures import services
from appeals.signatures.consenting import Change
from appeals.signatures.forms import (
    CONFIRMATIONS_EXPLAINED,
    EXPLAINED,
    AnswerForm,
    Choice,
    WithdrawForm,
)
from appeals.signatures.letter import Common, Letter, changes_since, read_letter
from appeals.signatures.services import Turn
from appeals.signatures.views.blueprint import blueprint
from appeals.tokens import Claim

open_to_all = requires(Permission.OPEN_TO_ALL)


@blueprint.get("/i/<token>")
@open_to_all
def open_link(token: str) -> ResponseReturnValue:
    invitation = links.find_by_token(db.session(), token)
    response = redirect(url_for(".show", handle=invitation.handle), code=303)
    response.set_cookie(
        _cookie(invitation.handle),
        token,
        secure=config.settings().secure,
        httponly=True,
        samesite="Lax",  # Strict is not sent on the redirect that follows a click in a mail
        path="/",
    )
    return response


@blueprint.get("/sign/<handle>")
@open_to_all
def show(handle: str) -> ResponseReturnValue:
    letter = _letter(handle)
    if letter.signature_id and not (letter.asked and letter.is_open):
        return _page("receipt", letter)
    if letter.answer in {Answer.DECLINED, Answer.WITHDRAWN}:
        return _page("declined", letter)
    return _first_form_page(_open(letter))


@blueprint.get("/sign/<handle>/change")
@open_to_all
def change(handle: str) -> ResponseReturnValue:
    letter = _open(_letter(handle))
    return _form_page(letter, _form(letter))


@blueprint.post("/sign/<handle>")
@open_to_all
def answer(handle: str) -> ResponseReturnValue:
    form = AnswerForm()
    if not form.validate():
        return _page_with_errors(handle), 422

    claim = _claim(handle)
    try:
        with db.transaction() as session:
            _decide(_turn(session, claim, handle), form)
    except services.TextChanged:
        return _text_changed_page(handle, form), 409

    return redirect(url_for(".show", handle=handle), code=303)


@blueprint.post("/sign/<handle>/opened")
@open_to_all
def opened(handle: str) -> ResponseReturnValue:
    """The page's script tells that somebody types; an empty message is nobody."""
    _note_opened(_letter(handle), typed=request.form.get("typed"))
    return "", 204


@blueprint.get("/sign/<handle>/withdraw")
@open_to_all
def ask_withdrawal(handle: str) -> ResponseReturnValue:
    letter = _letter(handle)
    if letter.signature is None:
        return redirect(url_for(".show", handle=handle), code=303)
    return _page("withdraw", letter, form=WithdrawForm())


@blueprint.post("/sign/<handle>/withdraw")
@open_to_all
def withdraw(handle: str) -> ResponseReturnValue:
    letter = _letter(handle)
    form = WithdrawForm()
    if not form.validate():
        return _page("withdraw", letter, form=form), 422

    claim = _claim(handle)
    with db.transaction() as session:
        turn = _turn(session, claim, handle)
        services.withdraw(turn, form.representative(), form.reason.data or "")

    return redirect(url_for(".show", handle=handle), code=303)


def _cookie(handle: str) -> str:
    # One cookie an invitation: two open tabs cannot sign for each other's organisation.
    return f"__Host-inv_{handle}" if config.settings().secure else f"inv_{handle}"


def _token(handle: str) -> str:
    return request.cookies.get(_cookie(handle), "")


def _claim(handle: str) -> Claim:
    return links.claim_of(_token(handle))


def _turn(session: Session, claim: Claim, handle: str) -> Turn:
    """Take the turn of the invitation whose link was opened, as it is inside the transaction."""
    turn = services.take_turn(session, claim.id, now=datetime.now(UTC))
    facts = turn.facts
    i18n.prefer(facts.asked_in)
    links.judge(claim, newest=facts.link_number, revoked=facts.revoked_at is not None)
    if facts.handle != handle:
        raise links.LinkUnknown
    return turn


def _letter(handle: str) -> Letter:
    letter = read_letter(db.session(), _token(handle), request.values.get("language"))
    if letter.handle != handle:
        raise links.LinkUnknown
    i18n.prefer(letter.asked_in)
    return letter


def _open(letter: Letter) -> Letter:
    if not letter.is_open or letter.revision_id is None:
        raise services.SignOnClosed
    return letter


def _decide(turn: Turn, form: AnswerForm) -> None:
    if form.choice is Choice.DECLINE:
        services.decline(turn, form.representative(), form.reason.data or "")
    else:
        services.sign(turn, form.consent())


def _note_opened(letter: Letter, *, typed: str | None) -> None:
    """Only what somebody typed counts: scanners open links and press buttons."""
    if typed and typed.strip() and letter.opened_at is None:
        claim = _claim(letter.handle)
        with db.transaction() as session:
            services.note_opened(_turn(session, claim, letter.handle))


def _own(letter: Letter) -> Pieces:
    """What of the page nobody else is shown."""
    names = get_template_attribute("signatures/macros.html", "names")
    return {
        "organisation": letter.organisation,
        "names": names(letter.names),
        "page": url_for(".show", handle=letter.handle),
        "here": request.full_path.rstrip("?"),
        "csrf_token": generate_csrf(),
    }


def _first_form_page(letter: Letter) -> str:
    """The page as all find it who have not answered yet; few of its words are their own."""
    if letter.signature_id:
        return _form_page(letter, _form(letter))
    common = letter.common
    return filled(
        (common, i18n.interface_language(), request.script_root),
        _own(letter),
        lambda own: _rendered_form(common, own, AnswerForm.offering(common.list_kind)),
    )


def _form(letter: Letter) -> AnswerForm:
    if letter.asked and letter.signature:
        return AnswerForm.confirming(letter.signature)
    return AnswerForm.offering(letter.list_kind, letter.signature)


def _form_page(letter: Letter, form: AnswerForm, **context: Any) -> str:
    context = {"asked": letter.asked, "changes": letter.since_signed} | context
    return _rendered_form(letter.common, _own(letter), form, **context)


def _rendered_form(
    common: Common,
    own: Pieces,
    form: AnswerForm,
    *,
    asked: Change | None = None,
    **context: Any,
) -> str:
    return render_template(
        "signatures/sign.html",
        common=common,
        own=own,
        # The layout asks for these as well.
        here=own["here"],
        csrf_token=lambda: own["csrf_token"],
        form=form,
        explained=CONFIRMATIONS_EXPLAINED if asked else EXPLAINED,
        asked=asked,
        **context,
    )


def _page(name: str, letter: Letter, **context: Any) -> str:
    return render_template(
        f"signatures/{name}.html",
        letter=letter,
        common=letter.common,
        own=_own(letter),
        **context,
    )


def _page_with_errors(handle: str) -> str:
    """The form as it was sent; its complaints are in the language that the invitation speaks."""
    letter = _letter(handle)
    form = _form(letter)
    form.validate()
    _note_opened(letter, typed=form.name.data)
    return _form_page(_open(letter), form)


def _text_changed_page(handle: str, form: AnswerForm) -> str:
    """Show what changed while the page was open; the consent given to the old text is unticked."""
    letter = _letter(handle)
    changes = changes_since(letter, form.text_hash.data or "")
    form.authority.data = False
    return _form_page(letter, form, changes=changes, text_changed=True)
