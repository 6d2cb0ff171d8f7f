"""Passwords, authenticator codes and recovery codes as they are stored and checked.

Flask-Security is told to use these classes. A password is kept as Argon2id hash,
a recovery code as keyed hash, and an authenticator's secret encrypted, because
codes are computed from it.
"""

import hashlib
import hmac
import secrets
import unicodedata
from base64 import b32encode, b64encode
from collections.abc import Iterable, Sequence
from functools import cache
from io import BytesIO
from typing import Any

import flask_security
import qrcode
from flask_babel import gettext as _
from flask_security import MailUtil, MfRecoveryCodesUtil, PasswordUtil, Totp
from flask_security.mail_util import EmailValidateException
from passlib.totp import TOTP, AppWallet, TokenError  # type: ignore[import-untyped]
from qrcode.image.svg import SvgPathFillImage
from sqlalchemy.orm import object_session

from appeals import config
from appeals.accounts import passwords
from appeals.accounts.addresses import BadAddress, normal
from appeals.accounts.models import Account
from appeals.accounts.passwords import Problem

ISSUER = "Joint appeals"
# RFC 6238 5.2: one step before and after the present one, for clocks that differ.
_STEP = 30
_RECOVERY_CODES = 10


def hashed(password: str) -> str:
    """Return the Argon2id hash; the password is normalised as at sign-in."""
    return str(flask_security.hash_password(unicodedata.normalize("NFKD", password)))


def is_password(account: Account, password: str) -> bool:
    normalised = unicodedata.normalize("NFKD", password)
    return bool(flask_security.verify_password(normalised, account.password))


def new_authenticator() -> str:
    """Return an encrypted secret, as `Account.tf_totp_secret` keeps it."""
    return str(_codes().generate_totp_secret())


def authenticator_key(sealed: str) -> str:
    """Return the secret in base32, as it is typed into an authenticator."""
    return str(_codes().get_totp_b32_key(sealed))


def authenticator_secrets(keys: Iterable[str]) -> dict[str, str]:
    """Return what secrets are encrypted under, the newest last; a tag says which one it was."""
    return {
        hashlib.sha256(key.encode()).hexdigest()[:8]: _derived(key, "authenticator").hex()
        for key in keys
    }


def is_code(account: Account, code: str, sealed: str) -> bool:
    """Return whether an authenticator with this secret shows the code; good for one use."""
    return _codes().verify_totp(code, sealed, account, window=_STEP)


def use_recovery_code(account: Account, code: str) -> bool:
    """Return whether this is a recovery code that was not used before; now it is."""
    codes = RecoveryCodes.__new__(RecoveryCodes)  # Flask-Security's own wants an application
    return codes.check_recovery_code(account, code) and codes.delete_recovery_code(account, code)


class AuthenticatorCodes(Totp):
    """Codes of an authenticator; none is accepted twice."""

    def __init__(self, keys: dict[str, str], issuer: str) -> None:
        wallet = AppWallet(keys, default_tag=list(keys)[-1])
        self._totp = TOTP.using(issuer=issuer, wallet=wallet)

    def verify_totp(self, token: str, totp_secret: str, user: Any, window: int = 0) -> bool:
        """Accept a code once; the first code of a new authenticator counts as used, too."""
        user = getattr(user, "_get_current_object", lambda: user)()
        session = object_session(user)
        if session is not None:
            # Of two requests with one code the second waits here, and then sees the step used.
            session.refresh(user, ["tf_last_step", "tf_totp_secret"], with_for_update=True)
        last_step = user.tf_last_step if totp_secret == user.tf_totp_secret else None
        try:
            match = self._totp.verify(
                str(token), totp_secret, window=min(window, _STEP), last_counter=last_step
            )
        except (TokenError, ValueError):
            return False
        user.tf_last_step = match.counter
        return True

    def generate_qrcode(self, username: str, totp: str) -> str:
        """Return a `data:` image, dark on white also where the page is dark."""
        drawn = BytesIO()
        qrcode.make(self.get_totp_uri(username, totp), image_factory=SvgPathFillImage).save(drawn)
        return f"data:image/svg+xml;base64,{b64encode(drawn.getvalue()).decode()}"


