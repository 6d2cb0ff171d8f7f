"""Guards for views inside an appeal: they are given the appeal, not its slug."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import request

from appeals import db, ledger
from appeals.accounts import guards
from appeals.accounts.guards import View
from appeals.accounts.permissions import Permission
from appeals.drafting import services
from appeals.drafting.models import Appeal


def requires(permission: Permission) -> Callable[[View], View]:
    """Find the appeal of the `slug` in the address and let those in who may do this in it."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(slug: str, **kwargs: Any) -> Any:
            refused = guards.demand(Permission.SIGNED_IN)
            if refused:
                return refused
            appeal = services.get_appeal(db.session(), slug)
            return guards.demand(permission, appeal_id=appeal.id) or view(appeal, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def note_taken(appeal: Appeal, name: str) -> None:
    """Note that whoever asks takes a file with names in it; not inside a transaction."""
    if request.method == "GET":
        with db.transaction() as session:
            by, now = guards.signed_in().id, db.clock(session)
            ledger.note_taken(session, appeal.id, name, by=by, now=now)
