"""The page of whoever was invited to work with a coalition, and the choice among several.

The link's token moves at once into the browser's own cookie; opening it changes nothing.
"""

import time
from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from appeals import db, i18n
from appeals.accounts import credentials, labels, limiting, links, security, services, sessions
from appeals.accounts.forms import JoinForm
from appeals.accounts.guards import requires, signed_in, visit
from appeals.accounts.links import LinkOver, LinkUnknown
from appeals.accounts.models import Account, Coalition, ColleagueInvitation
from appeals.accounts.permissions import Permission
from appeals.errors import NotFound
from appeals.tokens import Purpose

# Under this name the cookie has the token of the link.
_TOKEN = security.INVITED


def add_to(blueprint: Blueprint) -> None:
    for address, view, method in (
        ("/c/<token>", open_invitation, "GET"),
        ("/colleague", show_invitation, "GET"),
        ("/colleague", join_anew, "POST"),
        ("/colleague/accept", join, "POST"),
        ("/account/coalition", coalitions, "GET"),
        ("/account/coalition/<uuid:coalition_id>", work_in, "POST"),
    ):
        blueprint.add_url_rule(address, view.__name__, view, methods=[method])
    blueprint.register_error_handler(LinkOver, _over)
    blueprint.register_error_handler(LinkUnknown, limiting.counting_bad_links(_unknown))


@requires(Permission.OPEN_TO_ALL)
def open_invitation(token: str) -> ResponseReturnValue:
    services.find_invitation(db.session(), links.claim_of(token, Purpose.COLLEAGUE))
    session[_TOKEN] = token
    return redirect(url_for("accounts.show_invitation"), code=303)


@requires(Permission.OPEN_TO_ALL)
def show_invitation() -> ResponseReturnValue:
    invitation = _invitation()
    if "account" not in g:
        i18n.prefer(invitation.language)
    return _page(invitation, JoinForm(formdata=None, language=i18n.interface_language()))


@requires(Permission.OPEN_TO_ALL)
def join_anew() -> ResponseReturnValue:
    invitation = _invitation()
    if "account" in g or services.find_account(db.session(), invitation.email):
        return redirect(url_for("accounts.show_invitation"), code=303)
    form = JoinForm()
    form.email = invitation.email
    if not form.validate():
        return _page(invitation, form), 422

    hashed = credentials.hashed(form.password.data or "")
    with db.transaction() as database:
        account = services.join_anew(
            database,
            _invitation(),
            name=form.name.data or "",
            hashed=hashed,
            language=form.language.data,
            now=datetime.now(UTC),
        )
    session.pop(_TOKEN)
    security.begin_second_step(account, int(time.time()))
    return redirect(url_for("security.two_factor_setup"), code=303)


@requires(Permission.SIGNED_IN)
def join() -> ResponseReturnValue:
    invitation = _invitation()
    with db.transaction() as database:
        account = services.get_account(database, signed_in().id)
        services.join(database, _invitation(), account, now=datetime.now(UTC))
        sessions.work_in(database, visit().id, invitation.coalition_id)
    session.pop(_TOKEN)
    flash(_("You belong to the coalition now."), "success")
    return redirect(security.AFTER_SIGN_IN, code=303)


@requires(Permission.SIGNED_IN)
def coalitions() -> ResponseReturnValue:
    listed = services.list_coalitions(db.session(), signed_in())
    return render_template("accounts/coalitions.html", listed=listed, present=visit().coalition_id)


@requires(Permission.SIGNED_IN)
def work_in(coalition_id: UUID) -> ResponseReturnValue:
    if coalition_id not in signed_in().coalition_ids:
        raise NotFound
    with db.transaction() as database:
        sessions.work_in(database, visit().id, coalition_id)
    flash(_("You work in another coalition now."), "success")
    return redirect(security.AFTER_SIGN_IN, code=303)


def _invitation() -> ColleagueInvitation:
    """Return the invitation this browser has opened, and no other one than its page showed."""
    claim = links.claim_of(session.get(_TOKEN, ""), Purpose.COLLEAGUE)
    found = services.find_invitation(db.session(), claim)
    if request.method == "POST" and request.form.get("invitation") != str(found.id):
        raise LinkUnknown
    return found


def _page(invitation: ColleagueInvitation, form: JoinForm) -> str:
    database = db.session()
    account: Account | None = g.get("account")
    host = database.get(Account, invitation.invited_by) if invitation.invited_by else None
    return render_template(
        "accounts/colleague.html",
        invitation=invitation,
        form=form,
        coalition=database.get_one(Coalition, invitation.coalition_id),
        host=host,
        role=labels.invited_role(invitation),
        known=services.find_account(database, invitation.email) is not None,
        is_theirs=account is not None and account.email == invitation.email,
    )


def _over(_error: Exception) -> ResponseReturnValue:
    return render_template("accounts/link_over.html", unknown=False), 410


def _unknown(_error: Exception) -> ResponseReturnValue:
    return render_template("accounts/link_over.html", unknown=True), 404
