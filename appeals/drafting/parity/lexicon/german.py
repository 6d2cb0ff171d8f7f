"""German, whose number words are written as one."""

from appeals.drafting.parity.lexicon.base import (
    Lexicon,
    NumberWord,
    Role,
    Slip,
    endings,
    forms,
    months,
    numbers,
)

_UNITS = ["ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"]
_TENS = ["zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"]
_PLAIN = {
    0: "null", 1: "eins ein eine einen einem einer eines", 2: "zwei zweier", 3: "drei dreier",
    4: "vier", 5: "fünf", 6: "sechs", 7: "sieben", 8: "acht", 9: "neun", 10: "zehn", 11: "elf",
    12: "zwölf", 13: "dreizehn", 14: "vierzehn", 15: "fünfzehn", 16: "sechzehn",
    17: "siebzehn", 18: "achtzehn", 19: "neunzehn",
} | {10 * at: tens for at, tens in enumerate(_TENS, start=2)}  # fmt: skip
_COMPOUND = {
    10 * ten + one: f"{unit}und{tens}"
    for ten, tens in enumerate(_TENS, start=2)
    for one, unit in enumerate(_UNITS, start=1)
}
_HUNDREDS = {100 * at: f"{unit}hundert" for at, unit in enumerate(_UNITS, start=1)}
_THOUSANDS = {1000 * at: f"{unit}tausend" for at, unit in enumerate(_UNITS, start=1)}
_ORDINAL = {
    3: "dritt", 4: "viert", 5: "fünft", 6: "sechst", 7: "siebt siebent", 8: "acht", 9: "neunt",
    10: "zehnt", 11: "elft", 12: "zwölft", 20: "zwanzigst", 21: "einundzwanzigst",
}  # fmt: skip
_VAGUE = {
    1: "einzig einzige einzigen einmal erste ersten erster erstes",
    2: "beide beiden beider beides zweimal doppelt paar zweite zweiten zweiter zweites",
    3: "dreimal drittel", 4: "viertel", 10: "jahrzehnt jahrzehnte jahrzehnten",
}  # fmt: skip

LEXICON = Lexicon(
    tag="de",
    months=months(
        "januar jänner jan",
        "februar feber feb",
        "märz",
        "april apr",
        "mai",
        "juni",
        "juli",
        "august aug",
        "september sept",
        "oktober okt",
        "november nov",
        "dezember dez",
    ),
    proper_months=frozenset({"august", "märz", "mai", "jan", "dez"}),
    numbers=numbers(endings(_ORDINAL, ("e", "en", "er", "es", "em")), role=Role.ORDINAL)
    | numbers(_VAGUE, role=Role.VAGUE)
    | numbers(_PLAIN, _COMPOUND, _HUNDREDS, _THOUSANDS)
    | numbers({100: "hundert"}, role=Role.HUNDRED)
    | numbers(
        {
            10**3: "tausend tsd",
            10**6: "million millionen mio",
            10**9: "milliarde milliarden mrd",
        },
        role=Role.SCALE,
    )
    | {"dutzend": NumberWord(12, also=(10,))},
    compound_numbers={
        "zwei": 2,
        "drei": 3,
        "vier": 4,
        "fünf": 5,
        "sechs": 6,
        "sieben": 7,
        "acht": 8,
        "neun": 9,
        "zehn": 10,
    },
    provisions=r"artikels?|artikeln|art\.|absatz(?:es)?|absätze\w?|abs\.|paragra(?:ph|f)(?:en)?"
    r"|§§?|ziffern?|ziff\.|abschnitts?",
    number_signs=r"nrn?\.|№|nummer",
    between="und|oder|bis",
    percent=r"prozent(?:punkte?n?)?",
    currencies=forms(
        {
            "EUR": "euro,euros",
            "USD": "dollar,us-dollar",
            "GBP": "pfund",
            "KZT": "tenge",
            "RUB": "rubel",
            "UAH": "hrywnja,griwna,hrywna",
            "CHF": "franken",
            "PLN": "zloty",
            "GEL": "lari",
            "KGS": "som",
        }
    ),
    inflected=True,
    day_suffix=r"\.",
    hours=r"uhr\b",
    quotes=("„“", "‚‘", "»«", "›‹"),
    slips=(
        Slip(r"\b([Dd])as selbe\b", r"\1asselbe"),
        Slip(r"\b([Dd])ie selben\b", r"\1ieselben"),
        Slip(r"\bgarnicht\b", "gar nicht"),
        Slip(r"\bseid (?=langem|Jahren|Monaten|Wochen|\d)", "seit "),
        Slip(r"\bStandart", "Standard"),
        Slip(r"\b([Vv])orraus", r"\1oraus"),
    ),
    length=1.16,
)
