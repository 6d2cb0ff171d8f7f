"""Dutch."""

from appeals.importing.words.base import Words

WORDS = Words(
    tag="nl",
    signed=r"""
        (?:mede-?)?onderteken(?:d|aars?|ende|aar|en)\b
        ^(?:wij,? )?(?:de )?ondergetekenden?(?: \w+){0,3}[:,]?$
        getekend\b
        handtekening(?:en)?\b
        hoogachtend,?$
    """,
    endorsed="onderschre(?:ven|vers)|steunende organisaties",
    supported=r"""
        (?:ook )?(?:gesteund|ondersteund|onderschreven) door
        (?:onder)?steun(?:ers|en|betuig)
        sluiten zich aan
    """,
    late="(?:nieuwe|latere|aanvullende|extra) (?:ondertekenaars|handtekeningen|steunbetuigingen)",
    individuals=r"""
        op persoonlijke titel
        (?:individuele|persoonlijke) (?:ondertekenaars|handtekeningen)
        (?:individuen|personen|particulieren):?$
    """,
    groups=r"""
        (?:internationale|regionale|nationale|lokale|europese|nederlandse|maatschappelijke|
        andere) (?:organisaties|netwerken|verenigingen|groepen|ngo's)
        organisaties|verenigingen|vakbonden|instellingen
        (?:afrika|azië|europa|amerika|latijns-amerika)
    """,
    personal="op persoonlijke titel",
    on_behalf="namens|uit naam van",
    roles=r"""
        (?:algemeen )?directeur|directrice
        (?:vice-?)?(?:voorzitter|president)
        secretaris(?:-generaal)?
        (?:mede-?)?oprichter|oprichtster
        coördinator|woordvoerder
        hoogleraar|prof\.|docent|onderzoeker
        journaliste?|schrijver|schrijfster|advocaat|advocate|activiste?|kunstenaar|econoom|
        historicus|socioloog|kamerlid|arts|lid van
    """,
    addressees="aan:|aan (?:de|het|alle)\\b|t\\.a\\.v\\.|ter attentie van",
    copies="c\\.?c\\.?:|(?:een )?(?:kopie|afschrift)(?: aan)?:",
    salutations="geachte\\b|beste\\b|excellentie",
    contacts=r"""
        (?:voor )?(?:meer|nadere|verdere) informatie
        (?:pers)?contact(?:persoon|gegevens)?\b:?
        (?:tel|telefoon)\b
        om (?:te ondertekenen|mee te tekenen)
    """,
    notes="(?:voet|eind)?noten:?$|(?:bronnen|verwijzingen):?$",
    closings="(?:met )?(?:vriendelijke|hartelijke) groet(?:en)?[,.]?|hoogachtend[,.]?",
    kickers=r"""
        (?:(?:gezamenlijk|gemeenschappelijk|open|publiek|dringend|internationa\w*)e? )*(?:oproep|
        verklaring|brief|brandbrief|manifest|petitie|resolutie|persbericht|statement)
    """,
    page_dates="(?:gepubliceerd|geplaatst|bijgewerkt)(?: op)?\\b",
    chrome=r"""
        (?:weergaven|bezoeken|reacties|keer gelezen) ?[:(]? ?[\d., ]+\)?
        [\d., ]+ (?:weergaven|reacties?|keer bekeken|keer gelezen)
        (?:delen|deel|printen|afdrukken|verzenden|downloaden|abonneren|lees meer|lees verder|
        lees ook|meer|menu|home|zoeken|inloggen|registreren|volgende|vorige|terug|naar boven|
        sluiten|doneren|doneer|contact|over ons|geen reacties|taal|nederlands|nieuws|
        nieuwsbrief)\b[ .:!>»|]*
        (?:delen|deel|volg)(?: (?:op|via|dit|deze|artikel|ons|met))+ ?\w*
        (?:categorie(?:ën)?|tags|auteur|door): ?.{0,80}
        (?:deze (?:web)?site|wij) (?:gebruikt|maakt gebruik van|gebruiken) cookies.*
        (?:alles )?(?:accepteren|weigeren)
        pagina \d+(?: van \d+)?
    """,
    page_ends=r"""
        (?:laat een|geef een|plaats een) (?:reactie|antwoord).*|(?:het|je|
        uw) e-?mailadres wordt niet (?:ge|ver).*|(?:gerelateerde|recente) (?:berichten|artikelen)
    """,
    organisations=r"""
        organisatie
        vereniging
        \w*centrum\b
        \w*comité\b
        \w*stichting\b
        federatie
        \w*netwerk\b
        coalitie
        \w*instituut\b
        \w*bond\b
        \w*raad\b
        alliantie
        initiatief
        forum\b
        genootschap
        beweging
        campagne
        commissie
        platform
        liga\b
        collectief
        academie
        universiteit
        \w*fonds\b
        \w*groep\b
        ngo\b
    """,
    number_columns="nr\\.?|nummer",
    name_columns="(?:naam )?organisaties?|naam|ondertekenaar",
    country_columns="land",
    city_columns="plaats|stad",
    person_columns="persoon|vertegenwoordiger",
    acronym_columns="afkorting",
    conjunctions="en",
    articles="de|het|republiek",
    common=r"""
        de
        het
        een
        van
        en
        wij
        voor
        niet
        op
        met
        tegen
        te
        dat
        zijn
        aan
        worden
    """,
)
