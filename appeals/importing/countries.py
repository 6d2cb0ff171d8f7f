"""Countries and cities as lists of organisations name them, in any language of CLDR."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from babel import Locale

from appeals import countries as usual
from appeals import languages
from appeals.importing import words

# Where two languages use one name for two countries, the first of these counts.
_LANGUAGES = [
    "en",
    "ru",
    "fr",
    "es",
    "de",
    "pt",
    "uk",
    "ar",
    "ka",
    "hy",
    "it",
    "pl",
    "nl",
    "be",
    "kk",
    "ky",
    "az",
    "tr",
    "ro",
    "bg",
    "cs",
    "sk",
    "sl",
    "sr",
    "hr",
    "mk",
    "sq",
    "hu",
    "fi",
    "sv",
    "nb",
    "da",
    "el",
    "et",
    "lv",
    "lt",
    "fa",
    "he",
    "ja",
    "zh",
    "tg",
    "uz",
    "hi",
    "id",
    "sw",
]
# What CLDR calls otherwise, or not at all. Folded.
_ALSO = {
    "u.s": "US",
    "u.s.a": "US",
    "u.k": "GB",
    "united states": "US",
    "états-unis d'amérique": "US",
    "estados unidos de américa": "US",
    "ee.uu": "US",
    "ee. uu": "US",
    "eeuu": "US",
    "eua": "US",
    "estados unidos da américa": "US",
    "vereinigte staaten von amerika": "US",
    "grande-bretagne": "GB",
    "gran bretaña": "GB",
    "großbritannien": "GB",
    "grossbritannien": "GB",
    "royaume uni": "GB",
    "inglaterra": "GB",
    "angleterre": "GB",
    "wales": "GB",
    "northern ireland": "GB",
    "великобритания": "GB",
    "велика британія": "GB",
    "англия": "GB",
    "сша": "US",
    "рф": "RU",
    "рк": "KZ",
    "рб": "BY",
    "беларусь": "BY",
    "білорусь": "BY",
    "киргизия": "KG",
    "кыргызстан": "KG",
    "чехия": "CZ",
    "czechia": "CZ",
    "czech rep": "CZ",
    "south korea": "KR",
    "republic of korea": "KR",
    "korea": "KR",
    "north korea": "KP",
    "drc": "CD",
    "democratic republic of congo": "CD",
    "democratic republic of the congo": "CD",
    "république démocratique du congo": "CD",
    "rdc": "CD",
    "rd congo": "CD",
    "congo-brazzaville": "CG",
    "congo-kinshasa": "CD",
    "ivory coast": "CI",
    "cote d'ivoire": "CI",
    "burma": "MM",
    "birmanie": "MM",
    "бирма": "MM",
    "east timor": "TL",
    "timor leste": "TL",
    "swaziland": "SZ",
    "cape verde": "CV",
    "the gambia": "GM",
    "russian federation": "RU",
    "fédération de russie": "RU",
    "federación rusa": "RU",
    "russische föderation": "RU",
    "syrian arab republic": "SY",
    "viet nam": "VN",
    "lao pdr": "LA",
    "occupied palestinian territory": "PS",
    "occupied palestinian territories": "PS",
    "opt": "PS",
    "state of palestine": "PS",
    "palestinian territories": "PS",
    "bosnia": "BA",
    "bosnia and herzegovina": "BA",
    "bosnia & herzegovina": "BA",
    "trinidad & tobago": "TT",
    "north macedonia": "MK",
    "republic of moldova": "MD",
    "moldavie": "MD",
    "republic of ireland": "IE",
    "catalunya": "ES",
    "holanda": "NL",
    "hollande": "NL",
    "países bajos": "NL",
    "quebec": "CA",
    "québec": "CA",
    "kosova": "XK",
    "косово": "XK",
    "türkiye": "TR",
    "brasil": "BR",
    "الولايات المتحدة الأمريكية": "US",
    "أمريكا": "US",
    "بريطانيا": "GB",
    "المملكة المتحدة": "GB",
}
_BETWEEN = re.compile(r"\s*(?:/|;|,|\s[-–—]\s|\+|&|\s(?:and|und|et|y|e|и|та|i|oraz|en|و)\s)\s*")
_CODE = re.compile(r"[A-Z]{2}")


@cache
def _known() -> Mapping[str, str]:
    found: dict[str, str] = dict(usual.ALSO_CALLED)
    for tag in _LANGUAGES:
        territories = Locale.parse(tag, sep="-").territories
        for names in (languages.country_names(tag), territories):
            for code in languages.country_codes():
                found.setdefault(words.folded(names.get(code, code)), code)
    found |= {code.casefold(): code for code in languages.country_codes()} | _ALSO
    return {words.folded(name): code for name, code in found.items() if len(name) > 1}


@cache
def _cities() -> frozenset[str]:
    """The cities that time zones are named after, in all languages."""
    found: set[str] = set()
    for tag in _LANGUAGES:
        zones = Locale.parse(tag, sep="-").time_zones
        for zone, names in zones.items():
            if "/" in zone and not zone.startswith("Etc"):
                found.add(words.folded(zone.rpartition("/")[2].replace("_", " ")))
            if city := names.get("city"):
                found.add(words.folded(city))
    return frozenset(found)


@lru_cache(maxsize=8192)
def code_of(text: str) -> str:
    """Return the ISO 3166-1 alpha-2 code of a country named in any language; empty if none is."""
    name = words.folded(text).strip(" .,;:")
    known = _known()
    if len(name) == 2 and name.isascii():
        # A code is written in capitals; "in" and "de" are words.
        return known.get(name, "") if text.strip(" .,;:").isupper() else ""
    return known.get(name) or known.get(_without_article(name), "")


@lru_cache(maxsize=8192)
def codes_of(text: str) -> tuple[str, ...]:
    """Return the codes of the countries that a text names, and nothing else; empty otherwise."""
    if whole := code_of(text):
        return (whole,)
    parts = [part for part in _BETWEEN.split(text) if part]
    found = [code_of(part) for part in parts]
    return tuple(dict.fromkeys(found)) if len(found) > 1 and all(found) else ()


def apart(text: str) -> list[str]:
    """Cut several places apart: "Nazran and Grozny", "Georgia/Ukraine"."""
    return [part for part in _BETWEEN.split(text) if part]


def is_bare_code(text: str) -> bool:
    """Whether a country stands as two capital letters, which may be an acronym as well."""
    return bool(_CODE.fullmatch(text.strip())) and text.strip() not in ("US", "UK")


@lru_cache(maxsize=8192)
def is_city(text: str) -> bool:
    """Whether the text names one city that is known in all the world, or several."""
    parts = [part for part in _BETWEEN.split(text) if part]
    return bool(parts) and all(words.folded(part) in _cities() for part in parts)


@cache
def _articles() -> re.Pattern[str]:
    return re.compile(rf"(?:{words.alternatives('articles')})\s+|l'")


def _without_article(name: str) -> str:
    match = _articles().match(name)
    return name[match.end() :] if match else name
