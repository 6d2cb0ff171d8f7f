"""What every page inside an appeal shows: its tabs, and the words for kinds and phases."""

from flask import current_app, url_for
from flask_babel import lazy_gettext as _

from appeals import db, ledger
from appeals.accounts import guards
from appeals.accounts.permissions import Permission
from appeals.drafting import labels
from appeals.drafting.models import Appeal

_TABS = (
    ("overview", "drafting.show", Permission.READ_APPEAL, _("Overview")),
    ("text", "drafting.edit", Permission.READ_APPEAL, _("Text")),
    ("review", "reviewing.board", Permission.MANAGE_REVIEW, _("Comments")),
    ("invitations", "invitations.board", Permission.READ_ANSWERS, _("Invitations")),
    ("lists", "signatures.lists", Permission.READ_ANSWERS, _("Lists")),
    ("export", "publishing.export", Permission.EXPORT, _("Export")),
    ("publish", "publishing.release", Permission.PUBLISH, _("Publish")),
)


def context() -> dict[str, object]:
    """Return what the templates of all features may use of drafting."""
    return {"appeal_tabs": appeal_tabs, "labels": labels, "log_has_fault": log_has_fault}


def appeal_tabs(appeal: Appeal) -> list[tuple[str, str, str]]:
    """Return key, label and address of the pages this reader may open."""
    # The pages of higher features are known by their endpoints only.
    return [
        (key, str(label), url_for(endpoint, slug=appeal.slug))
        for key, endpoint, permission, label in _TABS
        if endpoint in current_app.view_functions and guards.allowed(permission, appeal.id)
    ]


def log_has_fault(appeal: Appeal) -> bool:
    """Return whether the last check of the log found that something had been changed."""
    return ledger.find_fault(db.session(), appeal) is not None
