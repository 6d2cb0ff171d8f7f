"""Rules for the names of organisations: what may be one, how it sorts, folds and romanises."""

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache

from anyascii import anyascii

from appeals import languages

LONGEST_NAME = 300


class NameFault(StrEnum):
    """Why a text cannot be the name of an organisation."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    LINE_BREAK = "line_break"
    CONTROL_CHARACTER = "control_character"
    DIRECTION_OVERRIDE = "direction_override"
    WEB_ADDRESS = "web_address"


class BadName(ValueError):
    """The text cannot be a name. Carries the reason, never the text."""

    def __init__(self, fault: NameFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


_LINE_BREAK = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_DIRECTION_OVERRIDE = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Invisible and without meaning in a name, unlike the joiners of Persian and Indian scripts.
_INVISIBLE = re.compile("[\u00ad\u180e\u200b\u2060\ufeff]")
_DIRECTION_MARKS = re.compile("[\u061c\u200e\u200f]")
_UNPRINTABLE = re.compile("[\ufdd0-\ufdef\ufff9-\uffff\U000e0000-\U000e007f]")
_TOP_LEVEL_DOMAINS = "|".join(
    [
        *["app", "biz", "com", "dev", "edu", "eu", "gov", "info", "int", "link", "net", "ngo"],
        *["online", "org", "shop", "site", "su", "top", "xyz", "рф", "укр", "бел", "қаз"],
        "[a-z]{2}",
    ]
)
# Mail programs turn these into links, so a name could carry a stranger's link (PROMISES T22).
_WEB_ADDRESS = re.compile(
    rf"[a-z][a-z0-9+.-]*://|\bwww\.|\b[\w-]{{2,}}\.(?:{_TOP_LEVEL_DOMAINS})(?![\w-])", re.IGNORECASE
)
_ARTICLES = {
    "de": "der die das",
    "en": "the a an",
    "es": "el la los las",
    "fr": "le la les l' l’",
    "it": "il lo la gli le l' l’",
    "nl": "de het",
    "pt": "o a os as",
}

# Cyrillic and Greek letters that look like Latin ones in one case or the other (UTS #39).
_HOMOGLYPHS = str.maketrans(
    "авеікмнорстухјѕһԁԛԝαβεζηικμνορτυχ", "abeikmhopctyxjshdqwabezhikmnoptyx"
)
_LEGAL_FORMS = re.compile(
    r"\b(?:"
    + "|".join(
        [
            r"(?:international |regional )?public (?:foundation|association|organization|union)",
            r"non ?(?:governmental|profit) organization|charitable (?:foundation|fund)",
            r"ngo|npo|cso|ong|osc|onlus|asbl|aisbl|vzw|inc|llc|ltd|ggmbh|gmbh|mtu",
            r"e v|z s|o s|o p s|r y",
            r"(?:\w+ная )?общественн\w+ (?:фонд|объединение|организация)",
            r"(?:автономная )?некоммерческая организация|благотворительныи фонд",
            r"громадська організація|благодіинии фонд",
            r"нко|нпо|ано|оо|ооо|роо|моо|оф|го",
        ]
    )
    + r")\b"
)
_SPELLINGS = [
    (re.compile(r"\bcentre\b"), "center"),
    (re.compile(r"isation"), "ization"),
    (re.compile(r"\bdefence\b"), "defense"),
    (re.compile(r"\blabour\b"), "labor"),
    (re.compile(r"\bprogramme\b"), "program"),
    (re.compile(r"беларус"), "белорус"),
]
# Systems of romanisation differ in these; one spelling stands for all.
_ROMANISATIONS = [
    (re.compile(r"shch|sch"), "sh"),
    (re.compile(r"kh|x"), "h"),
    (re.compile(r"ts|tz"), "c"),
    (re.compile(r"[jyi](?=[aou])"), ""),
    (re.compile(r"[jy]"), "i"),
    (re.compile(r"w"), "v"),
    (re.compile(r"(.)\1+"), r"\1"),
]


def clean(text: str) -> str:
    """Return the name in NFC with single spaces; raises `BadName` for what cannot be printed.

    Joiners stay, since Persian and Indian scripts are spelled with them.
    """
    name = _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).strip()
    fault = _fault(name)
    if fault:
        raise BadName(fault)
    if not _is_right_to_left(name):
        name = _DIRECTION_MARKS.sub("", name)
    name = " ".join(name.split())
    if not any(character.isprintable() and not character.isspace() for character in name):
        raise BadName(NameFault.EMPTY)
    return name


def default_sort_key(name: str, language: str = "en") -> str:
    """The name from its first letter or digit on, without the language's leading article."""
    start = next((at for at, character in enumerate(name) if character.isalnum()), 0)
    key = name[start:]
    for article in _ARTICLES.get(language.partition("-")[0], "").split():
        lead = article if article[-1] in "'’" else article + " "
        if key.casefold().startswith(lead) and len(key) > len(lead):
            return default_sort_key(key[len(lead) :], language="")
    return key


