"""Flask-Security, set up for this service: password and TOTP, recovery codes, reset by mail."""

import re
import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any

from flask import Flask, Response, abort, flash, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _
from flask_login.utils import _user_context_processor  # type: ignore[import-untyped]
from flask_security import Security, logout_user
from flask_security.babel import FsDomain
from flask_security.datastore import FSQLALiteUserDatastore
from flask_security.recoverable import reset_password_token_status
from flask_security.signals import (
    reset_password_instructions_sent,
    tf_code_confirmed,
    tf_profile_changed,
    user_authenticated,
)
from flask_security.tf_plugin import tf_clean_session
from flask_security.utils import get_message, login_user

from appeals import db
from appeals.accounts import (
    credentials,
    forms,
    guards,
    limiting,
    passwords,
    proof,
    services,
    sessions,
)
from appeals.accounts.browsers import Browser
from appeals.accounts.models import Account
from appeals.accounts.permissions import Permission
from appeals.config import Settings
from appeals.errors import Conflict, NotFound
from appeals.limits import Limit

# The token of an invitation that is accepted after signing in, as the cookie has it.
INVITED = "invited"
# The token by which another address is confirmed, likewise.
NEW_ADDRESS = "new_address"
# The token by which a new password is set, likewise; and what stands in the address for it.
RESET = "reset"
_OPENED = "opened"
_LINKS = frozenset({INVITED, NEW_ADDRESS})
# What of a session goes on when somebody signs in; the rest was a stranger's.
_KEPT_AT_SIGN_IN = _LINKS | {"_user_id", "_id", "_fresh", "_flashes", "language"}
AFTER_SIGN_IN = forms.AFTER_SIGN_IN

# Who may open Flask-Security's pages. A page that is not named here does not exist.
_PERMISSIONS = {
    "login": Permission.OPEN_TO_ALL,
    "two_factor_token_validation": Permission.OPEN_TO_ALL,
    "two_factor_setup": Permission.OPEN_TO_ALL,
    "mf_recovery": Permission.OPEN_TO_ALL,
    "forgot_password": Permission.OPEN_TO_ALL,
    "reset_password": Permission.OPEN_TO_ALL,
    "change_password": Permission.SIGNED_IN,
    "two_factor_setup_validate": Permission.SIGNED_IN,
    "mf_recovery_codes": Permission.SIGNED_IN,
}
# Their POST checks a password and writes nothing, so it need not lock others out meanwhile.
_ONLY_READING = frozenset({"login", "reset_password", "change_password"})
# Whoever is signed in opens these only with both factors given a short while ago.
_PROVED = frozenset({"two_factor_setup", "two_factor_setup_validate", "mf_recovery_codes"})
# Whoever has given the password gives the code on these, and soon.
_SECOND_STEP = frozenset({"two_factor_token_validation", "two_factor_setup", "mf_recovery"})
_LONGEST_BETWEEN_STEPS = 600  # seconds
# These answer a good POST with a page, the others by leading on.
_PAGE_AFTER_POST = frozenset({"two_factor_setup", "mf_recovery_codes", "forgot_password"})
# Seconds. A request for a new password is answered no sooner, so that the time it
# takes to queue a mail does not tell whether there is such an account.
_RESET_ANSWERED_AFTER = 0.4
# Under this name the cookie has when the password was given, for the step after it.
_PASSWORD_AT = "password_at"  # noqa: S105
# Browsers read "//host" and "/\\host" as addresses of another host.
_LOCAL = re.compile(r"/(?![/\\])[^\\\x00-\x20]*")

