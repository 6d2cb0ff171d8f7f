"""A PDF becomes lines as they are printed, and parts without what belongs to the pages."""

import pytest

from appeals.readers import pdf
from appeals.readers.troubles import Unreadable
from tests.unit.readers.pdfs import locked, one_page, pdf_file, repeated_page

BODY = [
    ("We, the undersigned organisations, ask the city to open the dam at once", 72, 650),
    ("and to publish the figures on which its decision rests.", 72, 635),
    ("Nobody asked us.", 72, 605),
]


def kinds_and_texts(data):
    return [(line.kind.value, line.text) for line in pdf.read_lines(data)]


def refusal(data):
    with pytest.raises(Unreadable) as refused:
        pdf.read_lines(data)
    return refused.value.trouble


def test_lines_stay_lines_and_gaps_part_paragraphs():
    data = pdf_file([("Open the river", 72, 720, 20), ("Why now", 72, 680, 14), *BODY])

    assert kinds_and_texts(data) == [
        ("title", "Open the river"),
        ("text", ""),
        ("heading", "Why now"),
        ("text", ""),
        ("text", BODY[0][0]),
        ("text", BODY[1][0]),
        ("text", ""),
        ("text", "Nobody asked us."),
    ]
    assert [line.number for line in pdf.read_lines(data)] == list(range(1, 9))


def test_parts_are_joined_again_and_know_headings():
    data = pdf_file([("Open the river", 72, 720, 20), ("Why now", 72, 680, 14), *BODY])

    assert [(part.kind.value, part.text) for part in pdf.read(data)] == [
        ("title", "Open the river"),
        ("heading", "Why now"),
        ("paragraph", f"{BODY[0][0]} {BODY[1][0]}"),
        ("paragraph", "Nobody asked us."),
    ]


def test_what_repeats_at_the_edges_of_pages_is_furniture():
    pages = [
        [
            ("River Network", 72, 780, 9),
            (f"They ask for part {'abc'[at]} of the figures", 72, 700),
            (f"www.example.org - {at + 1}", 72, 30, 9),
        ]
        for at in range(3)
    ]

    furniture = [text for kind, text in kinds_and_texts(pdf_file(*pages)) if kind == "furniture"]

    assert furniture == [
        each for at in range(3) for each in ("River Network", f"www.example.org - {at + 1}")
    ]


def test_a_number_of_a_page_is_furniture_on_the_second_page_only():
    first = [("We ask for all of the figures.", 72, 700), ("Yours", 72, 685)]
    second = [("River Watch, Germany", 72, 700), ("Lake Watch, France", 72, 685), ("2", 300, 30)]

    assert kinds_and_texts(pdf_file(first, second))[-1] == ("furniture", "2")


def test_a_list_whose_lines_repeat_nowhere_stays_text():
    pages = [
        [
            (f"{10 * at + row}. Watch {'abcdefghij'[row]}{at}", 72, 700 - 15 * row)
            for row in range(9)
        ]
        for at in range(3)
    ]

    assert {kind for kind, _text in kinds_and_texts(pdf_file(*pages))} == {"text"}


def test_a_paragraph_that_runs_over_a_page_is_not_cut():
    first = [("We, the undersigned organisations, ask the city to open", 72, 700)]
    second = [("the dam at once. Nobody asked us what we think of it.", 72, 700)]

    assert "" not in [text for _kind, text in kinds_and_texts(pdf_file(first, second))]


def test_columns_are_parted_by_a_tab_and_words_are_not():
    data = pdf_file(
        [
            ("River Watch", 72, 700),
            ("Germany", 300, 700),
            ("Lake ", 72, 685),
            ("Watch of the whole country", 98, 685),
        ]
    )

    assert [text for _kind, text in kinds_and_texts(data)] == [
        "River Watch\tGermany",
        "Lake Watch of the whole country",
    ]


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256"])
def test_a_password_is_refused_and_a_mere_restriction_is_not(algorithm):
    data = pdf_file(BODY)

    assert refusal(locked(data, "secret", algorithm)) == "password"
    assert kinds_and_texts(locked(data, "", algorithm)) == kinds_and_texts(data)


def test_pictures_of_text_are_refused():
    image = (
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /Length 2 >>\nstream\nab\nendstream"
    )

    scan = one_page(b"q 600 0 0 800 0 0 cm /I Do Q", resources=b"/XObject << /I 6 0 R >>", n6=image)

    assert refusal(scan) == "scanned"
    assert refusal(pdf_file([("1", 300, 30)], BODY, [("3", 300, 30)])) == "scanned"


def test_too_many_pages_are_refused():
    assert refusal(repeated_page(501, b"BT ET")) == "too_many_pages"


def test_writing_from_right_to_left_is_refused_rather_than_scrambled():
    # 1 to 26 stand for Hebrew letters in a font made for that.
    cmap = (
        b"begincmap\n1 begincodespacerange <00> <FF> endcodespacerange\n"
        b"1 beginbfrange\n<01> <1A> <05D0>\nendbfrange\nendcmap"
    )
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /X /ToUnicode 6 0 R >>"
    to_unicode = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(cmap), cmap)
    shown = b"BT /F1 12 Tf 72 700 Td <0102030405060708090A0B0C0D0E0F101112131415161718> Tj ET"

    assert refusal(one_page(shown, n5=font, n6=to_unicode)) == "backwards"
