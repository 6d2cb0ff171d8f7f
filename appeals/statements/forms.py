"""Forms for everybody."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import Field, StringField
from wtforms.validators import ValidationError

from appeals.statements import verifying


class VerifyForm(FlaskForm):
    """A file, or its hash for whoever does not want to send it."""

    file = FileField(_("The file"))
    sha256 = StringField(_("Or its SHA-256"))

    def validate_file(self, field: Field) -> None:
        if not field.data and not self.sha256.data:
            raise ValidationError(_("Choose the file, or enter its SHA-256."))

    def validate_sha256(self, field: Field) -> None:
        if field.data and not self.file.data and not verifying.read_hash(field.data):
            raise ValidationError(_("A SHA-256 has 64 characters from 0 to 9 and a to f."))

    def hash(self) -> str:
        if self.file.data:
            return verifying.hash_of(self.file.data.stream)
        return verifying.read_hash(self.sha256.data or "") or ""