_MESSAGES = {
    "API_ERROR": _("This cannot be understood. Check what you entered."),
    "GENERIC_AUTHN_FAILED": _("The e-mail address or the password is not right."),
    "UNAUTHENTICATED": _("Sign in to see this page."),
    "RETYPE_PASSWORD_MISMATCH": _("The two passwords are not the same."),
    "INVALID_REDIRECT": _("The page you came from is not one of ours."),
    "INVALID_RECOVERY_CODE": _("This is not one of your recovery codes, or it was used before."),
    "NO_RECOVERY_CODES_SETUP": _("There are no recovery codes yet."),
    "PASSWORD_RESET_REQUEST": _(
        "If there is an account with this address, a mail with a link to choose a new password "
        "is on its way. The link works for one hour."
    ),
    "PASSWORD_RESET_EXPIRED": _("This link is too old. Ask for a new one."),
    "INVALID_RESET_PASSWORD_TOKEN": _(
        "This link no longer works: it was used already, or it is incomplete. Ask for a new one."
    ),
    "PASSWORD_RESET_NO_LOGIN": _("The new password is set. Sign in with it now."),
    "DISABLED_ACCOUNT": _("This account is switched off."),
    "EMAIL_NOT_PROVIDED": _("Enter your e-mail address."),
    "INVALID_EMAIL_ADDRESS": _("This is not an e-mail address."),
    "PASSWORD_NOT_PROVIDED": _("Enter a password."),
    "CODE_NOT_PROVIDED": _("Enter the code."),
    "USER_DOES_NOT_EXIST": _("The e-mail address or the password is not right."),
    "INVALID_PASSWORD": _("This is not your password."),
    "PASSWORD_IS_THE_SAME": _("This is your present password. Choose another one."),
    "PASSWORD_CHANGE": _("Your password is changed. Everywhere else you are signed out."),
    "ANONYMOUS_USER_REQUIRED": _("You are signed in already."),
    "TWO_FACTOR_INVALID_TOKEN": _(
        "This code is not right, or it was used already. Wait for the next one and enter it."
    ),
    "TWO_FACTOR_LOGIN_SUCCESSFUL": _("You are signed in."),
    "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL": _("Your new authenticator is set up."),
    "TWO_FACTOR_PERMISSION_DENIED": _("Enter your e-mail address and your password first."),
    "TWO_FACTOR_METHOD_NOT_AVAILABLE": _("Choose one of the ways offered."),
    "TWO_FACTOR_SETUP_EXPIRED": _("This took too long. Start again."),
}
_SUCCESSES = frozenset(
    {
        "PASSWORD_RESET_NO_LOGIN",
        "PASSWORD_CHANGE",
        "TWO_FACTOR_LOGIN_SUCCESSFUL",
        "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL",
    }
)
_INFORMATION = frozenset(
    {
        "PASSWORD_RESET_REQUEST",
        "NO_RECOVERY_CODES_SETUP",
        "UNAUTHENTICATED",
    }
)


class NoRoles:
    """Flask-Security wants a role model; what people may do is in `Membership`."""


class RecordedRecoveryCodes(credentials.RecoveryCodes):
    """Recovery codes whose making and use is written down and told."""

    def create_recovery_codes(self, user: Any) -> list[str]:
        codes = super().create_recovery_codes(user)
        services.tell_recovery_codes_made(db.session(), user, now=datetime.now(UTC))
        return codes

    def delete_recovery_code(self, user: Any, code: str) -> bool:
        services.tell_recovery_code_used(db.session(), user, now=datetime.now(UTC))
        return super().delete_recovery_code(user, code)


class Words(FsDomain):
    """Flask-Security's messages, where ours do not take their place."""

    def gettext(self, string: Any, **variables: Any) -> str:
        # Ours are lazy: they are in the reader's language once they are strings.
        return str(super().gettext(str(string), **variables))  # type: ignore[no-untyped-call]


datastore = FSQLALiteUserDatastore(db.database, Account, NoRoles)  # type: ignore[arg-type]


def init_app(app: Flask) -> None:
    settings: Settings = app.extensions["appeals.settings"]
    app.config.update(_settings(settings.secret_keys))
    app.config.update(
        {f"SECURITY_MSG_{key}": (text, _category(key)) for key, text in _MESSAGES.items()}
    )
    security = _made()
    security.init_app(app, datastore)
    proof.init_app(app)
    security.want_json(lambda _request: False)
    security.i18n_domain = Words(app)  # type: ignore[no-untyped-call]
    # Flask-Principal would ask for the account before every request, static files included.
    app.before_request_funcs[None].remove(security.principal._on_before_request)
    # Our templates know the account from `guards`; Flask-Login would look it up for each page.
    app.template_context_processors[None].remove(_user_context_processor)
    for endpoint in [name for name in app.view_functions if name.startswith("security.")]:
        app.view_functions[endpoint] = _guarded(endpoint, app.view_functions[endpoint])


