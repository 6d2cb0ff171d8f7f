"""Pages on the safety of the own account: proof, where it is signed in, what happened to it."""

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from appeals import db, i18n
from appeals.accounts import history, labels, proof, security, services, sessions
from appeals.accounts.guards import requires, signed_in, visit
from appeals.accounts.permissions import Permission


def add_to(blueprint: Blueprint) -> None:
    for address, view, method in (
        ("/account/confirm", confirm, "GET"),
        ("/account/confirm", confirmed, "POST"),
        ("/account/sessions", list_sessions, "GET"),
        ("/account/sessions/<uuid:session_id>/end", end_session, "POST"),
        ("/account/history", list_history, "GET"),
    ):
        blueprint.add_url_rule(address, view.__name__, view, methods=[method])


@requires(Permission.SIGNED_IN)
def confirm() -> ResponseReturnValue:
    return _proof_page(proof.ProofForm(formdata=None))


@requires(Permission.SIGNED_IN)
def confirmed() -> ResponseReturnValue:
    form = proof.ProofForm()
    if not proof.given(form):
        return _proof_page(form), 422

    return redirect(i18n.local_path(request.args.get("next", "/account")), code=303)


@requires(Permission.SIGNED_IN)
def list_sessions() -> ResponseReturnValue:
    return render_template(
        "accounts/sessions.html",
        listed=sessions.list_open(db.session(), signed_in()),
        present=visit().id,
        called=labels.browser,
        idle=sessions.IDLE,
        longest=sessions.LONGEST,
    )


@requires(Permission.SIGNED_IN)
def end_session(session_id: UUID) -> ResponseReturnValue:
    if session_id == visit().id:
        security.sign_out()
        flash(_("You are signed out."), "success")
        return redirect(url_for("security.login"), code=303)

    with db.transaction() as database:
        account = services.get_account(database, signed_in().id)
        services.end_session(database, account, session_id, now=datetime.now(UTC))

    flash(_("The session is ended."), "success")
    return redirect(url_for("accounts.list_sessions"), code=303)


@requires(Permission.SIGNED_IN)
def list_history() -> ResponseReturnValue:
    return render_template(
        "accounts/history.html",
        happenings=history.list_newest(db.session(), signed_in()),
        called=labels,
    )


def _proof_page(form: proof.ProofForm) -> str:
    return render_template(
        "accounts/proof.html", form=form, action=request.full_path.rstrip("?"), kept=[]
    )