class RecoveryCodes(MfRecoveryCodesUtil):
    """Codes for the day the telephone is lost: shown once, kept hashed, good for one use."""

    def create_recovery_codes(self, user: Any) -> list[str]:
        codes = [_recovery_code() for _number in range(_RECOVERY_CODES)]
        user.mf_recovery_codes = [_hashed_code(user, code) for code in codes]
        return codes

    def get_recovery_codes(self, user: Any) -> list[str]:
        """Return none: they are hashed, and nobody is shown them again."""
        return []

    def check_recovery_code(self, user: Any, code: str) -> bool:
        session = object_session(user)
        if session is not None:
            session.refresh(user, ["mf_recovery_codes"], with_for_update=True)
        return self._stored(user, code) is not None

    def delete_recovery_code(self, user: Any, code: str) -> bool:
        stored = self._stored(user, code)
        # A new list: SQLAlchemy does not see what happens inside a JSON value.
        user.mf_recovery_codes = [other for other in user.mf_recovery_codes if other != stored]
        return stored is not None

    def _stored(self, user: Any, code: str) -> str | None:
        possible = {_hashed_code(user, code, key) for key in config.settings().secret_keys}
        return next((kept for kept in user.mf_recovery_codes or [] if kept in possible), None)


class PasswordRules(PasswordUtil):
    """Tells in the reader's language why a password is refused."""

    def validate(
        self, password: str, is_register: bool, **kwargs: Any
    ) -> tuple[list[str] | None, str]:
        account: Account = kwargs["user"]
        personal = passwords.personal_words(account.email, account.name)
        found = passwords.problem(password, personal=personal)
        return ([explained(found)] if found else None), self.normalize(password)


class Addresses(MailUtil):
    """Brings addresses into the form they are kept in. Mail itself goes by our own queue."""

    def normalize(self, email: str) -> str:
        try:
            return normal(email)
        except BadAddress as error:
            raise EmailValidateException(_("This is not an e-mail address.")) from error

    def validate(self, email: str) -> str:
        return self.normalize(email)

    def send_mail(self, *args: Any, **kwargs: Any) -> None:
        raise NotImplementedError("mail is queued by accounts.services")


def explained(problem: Problem) -> str:
    """Return a sentence for whoever chose the password."""
    sentences = {
        Problem.TOO_SHORT: _("The password needs at least 12 characters."),
        Problem.TOO_LONG: _("The password can have at most 200 characters."),
        Problem.PREDICTABLE: _(
            "This password is easy to guess: it is made of common words, rows of keys or your "
            "own name. Four words that have nothing to do with each other are a good password."
        ),
    }
    return str(sentences[problem])


def _codes() -> AuthenticatorCodes:
    return _codes_under(config.settings().secret_keys)


@cache
def _codes_under(keys: tuple[str, ...]) -> AuthenticatorCodes:
    return AuthenticatorCodes(authenticator_secrets(keys), ISSUER)


def _recovery_code() -> str:
    letters = b32encode(secrets.token_bytes(10)).decode().lower()  # 80 bits, 16 characters
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def _hashed_code(account: Account, code: str, key: str | None = None) -> str:
    normalised = "".join(character for character in code.lower() if character.isalnum())
    secret = _derived(key or _newest(config.settings().secret_keys), "recovery")
    return hmac.new(secret, f"{account.id}:{normalised}".encode(), hashlib.sha256).hexdigest()


def _newest(keys: Sequence[str]) -> str:
    return keys[-1]


def _derived(key: str, purpose: str) -> bytes:
    return hmac.new(key.encode(), f"appeals.accounts.{purpose}".encode(), hashlib.sha256).digest()
