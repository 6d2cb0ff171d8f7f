"""How kinds, phases, classes of changes and languages are called on a page."""

from datetime import datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from appeals import i18n, languages
from appeals.document.placeholders import Placeholder, Unknown, Values
from appeals.drafting.models import ChangeClass, ConsentDefault, Phase, Segment, SegmentKind

KINDS = {
    SegmentKind.TITLE: lazy_gettext("Title"),
    SegmentKind.KICKER: lazy_gettext("Line above the title"),
    SegmentKind.DATE_LINE: lazy_gettext("Place and date"),
    SegmentKind.ADDRESSEE: lazy_gettext("Addressee"),
    SegmentKind.CC: lazy_gettext("Copy to"),
    SegmentKind.SALUTATION: lazy_gettext("Salutation"),
    SegmentKind.HEADING: lazy_gettext("Heading"),
    SegmentKind.PARAGRAPH: lazy_gettext("Paragraph"),
    SegmentKind.NUMBERED_ITEM: lazy_gettext("Numbered item"),
    SegmentKind.BULLETED_ITEM: lazy_gettext("Bulleted item"),
    SegmentKind.QUOTATION: lazy_gettext("Quotation"),
    SegmentKind.CLOSING: lazy_gettext("Closing words"),
    SegmentKind.CONTACT: lazy_gettext("Media contact"),
    SegmentKind.NOTE: lazy_gettext("Note"),
    SegmentKind.SIGNATORIES_HEADING: lazy_gettext("Heading of the signatories"),
    SegmentKind.SUPPORTERS_HEADING: lazy_gettext("Heading of the supporters"),
}
PHASES = {
    Phase.DRAFT: lazy_gettext("Draft"),
    Phase.COMMENTS: lazy_gettext("Open for comments"),
    Phase.FINAL: lazy_gettext("Final text"),
    Phase.SIGN_ON: lazy_gettext("Open for signatures"),
    Phase.CLOSED: lazy_gettext("Closed"),
}
CHANGES = {
    ChangeClass.TYPO: lazy_gettext("A typing error"),
    ChangeClass.TRANSLATION: lazy_gettext("A mended translation"),
    ChangeClass.SUBSTANCE: lazy_gettext("A change of substance"),
}
DEFAULTS = {
    ConsentDefault.DROP: lazy_gettext("It lapses"),
    ConsentDefault.KEEP: lazy_gettext("It stays, under the text that was signed"),
}
DEFAULT_DESCRIPTIONS = {
    ConsentDefault.DROP: lazy_gettext(
        "The organisation is told, and can sign again as long as answers are taken."
    ),
    ConsentDefault.KEEP: lazy_gettext(
        "The list says which organisations have not confirmed the present text."
    ),
}
CHANGE_DESCRIPTIONS = {
    ChangeClass.TYPO: lazy_gettext("Nothing changes in what the text says, in any language."),
    ChangeClass.TRANSLATION: lazy_gettext(
        "One language version said something else than the reference; now it says the same."
    ),
    ChangeClass.SUBSTANCE: lazy_gettext(
        "The text says something new. Those who have signed are to be asked again."
    ),
}
PLACEHOLDERS = {
    Placeholder.SIGNATORIES: lazy_gettext("number of signatories"),
    Placeholder.SUPPORTERS: lazy_gettext("number of supporters"),
    Placeholder.ORGANISATIONS: lazy_gettext("number of organisations"),
    Placeholder.COUNTRIES: lazy_gettext("number of countries"),
    Placeholder.DEADLINE: lazy_gettext("deadline for signatures"),
}


def language(tag: str) -> str:
    """Return the language's name with a capital, as CLDR has it for lists and labels."""
    name = languages.language_name(tag, i18n.interface_language())
    return name[:1].upper() + name[1:]


def missing_wording(segment: Segment, language: str) -> str:
    """Return the sentence that says which wording is missing."""
    return str(
        _(
            "Segment %(number)s (%(kind)s) has no wording in this language: %(language)s.",
            number=segment.position + 1,
            kind=KINDS[segment.kind],
            language=languages.language_name(language, i18n.interface_language()),
        )
    )


def uncounted(deadline: datetime | None, language: str) -> Values:
    """Return what stands in a text before the lists are final: the names of numbers, no numbers.

    Only the deadline, in the appeal's own time zone, is known from the beginning.
    """
    spoken, number = i18n.interface_language(), _("number")
    values: dict[Placeholder, str | Unknown] = {
        each: Unknown(str(label), spoken, number) for each, label in PLACEHOLDERS.items()
    }
    if deadline:
        values[Placeholder.DEADLINE] = languages.moment(deadline, language)
    return values
