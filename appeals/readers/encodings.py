"""In which encoding a text is: told by marks, by what decodes, and by its letters."""

import codecs
import re
import unicodedata
from collections.abc import Iterator

from appeals.readers.troubles import Trouble, Unreadable

_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
# What a page may name; nothing that Python would take for a transformation instead.
_NAMED = re.compile(r"utf-?8|windows-125\d|koi8-[ru]|iso-8859-\d{1,2}|us-ascii")
# The likelier first: of equally good readings the first is taken. KOI8-U has the letters of KOI8-R.
_GUESSED = ("utf-8", "cp1251", "koi8-u", "cp1252")
_WORD = re.compile(r"[^\W\d_]+")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ufffd\ue000-\uf8ff]")
_SAMPLE = 50_000  # characters
_LEAST_LIKELY = 0.8
# French, Spanish and German are mostly plain letters; all accents is Cyrillic misread.
_MOST_ACCENTS = 0.3


def decoded(data: bytes, named: str | None = None) -> str:
    """Return the text of a file; raise `Unreadable` if it is none or its encoding is not known.

    `named` is the encoding a page claims; it is believed if the letters bear it out.
    """
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return _certain(data.removeprefix(mark), encoding)
    if b"\0" in data:
        # Blanks and line ends have an empty half in UTF-16, whatever the script.
        little = data[1::2].count(0) > data[::2].count(0)
        return _certain(data, "utf-16-le" if little else "utf-16-be")
    likely = [(likelihood(text, encoding), text) for encoding, text in _readings(data, named)]
    best, text = max(likely, key=lambda each: each[0], default=(0.0, ""))
    if best < _LEAST_LIKELY:
        raise Unreadable(Trouble.ENCODING if best else Trouble.NOT_TEXT)
    return text


def likelihood(text: str, encoding: str) -> float:
    """How much of a text is words as people write them: one script a word, capitals in front.

    Read in a wrong encoding, words mix alphabets and have capitals inside.
    """
    sample = text[:_SAMPLE]
    if _CONTROL.search(sample):
        return 0.0
    foreign = [word for word in _WORD.findall(sample) if not word.isascii()]
    letters = sum(map(len, foreign))
    if not letters:
        return 1.0
    if encoding == "utf-8":
        # Other texts hardly ever obey its rules; misprints must not count against it.
        return max(_LEAST_LIKELY, _usual(foreign) / letters)
    if encoding == "cp1252" and _accents(sample) > _MOST_ACCENTS:
        return 0.01
    return max(0.01, _usual(foreign) / letters)


def _readings(data: bytes, named: str | None) -> Iterator[tuple[str, str]]:
    """Yield encoding and text for each encoding in which the bytes are possible."""
    known = [named.lower()] if named and _NAMED.fullmatch(named.lower()) else []
    for encoding in dict.fromkeys([*known, *_GUESSED]):
        try:
            yield encoding, data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue


def _certain(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(Trouble.NOT_TEXT) from error
    if _CONTROL.search(text[:_SAMPLE]):
        raise Unreadable(Trouble.NOT_TEXT)
    return text


def _usual(words: list[str]) -> int:
    return sum(len(word) for word in words if _is_usual(word))


def _is_usual(word: str) -> bool:
    cased_well = word[1:] == word[1:].lower() or word == word.upper()
    return cased_well and len({_script(letter) for letter in word}) == 1


def _accents(text: str) -> float:
    letters = "".join(_WORD.findall(text))
    return sum(1 for letter in letters if letter > "\x7f") / max(len(letters), 1)


def _script(letter: str) -> str:
    return unicodedata.name(letter, "?").partition(" ")[0] if letter > "\x7f" else "LATIN"
