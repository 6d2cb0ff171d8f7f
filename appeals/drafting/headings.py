"""What stands above the two lists unless the coalition writes something else."""

from appeals.drafting.models import SegmentKind

_SIGNATORIES = {
    "ar": "الموقّعون:",
    "de": "Unterzeichnet von:",
    "en": "Signed by:",
    "es": "Firman:",
    "fr": "Signataires :",
    "ru": "Подписали:",
    "uk": "Підписали:",
}
_SUPPORTERS = {
    "ar": "بدعم من:",
    "de": "Unterstützt von:",
    "en": "Supported by:",
    "es": "Con el apoyo de:",
    "fr": "Avec le soutien de :",
    "ru": "Обращение также поддержали:",
    "uk": "Звернення також підтримали:",
}


def usual_heading(kind: SegmentKind, language: str) -> str:
    """Return the usual heading of a list, or nothing where we know none; BCP 47 `language`."""
    known = _SIGNATORIES if kind is SegmentKind.SIGNATORIES_HEADING else _SUPPORTERS
    return known.get(language.partition("-")[0], "") if kind.is_list_heading else ""
