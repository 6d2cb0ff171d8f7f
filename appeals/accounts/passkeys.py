"""Passkeys (WebAuthn): what a browser is asked, and whether its answer is right.

They belong to a host name, so that no other site is answered. An address that
is a number has none, and there they are not offered.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

import webauthn
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from appeals import config
from appeals.accounts.models import Account, Passkey
from appeals.errors import Invalid

_NAME = "Joint appeals"
# The password was given before: that somebody is there is enough.
_VERIFICATION = UserVerificationRequirement.DISCOURAGED


class BadPasskey(Invalid):
    """What the browser sent is no answer to what it was asked."""


@dataclass(frozen=True)
class Question:
    """What a browser is asked, as its script reads it; and the challenge alone."""

    options: str
    challenge: str


@dataclass(frozen=True)
class NewKey:
    """A key that was made: `credential` as base64url, `uses` as it counts itself."""

    credential: str
    public_key: bytes
    uses: int


@dataclass(frozen=True)
class Used:
    """A key that was used, with how often it was."""

    credential: str
    uses: int


def are_offered() -> bool:
    """Return whether the service stands at a name that passkeys can belong to."""
    try:
        ip_address(_host())
    except ValueError:
        return True
    return False


def ask_to_make(account: Account, known: Iterable[Passkey]) -> Question:
    """Ask for a new key, of a device that has none for this account yet."""
    options = webauthn.generate_registration_options(
        rp_id=_host(),
        rp_name=_NAME,
        user_id=account.id.bytes,
        user_name=account.email,
        user_display_name=account.name or account.email,
        exclude_credentials=_described(known),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.DISCOURAGED,
            user_verification=_VERIFICATION,
        ),
    )
    return Question(webauthn.options_to_json(options), bytes_to_base64url(options.challenge))


def made(answer: str, challenge: str) -> NewKey:
    """Return the key a browser has made; raises `BadPasskey`."""
    try:
        found = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=_host(),
            expected_origin=config.settings().base_url,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise BadPasskey from error
    return NewKey(
        bytes_to_base64url(found.credential_id), found.credential_public_key, found.sign_count
    )


def ask_to_use(known: Iterable[Passkey]) -> Question:
    """Ask for one of these keys to be used."""
    options = webauthn.generate_authentication_options(
        rp_id=_host(), allow_credentials=_described(known), user_verification=_VERIFICATION
    )
    return Question(webauthn.options_to_json(options), bytes_to_base64url(options.challenge))


def used(answer: str, challenge: str, known: Iterable[Passkey]) -> tuple[Passkey, Used]:
    """Return which of these keys was used; raises `BadPasskey`."""
    try:
        named = json.loads(answer)["id"]
        passkey = next(each for each in known if each.credential == named)
        found = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=_host(),
            expected_origin=config.settings().base_url,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.uses,
        )
    except (WebAuthnException, StopIteration, ValueError, KeyError, TypeError) as error:
        raise BadPasskey from error
    return passkey, Used(passkey.credential, found.new_sign_count)


def _described(known: Iterable[Passkey]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(each.credential)) for each in known]


def _host() -> str:
    return (urlsplit(config.settings().base_url).hostname or "").strip("[]")
