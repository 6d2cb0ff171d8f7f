"""How often signing in may be tried: by account, by neighbourhood, by all.

An account is told apart from the same account on a browser it was used on
before, which only that browser's own failures hold up: whoever tries passwords
from elsewhere locks nobody out.
"""

import time
from collections.abc import Callable, Sequence
from functools import cache, wraps
from typing import Any

from flask import (
    Flask,
    Response,
    after_this_request,
    current_app,
    g,
    render_template,
    request,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from appeals import config, db, i18n, limits
from appeals.accounts import addresses, history, services
from appeals.accounts.models import Account
from appeals.errors import TooMany
from appeals.limits import Limit
from appeals.rates import Rate

View = Callable[..., Any]
Page = Callable[[Exception], ResponseReturnValue]

# Networks that were just found to have tried too many links, by this process alone.
FULL: dict[str, tuple[float, int]] = {}
_FULL_FOR = 1.0  # seconds
_MOST_FULL = 10_000
# Seconds; and how often whoever makes a file looks whether another is done.
_PAUSE = 0.25
_PAUSES = 20
_KEPT_SECONDS = 365 * 24 * 3600


def init_app(app: Flask) -> None:
    app.before_request(_count_upload)
    app.after_request(_end_upload)


def counting_bad_links(page: Page) -> Page:
    """Count links that name nothing; a network that has tried too many is told to wait.

    For what handles such an error: a link that is good never comes here.
    """

    @wraps(page)
    def counted(error: Exception) -> ResponseReturnValue:
        try:
            _count_bad_link()
        except TooMany as full:
            return _calm_answer(full.seconds)
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


def slowest_rate(account: Account, number: int) -> Rate | None:
    """Return the rate that makes so many mails of an account wait the longest, if any does."""
    rates = config.settings().rates["MAIL_ACCOUNT"]
    if not services.is_vouched(db.session(), account):
        rates += config.settings().rates["MAIL_NEW_ACCOUNT"]
    waiting = [each for each in rates if number > each.most]
    return max(waiting, key=lambda each: each.within * ((number - 1) // each.most), default=None)


def an_export(view: View) -> View:
    """Let an account make so many files an hour, and a coalition one at a time.

    Whoever comes second waits a little. What fails is not counted. Stands below
    what demands a permission.
    """

    @wraps(view)
    def limited(*values: Any, **named: Any) -> Any:
        counted = take(limits.configured("EXPORTS_ACCOUNT", g.account.id))
        turn: list[int] = []
        good = False
        try:
            turn = _turn(limits.configured("EXPORTS_AT_ONCE", g.visit.coalition_id))
            answer = view(*values, **named)
            good = current_app.make_response(answer).status_code < 400
            return answer
        finally:
            forget([*turn, *([] if good else counted)])

    return limited


def _turn(counted: list[Limit]) -> list[int]:
    """Take a turn among those who do the same, waiting for a few seconds at most."""
    for _pause in range(_PAUSES):
        try:
            return take(counted)
        except TooMany:
            time.sleep(_PAUSE)
    return take(counted)


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
        at_once = limits.configured("UPLOADS_AT_ONCE", g.account.id)
        g.uploading = take(at_once)
        take(limits.configured("UPLOADS_ACCOUNT", g.account.id))


def _end_upload(response: Response) -> Response:
    if uploading := g.pop("uploading", None):
        forget(uploading)
    return response


def _calm_answer(seconds: int) -> Response:
    """Return a page that is the same for everybody, as a flood asks for it all the time."""
    response = Response(_calm_page(i18n.interface_language()), 429)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Retry-After"] = str(seconds)
    return response


@cache
def _calm_page(language: str) -> str:
    return render_template(
        "errors/plain.html",
        title=_("Too many attempts"),
        message=_("Nothing is locked and nothing is lost: wait a little and try again."),
        language=language,
    )


def _count_bad_link() -> None:
    network = _network()
    _demand_that_it_was_not_full(network)
    session = db.session()
    counted = [
        *limits.configured("BAD_LINKS_NETWORK", network),
        *limits.configured("BAD_LINKS_ALL"),
    ]
    # Once there is no more room nothing is written: a flood holds up nobody's signature.
    try:
        limits.demand_room(session, counted, now=db.clock(session))
    except TooMany as full:
        FULL[network] = (time.monotonic(), full.seconds)
        raise
    with db.transaction() as writing:
        limits.note(writing, counted, now=db.clock(writing))


def _demand_that_it_was_not_full(network: str) -> None:
    """Raise `TooMany` without a question to the database that was asked a moment ago."""
    if len(FULL) > _MOST_FULL:
        FULL.clear()
    asked_at, seconds = FULL.get(network, (0.0, 0))
    if seconds and time.monotonic() - asked_at < _FULL_FOR:
        raise TooMany(seconds)


def _cookie() -> str:
    return "__Host-browser" if config.settings().secure else "browser"


def _network() -> str:
    return limits.network_of(request.remote_addr)


def _written_alike(email: str) -> str:
    try:
        return addresses.normal(email)
    except addresses.BadAddress:
        return "no address"
