"""The catalogues say everything the code says, in every language."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from appeals.languages import INTERFACE_LANGUAGES

ROOT = Path(__file__).parents[1]
TRANSLATED = [tag for tag in INTERFACE_LANGUAGES if tag != "en"]
KEYWORDS = {
    "_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}


def catalogue(tag: str) -> Catalog:
    with (ROOT / "translations" / tag / "LC_MESSAGES" / "messages.po").open("rb") as source:
        return read_po(source, locale=tag)


def said() -> Iterator[str]:
    """Yield every message of code and templates."""
    with (ROOT / "translations" / "babel.cfg").open() as mapping:
        methods, options = parse_mapping_cfg(mapping)
    for folder in ("appeals", "templates"):
        found = extract_from_dir(
            ROOT / folder,
            [
                (os.path.relpath(ROOT / pattern, ROOT / folder), method)
                for pattern, method in methods
            ],
            {
                os.path.relpath(ROOT / pattern, ROOT / folder): values
                for pattern, values in options.items()
            },
            keywords=KEYWORDS,
        )
        for _file, _line, message, _comments, _context in found:
            yield message if isinstance(message, str) else message[0]


@pytest.mark.parametrize("tag", TRANSLATED)
def test_everything_the_code_says_is_translated(tag):
    known = catalogue(tag)

    missing = {message for message in said() if not (known.get(message) and known[message].string)}

    assert missing == set()


@pytest.mark.parametrize("tag", TRANSLATED)
def test_every_plural_form_is_there(tag):
    known = catalogue(tag)

    assert [
        message.id
        for message in known
        if isinstance(message.id, tuple)
        and (len(message.string) != known.num_plurals or not all(message.string))
    ] == []


@pytest.mark.parametrize("tag", TRANSLATED)
def test_translations_have_the_placeholders_of_their_message(tag):
    assert [(message.id, errors) for message, errors in catalogue(tag).check()] == []


@pytest.mark.parametrize("tag", TRANSLATED)
def test_nothing_is_unsure_or_left_over(tag):
    known = catalogue(tag)

    assert [message.id for message in known if message.id and message.fuzzy] == []
    assert list(known.obsolete) == []
