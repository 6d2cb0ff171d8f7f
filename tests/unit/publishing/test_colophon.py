from dataclasses import replace

import pytest

from appeals.document.tree import Origin
from appeals.publishing import colophon

PAGE = "https://appeals.example/statements/rivers"
ORIGIN = Origin(
    edition=2,
    day="2027-05-12",
    text="3f" * 32,
    address=f"{PAGE}/en",
    check=f"{PAGE}/verify",
    checkpoint="61 ABCDE-FGHIJ-KLMNO-PQRST-UVWX2",
)


def said(spans):
    return "".join(span.text for span in spans)


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "en",
            [
                f"Edition 2 of 12 May 2027: {PAGE}/en",
                f"SHA-256 of the text in all languages: {ORIGIN.text}",
                f"Short code of the log of signatures: {ORIGIN.checkpoint}",
                f"To check this file: {PAGE}/verify",
            ],
        ),
        (
            "ru-RU",
            [
                f"Выпуск 2 от 12 мая 2027\u202fг.: {PAGE}/en",
                f"SHA-256 текста на всех языках: {ORIGIN.text}",
                f"Краткий код журнала подписей: {ORIGIN.checkpoint}",
                f"Проверить этот файл: {PAGE}/verify",
            ],
        ),
    ],
)
def test_p21_it_tells_edition_text_log_and_where_to_check_in_the_language_of_the_text(
    language, lines
):
    spans = colophon.of_edition(ORIGIN, language)

    assert said(spans).split("\n") == lines
    assert {span.language for span in spans} == {None}


def test_a_language_we_have_no_words_for_is_spoken_to_in_english_and_marked_as_that():
    spans = colophon.of_edition(ORIGIN, "ka")

    assert said(spans) == said(colophon.of_edition(ORIGIN, "en"))
    assert {span.language for span in spans if span.text.strip() and not span.link} == {"en"}


@pytest.mark.parametrize("language", ["en", "ru", "uk", "fr", "es", "de", "ar"])
def test_every_language_says_all_of_it(language):
    told = said(colophon.of_edition(ORIGIN, language))

    for fact in (ORIGIN.address, ORIGIN.text, ORIGIN.checkpoint, ORIGIN.check, "2027"):
        assert fact in told


def test_before_there_is_a_checkpoint_none_is_named():
    assert len(said(colophon.of_edition(replace(ORIGIN, checkpoint=""), "en")).split("\n")) == 3
