"""Differences spell out both texts and name only what changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appeals.drafting.diff import Alteration, PieceKind, compare, difference

TEXTS = st.lists(
    st.sampled_from(["the", "river", "река", "11,400", " ", "  ", "\n", ".", "—", "a"]), max_size=30
).map("".join)


def pieces(old, new):
    return [(piece.kind.value, piece.text) for piece in difference(old, new)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", []),
        ("same", "same", [("same", "same")]),
        ("", "new", [("added", "new")]),
        ("old", "", [("removed", "old")]),
        (
            "They close ten of them.",
            "They close eleven of them.",
            [
                ("same", "They close "),
                ("removed", "ten"),
                ("added", "eleven"),
                ("same", " of them."),
            ],
        ),
        ("a b c", "x y c", [("removed", "a b"), ("added", "x y"), ("same", " c")]),
        ("река", "реки", [("removed", "река"), ("added", "реки")]),
    ],
)
def test_changed_words_stand_together(old, new, expected):
    assert pieces(old, new) == expected


@given(TEXTS, TEXTS)
def test_a_difference_holds_both_texts(old, new):
    found = difference(old, new)

    assert "".join(each.text for each in found if each.kind is not PieceKind.ADDED) == old
    assert "".join(each.text for each in found if each.kind is not PieceKind.REMOVED) == new


def segment(name, text, kind="paragraph"):
    return {"id": name, "kind": kind, "wordings": {"en": text, "ru": "так же"}}


def altered(old, new, language="en"):
    return [(each.id, each.alteration) for each in compare(old, new, language)]


def test_only_changed_segments_are_named():
    old = [segment("1", "One."), segment("2", "Two."), segment("3", "Three.")]
    new = [segment("1", "One."), segment("4", "New."), segment("2", "Two!")]

    assert altered(old, new) == [
        ("4", Alteration.ADDED),
        ("2", Alteration.CHANGED),
        ("3", Alteration.REMOVED),
    ]


def test_another_language_may_not_have_changed():
    assert altered([segment("1", "One.")], [segment("1", "Two.")], "ru") == []


def test_one_move_is_one_change():
    old = [segment(name, name) for name in "12345"]
    new = [segment(name, name) for name in "23451"]

    assert altered(old, new) == [("1", Alteration.MOVED)]


def test_a_paragraph_made_a_heading_is_a_change():
    old, new = [segment("1", "One.")], [segment("1", "One.", "heading")]

    assert altered(old, new) == [("1", Alteration.CHANGED)]


def test_a_wording_that_came_later_is_an_addition():
    old = [{"id": "1", "kind": "paragraph", "wordings": {"en": "One.", "ru": ""}}]
    new = [{"id": "1", "kind": "paragraph", "wordings": {"en": "One.", "ru": "Один."}}]

    assert altered(old, new, "ru") == [("1", Alteration.ADDED)]
