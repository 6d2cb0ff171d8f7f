"""Rules on how a language is set: spaces, punctuation, dashes, quotation marks."""

import re
from collections.abc import Iterator

from appeals.drafting.parity.model import Finding, Level
from appeals.drafting.parity.reading import Reading

_BLANK = " \t\u00a0\u2007\u2009\u202f"
_DOUBLED = re.compile(rf"[{_BLANK}]{{2,}}(?<=[^\s•‣*][{_BLANK}]{{2}})(?=[^\s])")
_TRAILING = re.compile(rf"[{_BLANK}]+\Z|(?<! )[\t\u00a0\u2007\u2009\u202f][{_BLANK}]*(?=\n)")
_LEADING = re.compile(rf"\A[{_BLANK}]+")
_NO_BREAK = re.compile(r"\u00a0(?<=[^\W\d_]{4}\u00a0)(?=[^\W\d_]{4})")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_BEFORE_STOP = re.compile(rf"[{_BLANK}]+(?=[,.;:!?](?:\s|\Z))")
_BEFORE_COMMA = re.compile(rf"[{_BLANK}]+(?=[,.](?:\s|\Z))")
_GLUED = re.compile(r"[^\W\d_](?P<stop>[,;!?])(?=[^\W\d_])|[a-zа-яё]{3}(?P<end>\.)(?=[A-ZА-ЯЁ]\w)")
_TWICE = re.compile(r"(?<!,),,(?!,)|;;|(?<!:)::(?!:)|(?<!\.)\.\.(?!\.)|,\.(?!\.)")
_HYPHENS = re.compile(r"(?<![-\w|])--(?![-|])|(?<=\w)--(?=\w)")
_HYPHEN = re.compile(rf"[{_BLANK}]-[{_BLANK}](?<=[^\n|-][{_BLANK}]-[{_BLANK}])(?=[^|-])")
_FRENCH = re.compile(r"(?<=[\w»)])[ ]?(?=[;!?](?:\s|\Z))|(?<=\w) (?=:(?:\s|\Z))|(?<=\w)(?=:\s)")
_ARABIC_LETTER = "\u0620-\u064a"
_LATIN_STOP = re.compile(rf"(?<=[{_ARABIC_LETTER}])[,;?]")
_ARABIC_STOPS = {",": "،", ";": "؛", "?": "؟"}
_LONG_DASH = frozenset({"ru", "uk", "be", "fr", "es", "it", "pt"})


def doubled_spaces(reading: Reading) -> Iterator[Finding]:
    for match in _DOUBLED.finditer(reading.wording):
        yield _finding(reading, match, Level.WARNING, " ")


def trailing_spaces(reading: Reading) -> Iterator[Finding]:
    for pattern in (_LEADING, _TRAILING):
        for match in pattern.finditer(reading.wording):
            yield _finding(reading, match, Level.WARNING, "")


def no_break_spaces(reading: Reading) -> Iterator[Finding]:
    """A no-break space between two words that may well be parted."""
    if "\u00a0" in reading.wording:
        for match in _NO_BREAK.finditer(reading.wording):
            yield _finding(reading, match, Level.HINT, " ")


def invisible_characters(reading: Reading) -> Iterator[Finding]:
    if not reading.wording.isascii():
        for match in _INVISIBLE.finditer(reading.wording):
            yield _finding(reading, match, Level.WARNING, "")


def spaces_before_stops(reading: Reading) -> Iterator[Finding]:
    """A blank before a comma or a full stop; French has one before the taller marks."""
    pattern = _BEFORE_COMMA if reading.lexicon.tag == "fr" else _BEFORE_STOP
    for match in pattern.finditer(reading.masked):
        if reading.masked[match.start() - 1 : match.start()].isalnum():
            yield _finding(reading, match, Level.WARNING, "")


def glued_words(reading: Reading) -> Iterator[Finding]:
    """The blank after a comma or a full stop is missing."""
    for match in _GLUED.finditer(reading.masked):
        mark = match.lastgroup or "stop"
        start, end = match.span(mark)
        yield _at(reading, start, end, Level.WARNING, f"{match[mark]} ")


def doubled_stops(reading: Reading) -> Iterator[Finding]:
    for match in _TWICE.finditer(reading.masked):
        yield _finding(reading, match, Level.WARNING, match.group()[-1])


def double_hyphens(reading: Reading) -> Iterator[Finding]:
    if "--" in reading.masked:
        for match in _HYPHENS.finditer(reading.masked):
            yield _finding(reading, match, Level.WARNING, _dash(reading.language))


def hyphens_for_dashes(reading: Reading) -> Iterator[Finding]:
    """A hyphen with blanks on both sides does the work of a dash."""
    for match in _HYPHEN.finditer(reading.masked) if "-" in reading.masked else ():
        start, end = match.start() + 1, match.end() - 1
        yield _at(reading, start, end, Level.WARNING, _dash(reading.language))


def french_spaces(reading: Reading) -> Iterator[Finding]:
    """French sets a no-break space before ; : ! ?"""
    if reading.language in ("fr", "fr-FR", "fr-BE"):
        for match in _FRENCH.finditer(reading.masked):
            yield _finding(reading, match, Level.HINT, "\u00a0")


def spanish_openings(reading: Reading) -> Iterator[Finding]:
    """A Spanish question or exclamation opens with its mark upside down."""
    if reading.lexicon.tag == "es":
        for closing, opening in (("?", "¿"), ("!", "¡")):
            if reading.masked.count(closing) > reading.masked.count(opening):
                at = reading.masked.index(closing)
                found = Finding(
                    Level.WARNING,
                    reading.segment_id,
                    reading.language,
                    (at, at + 1),
                    closing,
                    opening,
                )
                yield found


def arabic_stops(reading: Reading) -> Iterator[Finding]:
    """Arabic has a comma, a semicolon and a question mark of its own."""
    if reading.lexicon.tag == "ar":
        for match in _LATIN_STOP.finditer(reading.masked):
            yield _finding(reading, match, Level.WARNING, _ARABIC_STOPS[match.group()])


def quotation_marks(reading: Reading) -> Iterator[Finding]:
    """Quotation marks the language does not use, or those of a typewriter."""
    usual = reading.lexicon.quotes
    for quotation in reading.marks.quotations if usual else ():
        if quotation.text[0] + quotation.text[-1] not in usual:
            inner = reading.wording[quotation.start + 1 : quotation.end - 1]
            mended = f"{usual[0][0]}{inner}{usual[0][1]}"
            yield _at(reading, quotation.start, quotation.end, Level.WARNING, mended)


def _dash(language: str) -> str:
    return "—" if language.partition("-")[0] in _LONG_DASH else "–"


def _finding(reading: Reading, match: re.Match[str], level: Level, replacement: str) -> Finding:
    return _at(reading, match.start(), match.end(), level, replacement)


def _at(reading: Reading, start: int, end: int, level: Level, replacement: str) -> Finding:
    return Finding(
        level,
        reading.segment_id,
        reading.language,
        (start, end),
        reading.wording[start:end],
        replacement,
        replacement=replacement,
    )
