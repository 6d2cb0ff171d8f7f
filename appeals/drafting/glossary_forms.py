"""The form of one glossary term: a field for each language of the appeal."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import Length

from appeals.drafting import labels
from appeals.drafting.models import Appeal, GlossaryTerm
from appeals.drafting.parity import TermKind
from appeals.drafting.services import LONGEST_FORM, TermDetails
from appeals.languages import direction

KINDS = {
    TermKind.NAME: _("Name of a person, place or body"),
    TermKind.ACRONYM: _("Acronym"),
    TermKind.MODAL: _("Word that asks for something"),
}
STRENGTHS = {
    1: _("1: asks"),
    2: _("2: calls on"),
    3: _("3: urges"),
    4: _("4: demands"),
}
# Forms are parted by semicolons: names hold commas.
_BETWEEN = ";"


class TermForm(FlaskForm):
    """A term; `of` adds the fields of the languages."""

    kind = SelectField(_("What it is"), choices=lambda: [SelectChoice(*each) for each in _kinds()])
    strength = SelectField(
        _("How strongly it asks"),
        choices=lambda: [SelectChoice("", "–"), *(SelectChoice(*each) for each in _strengths())],
    )

    @classmethod
    def of(cls, appeal: Appeal, term: GlossaryTerm | TermDetails | None = None) -> "TermForm":
        """Return the form with a field for each language; filled in from `term`, if given."""
        fields = {
            f"form_{tag}": StringField(
                labels.language(tag), [Length(max=20 * LONGEST_FORM)], render_kw=_attributes(tag)
            )
            for tag in appeal.languages
        }
        bound = type("BoundTermForm", (cls,), {**fields, "tags": tuple(appeal.languages)})
        return bound(data=_values(term) if term else None)  # type: ignore[no-any-return]

    def details(self) -> TermDetails:
        return TermDetails(
            kind=TermKind(self.kind.data),
            forms={tag: (self[f"form_{tag}"].data or "").split(_BETWEEN) for tag in self.tags},
            strength=int(self.strength.data) if self.strength.data else None,
        )

    tags: tuple[str, ...] = ()


def _kinds() -> list[tuple[str, str]]:
    return [(kind.value, str(name)) for kind, name in KINDS.items()]


def _strengths() -> list[tuple[str, str]]:
    return [(str(strength), str(name)) for strength, name in STRENGTHS.items()]


def _attributes(tag: str) -> dict[str, str]:
    return {"lang": tag, "dir": direction(tag), "autocomplete": "off"}


def _values(term: GlossaryTerm | TermDetails) -> dict[str, str]:
    forms = {f"form_{tag}": f"{_BETWEEN} ".join(given) for tag, given in term.forms.items()}
    return {"kind": term.kind.value, "strength": str(term.strength or ""), **forms}
