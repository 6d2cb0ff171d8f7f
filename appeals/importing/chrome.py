"""What stands on a page around a statement: menus, counters, buttons; and why it is dropped."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from appeals import languages
from appeals.importing import words
from appeals.importing.headings import role_of
from appeals.importing.model import Dropped
from appeals.importing.prose import is_prose
from appeals.importing.rows import Row
from appeals.readers.lines import LineKind

MENU = "menu"
COUNTER_OR_BUTTON = "button or counter"
AFTER_TEXT = "after the end of the text"
BREADCRUMB = "breadcrumb"
LANGUAGE_MENU = "menu of languages"
LINE = "line without words"

_SERVICES = re.compile(
    r"(?:facebook|twitter|x|linkedin|whatsapp|telegram|vkontakte|vk|ok|e-?mail|instagram|youtube"
    r"|pinterest|reddit|viber|messenger|tumblr|rss|print|mastodon|bluesky|threads|google\+?|pdf"
    r"|odnoklassniki|livejournal|tiktok|xing|signal|copy link|a|b)"
)
_CRUMB = re.compile(r"\s*[|»›>→]\s*|\s+/\s+")
_DOCUMENT = re.compile(r"\b(?:pdf|docx?|html|print|version|versión|версия)\b")
_LONGEST_CRUMB = 5  # words
_OF_PAGES = frozenset({BREADCRUMB, COUNTER_OR_BUTTON, MENU})


def parted(rows: Sequence[Row]) -> tuple[list[Row], list[Dropped]]:
    """Part the rows into what may be of the statement and what cannot be."""
    kept: list[Row] = []
    dropped: list[Dropped] = []
    gap, is_over = 0, False
    for row in rows:
        if kept and kept[-1].place.source != row.place.source:
            is_over = False
        is_over = _is_over(row, already=is_over)
        why = why_dropped(row) or (AFTER_TEXT if is_over else "")
        if why:
            dropped += [Dropped(line, why) for line in row.lines]
            gap += row.gap + 1
            if kept and why in _OF_PAGES:
                kept[-1] = replace(kept[-1], is_beside_page=True)
        else:
            is_beside = gap > 0 and dropped[-1].why in _OF_PAGES
            kept.append(replace(row, gap=row.gap + gap, is_beside_page=is_beside) if gap else row)
            gap = 0
    return kept, dropped


def why_dropped(row: Row) -> str:
    """Say why a row is not of the statement, whatever stands around it; empty if it may be."""
    if row.kind is LineKind.FURNITURE:
        return MENU
    if not any(character.isalnum() for character in row.text):
        return LINE
    if row.marked or row.cells or row.count > 40:
        return ""
    if _is_language_menu(row):
        return LANGUAGE_MENU
    if _is_breadcrumb(row):
        return BREADCRUMB
    if words.whole("chrome").match(row.folded) or _are_services(row.folded):
        return COUNTER_OR_BUTTON
    return ""


def _is_over(row: Row, *, already: bool) -> bool:
    """Whether the text has ended above this row; another text may begin below."""
    if words.whole("page_ends").match(row.folded):
        return True
    if not already:
        return False
    return not (is_prose(row) or row.kind is LineKind.TITLE or role_of(row.text))


def _is_language_menu(row: Row) -> bool:
    """Whether a line names nothing but languages: "English  Français  PDF"."""
    parts = [part for part in re.split(r"[\s|/,·•()\[\]-]+", row.folded) if part]
    named = [part for part in parts if part in _language_names()]
    others = [part for part in parts if part not in named and not _DOCUMENT.fullmatch(part)]
    return bool(named) and not others and row.count <= 30


@cache
def _language_names() -> frozenset[str]:
    tags = [
        *(each.tag for each in words.ALL),
        *["az", "be", "bg", "cs", "hu", "kk", "ky", "ro", "sk", "sr", "tg", "tk", "tr", "uz"],
    ]
    own = {languages.own_name(tag) for tag in tags}
    english = {languages.language_name(tag, "en") for tag in tags}
    russian = {languages.language_name(tag, "ru") for tag in tags}
    short = {tag for tag in tags} | {"рус", "eng", "укр", "rus", "ukr", "arm", "geo", "қаз"}
    return frozenset(words.folded(name) for name in own | english | russian | short)


def _is_breadcrumb(row: Row) -> bool:
    parts = [part for part in _CRUMB.split(row.text.strip(" |»›>→/")) if part]
    if not re.search(r"[|»›>→]", row.text) or (re.search(r"[»]", row.text) and "«" in row.text):
        return False
    return len(parts) > 1 and all(len(part.split()) <= _LONGEST_CRUMB for part in parts)


def _are_services(text: str) -> bool:
    parts = [part for part in re.split(r"[\s|,/·•]+", text) if part]
    known = [part for part in parts if _SERVICES.fullmatch(part)]
    return bool(parts) and len(known) == len(parts)
