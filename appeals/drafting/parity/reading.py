"""Read a wording once: what it states, and its words, for all rules to use."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from appeals.drafting.parity import (
    addresses,
    dates,
    numerals,
    provisions,
    quotations,
    structure,
    units,
)
from appeals.drafting.parity.facts import Fact
from appeals.drafting.parity.lexicon import lexicon_of
from appeals.drafting.parity.lexicon.base import Lexicon
from appeals.drafting.parity.quotations import Marks
from appeals.drafting.parity.tokens import Token, tokens_of

# Digits of other scripts are read as ours; a character stays a character, so places hold.
_ZEROS = (0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xFF10)
_DIGITS = {zero + digit: str(digit) for zero in _ZEROS for digit in range(10)} | {
    ord("٫"): ".",
    ord("٬"): ",",
}


@dataclass(frozen=True)
class Reading:
    """A wording taken apart; every place is one in `wording`.

    `masked` is the wording with European digits and without what is not prose:
    addresses, footnote marks, placeholders.
    """

    segment_id: str
    kind: str
    language: str
    wording: str
    masked: str
    tokens: tuple[Token, ...]
    addresses: tuple[Fact, ...]
    footnotes: tuple[Fact, ...]
    placeholders: tuple[Fact, ...]
    times: tuple[Fact, ...]
    dates: tuple[Fact, ...]
    provisions: tuple[Fact, ...]
    amounts: tuple[Fact, ...]
    percentages: tuple[Fact, ...]
    numbers: tuple[Fact, ...]

    @cached_property
    def marks(self) -> Marks:
        return quotations.find(self.masked)

    @cached_property
    def lone_letters(self) -> tuple[Token, ...]:
        return tuple(t for t in self.tokens if t.end - t.start == 1 and not t.is_number)

    @cached_property
    def lexicon(self) -> Lexicon:
        return lexicon_of(self.language)


# A text is checked again with every save, and a save changes few of its wordings.
@lru_cache(maxsize=1_000)
def read(segment_id: str, kind: str, language: str, wording: str) -> Reading:
    """Take a wording apart; what one kind of fact has used is not read again as another."""
    lexicon = lexicon_of(language)
    plain = wording if wording.isascii() else wording.translate(_DIGITS)
    placed = structure.placeholders(plain)
    located = addresses.find(plain)
    noted = structure.footnotes(_without(plain, located))
    masked = _without(plain, (*placed, *located, *noted))
    tokens = tokens_of(masked)
    has_digits = any(token.is_number for token in tokens)
    times = dates.times(masked, tokens, lexicon) if has_digits else []
    dated = dates.find(masked, tokens, lexicon)
    ruled = provisions.find(_without(masked, dated), lexicon)
    free = _outside(tokens, (*times, *dated, *ruled))
    counted = units.sort_out(masked, numerals.find(masked, free, lexicon), lexicon)
    return Reading(
        segment_id,
        kind,
        language,
        wording,
        masked,
        tuple(tokens),
        tuple(located),
        tuple(noted),
        tuple(placed),
        tuple(times),
        tuple(dated),
        tuple(ruled),
        tuple(counted.amounts),
        tuple(counted.percentages),
        tuple(counted.numbers),
    )


def _without(text: str, facts: Iterable[Fact]) -> str:
    """Blank facts out with a character that is neither a letter nor a space."""
    for fact in facts:
        text = text[: fact.start] + "\0" * (fact.end - fact.start) + text[fact.end :]
    return text


def _outside(tokens: Sequence[Token], facts: Sequence[Fact]) -> list[Token]:
    if not facts:
        return list(tokens)
    used = {at for fact in facts for at in range(fact.start, fact.end)}
    return [token for token in tokens if token.start not in used and token.end - 1 not in used]
