from appeals.document.table import rows
from appeals.document.tree import Entry
from tests.unit.document.documents import make_document, make_roll


def test_an_organisation_has_one_row_with_its_names_in_every_language():
    english = (
        Entry(1, "Library", "LIB", ("Norway", "Ukraine"), withdrawn=True),
        Entry(4, "[…]", gap=True),
    )
    russian = (
        Entry(1, "Библиотека", "БИБ", ("Норвегия", "Украина"), withdrawn=True),
        Entry(4, "Б", mark="*"),
    )
    documents = [
        make_document(language=tag, rolls=(make_roll(entries=entries, kind="signatory"),))
        for tag, entries in (("en", english), ("ru", russian))
    ]

    heading, *found = rows(documents)

    assert heading[:6] == ["list", "number", "name_en", "acronym_en", "countries_en", "mark_en"]
    assert [dict(zip(heading, row, strict=True)) for row in found] == [
        {
            **{"list": "signatory", "number": 1, "name_en": "Library", "acronym_en": "LIB"},
            **{"countries_en": "Norway / Ukraine", "mark_en": "", "name_ru": "Библиотека"},
            **{
                "acronym_ru": "БИБ",
                "countries_ru": "Норвегия / Украина",
                "mark_ru": "",
                "withdrawn": "yes",
            },
        },
        {
            **{"list": "signatory", "number": 4, "name_en": "", "acronym_en": ""},
            **{"countries_en": "", "mark_en": "", "name_ru": "Б", "acronym_ru": ""},
            **{"countries_ru": "", "mark_ru": "*", "withdrawn": ""},
        },
    ]
