"""Forms of the import: files or a text, and what the appeal shall be."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import Field, MultipleFileField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, Regexp, ValidationError

from appeals.drafting.plain_text import LONGEST_SLUG

MOST_FILES = 12
SIGNED, CHOSEN = "signed", "chosen"


def _stripped(value: str | None) -> str | None:
    return value.strip() if value else value


class UploadForm(FlaskForm):
    """Several files, or a text that holds all languages below each other."""

    files = MultipleFileField(_("Files"))
    text = TextAreaField(_("Or a text"))

    def validate_text(self, field: Field) -> None:
        chosen = [each for each in self.files.data or () if each and each.filename]
        pasted = bool((field.data or "").strip())
        if pasted and chosen:
            raise ValidationError(_("Paste a text or choose files, not both."))
        if not pasted and not chosen:
            raise ValidationError(_("Choose files, or paste a text."))
        if len(chosen) > MOST_FILES:
            raise ValidationError(_("Choose at most 12 files."))


class MakeForm(FlaskForm):
    """What the appeal is called, and whether those in the lists have signed its text."""

    slug = StringField(
        _("Short name"),
        [
            InputRequired(_("Give it a short name.")),
            Length(max=LONGEST_SLUG),
            Regexp(
                r"^[a-z0-9]+(?:-[a-z0-9]+)*$",
                message=_(
                    "The short name may hold small Latin letters, digits and single hyphens "
                    "between."
                ),
            ),
        ],
        filters=[_stripped],
    )
    reference = SelectField(_("Reference language"))
    signed = RadioField(
        _("Those in the lists"),
        choices=[
            SelectChoice(SIGNED, _("have signed the text as it stands in the statement")),
            SelectChoice(CHOSEN, _("are only to be asked")),
        ],
        default=SIGNED,
    )
