"""The sign page: GET shows, POST decides. And the coordinator's lists.

The address in the mail carries the token; it is exchanged at once for a cookie
bound to this invitation, so that no address a browser keeps, shares or sends on
can be used to sign.
"""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from appeals import config, db, i18n
from appeals.accounts import guards as account_guards
from appeals.accounts.guards import signed_in
from appeals.accounts.permissions import Permission
from appeals.drafting import guards
from appeals.drafting.models import Appeal, ListKind, ListOrder
from appeals.errors import Conflict, NotFound
from appeals.invitations import links
from appeals.invitations.models import Invitation
from appeals.languages import language_name
from appeals.organisations import services as organisations
from appeals.signatures import lists as ordering
from appeals.signatures import progress, recording, services
from appeals.signatures.forms import (
    EXPLAINED,
    AnswerForm,
    Choice,
    MoveForm,
    OrderForm,
    RecordForm,
    WithdrawForm,
)
from appeals.signatures.letter import Letter, changes_since, get_letter

blueprint = Blueprint("signatures", __name__)

open_to_all = account_guards.requires(Permission.OPEN_TO_ALL)


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
    if letter.signature and not letter.is_outdated:
        return render_template("signatures/receipt.html", letter=letter)
    services.check_open(db.session(), letter.appeal)
    return _form_page(letter, AnswerForm.offering(letter.invitation, letter.signature))


@blueprint.get("/sign/<handle>/change")
@open_to_all
def change(handle: str) -> ResponseReturnValue:
    letter = _letter(handle)
    services.check_open(db.session(), letter.appeal)
    return _form_page(letter, AnswerForm.offering(letter.invitation, letter.signature))


@blueprint.post("/sign/<handle>")
@open_to_all
def answer(handle: str) -> ResponseReturnValue:
    invitation = _invitation(handle)
    form = AnswerForm.offering(invitation)
    if not form.validate():
        _note_opened(invitation, typed=form.name.data)
        return _form_page(_letter(handle), form), 422

    try:
        with db.transaction() as session:
            _decide(session, invitation, form)
    except services.TextChanged:
        return _text_changed_page(handle, form), 409

    return redirect(
        url_for(".show" if form.choice is not Choice.DECLINE else ".declined", handle=handle),
        code=303,
    )


@blueprint.get("/sign/<handle>/declined")
@open_to_all
def declined(handle: str) -> ResponseReturnValue:
    return render_template("signatures/declined.html", letter=_letter(handle))


@blueprint.post("/sign/<handle>/opened")
@open_to_all
def opened(handle: str) -> ResponseReturnValue:
    """The page's script tells that somebody types; an empty message is nobody."""
    _note_opened(_invitation(handle), typed=request.form.get("typed"))
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
            letter.invitation,
            form.representative(),
            form.reason.data or "",
            now=datetime.now(UTC),
        )

    return redirect(url_for(".declined", handle=handle), code=303)


@blueprint.get("/appeals/<slug>/lists")
@guards.requires(Permission.READ_APPEAL)
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


@blueprint.get("/appeals/<slug>/lists/record")
@guards.requires(Permission.RECORD_SIGNATURE)
def choose_record(appeal: Appeal) -> ResponseReturnValue:
    session = db.session()
    page = organisations.list_organisations(
        session,
        search=request.args.get("search", ""),
        page=request.args.get("page", 1, type=int),
        language=i18n.interface_language(),
    )
    signed = recording.signed_among(session, appeal, page.items)
    return render_template("signatures/choose_record.html", appeal=appeal, page=page, signed=signed)


@blueprint.get("/appeals/<slug>/lists/record/<uuid:organisation_id>")
@guards.requires(Permission.RECORD_SIGNATURE)
def ask_record(appeal: Appeal, organisation_id: UUID) -> ResponseReturnValue:
    return _record_page(appeal, organisation_id, RecordForm())


@blueprint.post("/appeals/<slug>/lists/record/<uuid:organisation_id>")
@guards.requires(Permission.RECORD_SIGNATURE)
def record(appeal: Appeal, organisation_id: UUID) -> ResponseReturnValue:
    form = RecordForm()
    if not form.validate():
        return _record_page(appeal, organisation_id, form), 422

    try:
        with db.transaction() as session:
            recording.record(
                session,
                appeal,
                organisation_id,
                form.received(),
                by=signed_in().id,
                now=datetime.now(UTC),
            )
    except Conflict:
        form.form_errors.append(
            _("Nothing was recorded: sign-on is not open, or the organisation is already listed.")
        )
        return _record_page(appeal, organisation_id, form), 409

    flash(_("The signature is recorded, with your name and the basis you gave."), "success")
    return redirect(url_for(".lists", slug=appeal.slug), code=303)


