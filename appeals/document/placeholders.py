"""What is computed in a wording: {signatories}, {signatories|organisation|organisations}."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from babel.numbers import format_decimal

from appeals.document.tree import Note, Span
from appeals.languages import locale_of


class Placeholder(StrEnum):
    """The name of what is computed, as it stands in a wording of any language."""

    SIGNATORIES = "signatories"
    SUPPORTERS = "supporters"
    ORGANISATIONS = "organisations"  # signatories and supporters together
    COUNTRIES = "countries"  # of the signatories
    DEADLINE = "deadline"


@dataclass(frozen=True, slots=True)
class Unknown:
    """What is not known yet, called by its name in the language of the reader (BCP 47).

    Beside a noun, which says what is counted, it is a mere `number`.
    """

    label: str
    language: str
    number: str = ""


# A number is counted and takes a noun; any other text is set as it is.
Values = Mapping[Placeholder, int | str | Unknown]

_PLACEHOLDER = re.compile(rf"\{{\s*({'|'.join(Placeholder)})\s*((?:\|[^{{}}|]*)*)\}}")
_CATEGORIES = ("zero", "one", "two", "few", "many", "other")  # CLDR, in its order
# What is not counted yet is spoken of as a good many.
_MANY = 100


def used(text: str) -> set[Placeholder]:
    """Return what is to be computed in a wording."""
    return {Placeholder(match[1]) for match in _PLACEHOLDER.finditer(text)}


def filled(spans: Iterable[Span], language: str, values: Values) -> tuple[Span, ...]:
    """Put the values in their places; what has no value stays as it was typed."""
    return tuple(each for span in spans for each in _filled(span, language, values))


def plural_form(number: int, forms: Sequence[str], language: str) -> str:
    """Return the form for this number; the forms follow the plural categories of CLDR.

    Where there are too few, the last one is used for the rest. "None at all" is
    the first to go without a form, because most languages with one also say it
    with the last.
    """
    rules = locale_of(language).plural_form
    categories = [each for each in _CATEGORIES if each in rules.tags or each == "other"]
    if len(forms) < len(categories) and categories[0] == "zero":
        del categories[0]
    category = rules(number)
    place = categories.index(category) if category in categories else len(categories)
    return forms[min(place, len(forms) - 1)]


def _filled(span: Span, language: str, values: Values) -> Iterator[Span]:
    if span.note:
        note = Note(span.note.label, filled(span.note.spans, language, values))
        yield replace(span, note=note)
        return
    text, at = "", 0
    for match in _PLACEHOLDER.finditer(span.text):
        text, at = text + span.text[at : match.start()], match.end()
        value = values.get(Placeholder(match[1]))
        if isinstance(value, Unknown):
            yield from _set(span, text)
            text = _noun(match, _MANY, language)
            label = value.number if text and value.number else value.label
            yield replace(span, text=label, gap=True, language=value.language)
        elif isinstance(value, int):
            number = format_decimal(value, locale=locale_of(language))
            text += number + _noun(match, value, language)
        else:
            text += match[0] if value is None else value
    yield from _set(span, text + span.text[at:])


def _set(span: Span, text: str) -> Iterator[Span]:
    if text:
        yield replace(span, text=text)


def _noun(match: re.Match[str], number: int, language: str) -> str:
    forms = [form.strip() for form in match[2].split("|")[1:]]
    if not any(forms) or match[1] == Placeholder.DEADLINE:
        return ""
    return f" {plural_form(number, forms, language)}"
