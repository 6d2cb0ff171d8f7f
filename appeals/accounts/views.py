"""Pages about the own account; those about others and about its safety are added to them."""

from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from appeals import db
from appeals.accounts import (
    address_views,
    colleague_views,
    labels,
    member_views,
    passkey_views,
    passkeys,
    safety_views,
    security,
    services,
)
from appeals.accounts.forms import AccountForm, SignOutEverywhereForm
from appeals.accounts.guards import requires, signed_in
from appeals.accounts.models import Account
from appeals.accounts.permissions import Permission

blueprint = Blueprint("accounts", __name__)
for rooms in (safety_views, address_views, passkey_views, member_views, colleague_views):
    rooms.add_to(blueprint)


@blueprint.get("/account")
@requires(Permission.SIGNED_IN)
def show() -> ResponseReturnValue:
    account = signed_in()
    form = AccountForm(formdata=None, name=account.name, language=account.language)
    return _account_page(form, SignOutEverywhereForm(account, formdata=None))


@blueprint.post("/account")
@requires(Permission.SIGNED_IN)
def change() -> ResponseReturnValue:
    form = AccountForm()
    if not form.validate():
        return _account_page(form, SignOutEverywhereForm(signed_in(), formdata=None)), 422

    with db.transaction() as database:
        account = services.get_account(database, signed_in().id)
        services.update_account(
            database,
            account,
            name=form.name.data or "",
            language=form.language.data,
            now=datetime.now(UTC),
            by=account.id,
        )

    session.pop("language", None)  # what was chosen here counts, not what the switch said before
    flash(_("Your account is saved."), "success")
    return redirect(url_for(".show"), code=303)


@blueprint.post("/sign-out")
@requires(Permission.OPEN_TO_ALL)
def sign_out() -> ResponseReturnValue:
    security.sign_out()
    flash(_("You are signed out."), "success")
    return redirect(url_for("security.login"), code=303)


@blueprint.post("/account/sign-out-everywhere")
@requires(Permission.SIGNED_IN)
def sign_out_everywhere() -> ResponseReturnValue:
    account = signed_in()
    form = SignOutEverywhereForm(account)
    if not form.validate():
        details = AccountForm(formdata=None, name=account.name, language=account.language)
        return _account_page(details, form), 422

    with db.transaction() as database:
        services.sign_out_everywhere(
            database,
            services.get_account(database, account.id),
            now=datetime.now(UTC),
            by=account.id,
        )

    security.sign_out()
    flash(_("You are signed out everywhere."), "success")
    return redirect(url_for("security.login"), code=303)


def _account_page(form: AccountForm, sign_out_form: SignOutEverywhereForm) -> str:
    account: Account = signed_in()
    return render_template(
        "accounts/show.html",
        form=form,
        sign_out_form=sign_out_form,
        role_name=labels.role(account.role_in(None)),
        passkeys=len(services.list_passkeys(db.session(), account)),
        passkeys_offered=passkeys.are_offered(),
        coalition=services.present_coalition(db.session(), account),
    )