@blueprint.app_errorhandler(links.LinkUnknown)
def unknown_link(_error: Exception) -> ResponseReturnValue:
    return _calm_page("unknown", 404)


@blueprint.app_errorhandler(links.LinkRevoked)
def revoked_link(_error: Exception) -> ResponseReturnValue:
    return _calm_page("revoked", 410)


@blueprint.app_errorhandler(links.LinkSuperseded)
def superseded_link(_error: Exception) -> ResponseReturnValue:
    return _calm_page("superseded", 410)


@blueprint.app_errorhandler(services.SignOnClosed)
def closed(_error: Exception) -> ResponseReturnValue:
    return _calm_page("closed", 410)


@blueprint.after_request
def keep_private(response: Any) -> Any:
    """No index, no cache: these pages belong to one organisation (PROMISES P07)."""
    response.headers["X-Robots-Tag"] = "noindex, noarchive"
    response.headers["Cache-Control"] = "no-store"
    return response


def _cookie(handle: str) -> str:
    # One cookie an invitation: two open tabs cannot sign for each other's organisation.
    return f"__Host-inv_{handle}" if config.settings().secure else f"inv_{handle}"


def _invitation(handle: str) -> Invitation:
    invitation = links.find_by_token(db.session(), request.cookies.get(_cookie(handle), ""))
    if invitation.handle != handle:
        raise links.LinkUnknown
    i18n.prefer(invitation.language)
    return invitation


def _letter(handle: str) -> Letter:
    return get_letter(db.session(), _invitation(handle), request.values.get("language"))


def _decide(session: Any, invitation: Invitation, form: AnswerForm) -> None:
    now = datetime.now(UTC)
    if form.choice is Choice.DECLINE:
        services.decline(
            session, invitation, form.representative(), form.reason.data or "", now=now
        )
    else:
        services.sign(session, invitation, form.consent(), now=now)


def _note_opened(invitation: Invitation, *, typed: str | None) -> None:
    """Only what somebody typed counts: scanners open links and press buttons."""
    if typed and typed.strip() and invitation.opened_at is None:
        with db.transaction() as session:
            services.note_opened(session, invitation, now=datetime.now(UTC))


def _form_page(letter: Letter, form: AnswerForm, **context: Any) -> str:
    return render_template(
        "signatures/sign.html", letter=letter, form=form, explained=EXPLAINED, **context
    )


def _text_changed_page(handle: str, form: AnswerForm) -> str:
    """Show what changed while the page was open; the consent given to the old text is unticked."""
    letter = _letter(handle)
    changes = changes_since(db.session(), letter, form.text_hash.data or "")
    form.authority.data = False
    return _form_page(letter, form, changes=changes, text_changed=True)


def _order_form(appeal: Appeal) -> OrderForm:
    form = OrderForm(data={"order": appeal.order.value, "language": appeal.order_language})
    language = i18n.interface_language()
    form.language.choices = [
        SelectChoice(tag, language_name(tag, language)) for tag in appeal.languages
    ]
    return form


def _lists_page(appeal: Appeal, form: OrderForm) -> str:
    session = db.session()
    return render_template(
        "signatures/lists.html",
        appeal=appeal,
        lists=ordering.get_lists(session, appeal),
        form=form,
        progress=progress.get_progress(session, appeal),
        kinds=list(ListKind),
    )


def _record_page(appeal: Appeal, organisation_id: UUID, form: RecordForm) -> str:
    return render_template(
        "signatures/record.html",
        appeal=appeal,
        organisation=organisations.get_organisation(db.session(), organisation_id),
        form=form,
    )


def _calm_page(problem: str, status: int) -> ResponseReturnValue:
    response = render_template("signatures/problem.html", problem=problem)
    return response, status, {"X-Robots-Tag": "noindex, noarchive", "Cache-Control": "no-store"}


def _uuid(text: str | None) -> UUID:
    try:
        return UUID(text or "")
    except ValueError as error:
        raise NotFound from error
