"""Passkeys: listed, added, called something, deleted; and used to sign in.

The browser's part needs a script; whoever has none goes on with codes.
"""

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from appeals import db, i18n
from appeals.accounts import challenges, limiting, passkeys, proof, security, services
from appeals.accounts.forms import NewPasskeyForm, PasskeyForm, PasskeyNameForm
from appeals.accounts.guards import requires, signed_in
from appeals.accounts.passkeys import BadPasskey
from appeals.accounts.permissions import Permission
from appeals.errors import NotFound

_MAKING, _USING = "make", "use"


def add_to(blueprint: Blueprint) -> None:
    for address, view, method in (
        ("/account/passkeys", list_passkeys, "GET"),
        ("/account/passkeys", add_passkey, "POST"),
        ("/account/passkeys/<uuid:passkey_id>/name", rename_passkey, "POST"),
        ("/account/passkeys/<uuid:passkey_id>/delete", delete_passkey, "POST"),
        ("/sign-in/passkey", use_passkey, "POST"),
    ):
        blueprint.add_url_rule(address, view.__name__, view, methods=[method])
    blueprint.add_app_template_global(_question_to_use, "passkey_question")


@requires(Permission.SIGNED_IN)
def list_passkeys() -> ResponseReturnValue:
    return _page(NewPasskeyForm(formdata=None))


@requires(Permission.SIGNED_IN)
def add_passkey() -> ResponseReturnValue:
    form = NewPasskeyForm()
    if not passkeys.are_offered():
        raise NotFound
    if not form.validate():
        return _page(form), 422
    proof.demand()
    try:
        key = passkeys.made(form.credential.data or "", challenges.take(_MAKING))
        with db.transaction() as database:
            account = services.get_account(database, signed_in().id)
            services.add_passkey(
                database, account, key, form.name.data or "", now=datetime.now(UTC)
            )
    except BadPasskey:
        form.form_errors.append(_("The passkey was not added. Try again."))
        return _page(form), 422
    flash(_("The passkey is added."), "success")
    return _back()


@requires(Permission.SIGNED_IN)
def rename_passkey(passkey_id: UUID) -> ResponseReturnValue:
    services.get_passkey(db.session(), signed_in(), passkey_id)
    form = PasskeyNameForm()
    if not form.validate():
        return _page(NewPasskeyForm(formdata=None), naming=form), 422
    with db.transaction() as database:
        passkey = services.get_passkey(database, signed_in(), passkey_id)
        services.rename_passkey(database, passkey, form.name.data or "", now=datetime.now(UTC))
    flash(_("The name is saved."), "success")
    return _back()


@requires(Permission.SIGNED_IN)
@proof.required
def delete_passkey(passkey_id: UUID) -> ResponseReturnValue:
    try:
        with db.transaction() as database:
            account = services.get_account(database, signed_in().id)
            passkey = services.get_passkey(database, account, passkey_id)
            services.delete_passkey(database, account, passkey, now=datetime.now(UTC))
    except services.LastFactor:
        flash(_("This is your only second factor. Set up another one first."), "error")
        return _back()
    flash(_("The passkey is deleted."), "success")
    return _back()


@requires(Permission.OPEN_TO_ALL)
def use_passkey() -> ResponseReturnValue:
    """Finish signing in, in place of a code."""
    account = security.half_in()
    following = i18n.local_path(request.form.get("next") or security.AFTER_SIGN_IN)
    again = redirect(url_for("security.two_factor_token_validation", next=following), code=303)
    if account is None:
        return redirect(url_for("security.login"), code=303)
    taken = limiting.take(limiting.second_factor(account))
    try:
        answer, challenge = PasskeyForm().credential.data or "", challenges.take(_USING)
        known = services.list_passkeys(db.session(), account)
        passkey, used = passkeys.used(answer, challenge, known)
        with db.transaction() as database:
            kept = services.get_passkey(database, account, passkey.id)
            services.note_passkey_used(database, kept, used, now=datetime.now(UTC))
            security.finish_sign_in(services.get_account(database, account.id))
    except BadPasskey:
        flash(_("The passkey was not accepted. Try again, or enter a code."), "error")
        return again
    limiting.forget(taken)
    return redirect(following, code=303)


def _question_to_use() -> str | None:
    """Return what the script on the page for codes asks the browser, if there are passkeys."""
    account = security.half_in()
    if account is None or session.get("tf_state") != "ready" or not passkeys.are_offered():
        return None
    known = services.list_passkeys(db.session(), account)
    return challenges.keep(passkeys.ask_to_use(known), _USING) if known else None


def _page(form: NewPasskeyForm, naming: PasskeyNameForm | None = None) -> str:
    known = services.list_passkeys(db.session(), signed_in())
    offered = passkeys.are_offered()
    return render_template(
        "accounts/passkeys.html",
        listed=known,
        form=form,
        naming=naming or PasskeyNameForm(formdata=None),
        question=challenges.keep(passkeys.ask_to_make(signed_in(), known), _MAKING)
        if offered
        else None,
    )


def _back() -> ResponseReturnValue:
    return redirect(url_for("accounts.list_passkeys"), code=303)
