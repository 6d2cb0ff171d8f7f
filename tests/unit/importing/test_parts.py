"""What stands around the lists: head, body, tail; and what is of the page."""

import datetime

import pytest

from appeals.document.tree import BlockKind
from tests.unit.importing.shapes import (
    ENGLISH,
    FRENCH,
    GERMAN,
    ORGANISATIONS,
    RUSSIAN,
    SPANISH,
    UKRAINIAN,
    names,
    of_html,
    of_text,
    written,
)

LISTED = "\n".join(ORGANISATIONS)


def test_a_head_has_kicker_title_date_addressees_and_copies():
    statement = of_text(
        written(
            "Joint statement",
            "Open the river now",
            "Riga, 7 January 2022",
            "To:\nThe Council of the River\nThe Ministry of Waters",
            "cc: The Ombudsman",
            "Dear members of the council,",
            *ENGLISH,
            "Signed by:",
            LISTED,
        )
    )

    (version,) = statement.versions
    assert version.title.text == "Open the river now"
    assert [each.text for each in version.head[BlockKind.KICKER]] == ["Joint statement"]
    assert version.dated.day == datetime.date(2022, 1, 7)
    assert version.page_date is None
    assert [each.text for each in version.head[BlockKind.ADDRESSEE]] == [
        "To:",
        "The Council of the River",
        "The Ministry of Waters",
    ]
    assert [each.text for each in version.head[BlockKind.CC]] == ["cc: The Ombudsman"]
    assert len(version.head[BlockKind.SALUTATION]) == 1
    assert [each.text for each in version.body] == list(ENGLISH)


def test_the_body_keeps_headings_items_and_quotations_apart():
    statement = of_text(
        written(
            "Open the river now",
            ENGLISH[0],
            "What we ask for",
            "1. That the locks be opened before the spring, as was promised to all of us;",
            "2. That the reports of the engineers be published without any further delay.",
            "• Those who live from the river must be heard before the council decides again.",
            "“The river belongs to nobody, and so it belongs to all who live from it.”",
            ENGLISH[1],
        )
    )

    assert [each.kind for each in statement.versions[0].body] == [
        BlockKind.PARAGRAPH,
        BlockKind.HEADING,
        BlockKind.NUMBERED_ITEM,
        BlockKind.NUMBERED_ITEM,
        BlockKind.BULLETED_ITEM,
        BlockKind.QUOTATION,
        BlockKind.PARAGRAPH,
    ]
    assert statement.versions[0].body[2].text.startswith("That the locks")


def test_three_languages_below_each_other_are_three_versions():
    statement = of_text(
        "\n\n\n".join(
            [
                written("Open the river now", "7 January 2022", *ENGLISH, "Signed by:", LISTED),
                written("Öffnet den Fluss", "7. Januar 2022", *GERMAN, "Unterzeichnende:", LISTED),
                written("Ouvrez le fleuve", "7 janvier 2022", *FRENCH, "Signataires :", LISTED),
            ]
        )
    )

    assert [version.language for version in statement.versions] == ["en", "de", "fr"]
    assert [[len(each) for each in names(statement, at)] for at in range(3)] == [[5], [5], [5]]
    assert [version.title.text for version in statement.versions] == [
        "Open the river now",
        "Öffnet den Fluss",
        "Ouvrez le fleuve",
    ]
    assert {version.dated.day for version in statement.versions} == {datetime.date(2022, 1, 7)}


@pytest.mark.parametrize("body", [RUSSIAN, UKRAINIAN, SPANISH])
def test_a_second_language_begins_where_its_head_begins(body):
    statement = of_text(
        written(*ENGLISH, "Signed by:", *ORGANISATIONS)
        + "\n\n\n\n"
        + written(*body, "Firman:", LISTED)
    )

    assert [len(version.body) for version in statement.versions] == [3, 2]
    assert [[len(each) for each in names(statement, at)] for at in (0, 1)] == [[5], [5]]


