"""Accounts: made, given a role, their password and second factor set, signed out everywhere."""

from appeals.accounts.services.actions import Action, BadPassword, EmailTaken, LastCoordinator
from appeals.accounts.services.factors import (
    accepts_code,
    accepts_recovery_code,
    enable_totp,
    request_reset,
    set_hashed_password,
    set_password,
    tell_authenticator_changed,
    tell_recovery_code_used,
    tell_recovery_codes_made,
    totp_secret,
)
from appeals.accounts.services.members import (
    Member,
    leave_role_to_coalition,
    list_coordinators,
    list_members,
    set_role,
    switch_off,
    switch_on,
)
from appeals.accounts.services.opening import (
    create_account,
    default_coalition,
    find_account,
    get_member,
    update_account,
)
from appeals.accounts.services.signing_in import (
    begin_session,
    end_session,
    sign_out_everywhere,
    tell_signed_out,
)

__all__ = [
    "Action",
    "BadPassword",
    "EmailTaken",
    "LastCoordinator",
    "Member",
    "accepts_code",
    "accepts_recovery_code",
    "begin_session",
    "create_account",
    "default_coalition",
    "enable_totp",
    "end_session",
    "find_account",
    "get_member",
    "leave_role_to_coalition",
    "list_coordinators",
    "list_members",
    "request_reset",
    "set_hashed_password",
    "set_password",
    "set_role",
    "sign_out_everywhere",
    "switch_off",
    "switch_on",
    "tell_authenticator_changed",
    "tell_recovery_code_used",
    "tell_recovery_codes_made",
    "tell_signed_out",
    "totp_secret",
    "update_account",
]
