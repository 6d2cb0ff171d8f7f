"""Findings as their reader sees them."""

import pytest

from appeals.drafting import findings
from appeals.drafting.parity import Finding, Level


def found(text: str, start: int, end: int) -> findings.Excerpt:
    finding = Finding(Level.HINT, "x", "en", (start, end), text[start:end])
    return findings.excerpt(finding, text)


def test_an_excerpt_is_cut_around_its_place():
    text = "a" * 100 + "WRONG" + "b" * 100

    shown = found(text, 100, 105)

    assert shown.found == "WRONG"
    assert shown.before == "…" + "a" * 45
    assert shown.after == "b" * 45 + "…"


@pytest.mark.parametrize(("text", "sign"), [("a  b", "␣␣"), ("a\u00a0\u00a0b", "⍽⍽")])
def test_what_cannot_be_seen_is_shown_by_a_sign(text, sign):
    assert found(text, 1, 3).found == sign


def test_every_rule_that_mends_has_a_name():
    from appeals.drafting.parity import rules

    known = {rule.code for rule in rules.RULES}

    assert set(findings._RULES) <= known
