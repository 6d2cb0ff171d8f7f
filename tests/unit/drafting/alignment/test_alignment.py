"""Which passages go together, across languages and within one."""

import pytest

from appeals.drafting.alignment import Passage, align
from tests.unit.drafting.parity.texts import DEMONSTRATION, paragraphs

SURE = 0.7


def version(language, *texts, kind="paragraph"):
    return [Passage(kind, text, language) for text in texts]


def shape(old, new):
    return [(bead.old, bead.new) for bead in align(old, new)]


@pytest.fixture(scope="module")
def english():
    return version("en", *paragraphs(DEMONSTRATION / "en.txt"))


@pytest.fixture(scope="module")
def russian():
    return version("ru", *paragraphs(DEMONSTRATION / "ru.txt"))


def test_a_translation_goes_paragraph_by_paragraph(english, russian):
    beads = align(english, russian)

    assert [(bead.old, bead.new) for bead in beads] == [((n,), (n,)) for n in range(len(english))]
    assert min(bead.confidence for bead in beads) > SURE


def test_a_paragraph_that_was_divided_takes_both_halves(english, russian):
    at = max(range(len(russian)), key=lambda n: len(russian[n].text))
    words = russian[at].text.split(". ")
    halves = [". ".join(words[: len(words) // 2]) + ".", ". ".join(words[len(words) // 2 :])]
    new = [*russian[:at], *version("ru", *halves), *russian[at + 1 :]]

    assert ((at,), (at, at + 1)) in shape(english, new)
    assert ((at, at + 1), (at,)) in shape(new, english)


def test_a_paragraph_that_was_left_out_is_missing_and_one_more_is_added(english, russian):
    assert ((3,), ()) in shape(english, [*russian[:3], *russian[4:]])
    assert ((), (3,)) in shape([*english[:3], *english[4:]], russian)


def test_an_edited_text_is_aligned_by_its_own_words(english):
    edited = [
        Passage(each.kind, each.text.replace("Laboratory", "Institute") + " Indeed.", "en")
        for each in english
    ]
    added = version("en", "A sentence that nobody has ever seen here before, about tulips.")
    new = [*edited[:2], *added, *edited[3:]]

    found = shape(english, new)

    assert ((2,), ()) in found
    assert ((), (2,)) in found
    assert len([each for each in found if each[0] and each[1]]) == len(english) - 1


def test_numbers_tell_items_of_one_length_apart():
    old = version(
        "en",
        "to pay back 300,000 tenge to the fund;",
        "to answer by 15 May 2021 in writing;",
        "to strike article 460-1 from the code;",
    )
    new = version(
        "ru",
        "ответить письменно до 15 мая 2021 года;",
        "исключить из кодекса статью 460-1;",
    )

    assert shape(old, new) == [((0,), ()), ((1,), (0,)), ((2,), (1,))]


def test_kinds_go_together_where_lengths_tell_nothing():
    old = [
        Passage("title", "Open the river", "en"),
        *version("en", "open the dam;", "tell us why;", kind="numbered_item"),
    ]
    new = [
        Passage("heading", "Откройте реку", "ru"),
        Passage("paragraph", "Мы просим вас", "ru"),
        *version("ru", "открыть дамбу;", "сказать, зачем;", kind="numbered_item"),
    ]

    assert shape(old, new) == [((0,), (0,)), ((), (1,)), ((1,), (2,)), ((2,), (3,))]


def test_what_is_like_nothing_is_not_sure():
    old = version("en", "We ask the city to open the dam.", "No.")
    new = version("ru", "Нет, и ещё раз нет.", "Все собравшиеся здесь требуют ответа на вопрос.")

    assert min(bead.confidence for bead in align(old, new)) < SURE


def test_a_version_that_is_half_there_is_aligned_by_both_languages(english, russian):
    mixed = [*russian[:6], *english[6:]]

    found = align(mixed, russian)

    assert [(bead.old, bead.new) for bead in found] == [((n,), (n,)) for n in range(len(english))]


def test_arabic_goes_by_numbers_names_and_lengths():
    old = version(
        "en",
        "On 3 May 2021 the city of Almaty closed the dam.",
        "We, 40 organisations, ask for an answer.",
        "The answer is to be published within 30 days, as article 12 demands.",
    )
    new = version(
        "ar",
        "في ٣ مايو ٢٠٢١ أغلقت مدينة ألماتي السد.",
        "نحن ٤٠ منظمة نطالب بجواب.",
        "ينبغي نشر الجواب خلال ٣٠ يوما كما تقتضي المادة ١٢.",
    )

    beads = align(old, new)

    assert [(bead.old, bead.new) for bead in beads] == [((n,), (n,)) for n in range(3)]
    assert min(bead.confidence for bead in beads) > SURE


def test_nothing_is_aligned_with_nothing():
    assert align([], []) == []
    assert shape(version("en", "a"), []) == [((0,), ())]
    assert shape([], version("en", "a")) == [((), (0,))]


@pytest.mark.parametrize(("fewer", "more"), [(1, 300), (150, 600)])
def test_versions_of_very_different_length_are_aligned_all_the_same(fewer, more):
    short = version("en", *(f"Paragraph {number} of the text." for number in range(fewer)))
    long = version("ru", *(f"Абзац {number} этого текста." for number in range(more)))

    for old, new in ((short, long), (long, short)):
        beads = align(old, new)

        assert [place for bead in beads for place in bead.old] == list(range(len(old)))
        assert [place for bead in beads for place in bead.new] == list(range(len(new)))
