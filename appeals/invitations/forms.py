"""Forms of the invitations: whom to ask, for what, and a new appeal for the same."""

from uuid import UUID

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from appeals import i18n
from appeals.accounts import addresses
from appeals.drafting.forms import NamedForm
from appeals.drafting.models import Appeal, ListKind
from appeals.drafting.services import AppealDetails
from appeals.invitations.labels import LISTS
from appeals.languages import language_name


class ChooseForm(FlaskForm):
    """Organisations to be invited, and what they are asked for."""

    organisation = SelectMultipleField(_("Organisations"), coerce=UUID, validate_choice=False)
    list_kind = RadioField(
        _("List they are asked to join"),
        [InputRequired()],
        choices=lambda: _lists(),
        default=ListKind.SIGNATORY.value,
    )
    language = SelectField(_("Language of the mail and of the first page"), default="")
    which = HiddenField()

    @classmethod
    def of(cls, appeal: Appeal) -> "ChooseForm":
        form = cls()
        form.language.choices = {"": str(_("The language of each contact")), **_languages(appeal)}
        return form

    @property
    def takes_all(self) -> bool:
        """Whether all that match the search are meant, and not the ticked ones."""
        return self.which.data == "all"

    def validate_organisation(self, field: SelectMultipleField) -> None:
        if not self.takes_all and not field.data:
            raise ValidationError(_("Tick at least one organisation."))


class ChangeForm(FlaskForm):
    """What a chosen organisation is asked for, and in which language."""

    list_kind = RadioField(
        _("List it is asked to join"),
        [InputRequired()],
        choices=lambda: _lists(),
    )
    language = SelectField(_("Language of the mail and of the first page"), [InputRequired()])

    @classmethod
    def of(
        cls, appeal: Appeal, list_kind: ListKind | None = None, language: str | None = None
    ) -> "ChangeForm":
        form = cls(list_kind=list_kind.value if list_kind else None, language=language)
        form.language.choices = _languages(appeal)
        return form


class CorrectForm(FlaskForm):
    """Another address for the contact mail goes to."""

    email = StringField(_("Corrected address"), [DataRequired(_("Enter the address."))])

    def validate_email(self, field: Field) -> None:
        if not addresses.writable(field.data):
            raise ValidationError(_("This is not an e-mail address. Check it letter by letter."))

    @property
    def address(self) -> str:
        return addresses.writable(self.email.data or "")


class ReplyForm(FlaskForm):
    """The answer to a question of an organisation."""

    answer = TextAreaField(
        _("Your answer"), [DataRequired(_("Write the answer.")), Length(max=4000)]
    )


class StartForm(NamedForm):
    """A new appeal started from an earlier one."""

    with_text = BooleanField(_("The text as it was, to be rewritten"))
    with_organisations = BooleanField(_("The organisations that were asked"), default=True)
    with_glossary = BooleanField(_("The glossary"), default=True)

    def details_like(self, earlier: Appeal) -> AppealDetails:
        return self.named(earlier.languages, earlier.reference_language)


def _lists() -> dict[str, str]:
    return {kind.value: str(label) for kind, label in LISTS.items()}


def _languages(appeal: Appeal) -> dict[str, str]:
    own = i18n.interface_language()
    return {tag: language_name(tag, own) for tag in appeal.languages}