def _made() -> Security:
    """Return one for each application: it keeps the keys of whichever it was given last."""
    return Security(
        login_form=forms.SignInForm,
        forgot_password_form=forms.ResetRequestForm,
        reset_password_form=forms.NewPasswordForm,
        change_password_form=forms.PasswordChangeForm,
        two_factor_verify_code_form=forms.CodeForm,
        two_factor_setup_form=forms.AuthenticatorForm,
        two_factor_rescue_form=forms.NoRescueForm,
        mf_recovery_form=forms.RecoveryForm,
        totp_cls=credentials.AuthenticatorCodes,
        mail_util_cls=credentials.Addresses,
        password_util_cls=credentials.PasswordRules,
        mf_recovery_codes_util_cls=RecordedRecoveryCodes,
    )


def sign_out() -> None:
    """End this browser's session; what language it reads stays, and which links it has opened."""
    account: Account | None = g.get("account")
    if account:
        with db.transaction() as database:
            sessions.end(database, session.get(guards.KEY, ""))
            services.tell_signed_out(database, account, now=datetime.now(UTC))
    logout_user()
    for key in set(session) - _LINKS - {"language"}:
        session.pop(key)


def begin_second_step(account: Account, now: int) -> None:
    """Have somebody who has just set a password go on with the second factor."""
    session.update(
        tf_user_id=account.fs_uniquifier, tf_state="setup_from_login", **{_PASSWORD_AT: now}
    )


def half_in() -> Account | None:
    """Return whose password was given in this browser a short while ago."""
    _forget_old_password()
    account = datastore.find_user(fs_uniquifier=session.get("tf_user_id", ""))
    return account if isinstance(account, Account) and account.active else None


def finish_sign_in(account: Account) -> None:
    """Begin the session of somebody who has given a second factor to a page of ours."""
    login_user(account, authn_via=["webauthn"])
    tf_clean_session()  # type: ignore[no-untyped-call]


def _settings(secret_keys: Sequence[str]) -> dict[str, Any]:
    values: dict[str, Any] = {
        "API_ENABLED_METHODS": ["session"],
        "CACHE_CONTROL": None,  # `app` says it of every page
        "CHANGEABLE": True,
        "CHANGE_URL": "/account/password",
        "DATETIME_FACTORY": lambda: datetime.now(UTC),
        "FRESHNESS": timedelta(-1),  # `proof` asks, and for both factors
        # Of what is hashed nothing is guessable: it is an Argon2 hash itself.
        "HASHING_SCHEMES": ["hex_sha256"],
        "JOIN_USER_ROLES": False,
        "LOGIN_URL": "/sign-in",
        "LOGOUT_METHODS": None,  # `accounts.sign_out` does it
        "MULTI_FACTOR_RECOVERY_CODES": True,
        "MULTI_FACTOR_RECOVERY_CODES_URL": "/account/recovery-codes",
        "MULTI_FACTOR_RECOVERY_URL": "/sign-in/recovery-code",
        "PASSWORD_HASH": "argon2",
        "PASSWORD_LENGTH_MIN": passwords.SHORTEST,
        "PASSWORD_SALT": "unused",  # Argon2 hashes carry their own
        "PASSWORD_SCHEMES": ["argon2"],
        "PASSWORD_SINGLE_HASH": ["argon2"],
        "POST_CHANGE_VIEW": "/account",
        "POST_LOGIN_VIEW": forms.AFTER_SIGN_IN,
        "RECOVERABLE": True,
        "REDIRECT_BEHAVIOR": None,
        "RESET_PASSWORD_WITHIN": timedelta(hours=1),
        "RESET_URL": "/reset-password",
        "RETURN_GENERIC_RESPONSES": True,
        # What happens is told by the signals below; nothing is rendered before it is sent.
        "SEND_PASSWORD_CHANGE_EMAIL": False,
        "SEND_PASSWORD_RESET_EMAIL": False,
        "SEND_PASSWORD_RESET_NOTICE_EMAIL": False,
        "STATIC_FOLDER": None,
        "STATIC_FOLDER_URL": None,
        "TOTP_ISSUER": credentials.ISSUER,
        "TOTP_SECRETS": credentials.authenticator_secrets(secret_keys),
        "TWO_FACTOR": True,
        "TWO_FACTOR_ALWAYS_VALIDATE": True,
        "TWO_FACTOR_AUTHENTICATOR_VALIDITY": 30,
        "TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "TWO_FACTOR_POST_SETUP_VIEW": "/account",
        "TWO_FACTOR_REQUIRED": True,
        "TWO_FACTOR_RESCUE_EMAIL": False,
        "TWO_FACTOR_RESCUE_URL": "/sign-in/rescue",
        "TWO_FACTOR_SELECT_URL": "/sign-in/method",
        "TWO_FACTOR_SETUP_URL": "/account/two-factor",
        "TWO_FACTOR_TOKEN_VALIDATION_URL": "/sign-in/code",
    }
    return {f"SECURITY_{name}": value for name, value in values.items()}


