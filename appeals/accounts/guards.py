"""Guards: who is signed in, which coalition they work in, what a view demands of them."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import UUID

from flask import Flask, current_app, g, redirect, request, session, url_for
from sqlalchemy.exc import DatabaseError
from werkzeug.wrappers import Response

from appeals import db, i18n, mail
from appeals.accounts import sessions
from appeals.accounts.models import Account, Coalition
from appeals.accounts.permissions import Permission, Role, may
from appeals.accounts.sessions import Visit
from appeals.errors import Forbidden, NotFound

View = Callable[..., Any]

# Under this name the cookie has the key of the session's row.
KEY = "key"


def init_app(app: Flask) -> None:
    app.before_request(_recognise)
    # The first one registered is the last one called: Flask-Login looks at every session.
    app.after_request_funcs.setdefault(None, []).insert(0, _have_looked_at_nothing)
    app.context_processor(
        lambda: {
            "account": g.get("account"),
            "may": allowed,
            "mail_paused_at": _mail_paused_at,
            "chosen_coalition": _chosen_coalition,
        }
    )


def requires(permission: Permission) -> Callable[[View], View]:
    """Let only those in who may do this; every view says what it demands, also the open ones."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            refused = demand(permission)
            return refused or view(*args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def same_for_all(view: View) -> View:
    """Recognise nobody on this page: it is the same for everybody, so that it may be kept."""
    view.same_for_all = True  # type: ignore[attr-defined]
    return view


def demand(permission: Permission, *, appeal_id: UUID | None = None) -> Response | None:
    """Return where to send somebody who must sign in first, or None; raise `Forbidden`."""
    if permission is Permission.OPEN_TO_ALL:
        return None
    if g.get("account") is None:
        target = request.full_path if request.method in db.SAFE_METHODS else "/"
        return redirect(url_for("security.login", next=target.rstrip("?")), code=303)
    if not allowed(permission, appeal_id):
        # Of an appeal somebody has no part in they may not even know that it exists.
        raise (
            Forbidden
            if appeal_id is None or allowed(Permission.READ_APPEAL, appeal_id)
            else NotFound
        )
    return None


def allowed(permission: Permission, appeal_id: UUID | None = None) -> bool:
    """Return whether the reader may do this, in this appeal or in the coalition."""
    account: Account | None = g.get("account")
    if account is None:
        return permission is Permission.OPEN_TO_ALL
    return may(account.role_in(appeal_id), permission)


def asked_on_this_machine() -> bool:
    """Return whether the request was made on the machine the service runs on."""
    # A proxy in front speaks from this machine too, but says for whom it asks.
    forwarded = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    return request.remote_addr in {"127.0.0.1", "::1"} and not forwarded


def _mail_paused_at() -> datetime | None:
    """Return since when no mail goes out, to whoever coordinates something and has to know it."""
    account: Account | None = g.get("account")
    if account is None or all(each.role is not Role.COORDINATOR for each in account.memberships):
        return None
    return mail.paused_since(db.session())


def _chosen_coalition() -> Coalition | None:
    """Return where the reader works, if there is a choice."""
    if len(signed_in().coalition_ids) < 2:
        return None
    return db.session().get(Coalition, visit().coalition_id)


def signed_in() -> Account:
    """Return the account of this request; only for views that demand one."""
    account: Account = g.account
    return account


def visit() -> Visit:
    """Return the session of this request; only for views that demand an account."""
    found: Visit = g.visit
    return found


def _recognise() -> None:
    if request.endpoint == "static":
        return
    # Requests of one test share an application context; nobody is to inherit another's.
    for name in ("account", "visit", "_login_user"):
        g.pop(name, None)
    if _is_same_for_all():
        return  # not even the session is looked at: what was would be told in `Vary`
    if KEY not in session and "_user_id" not in session:
        return  # nobody is remembered by other means, and most readers have no account
    found = sessions.find(db.session(), session.get(KEY, ""))
    if found is None:
        for name in {KEY, "_user_id"} & set(session):
            del session[name]
        return
    if found.is_to_be_noted:
        _note_seen(found)
    g.visit, g.account, g._login_user = found, found.account, found.account
    # Flask-Security asks by what means.
    g.fs_authn_via = "session"
    db.enter(db.session(), found.coalition_id)
    i18n.prefer(found.account.language)


def _note_seen(found: Visit) -> None:
    # Who only reads is not kept from it by a database that takes nothing more.
    with suppress(DatabaseError), db.transaction() as session:
        sessions.note_seen(session, found)


def _have_looked_at_nothing(response: Response) -> Response:
    """Let caches give a page that is the same for all to readers with other cookies."""
    if _is_same_for_all() and response.status_code < 400:  # a page about an error is not
        session.accessed = False
    return response


def _is_same_for_all() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "same_for_all", False)
