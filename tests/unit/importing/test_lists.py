"""Lists in the shapes that coalitions print them in."""

import datetime

import pytest

from appeals.importing.model import Ask, ListRole
from tests.unit.importing.shapes import (
    ARABIC,
    ENGLISH,
    FRENCH,
    GEORGIAN,
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

NAMES = [
    "River Watch",
    "Harbour Legal Centre",
    "Alder Foundation",
    "Union of Lock Keepers",
    "Friends of the Estuary e.V.",
]


def with_list(listed: str, heading: str = "Signed by:") -> str:
    return written("Open the river now", *ENGLISH, heading, listed)


@pytest.mark.parametrize(
    "listed",
    [
        "\n".join(ORGANISATIONS),
        "\n\n".join(ORGANISATIONS),
        "\n".join(f"{each}," for each in ORGANISATIONS),
        "\n".join(f"{each} ;" for each in ORGANISATIONS),
        ",\n".join(ORGANISATIONS[:-1]) + ", and\n" + ORGANISATIONS[-1] + ".",
        "\n".join(f"{at}. {each}" for at, each in enumerate(ORGANISATIONS, start=1)),
        "\n".join(f"{at}.{each}" for at, each in enumerate(ORGANISATIONS, start=1)),
        "\n".join(f"{at}) {each}" for at, each in enumerate(ORGANISATIONS, start=1)),
        "\n".join(f"• {each}" for each in ORGANISATIONS),
        "\n".join(f"- {each}" for each in ORGANISATIONS),
        "\n".join(f"–{each}" for each in ORGANISATIONS),
        "; ".join(ORGANISATIONS) + ".",
        ", ".join(ORGANISATIONS),
        ", ".join(ORGANISATIONS[:-1]) + " and " + ORGANISATIONS[-1],
        " / ".join(ORGANISATIONS).replace("Germany / Austria", "Germany/Austria"),
        "\n".join(f"  {each} \u00a0\r" for each in ORGANISATIONS),
    ],
)
def test_a_list_comes_back_whatever_parts_its_names(listed):
    statement = of_text(with_list(listed))

    assert names(statement) == [NAMES]
    assert len(statement.versions[0].body) == 3
    entries = statement.versions[0].lists[0].entries
    assert [entry.countries for entry in entries] == [
        ("LV",),
        ("PT",),
        ("FI",),
        ("PL",),
        ("DE", "AT"),
    ]
    assert [entry.acronym for entry in entries] == ["RW", "", "", "ULK", ""]
    assert entries[-1].legal_form == "e.V."


@pytest.mark.parametrize(
    ("heading", "body", "tag"),
    [
        ("Unterzeichnende Organisationen:", GERMAN, "de"),
        ("Erstunterzeichner*innen:", GERMAN, "de"),
        ("Signataires :", FRENCH, "fr"),
        ("Organisations signataires", FRENCH, "fr"),
        ("Firman:", SPANISH, "es"),
        ("Organizaciones firmantes", SPANISH, "es"),
        ("Підписанти:", UKRAINIAN, "uk"),
        ("Заявление подписали:", RUSSIAN, "ru"),
        ("المنظمات الموقعة:", ARABIC, "ar"),
        ("ხელმომწერი ორგანიზაციები:", GEORGIAN, "ka"),
    ],
)
def test_headings_are_known_in_many_languages(heading, body, tag):
    statement = of_text(written(*body, heading, "\n".join(ORGANISATIONS)))

    (version,) = statement.versions
    assert version.language == tag
    assert names(statement) == [NAMES]
    assert version.lists[0].heading.text == heading
    assert len(version.body) == 2
    assert statement.questions == ()


def test_a_list_may_stand_on_the_line_of_its_heading_before_the_text():
    statement = of_text(written("Signed by: " + "; ".join(ORGANISATIONS) + ".", *ENGLISH))

    assert names(statement) == [NAMES]
    assert len(statement.versions[0].body) == 3


def test_a_list_may_stand_before_the_text():
    statement = of_text(
        written("Open the river", "Signatories:", "\n".join(ORGANISATIONS), *ENGLISH)
    )

    assert names(statement) == [NAMES]
    assert statement.versions[0].title.text == "Open the river"
    assert len(statement.versions[0].body) == 3


def test_a_heading_may_end_a_paragraph():
    statement = of_text(written(*ENGLISH[:2], f"{ENGLISH[2]} Signed by:", "\n".join(ORGANISATIONS)))

    assert names(statement) == [NAMES]
    assert [each.text for each in statement.versions[0].body][-1] == ENGLISH[2]
    assert statement.versions[0].lists[0].heading.text == "Signed by:"


def test_a_list_without_heading_is_asked_about():
    statement = of_text(written(*ENGLISH, "\n".join(ORGANISATIONS)))

    assert names(statement) == [NAMES]
    assert Ask.LIST_WITHOUT_HEADING in [each.ask for each in statement.questions]


def test_demands_at_the_end_are_no_list():
    demands = "- open the locks;\n- publish the reports;\n- meet those who live from the river."
    statement = of_text(written(*ENGLISH[:2], "We call on the council to:", demands))

    assert statement.versions[0].lists == ()


def test_groups_divide_a_list_and_numbers_may_begin_anew():
    statement = of_text(
        with_list(
            "International organisations\n1. River Watch\n2. Alder Foundation\n\n"
            "National organisations\n1. Harbour Legal Centre, Portugal\n2. Lock House, Poland"
        )
    )

    (found,) = statement.versions[0].lists
    assert [(each.group, each.number, each.name) for each in found.entries] == [
        ("International organisations", 1, "River Watch"),
        ("International organisations", 2, "Alder Foundation"),
        ("National organisations", 1, "Harbour Legal Centre"),
        ("National organisations", 2, "Lock House"),
    ]
    assert found.numbered


def test_a_country_that_heads_a_group_is_the_country_of_its_names():
    statement = of_text(
        with_list("Latvia\nRiver Watch\nPeat Society\n\nPoland\nLock House\nDyke Fund")
    )

    (found,) = statement.versions[0].lists
    assert [(each.name, each.countries) for each in found.entries] == [
        ("River Watch", ("LV",)),
        ("Peat Society", ("LV",)),
        ("Lock House", ("PL",)),
        ("Dyke Fund", ("PL",)),
    ]


def test_supporters_late_names_and_individuals_are_lists_of_their_own():
    statement = of_text(
        written(
            *ENGLISH,
            "Signed by:",
            "River Watch\nAlder Foundation",
            "Also supported by:",
            "Harbour Legal Centre",
            "Additional signatories as of 3 May 2021:",
            "Lock House\nDyke Fund",
            "Individuals:",
            "Jane Alder, professor, Riga\nOmar Haddad, journalist",
        )
    )

    lists = statement.versions[0].lists
    assert [each.role for each in lists] == [
        ListRole.SIGNATORIES,
        ListRole.SUPPORTERS,
        ListRole.LATE,
        ListRole.INDIVIDUALS,
    ]
    assert lists[2].as_of == datetime.date(2021, 5, 3)
    assert [each.person.name for each in lists[3].entries] == ["Jane Alder", "Omar Haddad"]
    assert lists[3].entries[1].person.role == "journalist"


def test_two_names_on_a_line_are_two_entries():
    statement = of_text(
        with_list(
            "River Watch          Harbour Legal Centre\n"
            "Alder Foundation     Lock House\nDyke Fund\tPeat Society"
        )
    )

    assert sorted(names(statement)[0]) == sorted(
        [
            "River Watch",
            "Harbour Legal Centre",
            "Alder Foundation",
            "Lock House",
            "Dyke Fund",
            "Peat Society",
        ]
    )


def test_columns_with_numbers_are_read_in_the_order_of_the_numbers():
    statement = of_text(
        with_list("1. River Watch     3. Lock House\n2. Dyke Fund       4. Peat Society")
    )

    found = statement.versions[0].lists[0].entries
    assert [(each.number, each.name) for each in found] == [
        (1, "River Watch"),
        (2, "Dyke Fund"),
        (3, "Lock House"),
        (4, "Peat Society"),
    ]


def test_a_name_and_its_country_may_be_parted_by_a_tab():
    statement = of_text(with_list("River Watch\tLatvia\nLock House\tPoland\nDyke Fund\tNorway"))

    assert [(each.name, each.countries) for each in statement.versions[0].lists[0].entries] == [
        ("River Watch", ("LV",)),
        ("Lock House", ("PL",)),
        ("Dyke Fund", ("NO",)),
    ]


def test_wrapped_names_are_made_whole():
    statement = of_text(
        with_list(
            "1. Committee for the Protection of the Banks of Slow Rivers and\n"
            "   of Those who Live There (CPBSR, Latvia)\n"
            "2. Harbour Legal Centre\n3. Lock House (Foundation for\n   Dams, Poland)"
        )
    )

    found = statement.versions[0].lists[0].entries
    assert [each.number for each in found] == [1, 2, 3]
    assert found[0].name.endswith("and of Those who Live There")
    assert found[0].place.first + 1 == found[0].place.last


def test_a_table_tells_names_from_countries():
    rows = "".join(
        f"<tr><td>{at}</td><td>{name}</td><td>{country}</td></tr>"
        for at, (name, country) in enumerate(
            [("River Watch", "Latvia"), ("Lock House", "Poland"), ("Dyke Fund", "Norway")], start=1
        )
    )
    head = "<tr><th>No.</th><th>Organisation</th><th>Country</th></tr>"
    paragraphs = "".join(f"<p>{each}</p>" for each in ENGLISH)
    for source in (head + rows, rows):
        statement = of_html(f"{paragraphs}<p>Signed by:</p><table>{source}</table>")

        found = statement.versions[0].lists[0].entries
        assert [(each.number, each.name, each.countries) for each in found] == [
            (1, "River Watch", ("LV",)),
            (2, "Lock House", ("PL",)),
            (3, "Dyke Fund", ("NO",)),
        ]


def test_a_total_in_the_heading_title_or_text_is_a_claim():
    heading = of_text(with_list("\n".join(ORGANISATIONS), "Signed by 7 organisations:"))
    title = of_text(
        written(
            "45 organisations call for an open river", *ENGLISH, "Signed:", "\n".join(ORGANISATIONS)
        )
    )

    assert heading.versions[0].lists[0].claimed == 7
    assert title.versions[0].lists[0].claimed == 45


def test_contacts_notes_and_copies_below_a_list_are_not_of_it():
    statement = of_text(
        with_list(
            "\n".join(ORGANISATIONS)
            + "\n\nFor more information: Jane Alder, jane@river.example"
            + "\n\ncc: The Ministry of Waters"
        )
    )

    assert names(statement) == [NAMES]
    assert {kind.value for kind in statement.versions[0].tail} == {"contact", "cc"}


@pytest.mark.parametrize(
    "listed",
    [
        "River Watch (Latvia), Harbour Legal\nCentre (Portugal), Lock House, Dyke\n"
        "Fund and Peat Society",
        "River Watch, Latvia; Harbour Legal Centre, Portugal;\nLock House; Dyke Fund;\n"
        "Peat Society.",
    ],
)
def test_names_in_a_row_may_take_several_lines(listed):
    statement = of_text(with_list(listed))

    assert names(statement) == [
        ["River Watch", "Harbour Legal Centre", "Lock House", "Dyke Fund", "Peat Society"]
    ]


def test_a_role_may_stand_on_the_line_below_the_person():
    statement = of_text(
        with_list(
            "Jane Alder\nDirector, River Watch\n\nOmar Haddad\nPresident, Lock House", "Sincerely,"
        )
    )

    people = [entry.person for entry in statement.versions[0].lists[0].entries]
    assert [(each.name, each.role) for each in people] == [
        ("Jane Alder", "Director, River Watch"),
        ("Omar Haddad", "President, Lock House"),
    ]


def test_a_heading_says_that_all_sign_in_personal_capacity():
    statement = of_text(
        with_list("Jane Alder, University of Riga\nAna Reed (Peru)", "In personal capacity:")
    )

    (found,) = statement.versions[0].lists
    assert found.role is ListRole.INDIVIDUALS
    assert [(each.person.name, each.person.personal) for each in found.entries] == [
        ("Jane Alder", True),
        ("Ana Reed", True),
    ]
    assert found.entries[1].countries == ("PE",)


def test_notes_below_a_list_are_not_of_it():
    statement = of_text(
        with_list("River Watch\nLock House\nDyke Fund\n\n[1] See https://river.example/report")
    )

    assert names(statement) == [["River Watch", "Lock House", "Dyke Fund"]]
    assert [kind.value for kind in statement.versions[0].tail] == ["note"]


def test_a_date_among_the_names_is_no_name():
    statement = of_text(
        with_list("River Watch\nLock House\n7 January 2022\nDyke Fund\nPeat Society\nReed Union")
    )

    assert len(names(statement)[0]) == 5
    assert statement.versions[0].dated.day == datetime.date(2022, 1, 7)


def test_a_list_of_two_or_of_one_may_stand_on_the_line_of_its_heading():
    two = of_text(written(*ENGLISH, "Signed by: River Watch, Lock House"))
    one = of_text(written(*ENGLISH, "Supported by: River Watch"))

    assert names(two) == [["River Watch", "Lock House"]]
    assert names(one) == [["River Watch"]]


def test_a_description_beside_a_name_is_no_part_of_it():
    statement = of_text(
        with_list("River Watch\ta network in Latvia\nLock House\ta house of keepers")
    )

    assert names(statement) == [["River Watch", "Lock House"]]
