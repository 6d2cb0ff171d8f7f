"""A statement as it was really published; read in place, never copied."""

import json

import pytest

from appeals.drafting.parity import AlignedSegment, Finding, Level, Text, check
from tests.unit.drafting.parity.texts import STATEMENTS

PLACE = STATEMENTS / "kazakhstan-2021"

pytestmark = pytest.mark.skipif(
    not PLACE.exists(), reason=f"the statement is not there to be read: {PLACE}"
)

NO_BREAK = "\u00a0"


@pytest.fixture(scope="module")
def gold() -> dict:
    return json.loads((PLACE / "gold.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def text(gold) -> Text:
    """The body, aligned as the gold file says; a paragraph that was split is two lines."""
    lines = (PLACE / "statement.txt").read_text(encoding="utf-8").split("\n")
    at = {each["id"]: each["line"] for tag in ("en", "ru") for each in gold["paragraphs"][tag]}
    segments = [
        AlignedSegment(
            row["en"][0],
            "paragraph",
            {tag: "\n".join(lines[at[each] - 1] for each in row[tag]) for tag in ("en", "ru")},
        )
        for row in gold["alignment"]
    ]
    return Text("en", ("en", "ru"), tuple(segments))


@pytest.fixture(scope="module")
def found(text) -> tuple[Finding, ...]:
    return check(text)


def of(found, rule, language=None) -> list[Finding]:
    return [f for f in found if f.rule == rule and language in (None, f.language)]


def test_no_number_date_or_amount_differs(found):
    kinds = {"numbers", "dates", "times", "amounts", "percentages", "provisions", "addresses"}

    assert [finding for finding in found if finding.rule in kinds] == []


def test_nothing_in_the_body_keeps_the_text_from_being_final(found):
    assert [finding for finding in found if finding.level is Level.ERROR] == []


def test_trailing_no_break_spaces_are_found(found, gold):
    trailing = [p for tag in ("en", "ru") for p in gold["paragraphs"][tag] if p["trailing_ws"]]

    ends = of(found, "trailing_spaces")

    assert len(ends) == len(trailing) > 0
    assert all(NO_BREAK in finding.found for finding in ends)


def test_doubled_no_break_spaces_are_found(found):
    doubled = {
        (f.segment_id, f.language) for f in of(found, "doubled_spaces") if NO_BREAK in f.found
    }

    assert doubled == {("E5", "en"), ("E3", "ru")}


def test_the_english_comma_in_the_russian_thousands_is_found(found):
    (finding,) = of(found, "thousands")

    assert (finding.segment_id, finding.language) == ("E3", "ru")
    assert finding.replacement == finding.found.replace(",", NO_BREAK)


def test_inconsistent_dashes_are_found(found):
    assert len(of(found, "double_hyphen", "en")) == 3
    assert len(of(found, "hyphen_for_dash", "ru")) == 2


def test_inconsistent_quotes_are_found(found):
    assert [(f.segment_id, f.found) for f in of(found, "apostrophes", "en")] == [("E2", "'")]


def test_the_article_without_its_word_is_found(found, text):
    (finding,) = of(found, "provision_word")

    assert (finding.segment_id, finding.language, finding.found) == ("E5", "en", "460-1")


def test_the_missing_hyphen_in_russian_is_found(found):
    assert "из-за" in {finding.replacement for finding in of(found, "slips", "ru")}


def test_split_paragraphs_are_found(found, gold):
    split = {row["en"][0] for row in gold["alignment"] if row["type"] != "1-1"}

    assert {finding.segment_id for finding in of(found, "lines")} == split


def test_a_dozen_against_ten_is_a_hint(found):
    loose = of(found, "round_numbers")

    assert {finding.segment_id for finding in loose} == {"E2", "E6"}
    assert {finding.level for finding in loose} == {Level.HINT}


def test_equal_terms_and_sentences_are_not_reported(found):
    # `must_not_flag`: acronyms that differ by language, scripts of names, equal sentences.
    rules = {"names", "length", "untranslated", "foreign_passage", "wrong_script", "mixed_scripts"}

    assert [finding for finding in found if finding.rule in rules] == []
