"""Spaces at which a line must not break, as the language of a text wants them.

Only a space that stands there becomes another one, so that nothing is read that was not written.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache

NO_BREAK = "\u00a0"
NARROW = "\u202f"

# Words of one letter that would hang at the end of a line.
_HANGING: Mapping[str, str] = {
    "ru": "авикосуя",
    "uk": "аезійоувя",
    "be": "аузіяй",
    "bg": "ависуя",
    "pl": "aiouwz",
    "cs": "aikosuvz",
    "sk": "aikosuvz",
}
# What is written before a number or a name.
_BEFORE: Mapping[str, str] = {
    "ru": r"№|§|ст\.|п\.|пп\.|ч\.|гл\.|стр\.|с\.|рис\.|им\.|г\.|ул\.|д\.",
    "uk": r"№|§|ст\.|п\.|ч\.|гл\.|с\.|ім\.|м\.|вул\.",
    "be": r"№|§|арт\.|п\.|ч\.|с\.|імя|г\.|вул\.",
    "en": r"No\.|Nos\.|Art\.|Arts\.|para\.|paras\.|p\.|pp\.|Mr|Mrs|Ms|Dr|Prof\.|§",
    "fr": r"n°|nº|art\.|p\.|M\.|Mme|MM\.|Dr|§",
    "de": r"Nr\.|Art\.|Abs\.|S\.|§|Dr\.|Prof\.",
    "es": r"n\.º|núm\.|art\.|arts\.|p\.|pág\.|Sr\.|Sra\.|Dr\.|Dra\.|§",
}
# What is written after a number.
_AFTER: Mapping[str, str] = {
    "ru": r"г\.|гг\.|года|году|год|в\.|вв\.|%|млн|млрд|тыс\.|руб\.|человек|чел\.",
    "uk": r"р\.|рр\.|року|році|рік|ст\.|%|млн|млрд|тис\.|грн|осіб",
    "be": r"г\.|гг\.|года|годзе|год|ст\.|%|млн|млрд|тыс\.|чалавек",
    "fr": r"%|€|ans|euros|millions|milliards",
    "de": r"%|€|Euro|Mio\.|Mrd\.",
    "es": r"%|€|euros|millones",
}
_DASHES_HELD = {"ru", "uk", "be", "bg"}


def bound(text: str, language: str) -> str:
    """Return the text with the spaces made unbreakable that this language (BCP 47) holds fast."""
    if " " not in text:
        return text
    for pattern, replacement in _rules(language.partition("-")[0]):
        text = pattern.sub(replacement, text)
    return text


def loosened(text: str) -> str:
    """Return the text with ordinary spaces, to compare it with what was written."""
    return text.replace(NO_BREAK, " ").replace(NARROW, " ")


@cache
def _rules(language: str) -> Sequence[tuple[re.Pattern[str], str]]:
    """What is looked for, a space in it, and what is put in its place."""
    # A thousand is parted by a space almost everywhere but in English.
    found = [(r"(?<=\d) (?=\d{3}(?!\d))", NO_BREAK)]
    if letters := _HANGING.get(language):
        found.append((rf"(?i)((?<![\w’'-])[{letters}]) (?=[\w«“„])", rf"\1{NO_BREAK}"))
    if before := _BEFORE.get(language):
        found.append((rf"((?<!\w)(?:{before})) (?=[\d\w])", rf"\1{NO_BREAK}"))
    if after := _AFTER.get(language):
        found.append((rf"(?<=\d) (?=(?:{after})(?!\w))", NO_BREAK))
    if language in _DASHES_HELD:
        found.append((r"(?<=\S) (?=[—–] )", NO_BREAK))
    if language == "fr":
        found += [(r" (?=[;!?])", NARROW), (r" (?=[:»])|(?<=«) ", NO_BREAK)]
    return [(re.compile(pattern), replacement) for pattern, replacement in found]
