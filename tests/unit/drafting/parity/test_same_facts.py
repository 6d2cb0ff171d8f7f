"""What is written differently and means the same is no finding; what differs is one."""

import pytest

from tests.unit.drafting.parity.texts import findings

FIGURES = {"numbers", "dates", "times", "amounts", "percentages", "provisions", "provision_word"}

SAME = [
    {"en": "some 300,000 people", "ru": "около 300 000 человек"},
    {"en": "some 300,000 people", "de": "rund 300.000 Menschen"},
    {"en": "some 300,000 people", "fr": "quelque 300\u202f000 personnes"},
    {"en": "some 300,000 people", "ar": "نحو ٣٠٠٬٠٠٠ شخص"},
    {"en": "0.7 percent", "ru": "0,7 процента"},
    {"en": "0.7%", "es": "0,7 por ciento"},
    {"en": "50 per cent", "fr": "50 pour cent"},
    {"en": "ten percent", "uk": "10 відсотків"},
    {"en": "50 percent", "ar": "٥٠ في المئة"},
    {"en": "the 21st century", "ru": "XXI век"},
    {"en": "the 21st century", "fr": "le XXIe siècle"},
    {"en": "three months", "ru": "трёх месяцев"},
    {"en": "3 months", "ru": "три месяца"},
    {"en": "twenty-five cases", "ru": "двадцати пяти случаях"},
    {"en": "twenty-five cases", "fr": "vingt-cinq cas"},
    {"en": "twenty-five cases", "de": "fünfundzwanzig Fälle"},
    {"en": "eighty-three cases", "fr": "quatre-vingt-trois cas"},
    {"en": "seventy-one cases", "fr": "soixante et onze cas"},
    {"en": "thirty-five cases", "es": "treinta y cinco casos"},
    {"en": "one hundred and fifty thousand people", "ru": "сто пятьдесят тысяч человек"},
    {"en": "150,000 people", "ru": "150 тыс. человек"},
    {"en": "two hundred people", "uk": "двісті людей"},
    {"en": "2.5 million people", "ru": "2,5 млн человек"},
    {"en": "1 million Tenge", "ru": "1 000 000 тенге"},
    {"en": "a dozen cases", "ru": "двенадцать случаев"},
    {"en": "both countries", "ru": "двух стран"},
    {"en": "a three-year term", "ru": "трёхлетний срок"},
    {"en": "a decade", "ru": "десять лет"},
    {"en": "two days", "ar": "يومين"},
    {"en": "{signatories|1 NGO|2 NGOs}", "ru": "{signatories|организация|организации}"},
    {"en": "seven years", "ar": "سبع سنوات"},
    {"en": "some 2000 EUR", "ru": "около 2000 евро"},
    {"en": "€2,000", "de": "2.000 Euro"},
    {"en": "$1.5 million", "ru": "1,5 млн долларов США"},
    {"en": "EUR 2,000–3,000", "ru": "2000–3000 евро"},
    {"en": "300,000 Tenge", "ru": "300 000 казахстанских тенге"},
    {"en": "15 and 25 January 2021", "ru": "15 и 25 января 2021 года"},
    {"en": "On 15 January 2021", "ru": "К 15 января 2021 г."},
    {"en": "January 15, 2021", "ru": "15.01.2021"},
    {"en": "14 September 2026", "fr": "le 14 septembre 2026"},
    {"en": "1 September 2026", "fr": "le 1er septembre 2026"},
    {"en": "14 September 2026", "es": "el 14 de septiembre de 2026"},
    {"en": "14 September 2026", "de": "am 14. September 2026"},
    {"en": "14 September 2026", "uk": "14 вересня 2026 року"},
    {"en": "14 September 2026", "ar": "١٤ سبتمبر ٢٠٢٦"},
    {"en": "14 January 2026", "ar": "14 كانون الثاني 2026"},
    {"en": "14 September 2026", "pl": "14 września 2026"},
    {"en": "22–26 April 2012", "pt": "22 a 26 de abril de 2012"},
    {"en": "in November 2020", "ru": "в ноябре 2020 года"},
    {"en": "in May", "ru": "в мае"},
    {"en": "You may march in August.", "ru": "В августе вы можете идти."},
    {"en": "at 5 p.m. on 3 June 2024", "ru": "3 июня 2024 года в 17:00"},
    {"en": "at 17:30", "de": "um 17.30 Uhr"},
    {"en": "under article 460-1 of the Code", "ru": "по статье 460-1 Кодекса"},
    {"en": "articles 3, 5 and 7", "ru": "статей 3, 5 и 7"},
    {"en": "Article 42", "ar": "المادة 42"},
    {"en": "§ 12", "de": "Paragraph 12"},
    {"en": "Article XII", "fr": "l’article 12"},
    {"en": "order No. 318", "ru": "приказ № 318"},
    {"en": "from 2016 to 2018", "ru": "в 2016–2018 годах"},
    {"en": "2016–2018", "ru": "2016-2018 гг."},
    {"en": "a third of them", "ru": "треть из них"},
    {"en": "No one was heard.", "ru": "Никого не выслушали."},
    {"en": "1.5 years", "ru": "полтора года"},
    {"en": "paragraph 2 of article 14, part 3 of article 5", "ru": "п. 2 ст. 14, ч. 3 ст. 5"},
    {"en": "the 2nd point of the 1990s", "ru": "второй пункт 1990-х"},
    {"en": "call +370 600 12345", "ru": "телефон +370 (600) 12-345"},
    {"en": "Resolution 68/181", "ru": "Резолюция 68/181"},
    {"en": "form 017", "ru": "форма 017"},
    {"en": "COVID-19", "ru": "COVID-19"},
    {"en": "six people", "ka": "ექვსი ადამიანი"},
]

