"""Statements as they were really published; read in place, never copied."""

import json
import re

import pytest

from appeals.drafting.alignment import Passage, align
from appeals.readers import html
from tests.unit.drafting.parity.texts import STATEMENTS, paragraphs

KAZAKHSTAN = STATEMENTS / "kazakhstan-2021"
UNCTAD = STATEMENTS / "unctad13-2012"

pytestmark = pytest.mark.skipif(
    not STATEMENTS.exists(), reason=f"the statements are not there to be read: {STATEMENTS}"
)


def version(tag, texts, kind="paragraph"):
    return [Passage(kind, text, tag) for text in texts]


@pytest.fixture(scope="module")
def gold():
    return json.loads((KAZAKHSTAN / "gold.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def published(gold):
    """The paragraphs of both versions as the page had them, ten and twelve."""
    lines = (KAZAKHSTAN / "statement.txt").read_text(encoding="utf-8").split("\n")
    return {
        tag: version(tag, [lines[each["line"] - 1] for each in gold["paragraphs"][tag]])
        for tag in ("en", "ru")
    }


@pytest.mark.parametrize(("of", "to"), [("en", "ru"), ("ru", "en")])
def test_the_divided_paragraphs_are_found(gold, published, of, to):
    places = {
        each["id"]: at for tag in ("en", "ru") for at, each in enumerate(gold["paragraphs"][tag])
    }
    wanted = [
        tuple(tuple(places[name] for name in row[tag]) for tag in (of, to))
        for row in gold["alignment"]
    ]

    beads = align(published[of], published[to])

    assert [(bead.old, bead.new) for bead in beads] == wanted
    assert min(bead.confidence for bead in beads) > 0.9


def test_the_versions_made_ready_by_hand_go_paragraph_by_paragraph():
    english, russian = (version(tag, paragraphs(KAZAKHSTAN / f"{tag}.txt")) for tag in ("en", "ru"))

    beads = align(english, russian)

    assert [(bead.old, bead.new) for bead in beads] == [((n,), (n,)) for n in range(12)]


def blocks(tag):
    """Every block before the signatures, with the two lines of the site's own at the top."""
    counted = json.loads((UNCTAD / "gold.json").read_text(encoding="utf-8"))
    number = counted["between_versions"]["body_paragraphs"][tag]
    text = (UNCTAD / f"{tag}.txt").read_text(encoding="utf-8")
    return version(tag, [each for each in re.split(r"\n\s*\n", text) if each.strip()][:number])


def one_to_one(first, last, ahead=0):
    return [((n,), (n + ahead,)) for n in range(first, last)]


@pytest.mark.parametrize(
    ("tag", "wanted"),
    [
        ("es", one_to_one(0, 16)),
        (
            "fr",
            [
                *one_to_one(0, 5),
                ((5,), (5, 6)),
                ((6, 7), (7,)),
                *one_to_one(8, 12),
                ((12,), (12, 13)),
                *one_to_one(13, 16, 1),
            ],
        ),
        ("pt", [*one_to_one(0, 2), ((2,), (2, 3)), *one_to_one(3, 16, 1)]),
    ],
)
def test_divided_and_joined_paragraphs_are_found_in_four_languages(tag, wanted):
    beads = align(blocks("en"), blocks(tag))

    assert [(bead.old, bead.new) for bead in beads] == wanted


@pytest.mark.parametrize("tag", ["es", "fr", "pt"])
def test_the_points_of_a_web_page_go_item_by_item(tag):
    english, other = (_page(each) for each in ("en", tag))

    beads = align(english, other)

    items = [bead for bead in beads if any(english[n].kind == "bulleted_item" for n in bead.old)]
    assert len(items) == 10
    assert {(len(bead.old), len(bead.new)) for bead in items} == {(1, 1)}
    assert {other[bead.new[0]].kind for bead in items} == {"bulleted_item"}


def _page(tag):
    parts = html.read((UNCTAD / f"{tag}.html").read_bytes())
    ends = ("Signed", "Firman", "Signé", "Assinado")
    end = next(at for at, part in enumerate(parts) if part.text.startswith(ends))
    return [Passage(part.kind.value, part.text, tag) for part in parts[:end]]
