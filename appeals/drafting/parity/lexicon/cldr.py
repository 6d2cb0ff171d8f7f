"""A lexicon for a language without a file of its own, and the signs CLDR knows for all."""

from dataclasses import dataclass
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.numbers import get_decimal_symbol, get_group_symbol

from appeals.drafting.parity.lexicon.base import Lexicon

# What stands in dates of languages without a file of their own.
_DATE_LINK = "de|di|do|da|del|af|den"
_DAY_SUFFIX = r"\.|º|°|er|an"
_BETWEEN = "a|e|i|și|och|og|ja|ir|un|és|ve|və|en|en|und|і|и|да|және|жана|და|և|az|tot"


@dataclass(frozen=True)
class Signs:
    """How a language writes a fraction and parts thousands."""

    decimal: str
    group: str


@cache
def locale_of(tag: str) -> Locale | None:
    for candidate in (tag, tag.partition("-")[0]):
        try:
            return Locale.parse(candidate, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return None


@cache
def signs_of(tag: str) -> Signs:
    """Decimal and group symbol of a language; those of English if CLDR does not know it."""
    locale = locale_of(tag)
    if locale is None:
        return Signs(".", ",")
    return Signs(
        get_decimal_symbol(locale, numbering_system="latn"),
        get_group_symbol(locale, numbering_system="latn"),
    )


def lexicon_from_cldr(tag: str) -> Lexicon:
    """Month and currency names only; number words are not compared."""
    locale = locale_of(tag)
    if locale is None:
        return Lexicon(tag=tag, known=False)
    return Lexicon(
        tag=tag,
        months=_months(locale),
        currencies=_currencies(locale),
        date_link=_DATE_LINK,
        day_suffix=_DAY_SUFFIX,
        between=_BETWEEN,
        known=False,
    )


def _months(locale: Locale) -> dict[str, int]:
    return {
        str(name).casefold().rstrip("."): number
        for context in ("stand-alone", "format")
        for width in ("wide", "abbreviated")
        for number, name in locale.months[context][width].items()
        if not str(name).isdigit()
    }


def _currencies(locale: Locale) -> dict[str, str]:
    usual = ("EUR", "USD", "GBP", "CHF", "RUB", "UAH", "KZT", "PLN", "TRY", "GEL", "AMD", "AZN")
    return {
        str(locale.currencies[code]).casefold(): code for code in usual if code in locale.currencies
    }
