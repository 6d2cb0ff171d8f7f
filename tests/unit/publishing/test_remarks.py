from datetime import date

import pytest

from appeals.publishing import remarks

DAY = date(2027, 5, 12)


def said(spans):
    return "".join(span.text for span in spans)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "As of 12 May 2027: 61 organisations. Nos. 44–61 joined after publication."),
        (
            "ru",
            "По состоянию на 12 мая 2027\u202fг.: 61 организация. "
            "№ 44–61 — присоединились после публикации.",
        ),
        (
            "de",
            "Stand 12. Mai 2027: 61 Organisationen. Nr. 44–61 kamen nach der "
            "Veröffentlichung hinzu.",
        ),
    ],
)
def test_the_change_is_told_in_the_language_of_the_list(language, told):
    spans = remarks.joined(range(44, 62), 61, DAY, language)

    assert said(spans) == told
    assert spans[0].language is None


def test_a_language_we_have_no_words_for_is_told_in_english_and_marked_as_that():
    for spans in (
        remarks.joined([3], 3, DAY, "ka"),
        remarks.left_empty([3], "ka"),
        remarks.struck("ka"),
    ):
        assert spans[-1].language == "en"
    assert said(remarks.withdrawn("ka")).startswith("‡ Withdrew")


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ([3], "No. 3 is left empty."),
        ([3, 4], "Nos. 3–4 are left empty."),
        ([1, 3, 4, 5, 9], "Nos. 1, 3–5, 9 are left empty."),
        ([1234], "No. 1234 is left empty."),
    ],
)
def test_numbers_that_stand_next_to_each_other_are_drawn_together(numbers, told):
    assert said(remarks.left_empty(numbers, "en")) == told


@pytest.mark.parametrize("language", ["en", "ru", "uk", "fr", "es", "de", "ar"])
def test_every_language_says_everything(language):
    for number in (1, 2, 5, 11, 100):
        assert str(number) in said(remarks.joined([number], number, DAY, "en"))
        assert said(remarks.joined([number], number, DAY, language))
        assert said(remarks.left_empty([number], language))
    assert said(remarks.struck(language)) and said(remarks.withdrawn(language))
