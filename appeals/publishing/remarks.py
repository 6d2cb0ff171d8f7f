"""Remarks that a list can need, in the language of the list rather than of the interface."""

from collections.abc import Sequence
from datetime import date

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from appeals.document.placeholders import plural_form
from appeals.document.tree import Span
from appeals.languages import locale_of

MARK = "*"
WITHDRAWN = "\u2021"  # double dagger

_NOT_CONFIRMED = {
    "en": "Signed an earlier text and has not confirmed the present one.",
    "ru": "Подпись поставлена под прежней редакцией; нынешняя редакция не подтверждена.",
    "uk": "Підпис поставлено під попередньою редакцією; нинішню редакцію не підтверджено.",
    "fr": "A signé une version antérieure et n’a pas confirmé la version actuelle.",
    "es": "Firmó una versión anterior y no ha confirmado la actual.",
    "de": "Hat eine frühere Fassung unterzeichnet und die jetzige nicht bestätigt.",
    "ar": "وقّعت على نصّ سابق ولم تؤكّد النصّ الحالي.",
}
_WITHDRAWN = {
    "en": "Withdrew from the appeal after its publication.",
    "ru": "Подпись отозвана после публикации.",
    "uk": "Підпис відкликано після публікації.",
    "fr": "S’est retirée de l’appel après sa publication.",
    "es": "Se retiró del llamamiento después de su publicación.",
    "de": "Hat sich nach der Veröffentlichung zurückgezogen.",
    "ar": "انسحبت من النداء بعد نشره.",
}
_STRUCK = {
    "en": "Struck through: withdrawn after publication.",
    "ru": "Зачёркнуто: подпись отозвана после публикации.",
    "uk": "Закреслено: підпис відкликано після публікації.",
    "fr": "Barré : retrait après la publication.",
    "es": "Tachado: retirada tras la publicación.",
    "de": "Durchgestrichen: nach der Veröffentlichung zurückgezogen.",
    "ar": "المشطوب: سُحب بعد النشر.",
}
# A number with its words in the plural forms of CLDR. Fewer than three are never told.
_WITHHELD = {
    "en": (
        "and {count} organisation whose name is withheld for its safety",
        "and {count} organisations whose names are withheld for their safety",
    ),
    "ru": (
        "и ещё {count} организация, название которой не публикуется по соображениям безопасности",
        "и ещё {count} организации, названия которых не публикуются по соображениям безопасности",
        "и ещё {count} организаций, названия которых не публикуются по соображениям безопасности",
    ),
    "uk": (
        "і ще {count} організація, назву якої не оприлюднено з міркувань безпеки",
        "і ще {count} організації, назви яких не оприлюднено з міркувань безпеки",
        "і ще {count} організацій, назви яких не оприлюднено з міркувань безпеки",
    ),
    "fr": (
        "et {count} organisation dont le nom n’est pas publié pour sa sécurité",
        "et {count} organisations dont les noms ne sont pas publiés pour leur sécurité",
    ),
    "es": (
        "y {count} organización cuyo nombre no se publica por su seguridad",
        "y {count} organizaciones cuyos nombres no se publican por su seguridad",
    ),
    "de": (
        "und {count} Organisation, deren Name zu ihrem Schutz nicht genannt wird",
        "und {count} Organisationen, deren Namen zu ihrem Schutz nicht genannt werden",
    ),
    "ar": (
        "و{count} منظمة لم يُنشر اسمها حفاظًا على سلامتها",
        "و{count} منظمة لم يُنشر اسمها حفاظًا على سلامتها",
        "و{count} منظمتين لم يُنشر اسماهما حفاظًا على سلامتهما",
        "و{count} منظمات لم تُنشر أسماؤها حفاظًا على سلامتها",
        "و{count} منظمةً لم تُنشر أسماؤها حفاظًا على سلامتها",
        "و{count} منظمة لم تُنشر أسماؤها حفاظًا على سلامتها",
    ),
}
# For one number, and for several.
_EMPTY = {
    "en": ("No. {numbers} is left empty.", "Nos. {numbers} are left empty."),
    "ru": ("№ {numbers} остаётся свободным.", "№ {numbers} остаются свободными."),
    "uk": ("№ {numbers} залишається вільним.", "№ {numbers} залишаються вільними."),
    "fr": ("Le n° {numbers} reste vacant.", "Les n°s {numbers} restent vacants."),
    "es": ("El n.º {numbers} queda vacante.", "Los n.os {numbers} quedan vacantes."),
    "de": ("Nr. {numbers} bleibt frei.", "Nr. {numbers} bleiben frei."),
    "ar": ("الرقم {numbers} شاغر.", "الأرقام {numbers} شاغرة."),
}
_JOINED = {
    "en": (
        "No. {numbers} joined after publication.",
        "Nos. {numbers} joined after publication.",
    ),
    "ru": (
        "№ {numbers} — присоединилась после публикации.",
        "№ {numbers} — присоединились после публикации.",
    ),
    "uk": (
        "№ {numbers} — приєдналася після публікації.",
        "№ {numbers} — приєдналися після публікації.",
    ),
    "fr": (
        "Le n° {numbers} s’est joint après la publication.",
        "Les n°s {numbers} se sont joints après la publication.",
    ),
    "es": (
        "El n.º {numbers} se sumó después de la publicación.",
        "Los n.os {numbers} se sumaron después de la publicación.",
    ),
    "de": (
        "Nr. {numbers} kam nach der Veröffentlichung hinzu.",
        "Nr. {numbers} kamen nach der Veröffentlichung hinzu.",
    ),
    "ar": ("انضمّ الرقم {numbers} بعد النشر.", "انضمّت الأرقام {numbers} بعد النشر."),
}
# A day, and a number with its noun in the plural forms of CLDR.
_AS_OF = {
    "en": ("As of {day}: {count}.", ("organisation", "organisations")),
    "ru": ("По состоянию на {day}: {count}.", ("организация", "организации", "организаций")),
    "uk": ("Станом на {day}: {count}.", ("організація", "організації", "організацій")),
    "fr": ("Au {day} : {count}.", ("organisation", "organisations")),
    "es": ("A {day}: {count}.", ("organización", "organizaciones")),
    "de": ("Stand {day}: {count}.", ("Organisation", "Organisationen")),
    "ar": (
        "حتى {day}: {count}.",
        ("منظمة", "منظمة", "منظمتان", "منظمات", "منظمة", "منظمة"),
    ),
}


