"""What pages of drafting show of the comments, without knowing of this feature."""

from appeals import db
from appeals.accounts.guards import allowed
from appeals.accounts.permissions import Permission
from appeals.drafting.models import Appeal
from appeals.reviewing import services
from appeals.reviewing.services import Counts


def context() -> dict[str, object]:
    """Return what the templates of all features may use of reviewing."""
    return {"comments_on": comments_on}


def comments_on(appeal: Appeal) -> Counts | None:
    """Return the comments on an appeal in numbers; None for whoever may not read them."""
    if not allowed(Permission.MANAGE_REVIEW, appeal.id):
        return None
    return services.count_comments(db.session(), appeal)
