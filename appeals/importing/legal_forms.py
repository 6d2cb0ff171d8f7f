"""Legal forms that stand with names of organisations."""

import re

# As they are written, points and blanks being optional; add yours.
_AT_THE_END = (
    *("e.V.", "gGmbH", "GmbH", "gUG", "eG", "e.Gen.", "AG"),
    *("a.s.b.l.", "ASBL", "A.I.S.B.L.", "v.z.w.", "VZW", "A.C.", "A.C", "S.C.", "I.A.P.", "S.A."),
    *("Inc.", "Ltd.", "LLC", "L.L.C.", "plc", "CIC", "C.I.C.", "C.B.O."),
    *("ONG", "ONGD", "NGO", "NPO", "N.G.O.", "O.N.G.", "ONLUS", "Onlus", "APS", "ODV", "ETS"),
    *("z.s.", "z.ú.", "o.p.s.", "o.s.", "o.z.", "r.y.", "ry", "rf", "d.o.o.", "z.t."),
    *("ОО", "МОО", "РОО", "МПО", "АНО", "НКО", "НПО", "ОФ", "ГО", "БФ", "ОЮЛ", "ОсОО", "ЧФ", "КФ"),
    *("ՀԿ", "ա(ა)იპ", "ააიპ"),
)
_AT_THE_BEGINNING = (
    *("ОО", "МОО", "РОО", "МПО", "АНО", "НКО", "НПО", "ОФ", "ГО", "БФ", "ОЮЛ", "ОсОО", "ЧФ", "КФ"),
    *("ONG", "NGO", "ASBL", "VZW", "ააიპ", "А(А)ИП"),
)


def _pattern(form: str) -> str:
    return r"\s?".join(re.escape(letter) for letter in form.replace(" ", ""))


_END = re.compile(rf"(?:,\s*|\s+)(?P<form>{'|'.join(map(_pattern, _AT_THE_END))})$")
_BEGINNING = re.compile(rf"(?P<form>{'|'.join(map(_pattern, _AT_THE_BEGINNING))})\s+(?=[\"«“„'\w])")


def legal_form_of(name: str) -> str:
    """Return the legal form that a name begins or ends with, as it stands; empty if none."""
    match = _END.search(name) or _BEGINNING.match(name)
    return match["form"] if match else ""


def is_legal_form(text: str) -> bool:
    """Whether a text is nothing but a legal form: what follows the comma in "Name, A.C."."""
    return bool(_END.fullmatch(f" {text.strip()}"))