def not_confirmed(language: str) -> tuple[Span, ...]:
    """Explain the mark of whoever has not agreed to the present text."""
    return _marked(MARK, _NOT_CONFIRMED, language)


def names_withheld(number: int, language: str) -> tuple[Span, ...]:
    """Say how many stand under the appeal without their names; nothing where there are none."""
    if not number:
        return ()
    said, own = spoken(language)
    locale = locale_of(language if own is None else said)
    words = plural_form(number, _WITHHELD[said], said)
    return (Span(words.format(count=format_decimal(number, locale=locale)), language=own),)


def withdrawn(language: str) -> tuple[Span, ...]:
    """Explain the mark of whoever withdrew after publication."""
    return _marked(WITHDRAWN, _WITHDRAWN, language)


def struck(language: str) -> tuple[Span, ...]:
    """Explain why names are struck through."""
    said, own = spoken(language)
    return (Span(_STRUCK[said], language=own),)


def left_empty(numbers: Sequence[int], language: str) -> tuple[Span, ...]:
    """Say which numbers of a list stand for nobody any more, and not for whom they stood."""
    said, own = spoken(language)
    told = _EMPTY[said][len(numbers) > 1].format(numbers=_ranges(numbers))
    return (Span(told, language=own),)


def joined(numbers: Sequence[int], total: int, day: date, language: str) -> tuple[Span, ...]:
    """Say how long the list is on this day, and which numbers came after publication."""
    said, own = spoken(language)
    locale = locale_of(language if own is None else said)
    sentence, nouns = _AS_OF[said]
    count = f"{format_decimal(total, locale=locale)} {plural_form(total, nouns, said)}"
    as_of = sentence.format(day=written_day(day, said, locale), count=count)
    late = _JOINED[said][len(numbers) > 1].format(numbers=_ranges(numbers))
    return (Span(f"{as_of} {late}", language=own),)


def written_day(day: date, language: str, locale: Locale) -> str:
    """Return a day as it stands in a sentence of this language."""
    # CLDR's plain English is American; ours is British.
    return format_date(day, "d MMMM y" if language == "en" else "long", locale=locale)


def _marked(mark: str, sentences: dict[str, str], language: str) -> tuple[Span, ...]:
    said, own = spoken(language)
    if own is None:
        return (Span(f"{mark} {sentences[said]}"),)
    return (Span(f"{mark} "), Span(sentences[said], language=own))


def spoken(language: str) -> tuple[str, str | None]:
    """Return the language a remark is in, and its tag where that is not the list's own."""
    base = language.split("-")[0]
    return (base, None) if base in _NOT_CONFIRMED else ("en", "en")


def _ranges(numbers: Sequence[int]) -> str:
    """Return numbers in order, as the lists print them, neighbours drawn together: "3, 7–9"."""
    stretches: list[list[int]] = []
    for number in numbers:
        if stretches and number == stretches[-1][-1] + 1:
            stretches[-1].append(number)
        else:
            stretches.append([number])
    ends = [dict.fromkeys((each[0], each[-1])) for each in stretches]
    return ", ".join("–".join(map(str, pair)) for pair in ends)
