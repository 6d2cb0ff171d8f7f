"""Invented statements in three languages; the names are nobody's."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from appeals.document.tree import BlockKind
from appeals.importing.model import (
    Dated,
    Entry,
    FoundList,
    ListRole,
    Place,
    Statement,
    Stretch,
    Version,
)
from appeals.languages import country_name

LANGUAGES = ("en", "ru", "fr")
# Names in three languages, acronym, country.
ORGANISATIONS = (
    ("Velmora Law Clinic", "Юридическая клиника «Вельмора»", "Clinique juridique Velmora",
     "", "GE"),
    ("Centre for Open Courts", "Центр открытых судов", "Centre pour des tribunaux ouverts",
     "COC", "AM"),
    ("Tarven Women's Network", "Сеть женщин Тарвена", "Réseau des femmes de Tarven", "", "MD"),
    ("Dorlan Journalists' Union", "Союз журналистов Дорлана", "Union des journalistes de Dorlan",
     "DJU", "KZ"),
    ("Harbour of Hope", "Гавань надежды", "Port de l'espoir", "", "UA"),
    ("Polish Committee for Prisoners", "Польский комитет помощи заключённым",
     "Comité polonais pour les prisonniers", "", ""),
    ("Free Ballot", "Free Ballot", "Free Ballot", "", "US"),
    ("Kelmet Foundation", "Фонд Кельмет", "Fondation Kelmet", "", "LT"),
    ("Belgian Committee for Prisoners", "Бельгийский комитет помощи заключённым",
     "Comité belge pour les prisonniers", "", ""),
    ("Institute for Rural Youth", "Институт сельской молодёжи", "Institut de la jeunesse rurale",
     "", "KG"),
    ("Human Rights House Sarnt", "Дом прав человека Сарнт", "Maison des droits humains Sarnt", "",
     "BY"),
    ("Youth for Clean Water", "Молодёжь за чистую воду", "Jeunes pour l'eau propre", "", "TJ"),
)  # fmt: skip
PARAGRAPHS = (
    (
        "On 4 March 2027 the court in Velmora fined 12 associations 3,000 euros each.",
        "4 марта 2027 года суд в Вельморе оштрафовал 12 объединений на 3000 евро каждое.",
        "Le 4 mars 2027, le tribunal de Velmora a infligé une amende de 3 000 euros à 12 "
        "associations.",
    ),
    (
        "Article 58 of the Code was never meant for clerical errors, and 7 of the cases rest on "
        "nothing else.",
        "Статья 58 Кодекса никогда не предназначалась для описок, а 7 дел основаны только на них.",
        "L’article 58 du Code n’a jamais visé les erreurs d’écriture, et 7 des affaires ne "
        "reposent sur rien d’autre.",
    ),
    (
        "We call on the Ministry in Dorlan to end the proceedings by 30 June 2027.",
        "Мы призываем министерство в Дорлане прекратить производство до 30 июня 2027 года.",
        "Nous appelons le ministère de Dorlan à mettre fin aux poursuites d’ici le 30 juin 2027.",
    ),
)
DATES = ("5 March 2027", "5 марта 2027 года", "5 mars 2027")
HEADINGS = ("Signed by:", "Подписали:", "Signé par :")
SUPPORTERS = ("Also supported by:", "Также поддержали:", "Avec le soutien de :")


def entry(at: int, place: int, *, numbered: bool = True, **changes: object) -> Entry:
    """The n-th organisation as it stands in the list of a language (by its place)."""
    *names, acronym, country = ORGANISATIONS[at]
    words = country_name(country, LANGUAGES[place]) if country else ""
    inside = ", ".join(each for each in (acronym, words) if each)
    made = Entry(
        f"{names[place]} ({inside})" if inside else names[place],
        Place(place, 20 + at, 20 + at),
        at + 1 if numbered else None,
        names[place],
        acronym,
        (country,) if country else (),
        words,
    )
    return replace(made, **changes)


def signatories(entries: Sequence[Entry], place: int, **changes: object) -> FoundList:
    heading = Stretch(BlockKind.HEADING, HEADINGS[place], Place(place, 18, 18))
    made = FoundList(ListRole.SIGNATORIES, tuple(entries), heading, numbered=True)
    return replace(made, **changes)


def version(place: int, **changes: object) -> Version:
    stretches = [
        Stretch(BlockKind.PARAGRAPH, texts[place], Place(place, 3 + at, 3 + at))
        for at, texts in enumerate(PARAGRAPHS)
    ]
    title = Stretch(BlockKind.TITLE, "Velmora 2027", Place(place, 1, 1))
    made = Version(
        LANGUAGES[place],
        tuple(stretches),
        {BlockKind.TITLE: (title,)},
        dated=Dated(
            Stretch(BlockKind.DATE_LINE, DATES[place], Place(place, 2, 2)), date(2027, 3, 5)
        ),
        lists=(signatories([entry(at, place) for at in range(len(ORGANISATIONS))], place),),
    )
    return replace(made, **changes)


def statement(*versions: Version) -> Statement:
    return Statement((), versions or tuple(version(place) for place in range(3)))
