import json
from io import BytesIO

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from appeals.document.json_file import schema, write_json
from appeals.document.tree import Block, BlockKind, Entry, Origin, Span, gap
from tests.unit.document.documents import (
    make_block,
    make_document,
    make_noted,
    make_roll,
    texts,
)


def written(*documents):
    file = BytesIO()
    write_json(documents, file)
    return json.loads(file.getvalue())


PAGE = "https://appeals.example/statements/rivers"
CODE = "61 ABCDE-FGHIJ-KLMNO-PQRST-UVWX2"


def check(data):
    Draft202012Validator.check_schema(schema())
    Draft202012Validator(schema()).validate(data)


def full_document(language="en"):
    spans = (
        Span("We", emphasis=True, strong=True, link="https://example.org"),
        gap("word"),
        Span("mot", language="fr"),
    )
    entries = (Entry(1, "A", "AA", ("Norway",), mark="*"), Entry(3, "[…]", gap=True))
    return make_document(
        language=language,
        blocks=(
            *(make_block(kind) for kind in BlockKind),
            make_noted("Note"),
            Block(BlockKind.PARAGRAPH, spans),
        ),
        rolls=(make_roll(entries=entries, remark=(Span("* Late."),), kind="signatory"),),
        colophon=(Span("Edition 1"),),
        origin=Origin(1, "2027-05-12", "3f" * 32, PAGE, f"{PAGE}/verify", CODE),
    )


def test_everything_a_document_can_hold_obeys_the_schema():
    data = written(full_document(), full_document("ar"))

    check(data)
    [first, second] = data["versions"]
    assert (first["language"], second["direction"]) == ("en", "rtl")
    assert first["lists"][0]["entries"] == [
        {"number": 1, "name": "A", "acronym": "AA", "countries": ["Norway"], "mark": "*"},
        {"number": 3, "name": None, "acronym": "", "countries": [], "mark": ""},
    ]


def test_the_edition_stands_in_fields_of_its_own():
    [version] = written(full_document())["versions"]

    assert version["edition"] == {
        "number": 1,
        "date": "2027-05-12",
        "text_sha256": "3f" * 32,
        "address": PAGE,
        "check": f"{PAGE}/verify",
        "checkpoint": CODE,
    }


@pytest.mark.parametrize("kind", BlockKind)
def test_the_schema_knows_every_kind_of_segment(kind):
    assert kind.value in schema()["$defs"]["segment"]["properties"]["kind"]["enum"]


def test_the_schema_refuses_what_it_does_not_describe():
    data = written(make_document())
    data["versions"][0]["lists"][0]["entries"][0]["mail"] = "a@example.org"

    assert not Draft202012Validator(schema()).is_valid(data)


@given(texts)
def test_any_text_comes_back(text):
    data = written(make_document(blocks=(make_block(text=text),), rolls=(make_roll(text),)))

    check(data)
    assert data["versions"][0]["text"][0]["content"] == [{"text": text}]
    assert data["versions"][0]["lists"][0]["entries"][0]["name"] == text
