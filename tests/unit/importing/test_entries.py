"""One entry in the shapes that are printed."""

import pytest

from appeals.importing import entries
from appeals.importing.model import Ask, Place

PLACE = Place(0, 1, 1)


def read(text, **options):
    return entries.read(text, PLACE, **options)


@pytest.mark.parametrize(
    ("text", "name", "acronym", "codes"),
    [
        ("River Watch", "River Watch", "", ()),
        ("River Watch (Latvia)", "River Watch", "", ("LV",)),
        ("River Watch (RIWA, Latvia)", "River Watch", "RIWA", ("LV",)),
        ("River Watch (Latvia, RIWA)", "River Watch", "RIWA", ("LV",)),
        ("RIWA - River Watch", "River Watch", "RIWA", ()),
        ("River Watch – RIWA", "River Watch", "RIWA", ()),
        ("River Watch, RIWA", "River Watch", "RIWA", ()),
        ("River Watch, Latvia", "River Watch", "", ("LV",)),
        ("River Watch – Latvia", "River Watch", "", ("LV",)),
        ("River Watch, the Netherlands", "River Watch", "", ("NL",)),
        ("River Watch (LV)", "River Watch", "", ("LV",)),
        ("River Watch, US", "River Watch", "", ("US",)),
        ("River Watch (U.S.A.)", "River Watch", "", ("US",)),
        ("Latvia: River Watch", "River Watch", "", ("LV",)),
        ("Речной дозор (Латвия – Литва)", "Речной дозор", "", ("LV", "LT")),
        ("Річкова варта (Україна)", "Річкова варта", "", ("UA",)),
        ("Flusswacht (Österreich/Schweiz)", "Flusswacht", "", ("AT", "CH")),
        ("Garde du fleuve, Côte d’Ivoire", "Garde du fleuve", "", ("CI",)),
        ("مرصد النهر (لبنان)", "مرصد النهر", "", ("LB",)),
        ("მდინარის დამცველი (საქართველო)", "მდინარის დამცველი", "", ("GE",)),
        ("Straż Rzeki (Polska)", "Straż Rzeki", "", ("PL",)),
        (
            "National Council of Lock Keepers (NCLK), Kenya",
            "National Council of Lock Keepers",
            "NCLK",
            ("KE",),
        ),
        (
            "European Network on Rivers and Dams (Euroriver)",
            "European Network on Rivers and Dams",
            "Euroriver",
            (),
        ),
    ],
)
def test_names_acronyms_and_countries(text, name, acronym, codes):
    entry, _questions = read(text)

    assert (entry.name, entry.acronym, entry.countries) == (name, acronym, codes)


def test_another_name_in_brackets_is_an_alias():
    entry, questions = read("Речной дозор (River Watch Centre, Латвия)")

    assert (entry.name, entry.aliases, entry.countries) == (
        "Речной дозор",
        ("River Watch Centre",),
        ("LV",),
    )
    assert questions == []


def test_a_city_is_no_part_of_the_name():
    assert read("River Watch, Brussels, Belgium")[0].city == "Brussels"
    assert read("Речной дозор, Париж")[0].city == "Париж"


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Flusswacht e.V. (Deutschland)", "e.V."),
        ("Garde du fleuve a.s.b.l.", "a.s.b.l."),
        ("Guardia del Río, A.C., Mexico", "A.C."),
        ("ОО «Речной дозор» (Казахстан)", "ОО"),
        ("ГО «Річкова варта»", "ГО"),
        ("Garda Râului ONG", "ONG"),
    ],
)
def test_legal_forms_are_told(text, form):
    assert read(text)[0].legal_form == form


@pytest.mark.parametrize(
    ("text", "person", "role"),
    [
        ("Jane Alder, Director, River Watch", "Jane Alder", "Director, River Watch"),
        ("Dr. Jane van Alder, professor", "Dr. Jane van Alder", "professor"),
        ("Анна Ольхова, журналист", "Анна Ольхова", "журналист"),
        (
            "Jeanne Aulne, présidente de Garde du fleuve",
            "Jeanne Aulne",
            "présidente de Garde du fleuve",
        ),
    ],
)
def test_a_person_with_a_role_is_a_person(text, person, role):
    entry, _questions = read(text)

    assert (entry.person.name, entry.person.role) == (person, role)


def test_who_signs_for_an_organisation_stands_beside_it():
    entry, _questions = read("Jane Alder, on behalf of River Watch (RIWA)")

    assert (entry.name, entry.acronym, entry.person.name) == ("River Watch", "RIWA", "Jane Alder")


def test_personal_capacity_is_noted():
    entry, _questions = read("Jane Alder, lawyer, in personal capacity")

    assert entry.person.personal
    assert "capacity" not in entry.person.role


@pytest.mark.parametrize(
    ("text", "ask"),
    [
        ("River Watch Centre, Foundation for Open Locks", Ask.COMMA_IN_NAME),
        ("River Watch (Latvia) Lock House (Poland)", Ask.TWO_ENTRIES),
        ("River Watch (Ventspils)", Ask.COUNTRY),
    ],
)
def test_what_cannot_be_told_is_asked(text, ask):
    entry, questions = read(text)

    assert [each.ask for each in questions] == [ask]
    assert entry.raw == text
