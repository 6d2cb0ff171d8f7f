"""The own e-mail address: another one is asked for, and counts once its mail was answered."""

from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from appeals import db
from appeals.accounts import guards, limiting, links, proof, security, services, sessions
from appeals.accounts.forms import AddressForm
from appeals.accounts.guards import requires, signed_in
from appeals.accounts.links import LinkUnknown
from appeals.accounts.models import EmailChange
from appeals.accounts.permissions import Permission
from appeals.tokens import Purpose


def add_to(blueprint: Blueprint) -> None:
    for address, view, method in (
        ("/account/address", asking_for_address, "GET"),
        ("/account/address", ask_for_address, "POST"),
        ("/a/<token>", open_address, "GET"),
        ("/account/address/confirm", confirming_address, "GET"),
        ("/account/address/confirm", confirm_address, "POST"),
    ):
        blueprint.add_url_rule(address, view.__name__, view, methods=[method])


@requires(Permission.SIGNED_IN)
def asking_for_address() -> ResponseReturnValue:
    return render_template("accounts/address.html", form=AddressForm(formdata=None))


@requires(Permission.SIGNED_IN)
def ask_for_address() -> ResponseReturnValue:
    form = AddressForm()
    if not form.validate():
        return render_template("accounts/address.html", form=form), 422
    proof.demand()
    limiting.take(limiting.address(signed_in()))
    try:
        with db.transaction() as database:
            account = services.get_account(database, signed_in().id)
            services.ask_for_address(
                database, account, form.email.data or "", now=datetime.now(UTC)
            )
    except services.BadNewAddress:
        form.email.errors = [_("This is the address you have.")]
        return render_template("accounts/address.html", form=form), 422
    flash(_("A mail is on its way to the new address. Open the link in it to confirm it."))
    return redirect(url_for("accounts.show"), code=303)


@requires(Permission.OPEN_TO_ALL)
def open_address(token: str) -> ResponseReturnValue:
    services.find_change(db.session(), links.claim_of(token, Purpose.ADDRESS))
    session[security.NEW_ADDRESS] = token
    return redirect(url_for("accounts.confirming_address"), code=303)


@requires(Permission.SIGNED_IN)
def confirming_address() -> ResponseReturnValue:
    change = _change()
    return render_template(
        "accounts/confirm_address.html",
        change=change,
        is_theirs=change.account_id == signed_in().id,
    )


@requires(Permission.SIGNED_IN)
def confirm_address() -> ResponseReturnValue:
    with db.transaction() as database:
        change = _change()
        account = services.get_account(database, signed_in().id)
        services.change_address(database, change, account, now=datetime.now(UTC))
        key = sessions.begin(database, account, browser=security.browser())
    session.pop(security.NEW_ADDRESS)
    session[guards.KEY] = key
    flash(_("Your address is changed. Everywhere else you are signed out."), "success")
    return redirect(url_for("accounts.show"), code=303)


def _change() -> EmailChange:
    """Return what this browser was asked to confirm, and no other than its page showed."""
    claim = links.claim_of(session.get(security.NEW_ADDRESS, ""), Purpose.ADDRESS)
    found = services.find_change(db.session(), claim)
    if request.method == "POST" and request.form.get("change") != str(found.id):
        raise LinkUnknown
    return found
