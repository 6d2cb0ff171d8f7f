"""Forms about an appeal as a whole; the text has a form of its own in `editor`."""

import zoneinfo
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from email_validator import validate_email
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import (
    DateTimeLocalField,
    Field,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import Email, InputRequired, Length, Optional, ValidationError

from appeals import i18n
from appeals.drafting import labels
from appeals.drafting.models import Appeal, ChangeClass, ConsentDefault
from appeals.drafting.plain_text import clean, slug_from
from appeals.drafting.services import AppealDetails, AppealSettings, ConsentTerms
from appeals.languages import collation_key
from appeals.organisations import words

# Offered for choice; a command may name any other.
# fmt: off
_OFFERED_LANGUAGES = (
    "ar", "az", "be", "bg", "bn", "bs", "ca", "cs", "da", "de", "el", "en", "es", "et", "eu",
    "fa", "fi", "fr", "ga", "he", "hi", "hr", "hu", "hy", "id", "is", "it", "ja", "ka", "kk",
    "ko", "ky", "lt", "lv", "mk", "mn", "ms", "mt", "my", "nb", "ne", "nl", "pl", "ps", "pt",
    "ro", "ru", "sk", "sl", "sq", "sr", "sv", "sw", "tg", "th", "tk", "tr", "tt", "uk", "ur",
    "uz", "vi", "zh",
)
# fmt: on


_YEARS = range(2000, 2101)


def _strip(value: str | None) -> str | None:
    return value.strip() if value else value


class TimesForm(FlaskForm):
    """When answers are taken, and whom partners may ask."""

    time_zone = SelectField(_("Time zone of the deadline"), choices=lambda: time_zones())
    deadline = DateTimeLocalField(
        _("Deadline for signing"), [Optional()], format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
    )
    soft_deadline = DateTimeLocalField(
        _("Date to answer by"), [Optional()], format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
    )
    reply_to = StringField(
        _("Address for questions"),
        [Optional(), Email(allow_smtputf8=False), Length(max=254)],
        filters=[_strip],
    )

    def validate_deadline(self, field: Field) -> None:
        self._demand_real(field)

    def validate_soft_deadline(self, field: Field) -> None:
        self._demand_real(field)
        if field.data and (self.deadline.data is None or field.data >= self.deadline.data):
            raise ValidationError(_("The date to answer by has to lie before the deadline."))

    def deadline_in_utc(self) -> datetime | None:
        local = self._local(self.deadline)
        return local.astimezone(UTC) if local else None

    def soft_deadline_in_utc(self) -> datetime | None:
        local = self._local(self.soft_deadline)
        return local.astimezone(UTC) if local else None

    def reply_address(self) -> str:
        """The address in the form in which mail servers know it."""
        if not self.reply_to.data:
            return ""
        checked = validate_email(
            self.reply_to.data, check_deliverability=False, allow_smtputf8=False
        )
        return checked.ascii_email or ""

    def _demand_real(self, field: Field) -> None:
        if field.data and field.data.year not in _YEARS:
            raise ValidationError(_("Give a year between 2000 and 2100."))
        local = self._local(field)
        if local is None:
            return
        # In the night when clocks go forward an hour does not exist.
        if local.astimezone(UTC).astimezone(local.tzinfo).replace(tzinfo=None) != field.data:
            raise ValidationError(_("This time of day does not exist on that day."))

    def _local(self, field: Field) -> datetime | None:
        if field.data is None or self.time_zone.data not in zoneinfo.available_timezones():
            return None
        local: datetime = field.data.replace(tzinfo=zoneinfo.ZoneInfo(self.time_zone.data))
        return local


class NamedForm(TimesForm):
    """What is called something of its own from the beginning."""

    title = StringField(_("Title in the reference language"), [Length(max=300)], filters=[_strip])
    slug = StringField(_("Short name for addresses"), [Length(max=60)], filters=[_strip])

    def validate_slug(self, field: Field) -> None:
        if not field.data and not slug_from(self.title.data or ""):
            raise ValidationError(_("Give a title or a short name."))

    def named(self, languages: Sequence[str], reference: str) -> AppealDetails:
        title = clean(self.title.data or "")
        return AppealDetails(
            slug=self.slug.data or slug_from(title),
            languages=tuple(dict.fromkeys(languages)),
            reference_language=reference,
            time_zone=self.time_zone.data,
            deadline=self.deadline_in_utc(),
            soft_deadline=self.soft_deadline_in_utc(),
            reply_to=self.reply_address(),
            titles={reference: title} if title else {},
        )


class NewAppealForm(NamedForm):
    reference_language = SelectField(
        _("Reference language"), choices=lambda: _languages(), default=i18n.interface_language
    )
    second_language = SelectField(
        _("Second language"), [InputRequired()], choices=lambda: _languages(_("Choose a language"))
    )
    third_language = SelectField(_("Third language"), choices=lambda: _languages(_("None")))
    fourth_language = SelectField(_("Fourth language"), choices=lambda: _languages(_("None")))

    def validate_second_language(self, field: Field) -> None:
        if field.data == self.reference_language.data:
            raise ValidationError(_("Choose another language than the reference language."))

    def details(self) -> AppealDetails:
        further = (self.second_language, self.third_language, self.fourth_language)
        reference = self.reference_language.data
        return self.named([reference, *(each.data for each in further if each.data)], reference)


class SettingsForm(TimesForm):
    topics = StringField(_("Topics"), [Length(max=300)], filters=[_strip])
    further_language = SelectField(_("Add a language"), choices=lambda: _languages(_("None")))

    def settings(self, appeal: Appeal) -> AppealSettings:
        added = [self.further_language.data] if self.further_language.data else []
        return AppealSettings(
            languages=tuple(dict.fromkeys([*appeal.languages, *added])),
            time_zone=self.time_zone.data,
            deadline=self.deadline_in_utc(),
            soft_deadline=self.soft_deadline_in_utc(),
            reply_to=self.reply_address(),
            topics=words.parsed(self.topics.data or "", self.topics_in_use),
        )

    topics_in_use: Sequence[str] = ()

    def validate_topics(self, field: Field) -> None:
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


class PasteForm(FlaskForm):
    text = TextAreaField(_("Text"))
    file = FileField(_("Or a file"))

    def validate_file(self, field: Field) -> None:
        pasted = bool((self.text.data or "").strip())
        if pasted and field.data:
            raise ValidationError(_("Paste a text or choose a file, not both."))
        if not pasted and not field.data:
            raise ValidationError(_("Paste a text, or choose a file."))


class UnlockForm(FlaskForm):
    """What is to be changed in a text that may have been signed, and how signatories are asked."""

    change = RadioField(
        _("What kind of change is to come?"),
        [InputRequired(_("Choose what kind of change it is."))],
        choices=[SelectChoice(kind.value, labels.CHANGES[kind]) for kind in ChangeClass],
    )
    consent_until = DateTimeLocalField(
        _("Until when signatories confirm"),
        [Optional()],
        format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )
    consent_default = RadioField(
        _("What becomes of a signature that is not confirmed by then?"),
        choices=[SelectChoice(each.value, text) for each, text in labels.DEFAULTS.items()],
        validate_choice=False,
    )

    @property
    def kind(self) -> ChangeClass:
        return ChangeClass(self.change.data)

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for date and default only where signatories are asked."""
        valid = bool(super().validate(extra_validators))
        if self.change.data != ChangeClass.SUBSTANCE:
            return valid
        until, default = self.consent_until, self.consent_default
        if until.data is None and not until.errors:
            until.errors = [_("Say until when signatories are to confirm.")]
        elif until.data and until.data.year not in _YEARS:
            until.errors = [_("Give a year between 2000 and 2100.")]
        if default.data not in [each.value for each in ConsentDefault]:
            default.errors = [_("Say what becomes of a signature that is not confirmed.")]
        return not self.errors

    def terms(self, zone: zoneinfo.ZoneInfo) -> ConsentTerms | None:
        """Return how signatories are asked again; the date is one of the appeal's own zone."""
        if self.kind is not ChangeClass.SUBSTANCE or self.consent_until.data is None:
            return None
        until = self.consent_until.data.replace(tzinfo=zone).astimezone(UTC)
        return ConsentTerms(until, ConsentDefault(self.consent_default.data))


def time_zones() -> list[SelectChoice]:
    """Return the names of places whose time zone may be chosen, and UTC."""
    places = (name for name in zoneinfo.available_timezones() if "/" in name)
    names = sorted(name for name in places if not name.startswith("Etc/"))
    return [SelectChoice(name, name.replace("_", " ")) for name in ("UTC", *names)]


def _languages(none: str | None = None) -> list[SelectChoice]:
    said_in = i18n.interface_language()
    named = [(tag, labels.language(tag)) for tag in _OFFERED_LANGUAGES]
    ordered = sorted(named, key=lambda pair: collation_key(pair[1], said_in))
    choices = [SelectChoice(tag, name) for tag, name in ordered]
    return choices if none is None else [SelectChoice("", none), *choices]