DIFFERENT = [
    ("numbers", {"en": "some 300,000 people", "ru": "около 30 000 человек"}),
    ("numbers", {"en": "300,000 people", "ar": "٣٠٠٬٠٠١ شخص"}),
    ("numbers", {"en": "three months", "ru": "четыре месяца"}),
    ("numbers", {"en": "the 21st century", "ru": "XX век"}),
    ("numbers", {"en": "2.5 million people", "ru": "2,5 млрд человек"}),
    ("numbers", {"en": "1,250 people", "ka": "1 350 ადამიანი"}),
    ("numbers", {"en": "eighty-three cases", "fr": "quatre-vingt-treize cas"}),
    ("percentages", {"en": "ten percent", "uk": "12 відсотків"}),
    ("amounts", {"en": "some 2000 EUR", "ru": "около 2000 долларов"}),
    ("amounts", {"en": "some 2000 EUR", "ru": "около 2000"}),
    ("amounts", {"en": "€2,000", "de": "2.500 Euro"}),
    ("dates", {"en": "15 January 2021", "ru": "15 июня 2021 года"}),
    ("dates", {"en": "15 January 2021", "fr": "le 16 janvier 2021"}),
    ("dates", {"en": "14 September 2026", "de": "am 14. Oktober 2026"}),
    ("dates", {"en": "14 September 2026", "pl": "14 sierpnia 2026"}),
    ("dates", {"en": "in November 2020", "ru": "в ноябре 2021 года"}),
    ("times", {"en": "at 5 p.m.", "ru": "в 16:00"}),
    ("provisions", {"en": "Article 42", "ar": "المادة 24"}),
    ("provisions", {"en": "articles 3, 5 and 7", "ru": "статей 3 и 7"}),
    ("provision_word", {"en": "under 460-1 of the Code", "ru": "по статье 460-1 Кодекса"}),
    ("provision_word", {"en": "under article 460-1", "ru": "по 460-1"}),
]


@pytest.mark.parametrize("wordings", SAME, ids=lambda w: " = ".join(w.values()))
def test_the_same_facts_are_no_finding(wordings):
    found = findings(**wordings)

    assert [finding for finding in found if finding.rule in FIGURES] == []


@pytest.mark.parametrize(("rule", "wordings"), DIFFERENT, ids=str)
def test_a_different_fact_is_one_finding(rule, wordings):
    found = findings(**wordings)

    assert [finding.rule for finding in found if finding.rule in FIGURES] == [rule]
