"""Proof: password and second factor, at most five minutes old, before what can do great harm.

A form that is refused for the want of it is shown again with both to be given,
and goes the way it would have gone: what was typed is not lost.
"""

from dataclasses import replace
from functools import wraps
from typing import Any

from flask import Flask, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from appeals import db
from appeals.accounts import credentials, forms, guards, limiting, services, sessions
from appeals.accounts.models import Account
from appeals.errors import AppealsError

_PREFIX = "proof-"


class ProofForm(FlaskForm):
    """`validate` also says whether it is the right password and a code that is still good."""

    class Meta:
        csrf = False  # the form it stands in has the token

    password = forms.present_password(lazy_gettext("Password"))
    code = StringField(
        lazy_gettext("Code from your authenticator"),
        [InputRequired(lazy_gettext("Enter the code.")), Length(max=40)],
        description=lazy_gettext("Six digits, not used before; or one of your recovery codes."),
        render_kw={"autocomplete": "one-time-code", "spellcheck": "false"},
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(prefix=_PREFIX, **kwargs)


class ProofDemanded(AppealsError):
    """What was asked for needs password and second factor first."""

    def __init__(self, form: ProofForm) -> None:
        super().__init__("proof demanded")
        self.form = form


def init_app(app: Flask) -> None:
    app.register_error_handler(ProofDemanded, _ask)


def required(view: guards.View) -> guards.View:
    """Let a view only be reached with proof; stands below what demands a permission."""

    @wraps(view)
    def proved(*args: Any, **kwargs: Any) -> Any:
        demand()
        return view(*args, **kwargs)

    return proved


def demand() -> None:
    """Go on only with proof, given before or with this very form; not inside a transaction."""
    if guards.visit().is_proved:
        return
    if request.method in db.SAFE_METHODS or f"{_PREFIX}code" not in request.form:
        raise ProofDemanded(ProofForm(formdata=None))
    form = ProofForm()
    if not given(form):
        raise ProofDemanded(form)


def given(form: ProofForm) -> bool:
    """Return whether both factors are right; then the session has a new key from now on."""
    if not form.validate():
        return False
    visit = guards.visit()
    taken = limiting.take(limiting.second_factor(visit.account))
    is_password = credentials.is_password(visit.account, form.password.data or "")
    with db.transaction() as database:
        account = services.get_account(database, visit.account.id)
        is_right = is_password and _is_second_factor(database, account, form.code.data or "")
        key = sessions.prove(database, visit.id) if is_right else None
    if key is None:
        form.form_errors.append(
            _("The password or the code is not right. A code is good only once.")
        )
        return False
    limiting.forget(taken)
    session[guards.KEY] = key
    g.visit = replace(visit, proved_at=visit.now)
    return True


def _is_second_factor(database: Session, account: Account, code: str) -> bool:
    digits = code.replace(" ", "")
    if len(digits) <= 8 and digits.isdecimal():
        return services.accepts_code(account, digits)
    return services.accepts_recovery_code(database, account, code, now=db.clock(database))


def _ask(error: ProofDemanded) -> ResponseReturnValue:
    if request.method in db.SAFE_METHODS:
        back = request.full_path.rstrip("?")
        return redirect(url_for("accounts.confirm", next=back), code=303)
    page = render_template(
        "accounts/proof.html",
        form=error.form,
        action=request.full_path.rstrip("?"),
        kept=_kept(),
    )
    return page, 422 if error.form.errors else 403


def _kept() -> list[tuple[str, str]]:
    """Return the fields that are to be sent once more."""
    return [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name != "csrf_token" and not name.startswith(_PREFIX)
    ]
