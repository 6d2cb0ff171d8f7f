"""What things of a statement are called on a page."""

from flask_babel import lazy_gettext as _

from appeals.importing.answering import Answer
from appeals.importing.model import Ask, ListRole

ROLES = {
    ListRole.SIGNATORIES: _("Signatories"),
    ListRole.SUPPORTERS: _("Supporters"),
    ListRole.LATE: _("Joined later"),
    ListRole.INDIVIDUALS: _("Individuals"),
}
QUESTIONS = {
    Ask.COMMA_IN_NAME: _("Is this one entry with a comma in its name?"),
    Ask.TWO_ENTRIES: _("Is this one entry, or are there several on one line?"),
    Ask.LIST_WITHOUT_HEADING: _("No heading stands above these lines. Are they a list?"),
    Ask.LANGUAGE: _("The language of this passage is not sure."),
    Ask.COUNTRY: _("Is this a country, a city or another name?"),
}
AS_READ = _("As it was read")
ANSWERS = {
    Answer.APART: _("Several entries"),
    Answer.WHOLE: _("It belongs to the name"),
    Answer.NO_LIST: _("They are not a list"),
}
EVIDENCE = {
    "menu": _("menu"),
    "button or counter": _("button or counter"),
    "after the end of the text": _("after the end of the text"),
    "breadcrumb": _("breadcrumb"),
    "menu of languages": _("menu of languages"),
    "line without words": _("line without words"),
}
