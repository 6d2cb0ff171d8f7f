"""French."""

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
    0: "zéro", 1: "un une", 2: "deux", 3: "trois", 4: "quatre", 5: "cinq", 6: "six", 7: "sept",
    8: "huit", 9: "neuf", 10: "dix", 11: "onze", 12: "douze", 13: "treize", 14: "quatorze",
    15: "quinze", 16: "seize", 17: "dix-sept", 18: "dix-huit", 19: "dix-neuf", 30: "trente",
    40: "quarante", 50: "cinquante", 60: "soixante", 70: "septante", 80: "huitante",
    90: "nonante",
}  # fmt: skip
_ORDINAL = {
    3: "troisième troisièmes", 4: "quatrième", 5: "cinquième", 6: "sixième", 7: "septième",
    8: "huitième", 9: "neuvième", 10: "dixième", 11: "onzième", 12: "douzième",
    15: "quinzième", 20: "vingtième", 21: "unième",
}  # fmt: skip
_VAGUE = {
    1: "seul seule premier première unique", 3: "tiers triple",
    2: "double couple paire deuxième second seconde", 4: "quart", 8: "huitaine",
    10: "dizaine décennie", 15: "quinzaine", 20: "vingtaine", 30: "trentaine",
    40: "quarantaine", 50: "cinquantaine", 100: "centaine",
}  # fmt: skip

LEXICON = Lexicon(
    tag="fr",
    months=months(
        "janvier janv",
        "février févr fév",
        "mars",
        "avril avr",
        "mai",
        "juin",
        "juillet juil",
        "août aout",
        "septembre sept",
        "octobre oct",
        "novembre nov",
        "décembre déc",
    ),
    months_in_capitals=False,
    numbers=numbers(_PLAIN)
    | numbers(_ORDINAL, role=Role.ORDINAL)
    | numbers(_VAGUE, role=Role.VAGUE)
    | numbers({20: "vingt vingts"}, role=Role.SCORE)
    | numbers({100: "cent cents"}, role=Role.HUNDRED)
    | numbers(
        {10**3: "mille", 10**6: "million millions", 10**9: "milliard milliards"}, role=Role.SCALE
    )
    | {"douzaine": NumberWord(12, also=(10,))},
    joiners=frozenset({"et"}),
    provisions=r"articles?|arts?\.|paragraphes?|par\.|alinéas?|al\.|sections?|§§?",
    number_signs=r"n[°ºo]s?|№|numéros?",
    between="et|ou|à",
    percent=r"pour\s?cent|points? de pourcentage",
    currencies=forms(
        {
            "EUR": "euro,euros",
            "USD": "dollar,dollars,dollars américains",
            "GBP": "livre,livres",
            "KZT": "tenge,tenges",
            "RUB": "rouble,roubles",
            "UAH": "hryvnia,hryvnias",
            "CHF": "franc,francs,francs suisses",
            "GEL": "lari,laris",
            "KGS": "som,soms",
            "PLN": "zloty,zlotys",
        }
    ),
    day_suffix="er|ère",
    hours=r"h\b",
    quotes=("«»", "“”", "‹›"),
    slips=(
        Slip(r"\baujourd hui\b", "aujourd’hui"),
        Slip(r"\bparmis\b", "parmi"),
        Slip(r"\bmalgrés\b", "malgré"),
        Slip(r"\bc[’']est à dire\b", "c’est-à-dire"),
        Slip(r"\bquand à (?=lui|elle|eux|nous)", "quant à "),
        Slip(r"\b([Vv])is à vis\b", r"\1is-à-vis"),
    ),
    repeatable=frozenset({"nous", "vous", "très"}),
    length=1.18,
)
