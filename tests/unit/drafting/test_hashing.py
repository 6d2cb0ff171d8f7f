"""Hashes of texts can be computed again by anyone from what is written down here."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from appeals.drafting.hashing import canonical_json, set_hash, version_hash, wording_hash


def test_a_version_is_hashed_as_documented():
    written = (
        b'ja-text-v1{"appeal":"open-river","language":"en","segments":'
        b'[{"kind":"title","text":"\xc3\x89t\xc3\xa9 \\"x\\"\\n"}]}'
    )

    assert (
        version_hash("open-river", "en", [("title", 'Été "x"\n')])
        == hashlib.sha256(written).hexdigest()
    )


def test_a_set_is_hashed_as_documented():
    assert set_hash({"en": "b", "ru": "a"}) == hashlib.sha256(b"a\nb").hexdigest()


@given(st.dictionaries(st.text("abc", min_size=1), st.text("0123456789abcdef", min_size=1)))
def test_the_order_of_languages_does_not_matter(hashes):
    assert set_hash(dict(reversed(hashes.items()))) == set_hash(hashes)


def test_composed_and_decomposed_letters_hash_alike():
    assert wording_hash("\u0419") == wording_hash("\u0418\u0306")
    assert version_hash("a", "ru", [("title", "\u0419")]) == version_hash(
        "a", "ru", [("title", "\u0418\u0306")]
    )


def test_segments_without_text_are_left_out():
    assert version_hash("a", "en", [("title", ""), ("paragraph", "x")]) == version_hash(
        "a", "en", [("paragraph", "x")]
    )


def test_each_part_of_a_version_changes_its_hash():
    variants = {
        version_hash("a", "en", [("title", "x")]),
        version_hash("b", "en", [("title", "x")]),
        version_hash("a", "ru", [("title", "x")]),
        version_hash("a", "en", [("heading", "x")]),
        version_hash("a", "en", [("title", "y")]),
        version_hash("a", "en", [("title", "x"), ("title", "x")]),
    }

    assert len(variants) == 6


def test_canonical_json_sorts_and_escapes_as_rfc_8785_says():
    assert canonical_json({"b": ['\u20ac$\x0f\nA\'B"\\"/'], "a": ""}) == (
        '{"a":"","b":["€$\\u000f\\nA\'B\\"\\\\\\"/"]}'.encode()
    )
