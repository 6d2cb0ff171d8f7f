"""Remarks that a list can need, in the language of the list rather than of the interface."""

from appeals.document.tree import Span

MARK = "*"

_NOT_CONFIRMED = {
    "en": "Signed an earlier text and has not confirmed the present one.",
    "ru": "Подпись поставлена под прежней редакцией; нынешняя редакция не подтверждена.",
    "uk": "Підпис поставлено під попередньою редакцією; нинішню редакцію не підтверджено.",
    "fr": "A signé une version antérieure et n’a pas confirmé la version actuelle.",
    "es": "Firmó una versión anterior y no ha confirmado la actual.",
    "de": "Hat eine frühere Fassung unterzeichnet und die jetzige nicht bestätigt.",
    "ar": "وقّعت على نصّ سابق ولم تؤكّد النصّ الحالي.",
}


def not_confirmed(language: str) -> tuple[Span, ...]:
    """Explain the mark; in a language without a sentence of its own, in English."""
    tag = language.split("-")[0]
    if tag in _NOT_CONFIRMED:
        return (Span(f"{MARK} {_NOT_CONFIRMED[tag]}"),)
    return (Span(f"{MARK} "), Span(_NOT_CONFIRMED["en"], language="en"))
