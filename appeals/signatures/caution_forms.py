"""The form in which coordinators write what organisations of a country are told."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length

from appeals.drafting.labels import language
from appeals.languages import collation_key
from appeals.signatures.cautions import Written
from appeals.signatures.forms import seen, without_controls
from appeals.signatures.models import Caution


class CautionForm(FlaskForm):
    """What is told to organisations of one country, in each language of the appeal."""

    country = SelectField(_("Country"), [InputRequired(_("Choose a country."))])
    for_all = BooleanField(_("For all appeals of the coalition"))

    languages: Sequence[str] = ()

    @property
    def texts(self) -> dict[str, str]:
        return {tag: text for tag in self.languages if (text := self[f"text_{tag}"].data)}

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        if self.languages and not self.texts:
            first = self[f"text_{self.languages[0]}"]
            first.errors = [_("Write it in one language at least.")]
            return False
        return valid

    def written(self) -> Written:
        return Written(country=self.country.data, texts=self.texts, for_all=bool(self.for_all.data))


def caution_form(
    languages: Sequence[str],
    countries: Mapping[str, str],
    spoken: str,
    caution: Caution | None = None,
) -> CautionForm:
    """Return the form with a text for each language; filled in where there is a caution."""
    fields: dict[str, Any] = {
        f"text_{tag}": TextAreaField(
            language(tag), [Length(max=2000), without_controls], filters=[seen]
        )
        for tag in languages
    }
    form_class = type("CautionForm", (CautionForm,), {**fields, "languages": tuple(languages)})
    form: CautionForm = form_class(data=_given(caution) if caution else None)
    named = sorted(countries.items(), key=lambda item: collation_key(item[1], spoken))
    form.country.choices = [
        SelectChoice("", _("Choose a country")),
        *(SelectChoice(code, name) for code, name in named),
    ]
    return form


def _given(caution: Caution) -> dict[str, Any]:
    texts = {f"text_{tag}": text for tag, text in caution.texts.items()}
    return {"country": caution.country, "for_all": caution.appeal_id is None, **texts}
