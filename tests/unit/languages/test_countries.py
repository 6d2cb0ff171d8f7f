"""Codes and names of countries."""

import pytest

from appeals import languages


def test_the_countries_are_the_249_of_iso_3166_and_kosovo() -> None:
    codes = languages.country_codes()

    assert len(codes) == 250
    assert "XK" in codes
    assert not {"EU", "UN", "ZZ", "XA", "AC", "IC"} & set(codes)


@pytest.mark.parametrize(
    ("code", "english", "russian"),
    [
        ("US", "USA", "США"),
        ("KG", "Kyrgyzstan", "Кыргызстан"),
        ("BY", "Belarus", "Беларусь"),
        ("MD", "Moldova", "Молдова"),
        ("CZ", "Czech Republic", "Чехия"),
        ("GB", "United Kingdom", "Великобритания"),
        ("MK", "North Macedonia", "Северная Македония"),
        ("BA", "Bosnia and Herzegovina", "Босния и Герцеговина"),
        ("AX", "Åland Islands", "Аландские острова"),
        ("ZZ", "ZZ", "ZZ"),
    ],
)
def test_a_country_has_its_usual_short_name(code: str, english: str, russian: str) -> None:
    assert languages.country_name(code, "en") == english
    assert languages.country_name(code, "ru") == russian


def test_the_coordinators_choice_stands_above_all() -> None:
    choices = {"BY": "Белоруссия", "US": ""}

    assert languages.country_name("BY", "ru", choices) == "Белоруссия"
    assert languages.country_name("US", "ru", choices) == "США"


def test_only_upper_case_codes_are_countries() -> None:
    assert languages.is_country("GE")
    assert not languages.is_country("ge")
    assert not languages.is_country("ZZ")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("GE UA", ("GE", "UA")),
        ("ge;ua, DE/ch", ("GE", "UA", "DE", "CH")),
        ("UA UA GE", ("UA", "GE")),
        ("Czech Republic Czechia", ("CZ",)),
        ("США, Кыргызстан; Киргизия", ("US", "KG")),
        ("UK, USA", ("GB", "US")),
        ("Bosnia & Herzegovina, Guinea-Bissau, Guinea", ("BA", "GW", "GN")),
        ("Papua New Guinea", ("PG",)),
    ],
)
def test_countries_are_read_from_codes_and_names(text: str, expected: tuple[str, ...]) -> None:
    assert languages.parse_countries(text) == expected


def test_country_names_are_read_in_the_languages_asked_for() -> None:
    assert languages.parse_countries("Deutschland", ["de"]) == ("DE",)
    with pytest.raises(languages.BadCountry):
        languages.parse_countries("Deutschland", ["en"])


@pytest.mark.parametrize(("text", "bad"), [("GE ZZ", "ZZ"), ("GE, Narnia", "Narnia"), ("EU", "EU")])
def test_a_word_that_is_no_country_is_named(text: str, bad: str) -> None:
    with pytest.raises(languages.BadCountry) as caught:
        languages.parse_countries(text)

    assert caught.value.value == bad


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_country_is_found_again_by_its_name(language: str) -> None:
    for code, name in languages.country_names(language).items():
        assert languages.parse_countries(name, [language]) == (code,)
