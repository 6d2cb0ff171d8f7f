"""Each rule on one wording, where it speaks and where it keeps silent."""

import pytest

from appeals.drafting.parity import AlignedSegment, Glossary, Level, Term, TermKind, Text, check
from tests.unit.drafting.parity.texts import findings, make_text, rules

FAULTY = [
    ("doubled_spaces", "en", "one.\u00a0 Two", "one. Two"),
    ("trailing_spaces", "fr", "Bonjour.\u00a0", "Bonjour."),
    ("thousands", "uk", "300,000 людей", "300\u00a0000 людей"),
    ("thousands", "de", "300,000 Menschen", "300.000 Menschen"),
    ("fractions", "fr", "4.5 fois", "4,5 fois"),
    ("mixed_scripts", "ru", "cвобода", "свобода"),
    ("mixed_scripts", "en", "frееdom", "freedom"),
    ("look_alike", "ru", "свобода c нами", "свобода с нами"),
    ("slips", "ru", "Из за этого", "Из-за этого"),
    ("slips", "uk", "будь який", "будь-який"),
    ("slips", "de", "garnicht", "gar nicht"),
    ("slips", "fr", "parmis nous", "parmi nous"),
    ("slips", "ar", "لاكن", "لكن"),
    ("repeated_words", "en", "in the the city", "in the city"),
    ("quotation_marks", "en", '"freedom"', "“freedom”"),
    ("quotation_marks", "uk", '"свобода"', "«свобода»"),
    ("quotation_marks", "de", '"Freiheit"', "„Freiheit“"),
    ("double_hyphen", "en", "one -- two", "one – two"),
    ("hyphen_for_dash", "es", "uno - dos", "uno — dos"),
    ("space_before_stop", "ru", "Хорошо !", "Хорошо!"),
    ("french_spaces", "fr", "Libérez-les!", "Libérez-les\u00a0!"),
    ("arabic_stops", "ar", "نعم, لا", "نعم، لا"),
    ("glued_words", "en", "one,two", "one, two"),
    ("invisible", "en", "free\u200bdom", "freedom"),
]


@pytest.mark.parametrize(("rule", "language", "wrong", "right"), FAULTY)
def test_a_replacement_mends_the_wording(rule, language, wrong, right):
    (finding,) = [f for f in findings(reference=language, **{language: wrong}) if f.rule == rule]
    start, end = finding.place

    assert wrong[:start] + (finding.replacement or "") + wrong[end:] == right
    assert rule not in {f.rule for f in findings(reference=language, **{language: right})}


CLEAN = [
    ("en", "The NGOs’ offices – all three – were sealed (see below)."),
    ("en", "See https://a.example/x,y and write to a@b.example."),
    ("en", "See [the report](https://a.example/r(1)) (https://b.example)."),
    ("en", "a) the first; b) the second"),
    ("en", "The e-mail of Article 5(a), item b."),
    ("ru", "IT-компания «Ромашка» и её сайт https://a.example"),
    ("ru", "Он сказал: «Мы, и я в том числе, против». И т. д."),
    ("ru", "Союз сообщил о 17 300 случаях из-за этого."),
    ("uk", "п’ять осіб, «Дім прав людини»"),
    ("fr", "Pourquoi\u00a0? Parce que «\u00a0oui\u00a0»\u00a0; c’est ainsi\u00a0: voilà\u00a0!"),
    ("es", "¿Por qué? ¡Basta! «Así es»."),
    ("de", "„Freiheit“ und ‚Recht‘ – für alle Bürger:innen, am 3. Mai."),
    ("ar", "قال: «لا»، ثم غادر؛ لماذا؟"),
    ("ka", "„თავისუფლება“ და უფლებები"),
]


@pytest.mark.parametrize(("language", "wording"), CLEAN)
def test_a_well_set_wording_has_no_findings(language, wording):
    assert findings(reference=language, **{language: wording}) == []


def test_an_untranslated_wording_is_an_error():
    found = findings(
        en="Stop the campaign against them now", fr="Stop the campaign against them now"
    )

    assert [(f.rule, f.level) for f in found] == [("untranslated", Level.ERROR)]


def test_a_contact_may_be_the_same_in_every_language():
    text = make_text(
        {
            "en": "Ada Lovelace, 12 Main Street, London",
            "fr": "Ada Lovelace, 12 Main Street, London",
        },
        kind="contact",
    )

    assert check(text) == ()


def test_a_wording_missing_in_one_language_is_an_error():
    assert [(f.rule, f.level, f.language) for f in findings(en="Stop it.", ru=" ")] == [
        ("missing", Level.ERROR, "ru")
    ]


def test_a_segment_that_is_empty_everywhere_is_no_finding():
    assert findings(en="", ru="") == []


def test_a_lost_half_of_a_paragraph_is_out_of_proportion():
    sentence = "The authorities must release everyone who was detained. "
    half = "Власти обязаны освободить всех задержанных. "

    assert "length" in rules(en=(sentence * 4).strip(), ru=(half * 2).strip())
    assert "length" not in rules(en=(sentence * 4).strip(), ru=(half * 4).strip())


def test_another_kind_of_segment_is_found():
    segment = AlignedSegment("1", "paragraph", {"en": "One", "ru": "Раз"}, {"ru": "numbered_item"})

    assert [f.rule for f in check(Text("en", ("en", "ru"), (segment,)))] == ["kind"]


KIBHR = Glossary(
    (
        Term({"en": ("the Rivers Bureau",), "ru": ("Бюро рек",)}),
        Term({"en": ("RB",), "ru": ("БР",)}, TermKind.ACRONYM),
    )
)


def test_a_declined_name_is_recognised():
    assert (
        rules(KIBHR, en="We thank the Rivers Bureau (RB).", ru="Благодарны бюро рек (БР).") == set()
    )
    assert rules(KIBHR, en="We support the Rivers Bureau.", ru="Мы поддерживаем его.") == {"names"}


def test_an_acronym_counts_only_in_capitals():
    assert rules(KIBHR, en="RB was fined.", ru="Оштрафован бр.") == {"names"}


def test_a_weaker_word_of_asking_is_found():
    found = findings(en="We demand that they stop.", ru="Мы просим их остановиться.")

    assert [(f.rule, f.expected, f.found) for f in found] == [("strength", "demand that", "просим")]


def test_the_glossary_may_weigh_a_word_of_its_own():
    own = Glossary(
        (Term({"en": ("call on",), "ru": ("просим",)}, TermKind.MODAL, strength=2),),
    )

    assert "strength" in rules(en="We call on you.", ru="Мы просим вас.")
    assert "strength" not in rules(own, en="We call on you.", ru="Мы просим вас.")


def test_the_odd_apostrophe_out_is_found():
    text = make_text({"en": "It’s the NGO’s office"}, {"en": "It's theirs"})

    assert [(f.rule, f.segment_id) for f in check(text)] == [("apostrophes", "1")]
