"""What tables, columns, periods and fates are called where people read them."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext
from flask_babel.speaklater import LazyString

from appeals.periods import Period, Unit
from appeals.retention.erasing import Fate

_TABLES: dict[str, LazyString] = {
    "account": lazy_gettext("Account"),
    "account_session": lazy_gettext("Session of an account"),
    "appeal": lazy_gettext("Address for questions about an appeal"),
    "bounce": lazy_gettext("Report about a mail that came back"),
    "colleague_invitation": lazy_gettext("Invitation of a colleague"),
    "comment": lazy_gettext("Comment on a draft"),
    "contact": lazy_gettext("Contact of an organisation"),
    "disclosure": lazy_gettext("How the name of an organisation is shown"),
    "dispute": lazy_gettext("Contested signature"),
    "edition": lazy_gettext("Published edition"),
    "email_change": lazy_gettext("New address of an account"),
    "endorsement": lazy_gettext("Endorsement by a person"),
    "handover": lazy_gettext("Handing over of a link"),
    "invitation": lazy_gettext("Answer of an organisation"),
    "join_request": lazy_gettext("Request to join an appeal"),
    "known_browser": lazy_gettext("Browser of an account"),
    "ledger_opening": lazy_gettext("Who answered, as the log can prove it"),
    "mail": lazy_gettext("Mail that was sent"),
    "mandate": lazy_gettext("Standing mandate"),
    "membership": lazy_gettext("Role of an account"),
    "passkey": lazy_gettext("Passkey of an account"),
    "question": lazy_gettext("Question to the coordinators"),
    "recipient": lazy_gettext("Link that ends mails"),
    "reviewer": lazy_gettext("Reviewer of a draft"),
    "security_event": lazy_gettext("What happened to an account"),
    "signature": lazy_gettext("Signature of an organisation"),
    "suppression": lazy_gettext("Address that is written to no more"),
}
_COLUMNS: dict[str, LazyString] = {
    "address": lazy_gettext("E-mail address"),
    "answer": lazy_gettext("Answer"),
    "browser": lazy_gettext("Browser"),
    "cause": lazy_gettext("Why"),
    "country": lazy_gettext("Country"),
    "domain": lazy_gettext("Domain"),
    "former": lazy_gettext("Former e-mail address"),
    "email": lazy_gettext("E-mail address"),
    "evidence": lazy_gettext("Evidence"),
    "basis": lazy_gettext("Evidence"),
    "identity": lazy_gettext("Mailbox"),
    "kind": lazy_gettext("What"),
    "language": lazy_gettext("Language"),
    "message": lazy_gettext("Message"),
    "name": lazy_gettext("Name"),
    "person": lazy_gettext("Name"),
    "place": lazy_gettext("Town"),
    "reason": lazy_gettext("Reason"),
    "recipient": lazy_gettext("E-mail address"),
    "role": lazy_gettext("Function"),
    "state": lazy_gettext("State"),
    "template": lazy_gettext("What"),
    "text": lazy_gettext("Text"),
    "website": lazy_gettext("Website"),
}
_FATES: dict[Fate, LazyString] = {
    Fate.DELETED: lazy_gettext("Is deleted."),
    Fate.BLANKED: lazy_gettext("Stays without the person."),
    Fate.MARKED: lazy_gettext(
        "Only a mark of the address stays, so that nobody writes to it again after an import."
    ),
    Fate.ACCOUNT: lazy_gettext(
        "Stays: the account is in use. Switch it off on the page of the members, then ask again."
    ),
    Fate.COALITION: lazy_gettext(
        "Stays: partners ask their questions there. Change it on the page of the appeal."
    ),
    Fate.MENTION: lazy_gettext(
        "Stays: it is published, or somebody else wrote it. Look at it and change it by hand if "
        "that is right."
    ),
}


def table(name: str) -> str:
    return str(_TABLES.get(name) or _("Text in which the person is named"))


def column(name: str) -> str:
    """Return what a column is called: by its whole name, else by how it ends."""
    found = _COLUMNS.get(name) or _COLUMNS.get(name.rpartition("_")[2])
    return str(found or name.replace("_", " "))


def fate(value: Fate) -> str:
    return str(_FATES[value])


def period(value: Period) -> str:
    """Return a period in words, such as “6 months”."""
    if value.unit is Unit.HOURS:
        return str(ngettext("%(num)d hour", "%(num)d hours", value.number))
    if value.unit is Unit.DAYS:
        return str(ngettext("%(num)d day", "%(num)d days", value.number))
    return str(ngettext("%(num)d month", "%(num)d months", value.number))
