"""Pages about the own account and about who belongs to the coalition."""

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from appeals import db
from appeals.accounts import proof, safety_views, security, services
from appeals.accounts.forms import ROLE_NAMES, AccountForm, RoleForm, SignOutEverywhereForm
from appeals.accounts.guards import requires, signed_in
from appeals.accounts.models import Account
from appeals.accounts.permissions import Permission, Role

blueprint = Blueprint("accounts", __name__)
safety_views.add_to(blueprint)


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
        account = services.get_member(database, signed_in().id)
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
            services.get_member(database, account.id),
            now=datetime.now(UTC),
            by=account.id,
        )

    security.sign_out()
    flash(_("You are signed out everywhere."), "success")
    return redirect(url_for("security.login"), code=303)


@blueprint.get("/members")
@requires(Permission.MANAGE_MEMBERS)
def members() -> ResponseReturnValue:
    return _members_page()


@blueprint.post("/members/<uuid:account_id>/role")
@requires(Permission.MANAGE_MEMBERS)
def change_role(account_id: UUID) -> ResponseReturnValue:
    form = RoleForm()
    if not form.validate():
        return _members_page(), 422
    proof.demand()

    try:
        with db.transaction() as database:
            account = services.get_member(database, account_id)
            services.set_role(
                database,
                account,
                Role(form.role.data),
                now=datetime.now(UTC),
                by=signed_in().id,
            )
    except services.LastCoordinator:
        flash(_("The coalition and each of its appeals need at least one coordinator."), "error")
        return redirect(url_for(".members"), code=303)

    flash(_("The role is changed."), "success")
    return redirect(url_for(".members"), code=303)


@blueprint.post("/members/<uuid:account_id>/switch-off")
@requires(Permission.MANAGE_MEMBERS)
@proof.required
def switch_off(account_id: UUID) -> ResponseReturnValue:
    try:
        with db.transaction() as database:
            account = services.get_member(database, account_id)
            services.switch_off(database, account, now=datetime.now(UTC), by=signed_in().id)
    except services.LastCoordinator:
        flash(_("The coalition and each of its appeals need at least one coordinator."), "error")
        return redirect(url_for(".members"), code=303)

    flash(_("The account is switched off, and signed out everywhere."), "success")
    return redirect(url_for(".members"), code=303)


@blueprint.post("/members/<uuid:account_id>/switch-on")
@requires(Permission.MANAGE_MEMBERS)
@proof.required
def switch_on(account_id: UUID) -> ResponseReturnValue:
    with db.transaction() as database:
        account = services.get_member(database, account_id)
        services.switch_on(database, account, now=datetime.now(UTC), by=signed_in().id)

    flash(_("The account can be used again."), "success")
    return redirect(url_for(".members"), code=303)


def _account_page(form: AccountForm, sign_out_form: SignOutEverywhereForm) -> str:
    account: Account = signed_in()
    return render_template(
        "accounts/show.html",
        form=form,
        sign_out_form=sign_out_form,
        role_name=_role_name(account.role_in(None)),
    )


def _members_page() -> str:
    listed = services.list_members(db.session())
    return render_template(
        "accounts/members.html",
        members=[
            (
                member,
                _role_name(member.role),
                RoleForm(formdata=None, role=member.role.value if member.role else None),
            )
            for member in listed
        ],
    )


def _role_name(role: Role | None) -> str:
    return str(ROLE_NAMES[role]) if role else _("Only in single appeals")
