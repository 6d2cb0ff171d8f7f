"""How the mails and what may stand in them are called on a page."""

from flask_babel import lazy_gettext as _

from appeals.correspondence.kinds import MailKind

KINDS = {
    MailKind.INVITATION: _("Invitation"),
    MailKind.LATE_INVITATION: _("Late invitation"),
    MailKind.REMINDER: _("Reminder"),
    MailKind.LAST_CALL: _("Last call"),
    MailKind.RECEIPT: _("Thanks and receipt"),
    MailKind.TEXT_CHANGED: _("Text corrected"),
    MailKind.CONSENT: _("Consent asked again"),
    MailKind.PUBLISHED: _("Published"),
}
WHEN = {
    MailKind.INVITATION: _("Asks an organisation for its answer."),
    MailKind.LATE_INVITATION: _("Asks an organisation that is added when others have answered."),
    MailKind.REMINDER: _("Reminds those who have not answered."),
    MailKind.LAST_CALL: _("Reminds them for the last time before signing closes."),
    MailKind.RECEIPT: _("Goes to every contact of an organisation when it has answered."),
    MailKind.TEXT_CHANGED: _("Tells signatories of a mended typing error or translation."),
    MailKind.CONSENT: _("Asks signatories again after a change of substance."),
    MailKind.PUBLISHED: _("Tells signatories where the published appeal is to be read."),
}
PLACEHOLDERS = {
    "link": _("The personal link of the organisation"),
    "greeting": _("“Dear …,” with the name of the contact, or “Dear colleagues,”"),
    "contact": _("The name of the contact, if the registry has one"),
    "organisation": _("The name of the organisation"),
    "coalition": _("The name of the coalition"),
    "title": _("The title of the appeal"),
    "deadline": _("The deadline in the time zone of the appeal"),
    "answer_by": _("A sentence with the date to answer by, also in UTC"),
    "reply_to": _("The address for questions"),
    "request": _("A sentence that asks to sign or to support, as the organisation is asked"),
    "subject_line": _("“Invitation to sign …” or “Invitation to support …”"),
    "code": _("A sentence with the code for those who do not open links from mails"),
    "thanks": _("A sentence that thanks for signing or for supporting"),
    "details": _("Who answered, when, and in which language it was read"),
    "names": _("How the organisation is printed in each language"),
    "hashes": _("The check sums of the text that was signed"),
    "reason": _("A sentence that says what was mended"),
    "changes": _("What was changed, in the language of the reader"),
    "decide_by": _("Until when to decide, and what happens otherwise"),
    "page": _("The public address of the appeal in the language of the reader"),
}
