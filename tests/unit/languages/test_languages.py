"""Names of languages, directions and tags."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from appeals import languages


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("en", "ltr"), ("ru", "ltr"), ("ar", "rtl"), ("he", "rtl"), ("ckb", "rtl"), ("dv", "rtl"),
     ("az", "ltr"), ("az-Arab", "rtl"), ("pa-Arab", "rtl"), ("ka", "ltr")],
)  # fmt: skip
def test_a_language_runs_as_its_script_does(tag: str, expected: str) -> None:
    assert languages.direction(tag) == expected


@pytest.mark.parametrize("tag", ["en", "ru", "pt-BR", "zh-Hant", "sr-Latn", "es-419", "crh", "kk"])
def test_a_canonical_tag_that_cldr_names_is_a_language(tag: str) -> None:
    assert languages.is_language(tag)


@pytest.mark.parametrize(
    "tag", ["", "EN", "pt_BR", "pt-br", "xx", "und", "mul", "en-ZZZ", "english", "e", "en-", "e\nn"]
)
def test_other_spellings_are_no_language(tag: str) -> None:
    assert not languages.is_language(tag)


@pytest.mark.parametrize(
    ("tag", "expected"), [("PT_br", "pt-BR"), (" RU ", "ru"), ("zh-hant", "zh-Hant")]
)
def test_a_loosely_written_tag_has_a_canonical_form(tag: str, expected: str) -> None:
    assert languages.canonical(tag) == expected


@pytest.mark.parametrize("tag", ["", "klingonese", "xx", "en-", "-"])
def test_an_unknown_tag_has_no_canonical_form(tag: str) -> None:
    with pytest.raises(ValueError):
        languages.canonical(tag)


@pytest.mark.parametrize(
    ("tag", "language", "expected"),
    [
        ("ru", "en", "Russian"),
        ("ru", "ru", "русский"),
        ("en", "ru", "английский"),
        ("pt-BR", "en", "Brazilian Portuguese"),
        ("sr-Latn", "en", "Serbian (Latin)"),
        ("crh", "crh", "Crimean Tatar"),
        ("xx", "en", "xx"),
    ],
)
def test_a_language_is_named_in_each_language(tag: str, language: str, expected: str) -> None:
    assert languages.language_name(tag, language) == expected


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        ("ru", "ru"),
        ("en", "en-GB"),
        ("en-US", "en-GB"),
        ("ka", "ru"),
        ("", "ru"),
        ("r", "ru"),
    ],
)
def test_a_reader_is_given_the_nearest_of_the_languages_there_are(
    wanted: str, language: str
) -> None:
    assert languages.language_for(wanted, ["en-GB", "ru"], "ru") == language


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("en", "20 November 2026, 18:00 (UTC+01:00)"),
        ("ru", "20 ноября 2026\u202fг., 18:00 (UTC+01:00)"),
        ("de", "20. November 2026, 18:00 (UTC+01:00)"),
        ("tlh", "20 November 2026, 18:00 (UTC+01:00)"),
    ],
)
def test_a_time_in_a_text_says_how_far_it_is_from_utc(tag: str, text: str) -> None:
    local = datetime(2026, 11, 20, 18, 0, tzinfo=ZoneInfo("Europe/Berlin"))

    assert languages.moment(local, tag) == text