def _category(key: str) -> str:
    if key in _SUCCESSES:
        return "success"
    return "info" if key in _INFORMATION else "error"


def _guarded(endpoint: str, view: guards.View) -> guards.View:
    name = endpoint.removeprefix("security.")
    if name not in _PERMISSIONS:
        return guards.requires(Permission.OPEN_TO_ALL)(_no_such_page)
    return guards.requires(_PERMISSIONS[name])(_our_way(name, view))


def _no_such_page(**_values: str) -> ResponseReturnValue:
    raise NotFound


def _our_way(name: str, view: guards.View) -> guards.View:
    """Have one transaction a request, 303 after a POST, 422 for a form that is not right."""

    @wraps(view)
    def page(**values: str) -> ResponseReturnValue:
        if name in _PROVED and "account" in g:
            proof.demand()
        if name in _SECOND_STEP:
            _forget_old_password()
        if name == "reset_password" and (leading := _take_from_address(values)):
            return leading
        if request.method in db.SAFE_METHODS:
            return _at_home(view(**values))
        if request.is_json:
            abort(415)
        taken = limiting.take(_LIMITS[name]()) if name in _LIMITS else []
        started = time.monotonic()
        # A password is hashed before the lock for writing is taken.
        done = _NEW_PASSWORD[name](**values) if name in _NEW_PASSWORD else None
        if done:
            return done
        with nullcontext() if name in _ONLY_READING else db.transaction():
            answer: ResponseReturnValue = view(**values)
        if name == "forgot_password":
            time.sleep(max(0.0, started + _RESET_ANSWERED_AFTER - time.monotonic()))
            flash(*get_message("PASSWORD_RESET_REQUEST"))
            return redirect(url_for("security.login"), code=303)
        if taken and not isinstance(answer, str):
            limiting.forget(taken)
        if name == "login" and "tf_user_id" in session:
            session[_PASSWORD_AT] = int(time.time())
        if isinstance(answer, str):
            return answer if name in _PAGE_AFTER_POST else (answer, 422)
        return _at_home(answer)

    return page


def _take_from_address(values: dict[str, str]) -> ResponseReturnValue | None:
    """Move the token of a good link into the cookie: no history and no address has it then."""
    if values.get("token") == _OPENED:
        values["token"] = session.get(RESET, "")
    elif request.method in db.SAFE_METHODS and _account_of(values.get("token", "")):
        session[RESET] = values["token"]
        return redirect(url_for("security.reset_password", token=_OPENED), code=303)
    return None


def _limits_of_sign_in() -> list[Limit]:
    return limiting.sign_in(request.form.get("email", ""))


def _limits_of_second_factor() -> list[Limit]:
    uniquifier = session.get("tf_user_id", "")
    account = g.get("account") or datastore.find_user(fs_uniquifier=uniquifier)
    return limiting.second_factor(account) if isinstance(account, Account) else []


def _limits_of_reset() -> list[Limit]:
    return limiting.reset(request.form.get("email", ""))


_LIMITS: dict[str, Callable[[], list[Limit]]] = {
    "login": _limits_of_sign_in,
    "two_factor_token_validation": _limits_of_second_factor,
    "mf_recovery": _limits_of_second_factor,
    "forgot_password": _limits_of_reset,
}


