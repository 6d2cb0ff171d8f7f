"""What the ledger says of accounts, and what can be wrong with an act."""

from enum import StrEnum

from appeals.errors import Conflict, Invalid


class Action(StrEnum):
    """What the ledger says of accounts."""

    CREATED = "account.created"
    CHANGED = "account.changed"
    RESET_REQUESTED = "account.reset_requested"
    PASSWORD_CHANGED = "account.password_changed"  # noqa: S105
    AUTHENTICATOR_CHANGED = "account.authenticator_changed"
    RECOVERY_CODES_MADE = "account.recovery_codes_made"
    RECOVERY_CODE_USED = "account.recovery_code_used"
    SIGNED_OUT_EVERYWHERE = "account.signed_out_everywhere"
    SWITCHED_OFF = "account.switched_off"
    SWITCHED_ON = "account.switched_on"
    MEMBERSHIP_CHANGED = "membership.changed"
    REMOVED = "membership.removed"
    VOUCHED_FOR = "membership.vouched_for"
    INVITED = "membership.invited"
    INVITATION_SENT_AGAIN = "membership.invitation_sent_again"
    INVITATION_REVOKED = "membership.invitation_revoked"
    JOINED = "membership.joined"
    EMAIL_CHANGE_ASKED = "account.email_change_asked"
    EMAIL_CHANGED = "account.email_changed"
    PASSKEY_ADDED = "account.passkey_added"
    PASSKEY_RENAMED = "account.passkey_renamed"
    PASSKEY_DELETED = "account.passkey_deleted"


class EmailTaken(Conflict):
    """There is an account with this address."""


class NotYours(Conflict):
    """Somebody else has to do this."""


class BadPassword(Invalid):
    """The password is refused; the message says why."""


class LastCoordinator(Conflict):
    """Without this coordinator nobody could manage the coalition, or the appeal."""
