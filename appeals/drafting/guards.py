"""Guards for views inside an appeal: they are given the appeal, not its slug."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from appeals import db
from appeals.accounts import guards
from appeals.accounts.guards import View
from appeals.accounts.permissions import Permission
from appeals.drafting import services


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
