"""What a row of answers will do, what stands against it, and how to mend it, in words."""

from flask_babel import lazy_gettext as _

from appeals.organisations.messages import sentence as file_sentence
from appeals.signatures.answer_sheets import Fault, Given, Trouble
from appeals.signatures.receiving import Effect, Obstacle

GIVEN = {Given.SIGN: _("Sign"), Given.SUPPORT: _("Support"), Given.DECLINE: _("Decline")}
EFFECTS = {
    Effect.SIGNS: _("Will stand in the list of signatories."),
    Effect.SUPPORTS: _("Will stand in the list of supporters."),
    Effect.DECLINES: _("Will be noted as declined."),
    Effect.NOTHING: _("Nothing: this answer is there already."),
}
OBSTACLES = {
    Obstacle.UNKNOWN: _(
        "No organisation of the registry is called this. Write its name as there, its acronym or "
        "its address, or add it first."
    ),
    Obstacle.AMBIGUOUS: _("Several organisations are called this. Write the full name."),
    Obstacle.TWICE: _("An earlier row is about the same organisation. Keep one of the two."),
    Obstacle.FUTURE: _("This day is still to come. Correct it."),
    Obstacle.DRAFT: _(
        "The text was not final yet on that day, so this cannot be consent to it. Ask the "
        "organisation for an answer to the final text."
    ),
    Obstacle.OLD_TEXT: _(
        "The text was changed in substance after that day. Ask the organisation again."
    ),
    Obstacle.LANGUAGE: _("The appeal has no version in this language. Correct it or empty it."),
    Obstacle.DIFFERS: _(
        "It stands in a list already, and this says otherwise. A change or a withdrawal is made "
        "by its own link. Delete the row."
    ),
    Obstacle.DISPUTED: _("Its answer is disputed. Decide the dispute first."),
    Obstacle.REVOKED: _("Its invitation was revoked. Restore it first."),
}
TROUBLES = {
    Trouble.MISSING: _("This cell is empty. Fill it in."),
    Trouble.ANSWER: _("“%(value)s” is no answer. Write sign, support or decline."),
    Trouble.DAY: _("“%(value)s” is no day. Write one such as 2026-11-20."),
    Trouble.LANGUAGE: _("“%(value)s” is not a language code. Write one such as en, ru or pt-BR."),
    Trouble.TEXT: _("“%(value)s” is too long or has invisible signs inside. Shorten or retype it."),
    Trouble.COLUMN: _("The table has no such column. Add it; see the template."),
    Trouble.UNKNOWN_COLUMN: _("No such column is known. Correct its heading or delete it."),
    Trouble.FORMULA: _("The cell holds a formula. Replace it by its value."),
    Trouble.TOO_MANY_ROWS: _("There are more than 1,000 rows. Split the table."),
    Trouble.NO_ROWS: _("There is a heading and no row below it. Add the answers."),
}


def sentence(fault: Fault) -> str:
    """Say why the cell cannot be taken and how to mend it."""
    if fault.problem:
        return file_sentence(fault.problem)
    return str(TROUBLES[fault.trouble]) % {"value": fault.value}
