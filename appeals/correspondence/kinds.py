"""The mails whose text a coordinator may change, and what may stand in each."""

from enum import StrEnum


class MailKind(StrEnum):
    """A mail to an organisation; the value is the name of its template."""

    INVITATION = "invitation"
    LATE_INVITATION = "late_invitation"
    REMINDER = "reminder"
    LAST_CALL = "last_call"
    RECEIPT = "receipt"
    TEXT_CHANGED = "text_changed"
    CONSENT = "consent"
    PUBLISHED = "published"

    @property
    def asks(self) -> bool:
        """Whether it goes to those who have not answered yet."""
        return self in ASKING

    @property
    def placeholders(self) -> tuple[str, ...]:
        """Return the names that may stand in braces, in the order in which they are explained."""
        return _COMMON + _OWN[self]

    @property
    def required(self) -> str:
        """Return the placeholder without which the mail would be of no use."""
        return "page" if self is MailKind.PUBLISHED else "link"


ASKING = (
    MailKind.INVITATION,
    MailKind.LATE_INVITATION,
    MailKind.REMINDER,
    MailKind.LAST_CALL,
)
# Names are the same in every language of the interface, like those in a wording.
_COMMON = (
    *("link", "greeting", "contact", "organisation", "coalition", "title"),
    *("deadline", "answer_by", "reply_to"),
)
_OWN: dict[MailKind, tuple[str, ...]] = {
    **dict.fromkeys(ASKING, ("request", "subject_line", "code")),
    MailKind.RECEIPT: ("thanks", "details", "names", "hashes"),
    MailKind.TEXT_CHANGED: ("reason", "changes"),
    MailKind.CONSENT: ("changes", "decide_by"),
    MailKind.PUBLISHED: ("page",),
}
