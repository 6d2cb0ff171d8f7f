"""Forms of the registry."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    Field,
    Form,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    widgets,
)
from wtforms.validators import ValidationError

from appeals import languages
from appeals.accounts import addresses
from appeals.organisations import names, words
from appeals.organisations.messages import NAME_FAULTS
from appeals.organisations.models import ContactDetails, Details, Organisation, PrintedName
from appeals.organisations.services import MOST_CONTACTS

# The fields of a name in a language that the form does not list yet.
OTHER = "other"
_MOST_ALIASES = 50
# Suggested only; every language CLDR knows may be entered.
_OFTEN_USED = (
    *("ar", "az", "be", "bg", "bs", "cs", "da", "de", "el", "es", "et", "fa", "fi"),
    *("fr", "he", "hr", "hu", "hy", "it", "ja", "ka", "kk", "ko", "ky", "lt", "lv"),
    *("mk", "mn", "nb", "nl", "pl", "ps", "pt", "ro", "sk", "sl", "sq", "sr", "sv"),
    *("tg", "tk", "tr", "uk", "ur", "uz", "vi", "zh"),
)


class OrganisationForm(FlaskForm):
    """Shape of an organisation; `organisation_form` adds the fields, three for each language."""

    tags: Sequence[str] = ()
    # Codes of countries by the coalition's own names for them, in lower case.
    chosen_countries: Mapping[str, str] = {}
    # The words in use, for categories and topics.
    known: Mapping[str, Sequence[str]] = {}

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        sound = super().validate(extra_validators)
        if sound and not self._names():
            self[f"name_{self.tags[0]}"].errors = [_("Give a name in at least one language.")]
            return False
        return bool(sound)

    def details(self) -> Details:
        """The organisation as entered; only of a form that is valid."""
        return Details(
            names=self._names(),
            countries=self._countries(),
            aliases=tuple(dict.fromkeys(names.clean(line) for line in _lines(self["aliases"]))),
            contacts=tuple(
                ContactDetails(
                    entered_name(self[f"{at}_name"]),
                    addresses.writable(self[f"{at}_email"].data),
                    self[f"{at}_language"].data,
                )
                for at in self._contacts_in_order()
                if self[f"{at}_email"].data
            ),
            categories=self._words("categories"),
            unasked_topics=self._words("topics"),
        )

    @property
    def contact_prefixes(self) -> list[str]:
        return [f"contact_{number}" for number in range(1, MOST_CONTACTS + 1)]

    @property
    def contacts_shown(self) -> int:
        """How many contacts the page shows at once: those given, and room for one more."""
        given = [
            number
            for number, prefix in enumerate(self.contact_prefixes, 1)
            if any(
                self[f"{prefix}_{part}"].data or self[f"{prefix}_{part}"].errors
                for part in ("email", "name")
            )
        ]
        return min(MOST_CONTACTS, max([0, *given]) + 1)

    def _contacts_in_order(self) -> list[str]:
        """Who was moved comes before those it was moved to the place of, or behind them."""

        def place(pair: tuple[int, str]) -> tuple[int, int, int]:
            number, prefix = pair
            wanted = int(self[f"{prefix}_place"].data)
            return wanted, (wanted > number) - (wanted < number), number

        return [
            prefix for _number, prefix in sorted(enumerate(self.contact_prefixes, 1), key=place)
        ]

    def _words(self, name: str) -> tuple[str, ...]:
        ticked = self[name].data or []
        return words.together(
            ticked, words.parsed(self[f"new_{name}"].data or "", self.known[name])
        )

    @property
    def confirmed(self) -> set[str]:
        """Ids of the look-alikes that the reader has seen and says are others."""
        return set((self["different"].data or "").split())

    @property
    def rests_on(self) -> datetime:
        """The `updated_at` of the organisation when the page was opened."""
        try:
            return datetime.fromisoformat(self["seen"].data or "")
        except ValueError:
            return datetime.min.replace(tzinfo=UTC)

    def _names(self) -> dict[str, PrintedName]:
        other = (self["other_language"].data or "").strip()
        places = [(tag, tag) for tag in self.tags]
        places += [(languages.canonical(other), OTHER)] if other else []
        return {
            tag: PrintedName(*(entered_name(self[f"{part}_{place}"]) for part in _NAME_PARTS))
            for tag, place in places
            if self[f"name_{place}"].data
        }

    def _countries(self) -> tuple[str, ...]:
        return _country_codes(self, self["countries"].data or "")


def organisation_form(
    tags: Sequence[str],
    spoken: Sequence[str],
    language: str,
    chosen: Mapping[str, str],
    known: Mapping[str, Sequence[str]],
) -> type[OrganisationForm]:
    """A form with names in the languages `tags`, and contacts who speak one of `spoken`.

    `language` is the reader's; `chosen` are own names of countries by code; `known` are the
    words in use for categories and topics.
    """
    fields: dict[str, Any] = {}
    for tag in tags:
        fields |= _name_fields(tag, languages.language_name(tag, language))
    fields["other_language"] = StringField(_("Another language"), [_other_language])
    fields |= _name_fields(OTHER, _("another language"))
    fields["countries"] = StringField(_("Countries"), [_is_list_of_countries])
    fields["aliases"] = TextAreaField(_("Other names it is known by"), [_are_names])
    fields |= _word_fields("categories", known, _("Categories"), _("New categories"))
    fields |= _word_fields("topics", known, _("Not to be asked about"), _("Further topics"))
    choices = {tag: languages.language_name(tag, language) for tag in spoken}
    for number in range(1, MOST_CONTACTS + 1):
        fields |= _contact_fields(number, choices, language)
    fields["seen"] = HiddenField()
    fields["different"] = HiddenField()
    by_name = {name.casefold(): code for code, name in chosen.items()}
    return type(
        "OrganisationFormInLanguages",
        (OrganisationForm,),
        {**fields, "tags": tuple(tags), "chosen_countries": by_name, "known": known},
    )


def filled(organisation: Organisation, language: str, chosen: Mapping[str, str]) -> dict[str, Any]:
    """What the form shows of an organisation before anything is changed."""
    data: dict[str, Any] = {
        "countries": ", ".join(
            languages.country_name(code, language, chosen) for code in organisation.countries
        ),
        "aliases": "\n".join(organisation.aliases),
        "categories": organisation.categories,
        "topics": organisation.unasked_topics,
        "seen": organisation.updated_at.isoformat(),
    }
    for name in organisation.names:
        data |= {f"{part}_{name.language}": getattr(name, part) for part in _NAME_PARTS}
    for number, contact in enumerate(organisation.contacts, 1):
        for part in ("name", "email", "language"):
            data[f"contact_{number}_{part}"] = getattr(contact, part)
    return data


def suggested_languages(form: OrganisationForm) -> list[str]:
    """Languages to offer for one more name."""
    return [tag for tag in _OFTEN_USED if tag not in form.tags]


class UploadForm(FlaskForm):
    file = FileField(
        _("File with organisations"), [FileRequired(_("Choose a CSV or XLSX file first."))]
    )


class LogoForm(FlaskForm):
    file = FileField(_("Picture (PNG or JPEG)"), [FileRequired(_("Choose a picture."))])

    @property
    def sent(self) -> tuple[str, bytes]:
        """Name and content of the file."""
        return self.file.data.filename or "", self.file.data.read()


class ConfirmForm(FlaskForm):
    """Says which plan was read before it is carried out."""

    fingerprint = HiddenField()


def country_names_form(places: Mapping[str, str]) -> type[FlaskForm]:
    """One field for each place, keyed by field name, with its label."""
    fields = {key: StringField(label, [_is_name]) for key, label in places.items()}
    return type("CountryNamesForm", (FlaskForm,), fields)


_NAME_PARTS = ("name", "acronym", "sort_key")


def _name_fields(place: str, language: Any) -> dict[str, Any]:
    return {
        f"name_{place}": StringField(
            _("Name (%(language)s)", language=language), [_is_name, _completes(place)]
        ),
        f"acronym_{place}": StringField(_("Acronym (%(language)s)", language=language), [_is_name]),
        f"sort_key_{place}": StringField(
            _("Sorted as (%(language)s)", language=language), [_is_name]
        ),
    }


def _contact_fields(number: int, spoken: dict[str, str], language: str) -> dict[str, Any]:
    prefix = f"contact_{number}"
    return {
        f"{prefix}_name": StringField(_("Name of contact %(number)s", number=number), [_is_name]),
        f"{prefix}_email": StringField(
            _("E-mail of contact %(number)s", number=number), [_is_email, _reaches(prefix)]
        ),
        f"{prefix}_language": SelectField(
            _("Language of contact %(number)s", number=number), choices=spoken, default=language
        ),
        f"{prefix}_place": SelectField(
            _("Place of contact %(number)s", number=number),
            choices={str(place): str(place) for place in range(1, MOST_CONTACTS + 1)},
            default=str(number),
        ),
    }


def _word_fields(
    name: str, known: Mapping[str, Sequence[str]], label: Any, new_label: Any
) -> dict[str, Any]:
    return {
        name: SelectMultipleField(
            label,
            choices={word: word for word in known[name]},
            option_widget=widgets.CheckboxInput(),
            widget=widgets.ListWidget(prefix_label=False),
        ),
        f"new_{name}": StringField(new_label, [_are_words]),
    }


def _are_words(form: Form, field: Field) -> None:
    try:
        words.parsed(field.data or "")
    except words.BadWord as error:
        raise ValidationError(
            _(
                "“%(word)s” is longer than 60 characters or has invisible signs inside. "
                "Write a word or two, parted by semicolons.",
                word=error.word[:80],
            )
        ) from error


def _is_name(form: Form, field: Field) -> None:
    _check_name(field.data or "")


def _check_name(text: str) -> None:
    try:
        if text:
            names.clean(text)
    except names.BadName as error:
        raise ValidationError(NAME_FAULTS[error.fault]) from error


def _completes(place: str) -> Callable[[Form, Field], None]:
    """An acronym or a sort key says nothing without a name, nor a name without its language."""

    def check(form: Form, field: Field) -> None:
        rest = form[f"acronym_{place}"].data or form[f"sort_key_{place}"].data
        if not field.data and rest:
            raise ValidationError(_("Add the name, or empty its acronym and sort key."))
        if place == OTHER and bool(field.data) != bool(form["other_language"].data):
            raise ValidationError(_("Give both the language and the name in it, or neither."))

    return check


def _other_language(form: Form, field: Field) -> None:
    try:
        tag = languages.canonical(field.data) if field.data else ""
    except ValueError as error:
        raise ValidationError(
            _("This is not a language code. Write one such as ka, fr or pt-BR.")
        ) from error
    if tag and form._fields.get(f"name_{tag}") and form[f"name_{tag}"].data:
        raise ValidationError(_("There is a name in this language already. Change it above."))


def _is_list_of_countries(form: Form, field: Field) -> None:
    try:
        _country_codes(form, field.data or "")
    except languages.BadCountry as error:
        raise ValidationError(
            _(
                "“%(value)s” is not a country. Write names or two-letter codes, parted by commas.",
                value=error.value,
            )
        ) from error


def _country_codes(form: Any, text: str) -> tuple[str, ...]:
    chosen = form.chosen_countries
    if chosen:
        # Own names come first: they may be words that no list of countries knows.
        own = "|".join(re.escape(name) for name in sorted(chosen, key=len, reverse=True))
        pattern = re.compile(rf"(?:^|(?<=[,;/\n]))\s*({own})\s*(?=$|[,;/\n])", re.IGNORECASE)
        text = pattern.sub(lambda found: chosen.get(found[1].casefold(), found[1]), text)
    return languages.parse_countries(text)


def _are_names(form: Form, field: Field) -> None:
    lines = _lines(field)
    if len(lines) > _MOST_ALIASES:
        raise ValidationError(_("These are more than 50. Keep those under which it is looked for."))
    for line in lines:
        _check_name(line)


def _is_email(form: Form, field: Field) -> None:
    if field.data and not addresses.writable(field.data):
        raise ValidationError(_("This is not an e-mail address. Check it letter by letter."))


def _reaches(prefix: str) -> Callable[[Form, Field], None]:
    def check(form: Form, field: Field) -> None:
        if form[f"{prefix}_name"].data and not field.data:
            raise ValidationError(_("Add the address, or empty the name of the contact."))

    return check


def entered_name(field: Field) -> str:
    """What a valid field of a name says, in the form it is stored in."""
    return names.clean(field.data) if field.data else ""


def _lines(field: Field) -> list[str]:
    return [line for line in (field.data or "").splitlines() if line.strip()]
