"""Names of languages and countries, writing directions, and the order of names in a list."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date, format_time, get_timezone_gmt
from feruca import collate

from appeals import countries

INTERFACE_LANGUAGES = ("en", "ru")

_TAG = re.compile(r"([a-z]{2,3})(?:-([A-Z][a-z]{3}))?(?:-([A-Z]{2}|[0-9]{3}))?")
_NOT_LANGUAGES = frozenset({"und", "mul", "zxx", "mis", "root"})
_RIGHT_TO_LEFT = frozenset({"Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"})

# In words: "South Georgia and the South Sandwich Islands" is the longest name.
_LONGEST_COUNTRY = 8

# Names by script as `unicodedata.name` begins them; Latin comes first in CLDR anyway.
_SCRIPT_NAMES = {
    "Arab": "ARABIC",
    "Armn": "ARMENIAN",
    "Beng": "BENGALI",
    "Cyrl": "CYRILLIC",
    "Deva": "DEVANAGARI",
    "Ethi": "ETHIOPIC",
    "Geor": "GEORGIAN",
    "Grek": "GREEK",
    "Hebr": "HEBREW",
    "Thai": "THAI",
}
# U+FFFE sorts before, U+FFFF after every letter (UTS #35, part 5, "Root collation").
_WORD_END = "\ufffe"
_AFTER_ALL = "\uffff"
_BETWEEN_WORDS = re.compile(r"[\s\-\u2010-\u2015\u2212/]+")
# Letters with a place of their own in the alphabet, after the letter they are keyed to.
_OWN_LETTERS = {
    "az": {"ç": "c", "ə": "e", "ğ": "g", "ö": "o", "ş": "s", "ü": "u"},
    "cs": {"č": "c", "ř": "r", "š": "s", "ž": "z"},
    "da": {"æ": "z", "ø": "z", "å": "z"},
    "es": {"ñ": "n"},
    "et": {"š": "s", "ž": "s", "õ": "w", "ä": "w", "ö": "w", "ü": "w"},
    "fi": {"å": "z", "ä": "z", "ö": "z"},
    "hr": {"č": "c", "ć": "c", "đ": "d", "š": "s", "ž": "z"},
    "lt": {"č": "c", "š": "s", "ž": "z"},
    "lv": {"č": "c", "ģ": "g", "ķ": "k", "ļ": "l", "ņ": "n", "š": "s", "ž": "z"},
    "nb": {"æ": "z", "ø": "z", "å": "z"},
    "pl": {
        "ą": "a",
        "ć": "c",
        "ę": "e",
        "ł": "l",
        "ń": "n",
        "ó": "o",
        "ś": "s",
        "ź": "z",
        "ż": "z",
    },
    "ro": {"ă": "a", "â": "a", "î": "i", "ș": "s", "ț": "t"},
    "sk": {"ä": "a", "č": "c", "ô": "o", "š": "s", "ž": "z"},
    "sl": {"č": "c", "š": "s", "ž": "z"},
    "sv": {"å": "z", "ä": "z", "ö": "z"},
    "tr": {"ç": "c", "ğ": "g", "ö": "o", "ş": "s", "ü": "u"},
}


class BadCountry(ValueError):
    """A word that is neither an ISO 3166-1 code nor the name of one country."""

    def __init__(self, value: str) -> None:
        super().__init__(value)
        self.value = value


def direction(tag: str) -> Literal["ltr", "rtl"]:
    """The direction in which a language (BCP 47) is written, by its usual script."""
    return "rtl" if script(tag) in _RIGHT_TO_LEFT else "ltr"


@cache
def script(tag: str) -> str:
    """The ISO 15924 code of the script a language is usually written in."""
    subtags = tag.split("-")
    if len(subtags) > 1 and len(subtags[1]) == 4:
        return subtags[1]
    likely = get_global("likely_subtags")
    full = likely.get(tag.replace("-", "_")) or likely.get(subtags[0], "")
    return next((part for part in full.split("_")[1:] if len(part) == 4), "Latn")


@cache
def is_language(tag: str) -> bool:
    """Whether the tag is BCP 47 in canonical form ("en", "pt-BR") and CLDR has a name for it."""
    match = _TAG.fullmatch(tag)
    if match is None or match[1] in _NOT_LANGUAGES:
        return False
    english = Locale("en")
    return (
        match[1] in english.languages
        and (match[2] is None or match[2] in english.scripts)
        and (match[3] is None or match[3] in english.territories)
    )


def canonical(tag: str) -> str:
    """Return the tag in canonical form ("PT_br" becomes "pt-BR"); ValueError if unknown."""
    subtags = tag.strip().replace("_", "-").lower().split("-")
    shaped = [s.title() if len(s) == 4 else s.upper() for s in subtags[1:]]
    result = "-".join([subtags[0], *shaped])
    if not is_language(result):
        raise ValueError(tag)
    return result


def language_for(wanted: str, languages: Sequence[str], reference: str) -> str:
    """Return which of an appeal's languages is for a reader who prefers `wanted`."""
    if wanted in languages:
        return wanted
    related = (tag for tag in languages if tag.split("-")[0] == wanted.split("-")[0])
    return next(related, reference)


# Where CLDR's name of a language does not go with its country's usual name.
_USUAL_NAMES = {("ky", "ru"): "кыргызский"}


def own_name(tag: str) -> str:
    """The language's name in itself, with a capital, as it stands in a list of languages."""
    name = language_name(tag, tag)
    return name[:1].upper() + name[1:]


