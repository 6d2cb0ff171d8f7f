"""Faults put into the demonstration appeal, one at a time."""

from dataclasses import replace

import pytest

from appeals.drafting.parity import Glossary, Term, TermKind, Text, check
from tests.unit.drafting.parity.texts import demonstration

GLOSSARY = Glossary(
    (
        Term({"en": ("Tarvenia",), "ru": ("Тарвения",)}),
        Term({"en": ("Velmora",), "ru": ("Вельмора", "Вельморская")}),
        Term({"en": ("Ministry of Justice",), "ru": ("Министерство юстиции",)}),
        Term({"en": ("VIWL",), "ru": ("ВНЛВ",)}, TermKind.ACRONYM),
    )
)

FAULTS = [
    # rule, language, right, wrong
    ("numbers", "ru", "11 400 проб", "11 500 проб"),
    ("numbers", "ru", "27 точках", "72 точках"),
    ("numbers", "ru", "312 000 человек", "человек"),
    ("numbers", "ru", "шесть учёных", "семь учёных"),
    ("numbers", "en", "Six scientists", "Sixteen scientists"),
    ("numbers", "ru", "в 4,5 раза", "в 45 раз"),
    ("numbers", "ru", "последние восемь лет", "последние годы"),
    ("numbers", "en", "within 30 days", "within 13 days"),
    ("dates", "ru", "14 сентября 2026", "14 октября 2026"),
    ("dates", "ru", "3 июня 2026", "13 июня 2026"),
    ("dates", "en", "30 April 2026", "30 April 2025"),
    ("dates", "ru", "21 сентября помещения", "Помещения"),
    ("provisions", "ru", "Статья 42", "Статья 24"),
    ("provisions", "en", "order No. 318", "order No. 381"),
    ("provision_word", "en", "Article 42 of", "Under 42 of"),
    ("amounts", "ru", "за свой счёт", "за свой счёт (2000 евро)"),
    ("percentages", "en", "free of charge", "free of charge (90%)"),
    ("addresses", "ru", "в открытом доступе", "на сайте https://water.example/ru"),
    ("addresses", "en", "the official gazette", "the official gazette (office@gazette.example)"),
    ("times", "ru", "опечатали", "в 17:30 опечатали"),
    ("placeholders", "ru", "измерений.", "измерений. {signatories}"),
    ("footnotes", "en", "4.5 times the permitted level.", "4.5 times the permitted level.[^1]"),
    ("quotations", "ru", "ниже Толменского", "«ниже устья реки и самого Толменского»"),
    ("emphasis", "ru", "безопасно ли", "**безопасно** ли"),
    ("lines", "ru", "реестра", "реестра\n- аккредитованных"),
    ("missing", "ru", "Уважаемые министры!", ""),
    ("wrong_script", "ru", "Уважаемые министры!", "Honourable Ministers of the Republic,"),
    ("foreign_passage", "ru", "люди видят реку", "people can see the river but they cannot know"),
    ("length", "ru", "Когда тех, кто проводит измерения, вынуждают замолчать, эта гарантия теряет "
     "смысл: люди видят реку, но не могут знать, безопасно ли пить из неё воду.", ""),
    ("names", "ru", "Республики Тарвения", "этой республики"),
    ("names", "en", "the Velmora Independent Water Laboratory", "the laboratory"),
    ("strength", "ru", "призываем", "настоятельно просим"),
    ("strength", "en", "ask you to", "demand that you"),
    ("mixed_scripts", "ru", "свой счёт", "cвой счёт"),
    ("mixed_scripts", "en", "accreditation", "aссreditation"),
    ("look_alike", "ru", "и с 5 мая", "и c 5 мая"),
    ("stray_letter", "ru", "гарантирует каждому", "гарантирует е каждому"),
    ("balance", "ru", "бесплатно", "(бесплатно"),
    ("balance", "en", "reliable information", "“reliable information"),
    ("typed_marker", "en", "to unseal", "2. to unseal"),
    ("half_footnote", "en", "4.5 times the permitted level.", "4.5 times[^1] the permitted level."),
    ("half_footnote", "ru", "измерений.", "измерений.\n[^1]: По данным лаборатории."),
    ("thousands", "ru", "312 000", "312,000"),
    ("thousands", "en", "11,400", "11.400"),
    ("fractions", "ru", "4,5", "4.5"),
    ("fractions", "en", "4.5", "4,5"),
    ("doubled_spaces", "en", "two computers and", "two computers  and"),
    ("doubled_spaces", "ru", "два компьютера", "два  компьютера"),
    ("trailing_spaces", "ru", "измерений.", "измерений. "),
    ("trailing_spaces", "en", "Dear", " Dear"),
    ("no_break_space", "en", "guarantees everyone", "guarantees\u00a0everyone"),
    ("invisible", "ru", "гарантирует", "гаран\u00adтирует"),
    ("space_before_stop", "en", "delay.", "delay ."),
    ("glued_words", "ru", "помещений и", "помещений,и"),
    ("doubled_stop", "en", "Since then", "Since then,,"),
    ("double_hyphen", "ru", "анализов —", "анализов --"),
    ("hyphen_for_dash", "ru", "Чистота воды —", "Чистота воды -"),
    ("quotation_marks", "en", "fire safety certificate", '"fire safety" certificate'),
    ("quotation_marks", "ru", "реестра", "“реестра”"),
    ("slips", "ru", "В действительности", "Из за этого в действительности"),
    ("repeated_words", "en", "the laboratory reported", "the the laboratory reported"),
    ("dashes", "ru", "Чистота воды —", "Чистота воды –"),
]  # fmt: skip


