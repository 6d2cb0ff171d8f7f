"""What may be a name, and how names sort, fold and romanise."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appeals.organisations.names import (
    BadName,
    NameFault,
    clean,
    default_sort_key,
    romanised,
    skeleton,
    transliterate,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  Public \u00a0Foundation\t“Golos” ", "Public Foundation “Golos”"),
        ("Cafe\u0301", "Café"),
        ("=1+1", "=1+1"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("Soft\u00adhyphen\u200b", "Softhyphen"),
        ("Left\u200eright", "Leftright"),
        ("(UK)\u200f שלום", "(UK)\u200f שלום"),
        ("DRA Berlin e.V.", "DRA Berlin e.V."),
        ("St. Petersburg Article 19", "St. Petersburg Article 19"),
        ("Name\n", "Name"),
    ],
)
def test_a_name_is_tidied_and_kept(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", NameFault.EMPTY),
        (" \u200b ", NameFault.EMPTY),
        ("\u200c", NameFault.EMPTY),
        ("One\nTwo", NameFault.LINE_BREAK),
        ("One\u2028Two", NameFault.LINE_BREAK),
        ("Nul\0", NameFault.CONTROL_CHARACTER),
        ("Bell\aname", NameFault.CONTROL_CHARACTER),
        ("\ud800", NameFault.CONTROL_CHARACTER),
        ("Tag\U000e0041", NameFault.CONTROL_CHARACTER),
        ("gpj.\u202eexe", NameFault.DIRECTION_OVERRIDE),
        ("a\u2066b", NameFault.DIRECTION_OVERRIDE),
        ("x" * 301, NameFault.TOO_LONG),
        ("See https://evil.example", NameFault.WEB_ADDRESS),
        ("Visit www.evil", NameFault.WEB_ADDRESS),
        ("Win at evil.com now", NameFault.WEB_ADDRESS),
        ("Пишите на сайт.рф", NameFault.WEB_ADDRESS),
    ],
)
def test_what_cannot_be_printed_is_refused(text: str, fault: NameFault) -> None:
    with pytest.raises(BadName) as caught:
        clean(text)

    assert caught.value.fault is fault
    assert str(caught.value) == fault.value


@given(st.text(max_size=400))
def test_a_cleaned_name_is_clean(text: str) -> None:
    try:
        name = clean(text)
    except BadName:
        return

    assert clean(name) == name
    assert unicodedata.is_normalized("NFC", name)
    assert 0 < len(name) <= 300
    assert not {"Cc", "Cs"} & {unicodedata.category(character) for character in name}


@given(st.text(max_size=60))
def test_folding_is_total(text: str) -> None:
    assert isinstance(skeleton(text), str)
    assert romanised(text).isascii()


@pytest.mark.parametrize(
    ("name", "language", "expected"),
    [
        ("«Мемориал»", "ru", "Мемориал»"),
        ("The Quiet Archive", "en", "Quiet Archive"),
        ("“The Archive”", "en", "Archive”"),
        ("The", "en", "The"),
        ("Theatre", "en", "Theatre"),
        ("L’Eau", "fr", "Eau"),
        ("Der Spiegel", "en", "Der Spiegel"),
        ("!!!", "en", "!!!"),
    ],
)
def test_a_name_sorts_by_its_first_word_that_counts(
    name: str, language: str, expected: str
) -> None:
    assert default_sort_key(name, language) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Human Rights Center", "Humаn Rіghts Cеnter"),
        ("СОВА", "COBA"),
        ("Centre «A–B»", 'center "A-B"'),
        ("Fund e.V.", "FUND"),
        ("Общественный фонд «Голос Свободы»", "Голос свободы"),
        ("ОФ Голос Свободы", "голос-свободы"),
        ("Ёлка & Co", "елка and co"),
        ("Łódź", "Lodz"),
        ("Citizens' Watch", "Citizens’ Watch"),
        ("Organisation of Labour", "Organization of Labor"),
    ],
)
def test_names_that_look_alike_have_one_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


def test_a_legal_form_alone_is_still_a_name() -> None:
    assert skeleton("Public Foundation") == "public foundation"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Golos Svobody", "Голос Свободы"),
        ("Bir Duino", "Бир Дуйно"),
        ("Khronika", "Хроника"),
        ("Yuzhnyy Tsentr", "Iuzhnyi Centr"),
    ],
)
def test_systems_of_romanisation_come_to_one(one: str, other: str) -> None:
    assert romanised(one) == romanised(other)


def test_a_cyrillic_name_is_proposed_in_latin_letters() -> None:
    assert transliterate("Фонд «Голос Łódź»", "en") == "Fond “Golos Łódź”"
    assert transliterate("СОВА объединение", "fr") == "SOVA obedinenie"


def test_a_latin_name_is_proposed_as_it_is_in_russian() -> None:
    assert transliterate("Truth Hounds", "ru") == "Truth Hounds"