@cache
def language_name(tag: str, language: str) -> str:
    """The CLDR name of the language `tag`, said in `language`; a language's own name if equal."""
    if usual := _USUAL_NAMES.get((tag, language)):
        return usual
    names = locale_of(language)
    whole = names.languages.get(tag.replace("-", "_"))
    if whole or not is_language(tag):
        return str(whole or tag)
    base, *subtags = tag.split("-")
    name = names.languages.get(base) or Locale("en").languages[base]
    details = [str(names.scripts.get(s) or names.territories.get(s) or s) for s in subtags]
    return f"{name} ({', '.join(details)})" if details else str(name)


@cache
def country_codes() -> tuple[str, ...]:
    """Every ISO 3166-1 alpha-2 code, and XK (Kosovo), which is user-assigned but in common use."""
    codes = {str(code) for code in Locale("en").territories} - countries.NOT_COUNTRIES
    return tuple(sorted(code for code in codes if len(code) == 2 and code.isalpha()))


def is_country(code: str) -> bool:
    return code in country_names("en")


@cache
def country_names(language: str) -> Mapping[str, str]:
    """The usual short name of every country in `language`, keyed by code."""
    territories = locale_of(language).territories
    # A parsed Locale is 40 times slower to ask than a plain dict.
    names = {code: _spelled_out(territories.get(code, code)) for code in country_codes()}
    return names | countries.USUAL_NAMES.get(language.partition("-")[0], {})


def country_name(code: str, language: str, choices: Mapping[str, str] | None = None) -> str:
    """The country's name: the coordinator's choice (keyed by code), the usual one, or CLDR's."""
    return (choices or {}).get(code) or country_names(language).get(code, code)


def parse_countries(text: str, languages: Iterable[str] = INTERFACE_LANGUAGES) -> tuple[str, ...]:
    """Return the codes of countries written as codes or names, parted by space , ; or /.

    Raises `BadCountry` for the first word that is neither, or that names two countries.
    """
    known = _known_countries(tuple(languages))
    # A few names have a comma or a semicolon of their own.
    if (whole := _plain(text)) in known:
        return (known[whole],)
    found: list[str] = []
    for part in re.split(r"[,;/\n]", text):
        words, at = part.split(), 0
        while at < len(words):
            length = _longest_known(words[at : at + _LONGEST_COUNTRY], known)
            if not length:
                raise BadCountry(words[at])
            found.append(known[" ".join(words[at : at + length]).casefold()])
            at += length
    return tuple(dict.fromkeys(found))


@cache
def locale_of(tag: str) -> Locale:
    """The CLDR locale of a language; English for a language CLDR cannot speak."""
    for candidate in (tag, tag.partition("-")[0]):
        try:
            return Locale.parse(candidate, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")


def moment(local: datetime, language: str) -> str:
    """A time as it stands in a text, with its distance from UTC, for readers in other zones."""
    locale = locale_of(language)
    if str(locale) == "en":
        locale = Locale("en", "GB")  # as everywhere in the interface
    day = format_date(local, "long", locale=locale)
    hour = format_time(local, "short", locale=locale)
    distance = get_timezone_gmt(local, "iso8601", locale=locale)
    return f"{day}, {hour} (UTC{distance})"


@dataclass(frozen=True, slots=True)
class CollationKey:
    """Compares as the CLDR root collation does, own script first."""

    group: int
    text: str

    def __lt__(self, other: "CollationKey") -> bool:
        if self.group != other.group:
            return self.group < other.group
        return (
            self.text != other.text and collate([other.text, self.text], "default")[0] == self.text
        )


def collation_key(text: str, language: str) -> CollationKey:
    """A sort key for a name in a list in `language`.

    CLDR root order, word by word ("Human Rights" before "Humana"), with leading quotation marks and
    punctuation left out. Digits first, then names that begin in the language's own script, then
    the others; Ł and Ё stand with L and Е, except where the language's alphabet parts them.
    """
    start = next((at for at, character in enumerate(text) if character.isalnum()), 0)
    shown = unicodedata.normalize("NFC", text[start:])
    words = _BETWEEN_WORDS.sub(_WORD_END, shown.strip())
    return CollationKey(_script_group(shown[:1], language), words.translate(_tailoring(language)))


def _spelled_out(name: str) -> str:
    """CLDR shortens names for narrow menus; a formal list spells them out."""
    long = name.replace(" & ", " and ").replace("St. ", "Saint ")
    return long.replace("о-ва ", "острова ").replace("о-в ", "остров ").replace(" о-ва", " острова")


@cache
def _known_countries(languages: tuple[str, ...]) -> Mapping[str, str]:
    known = dict(countries.ALSO_CALLED)
    ambiguous = set()
    for language in languages:
        for names in (country_names(language), locale_of(language).territories):
            for code in country_codes():
                name = _plain(names.get(code, code))
                if known.setdefault(name, code) != code:
                    ambiguous.add(name)
    unambiguous = {name: code for name, code in known.items() if name not in ambiguous}
    return unambiguous | {code.casefold(): code for code in country_codes()}


def _plain(text: str) -> str:
    return " ".join(re.split(r"[\s,;/]+", text.strip())).casefold()


def _longest_known(words: list[str], known: Mapping[str, str]) -> int:
    lengths = range(len(words), 0, -1)
    return next((n for n in lengths if " ".join(words[:n]).casefold() in known), 0)


def _script_group(character: str, language: str) -> int:
    own = _SCRIPT_NAMES.get(script(language))
    if own is None or not character.isalpha():
        return 0
    return 0 if unicodedata.name(character, "").startswith(own) else 1


@cache
def _tailoring(language: str) -> Mapping[int, str]:
    table: dict[int, str] = {}
    for place, (letter, base) in enumerate(
        _OWN_LETTERS.get(language.partition("-")[0], {}).items()
    ):
        after = _AFTER_ALL + chr(ord("a") + place)
        table[ord(letter)] = base + after
        table[ord(letter.upper())] = base.upper() + after
    return table