def skeleton(name: str) -> str:
    """Fold a name to what the eye takes in, so that look-alikes become equal.

    After UTS #39: letters of different scripts with one shape, case, accents, quotation marks,
    dashes, British and American spelling and legal forms ("e.V.", "Общественный фонд") make no
    difference.
    """
    return _folded(name).translate(_HOMOGLYPHS)


def romanised(name: str) -> str:
    """Fold a name to Latin letters, alike for the usual systems of romanisation."""
    latin = anyascii(_folded(name)).casefold()
    latin = " ".join(re.sub(r"[^a-z0-9 ]", "", latin).split())
    for pattern, plain in _ROMANISATIONS:
        latin = pattern.sub(plain, latin)
    return latin


def transliterate(text: str, to_language: str) -> str:
    """Propose how a name may be written in another language, for a person to correct.

    Letters are romanised for languages in Latin script. Other scripts usually print foreign names
    as they are, so there the proposal is the name itself.
    """
    if languages.script(to_language) != "Latn":
        return text
    return re.sub(r"\w+", lambda word: _romanised_word(word[0]), text).translate(
        str.maketrans("«»„", "“”“")
    )


def _fault(name: str) -> NameFault | None:
    if not name:
        return NameFault.EMPTY
    if _LINE_BREAK.search(name):
        return NameFault.LINE_BREAK
    if _DIRECTION_OVERRIDE.search(name):
        return NameFault.DIRECTION_OVERRIDE
    if _UNPRINTABLE.search(name) or any(map(_is_control, name)):
        return NameFault.CONTROL_CHARACTER
    if len(name) > LONGEST_NAME:
        return NameFault.TOO_LONG
    return NameFault.WEB_ADDRESS if _WEB_ADDRESS.search(name) else None


def _is_control(character: str) -> bool:
    return character != "\t" and unicodedata.category(character) in {"Cc", "Cs", "Co"}


def _is_right_to_left(name: str) -> bool:
    return any(unicodedata.bidirectional(character) in {"R", "AL"} for character in name)


# A name is folded in several ways one after the other.
@lru_cache(maxsize=256)
def _folded(name: str) -> str:
    """Case, accents, punctuation, spelling and legal form taken away."""
    decomposed = unicodedata.normalize("NFKD", name).casefold().replace("&", " and ")
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    words = " ".join(re.sub(r"['’ʼ`]", "", letters.replace("ł", "l").replace("ø", "o")).split())
    plain = " ".join(re.sub(r"[\W_]+", " ", words).split())
    for pattern, spelling in _SPELLINGS:
        plain = pattern.sub(spelling, plain)
    return " ".join(_LEGAL_FORMS.sub(" ", plain).split()) or plain


def _romanised_word(word: str) -> str:
    latin = "".join(
        # The apostrophes stand for soft and hard signs, which names in print leave out.
        letter if "LATIN" in unicodedata.name(letter, "LATIN") else anyascii(letter).strip("'")
        for letter in word
    )
    return latin.upper() if len(word) > 1 and word.isupper() else latin
