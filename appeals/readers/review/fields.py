"""Fields of Word (ECMA-376 17.16.18): first a code, then what it shows; here only links matter."""

import re
from dataclasses import dataclass, field

from lxml import etree

from appeals.readers.review.sources import W

_ADDRESS = re.compile(r'\s*HYPERLINK\s+(?:"([^"]*)"|(\S+))', re.IGNORECASE)


@dataclass(slots=True)
class _Field:
    code: str = ""
    shows: bool = False


@dataclass(slots=True)
class Fields:
    """The fields that are open at a place of the text, the innermost last."""

    _open: list[_Field] = field(default_factory=list)

    @property
    def is_code(self) -> bool:
        """Whether text at this place is the code of a field, which nobody sees."""
        return bool(self._open) and not self._open[-1].shows

    @property
    def link(self) -> str | None:
        shown = (each for each in reversed(self._open) if each.shows)
        return next((link for each in shown if (link := address_in(each.code))), None)

    def read(self, element: etree._Element, name: str) -> None:
        """Take note of an element of a run, called `name` in Word's namespace."""
        kind = element.get(f"{W}fldCharType") if name == "fldChar" else None
        if kind == "begin":
            self._open.append(_Field())
        elif kind == "separate" and self._open:
            self._open[-1].shows = True
        elif kind == "end" and self._open:
            self._open.pop()
        elif name in {"instrText", "delInstrText"} and self._open:
            self._open[-1].code += element.text or ""


def address_in(code: str) -> str | None:
    """Return where the code of a field leads to; None if it is no link."""
    match = _ADDRESS.match(code)
    return (match[1] or match[2]) if match else None
