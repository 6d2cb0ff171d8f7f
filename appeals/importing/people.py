"""Persons in lists: a name with a role, or somebody who signs for an organisation."""

import re
from collections.abc import Sequence

from appeals.importing import words
from appeals.importing.model import Person

_PARTICLE = re.compile(
    r"(?:de|del|della|da|dos|das|do|di|van|von|der|den|ten|la|le|el|al|ibn|bin|ben|bint|abu|y|e"
    r"|zu|af|оглы|кызы|uulu|mac|d'|o'|st\.?|jr\.?|sr\.?|ph\.?d\.?|md|و)",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"(?:(?:prof|dr|mr|mrs|ms|mme|sir|dame|rev|hon|ing|mag|dott|проф|д-р|m|sr|sra|dra|lic)\.?\s+)+",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_][\w'’.\u2011-]*")
_AFTER_QUOTE = re.compile(r"^(?P<role>.*[»”\"])\s*[,–-]?\s*(?P<name>[^\W\d_][^,»”\"()]+)$")


def is_organisation(text: str) -> bool:
    """Whether a text has a word that names a kind of organisation."""
    return bool(words.anywhere("organisations").search(words.folded(text)))


def is_name(text: str) -> bool:
    """Whether a text is written as the name of a person is: two to five capitalised words."""
    bare = _TITLE.sub("", text.strip(), count=1)
    parts = bare.split()
    if not 2 <= len(parts) <= 5 or is_organisation(bare):
        return False
    own = [part for part in parts if not _PARTICLE.fullmatch(part)]
    written = all(_NAME.fullmatch(part) and not part[0].islower() for part in own)
    return written and len(own) >= 2 and sum(part.isupper() and len(part) > 2 for part in own) != 1


def has_role(text: str) -> bool:
    """Whether a text begins with what a person is or does."""
    folded = words.folded(text)
    return bool(
        words.anywhere("roles").match(folded)
        and re.match(rf"(?:{words.alternatives('roles')})(?!\w)", folded)
    )


def speaks_for(text: str) -> str:
    """Return the organisation that a person signs for: what follows "on behalf of"."""
    folded = words.folded(text)
    match = words.beginning("on_behalf").match(folded)
    if not match or len(folded) != len(" ".join(text.split())):
        return ""
    return " ".join(text.split())[match.end() :].strip()


def without_personal(text: str) -> tuple[str, bool]:
    """Take "in personal capacity" and the like out of a text."""
    plain = " ".join(text.split())
    folded = words.folded(plain)
    match = words.anywhere("personal").search(folded)
    if not match or len(folded) != len(plain) or match.start() == 0:
        return text, False
    before = plain[: match.start()].rstrip(" ,;–-([")
    after = plain[match.end() :].lstrip(" )],;*")
    return " ".join(part for part in (before, after) if part), True


def person_in(parts: Sequence[str], *, individuals: bool) -> Person | None:
    """Return the person that the parts of an entry, cut at its commas, name."""
    name, *others = parts
    rest = ", ".join(others)
    if individuals:
        is_person = is_name(name) or (bool(name) and not is_organisation(name))
        return Person(name, rest) if is_person else None
    if is_name(name) and others and (has_role(others[0]) or speaks_for(others[0])):
        return Person(name, rest)
    whole = ", ".join(parts)
    match = _AFTER_QUOTE.match(whole)
    if match and has_role(whole) and is_name(match["name"]):
        return Person(match["name"].strip(), match["role"].strip())
    return None
