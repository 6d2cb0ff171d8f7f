"""English."""

from appeals.drafting.parity.lexicon.base import (
    Lexicon,
    NumberWord,
    Role,
    Slip,
    forms,
    months,
    numbers,
)

_PLAIN = {
    0: "zero", 1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven",
    8: "eight", 9: "nine", 10: "ten", 11: "eleven", 12: "twelve", 13: "thirteen",
    14: "fourteen", 15: "fifteen", 16: "sixteen", 17: "seventeen", 18: "eighteen",
    19: "nineteen", 20: "twenty", 30: "thirty", 40: "forty", 50: "fifty", 60: "sixty",
    70: "seventy", 80: "eighty", 90: "ninety",
}  # fmt: skip
_ORDINAL = {
    3: "third thirds", 4: "fourth fourths", 5: "fifth fifths", 6: "sixth", 7: "seventh",
    8: "eighth", 9: "ninth", 10: "tenth", 11: "eleventh", 12: "twelfth", 13: "thirteenth",
    14: "fourteenth", 15: "fifteenth", 16: "sixteenth", 17: "seventeenth", 18: "eighteenth",
    19: "nineteenth", 20: "twentieth", 30: "thirtieth", 40: "fortieth", 50: "fiftieth",
    60: "sixtieth", 70: "seventieth", 80: "eightieth", 90: "ninetieth", 100: "hundredth",
}  # fmt: skip
_VAGUE = {
    1: "once single sole first", 2: "both twice pair couple double second",
    3: "triple thrice", 10: "decade", 14: "fortnight",
}  # fmt: skip

LEXICON = Lexicon(
    tag="en",
    months=months(
        "january jan",
        "february feb",
        "march mar",
        "april apr",
        "may",
        "june jun",
        "july jul",
        "august aug",
        "september sep sept",
        "october oct",
        "november nov",
        "december dec",
    ),
    proper_months=frozenset({"may", "march", "mar", "jan", "sep", "dec", "august"}),
    numbers=numbers(_PLAIN)
    | numbers(_ORDINAL, role=Role.ORDINAL)
    | numbers(_VAGUE, role=Role.VAGUE)
    | numbers({100: "hundred"}, role=Role.HUNDRED)
    | numbers({10**3: "thousand", 10**6: "million mln", 10**9: "billion bn"}, role=Role.SCALE)
    | {"dozen": NumberWord(12, also=(10,))},
    joiners=frozenset({"and"}),
    provisions=r"articles?|arts?\.|sections?|sec\.|paragraphs?|paras?\.|clauses?|parts?|chapters?|§§?",
    number_signs=r"nos?\.|№|number",
    between="and|or|to|through",
    percent=r"per\s?cent|percentage points?",
    currencies=forms(
        {
            "EUR": "euro,euros",
            "USD": "dollar,dollars,us dollars",
            "GBP": "pound,pounds",
            "KZT": "tenge,tenges",
            "RUB": "ruble,rubles,rouble,roubles",
            "UAH": "hryvnia,hryvnias",
            "CHF": "franc,francs",
            "GEL": "lari",
            "KGS": "som,soms",
            "PLN": "zloty,zlotys",
            "AMD": "dram,drams",
            "AZN": "manat,manats",
            "TRY": "lira,liras",
        }
    ),
    day_suffix="st|nd|rd|th",
    date_link="of",
    quotes=("“”", "‘’"),
    slips=(
        Slip(r"\balot\b", "a lot"),
        Slip(r"\b(should|could|would) of\b", r"\1 have"),
        Slip(r"\birregardless\b", "regardless"),
        Slip(r"\brecieve", "receive"),
        Slip(r"\bgoverment", "government"),
    ),
    repeatable=frozenset({"that", "had", "so", "very", "bye", "is"}),
    lone_letters="aio",
    length=1.0,
)
