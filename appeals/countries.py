"""Which codes are countries, and their names where CLDR has other ones. Data for `languages`."""

# Codes of CLDR 46 "territories" that are not ISO 3166-1 alpha-2: reserved or private ones.
NOT_COUNTRIES = frozenset(
    ["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"]
)

# What lists of organisations usually print where CLDR has another form.
USUAL_NAMES = {
    "en": {
        "CD": "DR Congo",
        "CG": "Republic of the Congo",
        "CZ": "Czech Republic",
        "HK": "Hong Kong",
        "KN": "Saint Kitts and Nevis",
        "LC": "Saint Lucia",
        "MM": "Myanmar",
        "MO": "Macao",
        "PS": "Palestine",
        "US": "USA",
        "VC": "Saint Vincent and the Grenadines",
    },
    "ru": {
        "CD": "ДР Конго",
        "CF": "ЦАР",
        "CG": "Республика Конго",
        "CK": "Острова Кука",
        "FM": "Микронезия",
        "HK": "Гонконг",
        "IM": "Остров Мэн",
        "KG": "Кыргызстан",
        "KP": "Северная Корея",
        "KR": "Южная Корея",
        "KY": "Каймановы острова",
        "MH": "Маршалловы Острова",
        "MM": "Мьянма",
        "MO": "Макао",
        "PS": "Палестина",
        "SB": "Соломоновы Острова",
        "SC": "Сейшельские Острова",
        "US": "США",
        "VG": "Британские Виргинские острова",
        "VI": "Американские Виргинские острова",
        "ZA": "ЮАР",
    },
}
# Names a person may type, case-folded.
ALSO_CALLED = {
    "america": "US",
    "england": "GB",
    "great britain": "GB",
    "holland": "NL",
    "macedonia": "MK",
    "scotland": "GB",
    "turkey": "TR",
    "uae": "AE",
    "uk": "GB",
    "united states of america": "US",
    "белоруссия": "BY",
    "голландия": "NL",
    "кыргызская республика": "KG",
    "македония": "MK",
    "молдавия": "MD",
    "республика беларусь": "BY",
    "республика казахстан": "KZ",
    "республика молдова": "MD",
    "российская федерация": "RU",
    "соединённое королевство": "GB",
    "соединенное королевство": "GB",
    "соединённые штаты америки": "US",
    "соединенные штаты америки": "US",
    "туркмения": "TM",
    "чешская республика": "CZ",
}
