"""A waiver lasts as long as the wordings it was given for, and every finding has its sentence."""

import re

import pytest

from appeals.drafting.parity import Finding, Level, explained, fingerprint
from appeals.drafting.parity.messages import SENTENCES
from appeals.drafting.parity.rules import RULES
from tests.unit.drafting.parity.texts import findings


def prints(rule="numbers", **wordings):
    return [fingerprint(finding) for finding in findings(**wordings) if finding.rule == rule]


def test_a_waiver_holds_while_the_wordings_stay():
    assert prints(en="15 people", ru="16 человек") == prints(en="15 people", ru="16 человек")


@pytest.mark.parametrize("changed", [{"en": "15 men"}, {"ru": "16 людей"}, {"ru": "17 человек"}])
def test_a_changed_wording_ends_a_waiver(changed):
    before = {"en": "15 people", "ru": "16 человек"}

    assert set(prints(**before)).isdisjoint(prints(**{**before, **changed}))


def test_a_wording_in_a_third_language_leaves_a_waiver_alone():
    before = prints(en="15 people", ru="16 человек", fr="15 personnes")

    assert before == prints(en="15 people", ru="16 человек", fr="15 hommes")


def test_two_findings_in_one_wording_are_waived_apart():
    both = prints("doubled_spaces", en="a  b  c")

    assert len(set(both)) == 2


def test_every_rule_has_its_sentences():
    assert {rule.code for rule in RULES} == set(SENTENCES)
    assert len({rule.code for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("rule", [rule.code for rule in RULES])
def test_a_sentence_is_whole_and_filled_in(rule):
    finding = Finding(Level.ERROR, "1", "en", (0, 2), "15", "16", "ru", rule=rule)

    message, values = explained(finding)
    sentence = message % dict(values)

    assert "%(" not in sentence
    assert sentence.endswith(".")
    assert len(re.findall(r"\.(?:\s|$)", sentence)) >= 2 or rule == "slips"


def test_what_is_missing_is_said_to_be_missing():
    (finding,) = [f for f in findings(en="15 people", ru="людей") if f.rule == "numbers"]

    message, values = explained(finding)

    assert "missing" in message
    assert values["expected"] == "15"
