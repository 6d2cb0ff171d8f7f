"""Numbers in digits, in words and in Roman numerals, as values."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from appeals.drafting.parity.facts import Fact
from appeals.drafting.parity.lexicon import lexicon_of
from appeals.drafting.parity.lexicon.base import Lexicon, NumberWord, Role
from appeals.drafting.parity.tokens import Token

_GROUPS = re.compile(r"[,.'’ \u00a0\u2009\u202f]")
_AMBIGUOUS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_ROMAN = re.compile(r"(X{0,3})(IX|IV|V?I{0,3})(?:e|er|ème)?")
_ROMAN_LETTERS = ("I", "V", "X", "Х", "І")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}
_GAP = re.compile(r"[\s\-\u2010\u2011]*")


@dataclass
class _Number:
    """A number while it is put together from words: two hundred and five thousand …"""

    start: int
    end: int
    total: Decimal = Decimal(0)
    group: Decimal = Decimal(0)
    last: Role | None = None
    spelled: bool = True
    # Begun with a word that alone would be vague: "hundreds", "a million", "both".
    bare: bool = False
    also: tuple[Decimal, ...] = ()

    @property
    def value(self) -> Decimal:
        return self.total + self.group

    def takes(self, word: NumberWord) -> bool:
        """Whether the word continues this number rather than beginning the next."""
        if self.last in (Role.ORDINAL, Role.VAGUE):
            return False
        if word.role is Role.SCALE:
            return self.total == 0 or word.value < self.total
        if not self.spelled:
            return False
        if word.role is Role.HUNDRED:
            return 0 < self.group < 100
        if word.role is Role.VAGUE:
            return False
        if word.role is Role.SCORE and self.group % 100 == 4:
            return True
        if self.last is Role.SCALE and self.group == 0:
            return word.value < 1000
        return _fits(int(self.group), int(word.value))

    def add(self, word: NumberWord, end: int) -> None:
        if word.role is Role.SCALE:
            self.total += (self.group or 1) * word.value
            self.group = Decimal(0)
            self.also = tuple(value * word.value for value in self.also)
        elif word.role is Role.HUNDRED:
            self.group = (self.group or Decimal(1)) * 100
        elif word.role is Role.SCORE and self.group % 100 == 4:
            self.group += 76
        else:
            self.group += word.value
        self.last, self.end, self.bare = word.role, end, False

    def fact(self, text: str) -> Fact:
        value = self.value
        return Fact(
            value,
            self.start,
            self.end,
            text[self.start : self.end],
            also=tuple(each for each in self.also if each != value),
            firm=not self.bare and not (self.spelled and value <= 1),
            spelled=self.spelled,
        )


def find(text: str, tokens: Sequence[Token], lexicon: Lexicon) -> list[Fact]:
    """Return the numbers among the tokens in order; one and zero in words are not firm."""
    words, joiners, begins = lexicon.numbers, lexicon.joiners, _beginnings(lexicon.tag)
    # Only these can be part of a number; most words of a text are not.
    relevant = [
        token
        for token in tokens
        if token.kind
        or token.folded in words
        or token.folded in joiners
        or token.text.startswith(begins)
    ]
    return list(_found(text, relevant, lexicon))


def roman(text: str) -> int | None:
    """The value of a Roman numeral up to 39 in capitals; the Cyrillic Х is taken for an X."""
    match = _ROMAN.fullmatch(text.replace("Х", "X").replace("І", "I"))
    if match is None or not (letters := match[1] + match[2]):
        return None
    values = [_ROMAN_VALUES[letter] for letter in letters]
    following = [*values[1:], 0]
    return sum(-v if v < after else v for v, after in zip(values, following, strict=True))


def parse(text: str) -> tuple[Decimal, tuple[Decimal, ...]]:
    """The value of a number in digits, and what else it may mean.

    "300,000", "300 000" and "300.000" are the same; three digits after a comma
    or a point may yet be a fraction.
    """
    if _AMBIGUOUS.fullmatch(text):
        return Decimal(re.sub("[.,]", "", text)), (Decimal(text.replace(",", ".")),)
    whole, sign, fraction = _fraction(text)
    digits = _GROUPS.sub("", whole)
    return Decimal(f"{digits}.{fraction}" if sign else digits).normalize() + 0, ()


def _fraction(text: str) -> tuple[str, str, str]:
    match = re.fullmatch(r"(.*?\d)(?:([.,])(\d+))?", text, re.DOTALL)
    signs = _GROUPS.findall(text)
    if match is None or match[2] is None or (len(signs) > 1 and set(signs) == {match[2]}):
        return text, "", ""
    return match[1], match[2], match[3]


@cache
def _beginnings(tag: str) -> tuple[str, ...]:
    lexicon = lexicon_of(tag)
    words = (*lexicon.prefixes, *lexicon.compound_numbers)
    return (*words, *(word.capitalize() for word in words), *_ROMAN_LETTERS)


def _found(text: str, tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[Fact]:
    number: _Number | None = None
    joiner = 0
    for token in tokens:
        word = None if token.is_number else _word(token, lexicon)
        if number and token.folded in lexicon.joiners and _touch(text, number.end, token.start):
            joiner = token.end
            continue
        near = number and word and _touch(text, joiner or number.end, token.start)
        if number and word and near and number.takes(word):
            number.add(word, token.end)
            joiner = 0
            continue
        if number:
            yield number.fact(text)
        joiner, number = 0, _begun(token, word)
        if token.kind == "code":
            yield from _of_code(token)
    if number:
        yield number.fact(text)


def _begun(token: Token, word: NumberWord | None) -> _Number | None:
    if token.kind == "number":
        value, also = parse(token.text)
        return _Number(token.start, token.end, group=value, also=also, spelled=False)
    if word is not None:
        also = tuple(Decimal(value) for value in word.also)
        number = _Number(token.start, token.end, also=also, last=word.role)
        number.bare = word.role in (Role.SCALE, Role.HUNDRED, Role.VAGUE)
        number.total = Decimal(word.value) if word.role is Role.SCALE else Decimal(0)
        number.group = Decimal(0) if word.role is Role.SCALE else Decimal(word.value)
        return number
    if token.text.startswith(_ROMAN_LETTERS) and (figure := _roman_word(token.text)) is not None:
        return _Number(token.start, token.end, group=Decimal(figure), last=Role.ORDINAL)
    return None


def _roman_word(text: str) -> int | None:
    # A single letter is an initial, or the pronoun "I".
    return roman(text) if len(text) > 1 else None


def _word(token: Token, lexicon: Lexicon) -> NumberWord | None:
    word = lexicon.numbers.get(token.folded)
    if word is not None:
        return word
    for prefix in lexicon.prefixes:
        if token.folded.startswith(prefix):
            return lexicon.numbers.get(token.folded.removeprefix(prefix))
    return _compound(token.folded, lexicon)


def _compound(word: str, lexicon: Lexicon) -> NumberWord | None:
    """Read "двухлетний" as perhaps two."""
    prefixes = tuple(lexicon.compound_numbers)
    if len(word) < 6 or not prefixes or not word.startswith(prefixes):
        return None
    for prefix, value in lexicon.compound_numbers.items():
        if word.startswith(prefix) and len(word) > len(prefix) + 2:
            return NumberWord(value, Role.VAGUE)
    return None


def _of_code(token: Token) -> Iterator[Fact]:
    """Read "2016-2018" as two numbers, and "460-1" as one that is no quantity."""
    parts = re.split(r"[-\u2011\u2013]", token.text)
    first, last = parts[0], parts[-1]
    if len(first) == 4 and len(last) == 2:
        last = first[:2] + last
    if len(parts) == 2 and int(first) < int(last):
        middle = token.start + len(first)
        yield Fact(Decimal(first), token.start, middle, first)
        yield Fact(Decimal(last), middle + 1, token.end, parts[-1])
    else:
        yield Fact(
            "-".join(part.lstrip("0") or "0" for part in parts), token.start, token.end, token.text
        )


def _fits(group: int, value: int) -> bool:
    if group == 0:
        return False
    if group % 100 == 0:
        return value < 100
    if group % 100 in (60, 80) and 10 <= value < 20:
        return True
    return group % 100 >= 20 and group % 10 == 0 and 0 < value < 10


def _touch(text: str, end: int, start: int) -> bool:
    return start - end <= 3 and _GAP.fullmatch(text, end, start) is not None
