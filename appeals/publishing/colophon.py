"""What a file says of itself: the edition, the hash of its text, where it can be checked."""

from collections.abc import Mapping
from datetime import date

from appeals.document.tree import Origin, Span
from appeals.languages import locale_of
from appeals.publishing.remarks import spoken, written_day

_EDITION = {
    "en": "Edition {number} of {day}: ",
    "ru": "Выпуск {number} от {day}: ",
    "uk": "Випуск {number} від {day}: ",
    "fr": "Édition {number} du {day} : ",
    "es": "Edición {number} del {day}: ",
    "de": "Ausgabe {number} vom {day}: ",
    "ar": "الإصدار {number} بتاريخ {day}: ",
}
_TEXT = {
    "en": "SHA-256 of the text in all languages: {hash}",
    "ru": "SHA-256 текста на всех языках: {hash}",
    "uk": "SHA-256 тексту всіма мовами: {hash}",
    "fr": "SHA-256 du texte dans toutes les langues : {hash}",
    "es": "SHA-256 del texto en todos los idiomas: {hash}",
    "de": "SHA-256 des Textes in allen Sprachen: {hash}",
    "ar": "بصمة SHA-256 للنص بجميع اللغات: {hash}",
}
_CHECKPOINT = {
    "en": "Short code of the log of signatures: {code}",
    "ru": "Краткий код журнала подписей: {code}",
    "uk": "Короткий код журналу підписів: {code}",
    "fr": "Code abrégé du journal des signatures : {code}",
    "es": "Código abreviado del registro de firmas: {code}",
    "de": "Kurzcode des Protokolls der Unterschriften: {code}",
    "ar": "الرمز المختصر لسجل التوقيعات: {code}",
}
_CHECK = {
    "en": "To check this file: ",
    "ru": "Проверить этот файл: ",
    "uk": "Перевірити цей файл: ",
    "fr": "Pour vérifier ce fichier : ",
    "es": "Para verificar este archivo: ",
    "de": "Diese Datei prüfen: ",
    "ar": "للتحقق من هذا الملف: ",
}
_DRAFT = {
    "en": "Draft of {day}, not published.",
    "ru": "Черновик от {day}, не опубликован.",
    "uk": "Чернетка від {day}, не опублікована.",
    "fr": "Projet du {day}, non publié.",
    "es": "Borrador del {day}, no publicado.",
    "de": "Entwurf vom {day}, nicht veröffentlicht.",
    "ar": "مسودة بتاريخ {day}، لم تُنشر.",
}

_BREAK = Span("\n")


def of_edition(origin: Origin, language: str) -> tuple[Span, ...]:
    """Say which edition a document of this language is of, and how a file of it is checked."""
    day = _day(date.fromisoformat(origin.day), language)
    code = _said(_CHECKPOINT, language, code=origin.checkpoint)
    return (
        _said(_EDITION, language, number=str(origin.edition), day=day),
        Span(origin.address, link=origin.address),
        _BREAK,
        _said(_TEXT, language, hash=origin.text),
        *((_BREAK, code) if origin.checkpoint else ()),
        _BREAK,
        _said(_CHECK, language),
        Span(origin.check, link=origin.check),
    )


def of_draft(day: date, language: str) -> tuple[Span, ...]:
    """Say of a draft that it is one, and of which day."""
    return (_said(_DRAFT, language, day=_day(day, language)),)


def _said(sentences: Mapping[str, str], language: str, **values: str) -> Span:
    said, own = spoken(language)
    return Span(sentences[said].format(**values), language=own)


def _day(day: date, language: str) -> str:
    said, own = spoken(language)
    return written_day(day, said, locale_of(language if own is None else said))
