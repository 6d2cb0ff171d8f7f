"""Spanish."""

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
    0: "cero", 1: "uno una un", 2: "dos", 3: "tres", 4: "cuatro", 5: "cinco", 6: "seis",
    7: "siete", 8: "ocho", 9: "nueve", 10: "diez", 11: "once", 12: "doce", 13: "trece",
    14: "catorce", 15: "quince", 16: "dieciséis", 17: "diecisiete", 18: "dieciocho",
    19: "diecinueve", 20: "veinte", 21: "veintiuno veintiún veintiuna", 22: "veintidós",
    23: "veintitrés", 24: "veinticuatro", 25: "veinticinco", 26: "veintiséis",
    27: "veintisiete", 28: "veintiocho", 29: "veintinueve", 30: "treinta", 40: "cuarenta",
    50: "cincuenta", 60: "sesenta", 70: "setenta", 80: "ochenta", 90: "noventa",
    100: "cien ciento", 200: "doscientos doscientas", 300: "trescientos trescientas",
    400: "cuatrocientos cuatrocientas", 500: "quinientos quinientas",
    600: "seiscientos seiscientas", 700: "setecientos setecientas",
    800: "ochocientos ochocientas", 900: "novecientos novecientas",
}  # fmt: skip
_ORDINAL = {
    3: "tercero tercera tercer terceros terceras tercio tercios", 4: "cuarta cuartas",
    5: "quinto quinta", 6: "sexto sexta", 7: "séptimo séptima", 8: "octavo octava",
    9: "noveno novena", 10: "décimo décima",
}  # fmt: skip
_VAGUE = {
    1: "solo sola único única primero primera primer", 3: "triple",
    2: "ambos ambas doble par pareja segundo segunda", 4: "cuarto cuartos", 10: "decena década",
    15: "quincena", 20: "veintena", 100: "centenar centena",
}  # fmt: skip

LEXICON = Lexicon(
    tag="es",
    months=months(
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre setiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ),
    months_in_capitals=False,
    numbers=numbers(_PLAIN)
    | numbers(_ORDINAL, role=Role.ORDINAL)
    | numbers(_VAGUE, role=Role.VAGUE)
    | numbers({10**3: "mil", 10**6: "millón millones"}, role=Role.SCALE)
    | {"docena": NumberWord(12, also=(10,))},
    joiners=frozenset({"y"}),
    provisions=r"artículos?|arts?\.|párrafos?|apartados?|incisos?|sección|§§?",
    number_signs=r"n[úu]ms?\.|n[°º]s?\.?|№|n\.\s?[°º]|números?",
    between="y|e|o|a",
    percent=r"por\s?ciento|puntos porcentuales",
    currencies=forms(
        {
            "EUR": "euro,euros",
            "USD": "dólar,dólares,dólares estadounidenses",
            "GBP": "libra,libras",
            "KZT": "tenge,tenges",
            "RUB": "rublo,rublos",
            "UAH": "grivna,grivnas",
            "CHF": "franco,francos",
            "PLN": "esloti,eslotis",
        }
    ),
    date_link="de|del",
    hours=r"h\b",
    quotes=("«»", "“”", "‘’"),
    slips=(
        Slip(r"\b([Oo])sea,", r"\1 sea,"),
        Slip(r"\b([Aa])traves\b", r"\1 través"),
        Slip(r"\b([Aa])través de\b", r"\1 través de"),
        Slip(r"\b([Hh])aber si\b", r"a ver si"),
        Slip(r"\benserio\b", "en serio"),
        Slip(r"\bapesar de\b", "a pesar de"),
    ),
    repeatable=frozenset({"muy", "no", "nos"}),
    length=1.16,
)
