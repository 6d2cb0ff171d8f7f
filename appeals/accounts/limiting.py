"""How often signing in may be tried: by account, by neighbourhood, by all.

An account is told apart from the same account on a browser it was used on
before, which only that browser's own failures hold up: whoever tries passwords
from elsewhere locks nobody out.
"""

from collections.abc import Callable, Sequence
from functools import wraps

from flask import Flask, Response, after_this_request, current_app, g, request
from flask.typing import ResponseReturnValue

from appeals import config, db, limits
from appeals.accounts import addresses, history, services
from appeals.accounts.models import Account
from appeals.errors import TooMany
from appeals.limits import Limit

Page = Callable[[Exception], ResponseReturnValue]

_KEPT_SECONDS = int(history.KEPT.total_seconds())


def init_app(app: Flask) -> None:
    app.before_request(_count_upload)


def counting_bad_links(page: Page) -> Page:
    """Count links that name nothing; a network that has tried too many is told to wait.

    For what handles such an error: a link that is good never comes here.
    """

    @wraps(page)
    def counted(error: Exception) -> ResponseReturnValue:
        try:
            _count_bad_link()
        except TooMany as full:
            return current_app.handle_user_exception(full)
        return page(error)

    return counted


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


def colleagues(account: Account) -> list[Limit]:
    """Return what limits inviting colleagues, who may be anybody."""
    return limits.configured("COLLEAGUES_ACCOUNT", account.id)


def address(account: Account) -> list[Limit]:
    """Return what limits asking for another address, which may be anybody's."""
    return limits.configured("ADDRESS_ACCOUNT", account.id)


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


def _count_upload() -> None:
    is_form = request.mimetype == "multipart/form-data"
    if "account" in g and is_form and any(each.filename for each in request.files.values()):
        take(limits.configured("UPLOADS_ACCOUNT", g.account.id))


def _count_bad_link() -> None:
    session = db.session()
    counted = limits.configured("BAD_LINKS_NETWORK", _network())
    # Once there is no more room nothing is written: a flood holds up nobody's signature.
    limits.demand_room(session, counted, now=db.clock(session))
    with db.transaction() as writing:
        limits.note(writing, counted, now=db.clock(writing))


def _cookie() -> str:
    return "__Host-browser" if config.settings().secure else "browser"


def _network() -> str:
    return limits.network_of(request.remote_addr)


def _written_alike(email: str) -> str:
    try:
        return addresses.normal(email)
    except addresses.BadAddress:
        return "no address"
