"""Forms for answers that came by mail."""

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import HiddenField, TextAreaField
from wtforms.validators import ValidationError


class ReceivingForm(FlaskForm):
    """A table, pasted or as a file."""

    text = TextAreaField(_("Table"))
    file = FileField(_("Or a file"))

    def validate_file(self, field: Any) -> None:
        pasted = bool((self.text.data or "").strip())
        if pasted and field.data:
            raise ValidationError(_("Paste a table or choose a file, not both."))
        if not pasted and not field.data:
            raise ValidationError(_("Paste a table, or choose a file."))


class ReceiveForm(FlaskForm):
    """Says which plan was read before it is carried out."""

    fingerprint = HiddenField()
