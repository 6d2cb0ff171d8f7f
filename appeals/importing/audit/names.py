"""Rules on how the names themselves are written."""

import re
from collections import Counter
from collections.abc import Iterator

from rapidfuzz import fuzz

from appeals.drafting.parity import Level
from appeals.importing.audit.model import Finding, Ground, spot_of
from appeals.importing.matching import Item
from appeals.importing.profiles import acronym_key
from appeals.importing.vocabulary import folded

_WORD = re.compile(r"[^\W_]+")
_NEARLY_THE_SAME = 90


def acronyms(ground: Ground) -> Iterator[Finding]:
    """An acronym of one version stands nowhere in the entry of another."""
    for _identity, first, item in ground.pairs():
        for full, bare in ((first, item), (item, first)):
            lost = [each for each in _acronyms(full, bare) if not _stands_in(each, bare)]
            if lost:
                # In a name that was translated it may have been left out on purpose.
                level = Level.WARNING if _is_one_name(full, bare) else Level.HINT
                yield Finding(
                    "acronym_missing",
                    level,
                    (spot_of(full), spot_of(bare)),
                    ground.languages(bare.version, full.version) | {"expected": ", ".join(lost)},
                )


def spelling(ground: Ground) -> Iterator[Finding]:
    """The same name is spelled in two ways by versions that do not translate it."""
    for _identity, first, item in ground.pairs():
        ours, theirs = _words(first), _words(item)
        if ours == theirs or not _is_one_name(first, item):
            continue
        added = (Counter(ours) - Counter(theirs)) + (Counter(theirs) - Counter(ours))
        if not any(word.islower() for word in added):
            continue  # an acronym or a number, which is told by its own rule
        yield Finding(
            "name_differs",
            Level.HINT,
            (spot_of(first), spot_of(item)),
            ground.languages(item.version, first.version)
            | {"found": item.entry.raw.strip(), "expected": first.entry.raw.strip()},
        )


def groups(ground: Ground) -> Iterator[Finding]:
    """An entry stands in another group than its counterpart."""
    homes: dict[tuple[int, int, str], Counter[str]] = {}
    for _identity, first, item in ground.pairs():
        if first.entry.group and item.entry.group:
            key = (first.version, item.version, first.entry.group)
            homes.setdefault(key, Counter())[item.entry.group] += 1
    for _identity, first, item in ground.pairs():
        home = homes.get((first.version, item.version, first.entry.group))
        if not home or not item.entry.group or home[item.entry.group] * 2 > home.total():
            continue
        yield Finding(
            "other_group",
            Level.WARNING,
            (spot_of(first), spot_of(item)),
            ground.languages(item.version, first.version)
            | {"found": item.entry.group, "expected": first.entry.group},
        )


def _acronyms(full: Item, bare: Item) -> list[str]:
    """The acronym of the entry; in a name that both spell alike, every word in capitals."""
    found = [full.entry.acronym] if full.entry.acronym else []
    if _is_one_name(full, bare):
        found += [word for word in _WORD.findall(full.entry.raw) if _is_acronym(word)]
    return list(dict.fromkeys(each for each in found if each not in full.entry.country_words))


def _stands_in(acronym: str, item: Item) -> bool:
    present = {acronym_key(word) for word in _WORD.findall(item.entry.raw)}
    if all(acronym_key(word) in present for word in _WORD.findall(acronym)):
        return True
    # Another acronym in the other language's place, such as OSCE and ОБСЕ.
    return bool(item.entry.acronym) and _is_latin(acronym) != _is_latin(item.entry.acronym)


def _is_latin(text: str) -> bool:
    """Whether a text is in Latin letters; enough to tell two acronyms of one name apart."""
    return text.isascii()


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper() and not word.isdigit()


def _is_one_name(one: Item, other: Item) -> bool:
    """Whether both spell the name in the same language, or nearly."""
    ours, theirs = (_bare(each) for each in (one, other))
    return ours == theirs or fuzz.ratio(ours, theirs) >= _NEARLY_THE_SAME


def _bare(item: Item) -> str:
    return " ".join(word for word in _words(item) if word.islower())


def _words(item: Item) -> list[str]:
    """The words of the name in order; what is in capitals stays so."""
    name = f"{item.entry.name or item.entry.raw} {item.entry.acronym}"
    return sorted(
        word if _is_acronym(word) else folded(word) for word in _WORD.findall(name) if word
    )
