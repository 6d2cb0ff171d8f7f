"""What drafting writes into the ledger."""

from enum import StrEnum


class Action(StrEnum):
    """An act on an appeal or on its text."""

    APPEAL_CREATED = "appeal.created"
    STARTED_FROM = "appeal.started_from"
    SETTINGS_CHANGED = "appeal.settings_changed"
    TEXT_SAVED = "text.saved"
    TEXT_PASTED = "text.pasted"
    WORDING_READ = "text.wording_read"
    WORDING_CHECKED = "text.wording_checked"
    SEGMENT_ADDED = "text.segment_added"
    SEGMENT_SPLIT = "text.segment_split"
    SEGMENTS_MERGED = "text.segments_merged"
    SEGMENT_MOVED = "text.segment_moved"
    SEGMENT_DELETED = "text.segment_deleted"
    REVISION_NAMED = "text.revision_named"
    REVISION_RESTORED = "text.revision_restored"
    CHANGE_UNDONE = "text.change_undone"
    FINDING_WAIVED = "parity.finding_waived"
    WAIVER_REMOVED = "parity.waiver_removed"
    GLOSSARY_CHANGED = "glossary.changed"
    COMMENTS_OPENED = "comments.opened"
    COMMENTS_CHANGED = "comments.changed"
    COMMENTS_CLOSED = "comments.closed"
    TEXT_LOCKED = "text.locked"
    TEXT_UNLOCKED = "text.unlocked"
    SIGN_ON_OPENED = "sign_on.opened"
    SIGN_ON_CLOSED = "sign_on.closed"
    SIGN_ON_REOPENED = "sign_on.reopened"
