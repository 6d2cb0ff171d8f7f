"""Canonical JSON and commitments."""

import hashlib

import pytest

from appeals.ledger.canonical import Opening, canonical_json, committed


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        # RFC 8785 3.2.2.2 and 3.2.3, as far as whole numbers and ASCII names go.
        ({"b": 1, "a": [True, False, None]}, '{"a":[true,false,null],"b":1}'),
        ({"1": "a", "\r": "b", "10": "c"}, '{"\\r":"b","1":"a","10":"c"}'),
        ('€$\u000f\nA\'B"\\\\"/', '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'),
        ("\b\t\n\f\r\u007f", '"\\b\\t\\n\\f\\r\u007f"'),
        ("e\u0301", '"é"'),
        (9007199254740991, "9007199254740991"),
    ],
)
def test_the_canonical_form_is_that_of_the_rfc(value, expected):
    assert canonical_json(value) == expected.encode()


@pytest.mark.parametrize("value", [1.5, 2**53, {"имя": 1}, {1: 2}, b"bytes", object()])
def test_what_has_no_canonical_form_here_is_refused(value):
    with pytest.raises(ValueError, match="no canonical form"):
        canonical_json(value)


def test_a_commitment_is_opened_by_nonce_and_content():
    opening = committed({"name": "Речной дозор"})

    content = '{"name":"Речной дозор"}'.encode()
    expected = hashlib.sha256(b"ja-commit-v1" + opening.nonce + content).hexdigest()
    assert (opening.commitment, len(opening.nonce)) == (expected, 32)


def test_the_same_content_is_committed_to_differently_each_time():
    first, second = committed({"name": "A"}), committed({"name": "A"})

    assert first.commitment != second.commitment
    assert Opening(first.nonce, second.content).commitment == first.commitment
