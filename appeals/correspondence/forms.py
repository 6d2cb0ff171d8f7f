"""The form for the text of a mail."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from appeals.correspondence import filling
from appeals.correspondence.kinds import MailKind
from appeals.correspondence.services import Text
from appeals.drafting.plain_text import clean

# A subject of one line cannot hold what is set in several.
_BLOCKS = frozenset({"names", "hashes", "changes", "details", "decide_by", "link", "page"})


class TextForm(FlaskForm):
    """Subject and body of a mail, with placeholders in braces."""

    subject = StringField(_("Subject"), [InputRequired(), Length(max=300)], filters=[clean])
    body = TextAreaField(_("Text"), [InputRequired(), Length(max=20_000)], filters=[clean])
    with_appeal = BooleanField(_("The whole appeal stands below, in the language of the reader"))
    handle = SelectField(_("Shown with"), validate_choice=False)
    kind: MailKind

    @classmethod
    def of(cls, text: Text, choices: dict[str, str]) -> "TextForm":
        form = cls(subject=text.subject, body=text.body, with_appeal=text.with_appeal)
        form.kind = text.kind
        form.handle.choices = choices
        return form

    def text(self, language: str) -> Text:
        return Text(
            kind=self.kind,
            language=language,
            subject=" ".join((self.subject.data or "").split()),
            body=self.body.data or "",
            with_appeal=self.with_appeal.data,
        )

    def validate_subject(self, field: StringField) -> None:
        known = [name for name in self.kind.placeholders if name not in _BLOCKS]
        _demand_known(field.data or "", known)

    def validate_body(self, field: TextAreaField) -> None:
        _demand_known(field.data or "", self.kind.placeholders)
        if self.kind.required not in filling.used(field.data or ""):
            raise ValidationError(
                gettext(
                    "The text needs {%(name)s}: without it nobody can open the page.",
                    name=self.kind.required,
                )
            )


def _demand_known(text: str, known: list[str] | tuple[str, ...]) -> None:
    wrong = filling.unknown(text, known)
    if wrong:
        raise ValidationError(
            gettext(
                "There is no {%(name)s} here. You can write: %(known)s.",
                name=wrong[0],
                known=", ".join(f"{{{each}}}" for each in known),
            )
        )
