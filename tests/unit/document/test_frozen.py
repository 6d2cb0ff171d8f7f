"""A document that was frozen and thawed is the same document."""

import json
from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st

from appeals.document.docx import write_docx
from appeals.document.frozen import freeze, thaw
from appeals.document.html import write_html
from appeals.document.tree import Block, BlockKind, Document, Entry, Note, Origin, Roll, Span
from tests.unit.document.documents import make_document, make_roll, texts

plain = st.builds(
    Span,
    texts,
    st.booleans(),
    st.booleans(),
    st.none() | texts,
    st.booleans(),
    struck=st.booleans(),
)
noted = st.builds(
    lambda label, spans: Span("", note=Note(label, tuple(spans))), texts, st.lists(plain)
)
spans = st.lists(plain | noted, max_size=3).map(tuple)
entries = st.builds(
    Entry,
    st.integers(1, 10**6),
    texts,
    st.just("") | texts,
    st.lists(texts, max_size=2).map(tuple),
    st.booleans(),
    st.sampled_from(["", "*"]),
    st.booleans(),
)
rolls = st.builds(
    Roll,
    spans,
    st.lists(entries, max_size=3).map(tuple),
    st.booleans(),
    spans,
    st.lists(spans, max_size=2).map(tuple),
)
origins = st.builds(
    Origin, st.integers(1, 99), texts, texts, texts, texts, st.sampled_from(["", "61 ABCDE"])
)
documents = st.builds(
    Document,
    st.sampled_from(["en", "ru", "ar"]),
    st.lists(st.builds(Block, st.sampled_from(BlockKind), spans), max_size=3).map(tuple),
    st.lists(rolls, max_size=2).map(tuple),
    spans,
    st.none() | origins,
)


@given(st.lists(documents, max_size=2).map(tuple))
def test_what_went_through_json_is_the_same(given_documents):
    stored = json.dumps(freeze(given_documents))

    assert thaw(json.loads(stored)) == given_documents


def test_files_of_a_thawed_document_are_the_same_to_the_byte():
    written = [make_document(rolls=(make_roll("A", "Б", "ج"),))]

    for write in (write_docx, write_html):
        before, after = BytesIO(), BytesIO()
        write(written, before)
        write(thaw(json.loads(json.dumps(freeze(written)))), after)

        assert before.getvalue() == after.getvalue()


def test_a_field_at_its_default_is_not_stored():
    [stored] = freeze([make_document(rolls=(make_roll("A"),))])

    assert stored["rolls"] == [
        {"heading": [{"text": "Signed by"}], "entries": [{"number": 1, "name": "A"}]}
    ]
