"""Flask-Security, set up for this service: password and TOTP, recovery codes, reset by mail."""

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from flask_security import Security
from flask_security.datastore import FSQLALiteUserDatastore
from flask_wtf.csrf import generate_csrf

from appeals import config, db
from appeals.accounts.models import Account

security = Security()


class NoRoles:
    """Flask-Security wants a role model; what people may do is in `Membership`."""


datastore: Any = FSQLALiteUserDatastore(db.database, Account, NoRoles)


def init_app(app: Flask) -> None:
    settings = config.settings() if app is None else app.extensions["appeals.settings"]
    app.config.update(
        SECURITY_PASSWORD_SALT=settings.secret_keys[0],
        SECURITY_PASSWORD_HASH="argon2",
        SECURITY_PASSWORD_SCHEMES=["argon2"],
        SECURITY_PASSWORD_SINGLE_HASH=["argon2"],
        SECURITY_PASSWORD_LENGTH_MIN=12,
        SECURITY_JOIN_USER_ROLES=False,
        SECURITY_TOTP_SECRETS={
            str(number): key for number, key in enumerate(settings.secret_keys, start=1)
        },
        SECURITY_TOTP_ISSUER="Joint appeals",
        SECURITY_TWO_FACTOR=True,
        SECURITY_TWO_FACTOR_REQUIRED=True,
        SECURITY_TWO_FACTOR_ENABLED_METHODS=["authenticator"],
        SECURITY_MULTI_FACTOR_RECOVERY_CODES=True,
        SECURITY_RECOVERABLE=True,
        SECURITY_CHANGEABLE=True,
        SECURITY_RETURN_GENERIC_RESPONSES=True,
        SECURITY_FRESHNESS=timedelta(hours=12),
        SECURITY_DATETIME_FACTORY=lambda: datetime.now(UTC),
        SECURITY_REDIRECT_BEHAVIOR=None,
        SECURITY_LOGIN_URL="/sign-in",
        SECURITY_LOGOUT_URL="/sign-out",
        SECURITY_RESET_URL="/reset-password",
        SECURITY_CHANGE_URL="/account/password",
        SECURITY_TWO_FACTOR_SETUP_URL="/account/two-factor",
        SECURITY_TWO_FACTOR_TOKEN_VALIDATION_URL="/sign-in/code",
        SECURITY_TWO_FACTOR_RESCUE_URL="/sign-in/rescue",
        SECURITY_TWO_FACTOR_SELECT_URL="/sign-in/method",
        SECURITY_MULTI_FACTOR_RECOVERY_URL="/sign-in/recovery-code",
        SECURITY_MULTI_FACTOR_RECOVERY_CODES_URL="/account/recovery-codes",
        SECURITY_POST_LOGIN_VIEW="/appeals/",
        SECURITY_POST_LOGOUT_VIEW="/",
    )
    security.init_app(app, datastore)
    assert generate_csrf
