"""What is said of sessions and of what happened to an account."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

from appeals.accounts.browsers import Browser
from appeals.accounts.history import Event
from appeals.accounts.models import ColleagueInvitation
from appeals.accounts.permissions import Role

_EVENTS: dict[Event, LazyString] = {
    Event.CREATED: lazy_gettext("The account was made."),
    Event.SIGNED_IN: lazy_gettext("Signed in."),
    Event.SIGNED_IN_ON_NEW_BROWSER: lazy_gettext("Signed in on a new browser."),
    Event.SIGNED_OUT: lazy_gettext("Signed out."),
    Event.SESSION_ENDED: lazy_gettext("A session was ended."),
    Event.SIGNED_OUT_EVERYWHERE: lazy_gettext("Signed out everywhere."),
    Event.RESET_REQUESTED: lazy_gettext("Somebody asked for a link to choose a new password."),
    Event.PASSWORD_CHANGED: lazy_gettext("The password was changed."),
    Event.AUTHENTICATOR_CHANGED: lazy_gettext("The authenticator was set up anew."),
    Event.RECOVERY_CODES_MADE: lazy_gettext("New recovery codes were made."),
    Event.RECOVERY_CODE_USED: lazy_gettext("A recovery code was used."),
    Event.ROLE_CHANGED: lazy_gettext("The role was changed."),
    Event.SWITCHED_OFF: lazy_gettext("The account was switched off."),
    Event.SWITCHED_ON: lazy_gettext("The account was switched on again."),
    Event.JOINED: lazy_gettext("Joined a coalition."),
    Event.REMOVED: lazy_gettext("Removed from a coalition."),
    Event.VOUCHED_FOR: lazy_gettext("A coordinator answers for this account."),
    Event.EMAIL_CHANGE_ASKED: lazy_gettext("Another e-mail address was asked for."),
    Event.EMAIL_CHANGED: lazy_gettext("The e-mail address was changed."),
    Event.PASSKEY_ADDED: lazy_gettext("A passkey was added."),
    Event.PASSKEY_DELETED: lazy_gettext("A passkey was deleted."),
}


ROLE_NAMES = {
    Role.COORDINATOR: lazy_gettext("Coordinator"),
    Role.TRANSLATOR: lazy_gettext("Translator"),
    Role.READER: lazy_gettext("Reader"),
}


def role(given: Role | None) -> str:
    return str(ROLE_NAMES[given]) if given else str(_("Only in single appeals"))


def invited_role(invitation: ColleagueInvitation) -> str:
    name = str(ROLE_NAMES[invitation.role])
    return str(_("%(role)s, in one appeal", role=name)) if invitation.appeal_id else name


def event(kind: Event) -> str:
    return str(_EVENTS[kind])


def browser(kept: str) -> str:
    """Return what a kept browser is called, as "Firefox on Linux"; empty if nothing was kept."""
    if not kept:
        return ""
    found = Browser.kept(kept)
    if found.make and found.system:
        return str(_("%(browser)s on %(system)s", browser=found.make, system=found.system))
    return found.make or found.system or str(_("An unknown browser"))
