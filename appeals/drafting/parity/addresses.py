"""Addresses: of pages, of mailboxes, and telephone numbers."""

import re

from appeals.drafting.parity.facts import Fact

_ADDRESS = re.compile(
    r"(?P<url>\b(?:https?://|www\.)[^\s<>«»“”\"]+)"
    r"|(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<phone>\+\d[\d\s()\u00a0-]{6,}\d)"
)
_CLOSING = ".,;:!?)]}»”'\""


def find(text: str) -> list[Fact]:
    """Return the addresses in order; the last stop of a sentence is none of them."""
    if "@" not in text and "+" not in text and "www." not in text and "://" not in text:
        return []
    return [_fact(match) for match in _ADDRESS.finditer(text)]


def _fact(match: re.Match[str]) -> Fact:
    found = _without_stop(match.group())
    end = match.start() + len(found)
    return Fact(_normal(found, match.lastgroup), match.start(), end, found)


def _without_stop(address: str) -> str:
    """Take off the punctuation of the sentence; a bracket opened in an address closes in it."""
    while address[-1] in _CLOSING and not (address[-1] == ")" and "(" in address):
        address = address[:-1]
    if address.count(")") > address.count("("):
        return _without_stop(address.rpartition(")")[0])
    return address


def _normal(address: str, kind: str | None) -> str:
    if kind == "phone":
        return "".join(re.findall(r"\d", address))
    if kind == "mail":
        return address.casefold()
    return re.sub(r"^https?://", "", address).rstrip("/")
