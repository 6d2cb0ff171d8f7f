"""The form that asks for a file in a format, languages and a layout."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import FieldList, HiddenField, SelectField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from appeals.document.layout import Layout
from appeals.drafting.models import Appeal
from appeals.publishing import file_labels
from appeals.publishing.formats import Format


class FileForm(FlaskForm):
    """Asks for a file; it changes nothing, so it is sent as a question."""

    class Meta:
        csrf = False

    language = SelectField(_("Languages"))
    format = SelectField(_("Format"), default=Format.DOCX.value)
    layout = SelectMultipleField(
        _("Arrangement in Word, PDF, web page and ODT"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def offer(self, appeal: Appeal) -> None:
        """Fill in what there is to choose."""
        self.language.choices = file_labels.language_choices(appeal)
        formats = {**file_labels.usual(), **file_labels.others()}
        self.format.choices = [(kind.value, label) for kind, label in formats.items()]
        self.layout.choices = [(each.value, label) for each, label in file_labels.options().items()]

    @property
    def kind(self) -> Format:
        return Format(self.format.data)

    @property
    def arrangement(self) -> Layout:
        return Layout.of(self.layout.data or ())


class MakeForm(FlaskForm):
    """Has a file made that was asked for and is too long to wait for."""

    language = HiddenField()
    format = HiddenField()
    layout = FieldList(HiddenField())
    draft = HiddenField()
