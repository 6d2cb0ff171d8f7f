"""Forms of the page on which coordinators answer who asks what is known of them."""

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import Email, Length, Optional, ValidationError

from appeals.retention.subjects import Subject, folded


def _strip(value: str | None) -> str:
    return (value or "").strip()


class SubjectForm(FlaskForm):
    """Who is asked about: at least one of the two."""

    address = StringField(
        _("E-mail address"),
        [Optional(), Length(max=254), Email(_("Enter an address such as name@example.org."))],
        filters=[_strip],
    )
    name = StringField(_("Name of the person"), [Length(max=200)], filters=[_strip])

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid = bool(super().validate(extra_validators))
        if is_valid and not (self.address.data or self.name.data):
            self.form_errors.append(str(_("Enter an address or a name.")))
            return False
        if is_valid and self.name.data and len(self.name.data) < _SHORTEST:
            self.name.errors = [str(_("Enter the name in full."))]
            return False
        return is_valid

    @property
    def subject(self) -> Subject:
        return Subject(address=self.address.data or "", name=self.name.data or "")


class EraseForm(SubjectForm):
    """The same once more, and typed anew what was asked for."""

    confirmation = StringField(_("To confirm, type it again"), filters=[_strip])

    def validate_confirmation(self, field: StringField) -> None:
        wanted = self.address.data or self.name.data or ""
        if folded(field.data or "") != folded(wanted):
            raise ValidationError(str(_("Type exactly what you asked for.")))


_SHORTEST = 3