def _change_password() -> ResponseReturnValue | None:
    """Change the password; do nothing where the page has something to complain of."""
    account = guards.signed_in()
    form = forms.PasswordChangeForm()
    if not form.validate():
        return None
    former, hashed = account.password, credentials.hashed(form.new_password.data or "")
    with db.transaction() as database:
        db.hold(database, account)
        if account.password != former:
            raise Conflict
        now = datetime.now(UTC)
        services.set_hashed_password(database, account, hashed, now=now, by=account.id)
        session[guards.KEY] = sessions.begin(database, account, browser=browser())
    _forget_stranger()
    flash(*get_message("PASSWORD_CHANGE"))
    return redirect(url_for("accounts.show"), code=303)


def _reset_password(token: str) -> ResponseReturnValue | None:
    """Set the password a link was asked for; do nothing where the page has a complaint."""
    form = forms.NewPasswordForm()
    form.user = _account_of(token)
    if form.user is None or not form.validate():
        return None
    hashed = credentials.hashed(form.password.data or "")
    with db.transaction() as database:
        db.hold(database, form.user)
        if _account_of(token) is None:  # the link was used meanwhile
            raise Conflict
        now = datetime.now(UTC)
        services.set_hashed_password(database, form.user, hashed, now=now, by=form.user.id)
    session.pop(RESET, None)
    flash(*get_message("PASSWORD_RESET_NO_LOGIN"))
    return redirect(url_for("security.login"), code=303)


_NEW_PASSWORD: dict[str, Callable[..., ResponseReturnValue | None]] = {
    "change_password": _change_password,
    "reset_password": _reset_password,
}


def _account_of(token: str) -> Account | None:
    expired, invalid, account = reset_password_token_status(token)  # type: ignore[no-untyped-call]
    return None if expired or invalid else account


def _at_home(answer: ResponseReturnValue) -> ResponseReturnValue:
    """Let nothing lead away from here, whatever `next` says."""
    if isinstance(answer, Response) and answer.location:
        answer.status_code = 303
        if not _LOCAL.fullmatch(answer.location):
            answer.location = forms.AFTER_SIGN_IN
    return answer


def _forget_old_password() -> None:
    """Have somebody begin again whose password was given too long ago."""
    if time.time() - session.get(_PASSWORD_AT, 0) > _LONGEST_BETWEEN_STEPS:
        for name in [each for each in session if each.startswith("tf_") and "account" not in g]:
            del session[name]


def browser() -> str:
    """Return what this browser is called in a list of sessions."""
    return str(Browser.of(request.user_agent.string))


def _forget_stranger() -> None:
    """Drop what was in the cookie before, the token of forms too; the session's key stays."""
    for key in set(session) - _KEPT_AT_SIGN_IN - {guards.KEY}:
        if not key.startswith("tf_"):  # Flask-Security still needs these, and clears them itself
            session.pop(key)
    g.pop("csrf_token", None)  # Flask-WTF keeps it here as well


@user_authenticated.connect
def _begin_session(_app: Flask, *, user: Account, **_details: Any) -> None:
    session[guards.KEY], kept = services.begin_session(
        db.session(),
        user,
        browser=browser(),
        browser_key=limiting.browser_key(),
        now=datetime.now(UTC),
    )
    limiting.keep_browser_key(kept)
    _forget_stranger()


@reset_password_instructions_sent.connect
def _on_reset_asked(_app: Flask, *, user: Account, **_details: Any) -> None:
    services.request_reset(db.session(), user, now=datetime.now(UTC))


@tf_profile_changed.connect
def _on_authenticator_changed(_app: Flask, *, user: Account, **_details: Any) -> None:
    sessions.end_all(db.session(), user.id, but=guards.visit().id)
    services.tell_authenticator_changed(db.session(), user, now=datetime.now(UTC))


@tf_code_confirmed.connect
def _on_code(_app: Flask, *, user: Account, **_details: Any) -> None:
    if session.get("tf_state") == "validating_profile":  # the first authenticator
        services.tell_authenticator_changed(db.session(), user, now=datetime.now(UTC))
