"""What the rules know of each language: a file a language, and a default from CLDR."""

from functools import cache

from appeals.drafting.parity.lexicon import (
    arabic,
    english,
    french,
    german,
    russian,
    spanish,
    ukrainian,
)
from appeals.drafting.parity.lexicon.base import Lexicon
from appeals.drafting.parity.lexicon.cldr import lexicon_from_cldr

_KNOWN = {
    module.LEXICON.tag: module.LEXICON
    for module in (arabic, english, french, german, russian, spanish, ukrainian)
}


@cache
def lexicon_of(tag: str) -> Lexicon:
    """The lexicon of a language (BCP 47); a variety shares that of its language."""
    return _KNOWN.get(tag.partition("-")[0]) or lexicon_from_cldr(tag)
