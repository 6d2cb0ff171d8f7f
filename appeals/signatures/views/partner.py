"""The sign page: GET shows, POST decides.

The address in the mail carries the token; it is exchanged at once for a cookie
bound to this invitation, so that no address a browser keeps, shares or sends on
can be used to sign.
"""

from datetime import UTC, datetime
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from appeals import config, db, i18n
from appeals.accounts.guards import requires
from appeals.accounts.permissions import Permission
from appeals.invitations import links
from appeals.invitations.models import Answer, Invitation
from appeals.signatures import services
from appeals.signatures.forms import EXPLAINED, AnswerForm, Choice, WithdrawForm
from appeals.signatures.letter import Letter, changes_since, read_letter
from appeals.signatures.views.blueprint import blueprint

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
    if letter.signature_id and not (letter.is_outdated and letter.is_open):
        return render_template("signatures/receipt.html", letter=letter)
    if letter.answer in {Answer.DECLINED, Answer.WITHDRAWN}:
        return render_template("signatures/declined.html", letter=letter)
    return _form_page(_open(letter))


@blueprint.get("/sign/<handle>/change")
@open_to_all
def change(handle: str) -> ResponseReturnValue:
    return _form_page(_open(_letter(handle)))


@blueprint.post("/sign/<handle>")
@open_to_all
def answer(handle: str) -> ResponseReturnValue:
    letter = _letter(handle)
    form = AnswerForm.offering(letter.list_kind)
    if not form.validate():
        _note_opened(letter, typed=form.name.data)
        return _form_page(_open(letter), form), 422

    try:
        with db.transaction() as session:
            _decide(session, _invitation(handle), form)
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
    return render_template("signatures/withdraw.html", letter=letter, form=WithdrawForm())


@blueprint.post("/sign/<handle>/withdraw")
@open_to_all
def withdraw(handle: str) -> ResponseReturnValue:
    letter = _letter(handle)
    form = WithdrawForm()
    if not form.validate():
        return render_template("signatures/withdraw.html", letter=letter, form=form), 422

    with db.transaction() as session:
        services.withdraw(
            session,
            _invitation(handle),
            form.representative(),
            form.reason.data or "",
            now=datetime.now(UTC),
        )

    return redirect(url_for(".show", handle=handle), code=303)


def _cookie(handle: str) -> str:
    # One cookie an invitation: two open tabs cannot sign for each other's organisation.
    return f"__Host-inv_{handle}" if config.settings().secure else f"inv_{handle}"


def _token(handle: str) -> str:
    return request.cookies.get(_cookie(handle), "")


def _invitation(handle: str) -> Invitation:
    """Return what is decided about; read inside the transaction that decides."""
    return links.find_by_token(db.session(), _token(handle))


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


def _decide(session: Any, invitation: Invitation, form: AnswerForm) -> None:
    now = datetime.now(UTC)
    if form.choice is Choice.DECLINE:
        services.decline(
            session, invitation, form.representative(), form.reason.data or "", now=now
        )
    else:
        services.sign(session, invitation, form.consent(), now=now)


def _note_opened(letter: Letter, *, typed: str | None) -> None:
    """Only what somebody typed counts: scanners open links and press buttons."""
    if typed and typed.strip() and letter.opened_at is None:
        with db.transaction() as session:
            invitation = _invitation(letter.handle)
            services.note_opened(session, invitation, now=datetime.now(UTC))


def _form_page(letter: Letter, form: AnswerForm | None = None, **context: Any) -> str:
    """The page that asks for an answer; `form` is one that was sent and has errors."""
    return render_template(
        "signatures/sign.html",
        letter=letter,
        form=form,
        new_form=lambda: AnswerForm.offering(letter.list_kind, letter.signature),
        explained=EXPLAINED,
        **context,
    )


def _text_changed_page(handle: str, form: AnswerForm) -> str:
    """Show what changed while the page was open; the consent given to the old text is unticked."""
    letter = _letter(handle)
    changes = changes_since(letter, form.text_hash.data or "")
    form.authority.data = False
    return _form_page(letter, form, changes=changes, text_changed=True)
