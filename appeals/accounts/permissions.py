"""Who may do what: one table for the whole service."""

from enum import StrEnum


class Role(StrEnum):
    """What an account is within a coalition, or within one appeal of it."""

    COORDINATOR = "coordinator"
    TRANSLATOR = "translator"
    READER = "reader"


class Permission(StrEnum):
    """What a view, or a part of it, asks for."""

    OPEN_TO_ALL = "open to all"
    SIGNED_IN = "signed in"
    READ_ORGANISATIONS = "read organisations"
    EDIT_ORGANISATIONS = "edit organisations"
    CREATE_APPEAL = "create appeal"
    READ_APPEAL = "read appeal"
    EDIT_TEXT = "edit text"
    MANAGE_REVIEW = "manage review"
    LOCK_TEXT = "lock text"
    INVITE = "invite"
    READ_ANSWERS = "read answers"
    RECORD_SIGNATURE = "record signature"
    ORDER_LISTS = "order lists"
    EXPORT = "export"
    PUBLISH = "publish"
    MANAGE_MEMBERS = "manage members"
    ANSWER_SUBJECTS = "answer subjects"


_READER = frozenset(
    {Permission.OPEN_TO_ALL, Permission.SIGNED_IN, Permission.READ_APPEAL, Permission.EXPORT}
)
_TRANSLATOR = _READER | {Permission.EDIT_TEXT}

GRANTED: dict[Role, frozenset[Permission]] = {
    Role.READER: _READER,
    Role.TRANSLATOR: _TRANSLATOR,
    Role.COORDINATOR: frozenset(Permission),
}


def may(role: Role | None, permission: Permission) -> bool:
    """Return whether somebody with this role, or with none but signed in, may do this."""
    if role is None:
        return permission in {Permission.OPEN_TO_ALL, Permission.SIGNED_IN}
    return permission in GRANTED[role]