def test_a_quotation_in_another_language_makes_no_version():
    statement = of_text(written(ENGLISH[0], f"« {FRENCH[0]} »", *ENGLISH[1:], "Signed:", LISTED))

    assert [version.language for version in statement.versions] == ["en"]


def test_what_is_of_the_page_is_dropped_with_the_reason():
    statement = of_text(
        written(
            "Home » News » Statements",
            "English | Français | Русский",
            "Open the river now",
            "1 February 2021",
            "Facebook Twitter WhatsApp",
            *ENGLISH,
            "Signed by:",
            LISTED,
            "Views: 1,204",
            "Share this article",
            "Leave a comment",
            "Your email address will not be published.",
            "Font size",
            "A A A",
        )
    )

    assert [each.line.text for each in statement.dropped if each.line.text][:3] == [
        "Home » News » Statements",
        "English | Français | Русский",
        "Facebook Twitter WhatsApp",
    ]
    assert len(statement.dropped) == 9
    assert names(statement)[0][-1] == "Friends of the Estuary e.V."
    assert statement.versions[0].page_date.day == datetime.date(2021, 2, 1)
    assert statement.versions[0].tail == {}


def test_menus_of_a_page_are_dropped():
    statement = of_html(
        "<nav><ul><li>Our work</li><li>People</li></ul></nav><h1>Open the river</h1>"
        + "".join(f"<p>{each}</p>" for each in ENGLISH)
        + "<p>Signed by:</p><ul>"
        + "".join(f"<li>{each}</li>" for each in ORGANISATIONS)
        + "</ul>"
    )

    assert [each.line.text for each in statement.dropped] == ["Our work", "People"]
    assert len(names(statement)[0]) == 5


def test_wrapped_paragraphs_are_one_each():
    wrapped = (
        "We, the undersigned organisations, are deeply concerned about the\n"
        "closing of the river to fishing boats and about the way in which the\n"
        "council took this decision without hearing those who live from it.\n\n"
        "The council has promised twice to publish the reports of its\n"
        "engineers. It has published none of them, and nobody along the river\n"
        "knows how long the dams will hold against the water of the spring."
    )
    statement = of_text(f"{wrapped}\n\nSigned by:\n\n{LISTED}")

    assert [(each.place.first, each.place.last) for each in statement.versions[0].body] == [
        (1, 3),
        (5, 7),
    ]
    assert len(names(statement)[0]) == 5


def test_noise_of_other_systems_does_no_harm():
    source = written("Open the river now", *ENGLISH, "Signed by:", LISTED)
    noisy = "\ufeff" + source.replace("\n", "\r\n").replace("Signed", "\u200bSigned ").replace(
        "River", "\u00a0River"
    )

    assert len(names(of_text(noisy))[0]) == 5


def test_versions_of_one_paragraph_each_are_three():
    statement = of_text(written(ENGLISH[0], GERMAN[0], FRENCH[0], "Signed / Signé:", LISTED))

    assert [version.language for version in statement.versions] == ["en", "de", "fr"]


def test_a_short_title_in_another_script_begins_its_version():
    statement = of_text(
        written(
            *ENGLISH, "Signed by:", LISTED, "Відкрийте річку", *UKRAINIAN, "Підписанти:", LISTED
        )
    )

    assert [len(each) for each in names(statement)] == [5]
    assert statement.versions[1].title.text == "Відкрийте річку"


def test_the_first_heading_of_the_text_is_not_its_title():
    statement = of_text(
        written("Open the river", "Background", ENGLISH[0], "Our demands", *ENGLISH[1:], LISTED)
    )

    (version,) = statement.versions
    assert version.title.text == "Open the river"
    assert [each.text for each in version.body if each.kind is BlockKind.HEADING] == [
        "Background",
        "Our demands",
    ]


def test_a_heading_below_the_list_is_no_name():
    statement = of_text(written(*ENGLISH, "Signed:", LISTED, "Background", ENGLISH[1]))

    assert len(names(statement)[0]) == 5
