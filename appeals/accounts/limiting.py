"""How often signing in may be tried: by account, by neighbourhood, by all.

An account is told apart from the same account on a browser it was used on
before, which only that browser's own failures hold up: whoever tries passwords
from elsewhere locks nobody out.
"""

from collections.abc import Sequence

from flask import Response, after_this_request, request

from appeals import config, db, limits
from appeals.accounts import addresses, history, services
from appeals.accounts.models import Account
from appeals.limits import Limit

_KEPT_SECONDS = int(history.KEPT.total_seconds())


def take(counted: Sequence[Limit]) -> list[int]:
    """Count an attempt that is about to be made; raises `TooMany`."""
    with db.transaction() as session:
        return limits.take(session, counted, now=db.clock(session))


def forget(taken: Sequence[int]) -> None:
    """Take an attempt back that was not in vain."""
    with db.transaction() as session:
        limits.forget(session, taken)


def sign_in(email: str) -> list[Limit]:
    """Return what limits trying passwords for an address, whether it has an account or not."""
    session = db.session()
    account = services.find_account(session, email)
    if account and history.knows_browser(session, account.id, browser_key()):
        return limits.configured("SIGN_IN_ACCOUNT", f"{account.id} {browser_key()}")
    return [
        *limits.configured("SIGN_IN_ACCOUNT", _written_alike(email)),
        *limits.configured("SIGN_IN_NETWORK", _network()),
        *limits.configured("SIGN_IN_ALL"),
    ]


def second_factor(account: Account) -> list[Limit]:
    """Return what limits trying codes, of the authenticator or for the day it is lost."""
    if history.knows_browser(db.session(), account.id, browser_key()):
        return limits.configured("SECOND_FACTOR_ACCOUNT", f"{account.id} {browser_key()}")
    return [
        *limits.configured("SECOND_FACTOR_ACCOUNT", account.id),
        *limits.configured("SECOND_FACTOR_NETWORK", _network()),
    ]


def reset(email: str) -> list[Limit]:
    """Return what limits asking for a new password, whether there is such an account or not."""
    return [
        *limits.configured("RESET_ACCOUNT", _written_alike(email)),
        *limits.configured("RESET_NETWORK", _network()),
    ]


def browser_key() -> str:
    """Return what this browser is known by, or nothing."""
    return request.cookies.get(_cookie(), "")


def keep_browser_key(key: str) -> None:
    """Have the browser keep what it is known by."""

    @after_this_request
    def keep(response: Response) -> Response:
        response.set_cookie(
            _cookie(),
            key,
            max_age=_KEPT_SECONDS,
            secure=config.settings().secure,
            httponly=True,
            samesite="Lax",
            path="/",
        )
        return response


def _cookie() -> str:
    return "__Host-browser" if config.settings().secure else "browser"


def _network() -> str:
    return limits.network_of(request.remote_addr)


def _written_alike(email: str) -> str:
    try:
        return addresses.normal(email)
    except addresses.BadAddress:
        return "no address"