def plant(text: Text, language: str, right: str, wrong: str) -> Text:
    """Put one fault in, where the right words first stand."""
    for at, segment in enumerate(text.segments):
        wording = segment.wordings[language]
        # The appeal is set with no-break spaces, which a reader of this list cannot see.
        start = wording.replace("\u00a0", " ").find(right)
        if start >= 0:
            faulty = wording[:start] + wrong + wording[start + len(right) :]
            changed = replace(segment, wordings={**segment.wordings, language: faulty})
            return replace(text, segments=(*text.segments[:at], changed, *text.segments[at + 1 :]))
    raise AssertionError(right)


def test_there_is_nothing_to_find_in_the_clean_appeal():
    assert check(demonstration(), GLOSSARY) == ()


def test_the_faults_are_of_many_kinds():
    assert len(FAULTS) >= 30
    assert len({rule for rule, *_rest in FAULTS}) >= 15


@pytest.mark.parametrize(("rule", "language", "right", "wrong"), FAULTS)
def test_a_planted_fault_is_found(rule, language, right, wrong):
    text = plant(demonstration(), language, right, wrong)

    found = check(text, GLOSSARY)

    assert rule in {finding.rule for finding in found}


@pytest.mark.parametrize(("rule", "language", "right", "wrong"), FAULTS)
def test_a_fault_is_found_in_its_own_segment_only(rule, language, right, wrong):
    text = plant(demonstration(), language, right, wrong)
    before = demonstration().segments
    changed = {now.id for now, was in zip(text.segments, before, strict=True) if now != was}

    found = check(text, GLOSSARY)

    # Which of two dashes is the odd one out is decided by the whole text.
    assert {f.segment_id for f in found if f.rule != "dashes"} <= changed


def test_all_faults_at_once_are_found():
    text, planted = demonstration(), set()
    for rule, language, right, wrong in FAULTS:
        try:
            text = plant(text, language, right, wrong)
        except AssertionError:
            continue  # an earlier fault took its place
        planted.add(rule)

    found = {finding.rule for finding in check(text, GLOSSARY)}

    assert len(planted) >= 30
    # With another number in the other language there is nothing to tell the word by.
    assert planted - found <= {"provision_word"}
