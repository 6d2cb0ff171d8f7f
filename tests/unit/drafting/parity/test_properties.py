"""What holds for any text: neither the order of languages nor a second reading matters."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from appeals.drafting.parity import AlignedSegment, Text, check, explained, fingerprint
from appeals.drafting.parity.numerals import parse
from appeals.drafting.parity.provisions import normal
from appeals.drafting.parity.rules import RULES, PairRule

LANGUAGES = ("en", "ru", "uk", "fr", "es", "de", "ar", "pl")
PIECES = [
    "15", "300,000", "300 000", "4.5", "4,5", "EUR", "евро", "€", "%", "percent", "three", "три",
    "dozen", "десять", "двухлетний", "both", "millions", "2 million", "XXI", "21st", "460-1",
    "article", "статья", "§", "No.", "№", "15 January 2021", "15 января", "25 січня 2021 року",
    "March", "mars", "2021-01-15", "17:30", "5 p.m.", "«", "»", "“", "”", '"', "(", ")", "--",
    " - ", "—", "–", "  ", "\u00a0", "\n", "- ", "1. ", "*", "**", "[^1]", "¹", "{count}",
    "https://a.example/x", "a@b.example", "cлово", "из за", "the the", "a", "е", "c", "?", "¿",
    "we call on", "призываем", "we urge", "ندعو", "٣٠٠", "المادة 42", "vingt-trois",
    "dreiundzwanzig",
]  # fmt: skip
wordings = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=8).map("".join),
    st.text(max_size=40),
)
segments = st.lists(st.fixed_dictionaries({tag: wordings for tag in LANGUAGES[:4]}), max_size=3)
pairs = st.tuples(st.sampled_from(LANGUAGES), st.sampled_from(LANGUAGES), wordings, wordings)
# What is said of two wordings, not of where a finding is shown.
_OF_PAIRS = {rule.code for rule in RULES if isinstance(rule, PairRule)} - {
    "length", "lines", "untranslated", "provision_word"
}  # fmt: skip


def make(rows, languages, reference="en"):
    ordered = [{tag: row[tag] for tag in languages} for row in rows]
    aligned = [AlignedSegment(str(at), "paragraph", row) for at, row in enumerate(ordered)]
    return Text(reference, tuple(languages), tuple(aligned))


@settings(max_examples=60, deadline=None)
@given(segments, st.permutations(LANGUAGES[:4]))
def test_the_order_of_languages_makes_no_difference(rows, order):
    usual = check(make(rows, LANGUAGES[:4]))

    assert check(make(rows, order)) == usual


@settings(max_examples=150, deadline=None)
@given(pairs)
def test_the_same_differs_whichever_language_is_the_reference(pair):
    one, other, left, right = pair
    if one == other:
        return
    row = {one: left, other: right}

    there = check(make([row], (one, other), one))
    back = check(make([row], (one, other), other))

    def said(findings, reference):
        return sorted(
            (
                f.rule,
                f.level,
                *((f.expected or "", f.found) if reference == one else (f.found, f.expected or "")),
            )
            for f in findings
            if f.rule in _OF_PAIRS
        )

    assert said(there, one) == said(back, other)


@settings(max_examples=60, deadline=None)
@given(segments)
def test_every_finding_can_be_placed_explained_and_waived(rows):
    text = make(rows, LANGUAGES[:4])

    for finding in check(text):
        message, values = explained(finding)
        start, end = finding.place
        wording = rows[int(finding.segment_id)].get(finding.language, "")

        assert message % dict(values)
        assert 0 <= start <= end <= len(wording)
        assert len(fingerprint(finding)) == 64


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(LANGUAGES), wordings)
def test_a_text_agrees_with_itself(tag, wording):
    other = "en-GB" if tag == "en" else f"{tag}-XA"
    found = check(make([{tag: wording, other: wording}], (tag, other), tag))

    assert {f.rule for f in found} & _OF_PAIRS == set()


@settings(max_examples=100, deadline=None)
@given(st.decimals(0, 10**9, places=2, allow_nan=False))
def test_reading_a_number_twice_changes_nothing(number):
    value, _also = parse(f"{number:f}")

    assert parse(f"{value:f}")[0] == value == number


@given(st.from_regex(r"[1-9]\d{0,3}([-.–][1-9]\d?)?", fullmatch=True))
def test_normalising_a_provision_twice_changes_nothing(number):
    assert normal(normal(number)) == normal(number)


def test_findings_do_not_depend_on_how_often_a_language_is_named():
    text = make([{"en": "15", "ru": "16"}], ("en", "ru"))

    assert check(replace(text, languages=("ru", "en", "ru"))) == check(text)
