"""German."""

from appeals.importing.words.base import Words

WORDS = Words(
    tag="de",
    signed=r"""
        (?:erst|mit)?unter(?:zeichn(?:et|er|ete|eten|ende|erinnen|er[*:_/-]?innen)|schriften|
        schrift|schrieben)\b
        (?:erst|mit)?unterzeichner
        gezeichnet
        haben erstellt
        mit freundlichen grüßen,?$
    """,
    endorsed=r"""
        unterstützende organisationen
    """,
    supported=r"""
        unterstützt (?:von|durch)
        (?:unter|mit)?stütz(?:er|erinnen|er[*:_/-]?innen|en)\b
        unterstütz(?:er|ung|en|end)
        (?:schließen|schlossen|angeschlossen)
    """,
    late=r"""
        (?:weitere|neue|spätere|zusätzliche|nachträgliche) (?:unter(?:zeich|schrift)|unterstütz)\w*
    """,
    individuals=r"""
        (?:einzel|privat)person(?:en)?\b
        als privatperson
        persönliche unterzeichn
        in persönlicher eigenschaft
        personen:?$
    """,
    groups=r"""
        (?:internationale|regionale|nationale|lokale|europäische|deutsche|weitere|
        globale)(?: und (?:internationale|regionale|nationale|europäische))? (?:organisationen|
        netzwerke|verbände|vereine|gruppen|initiativen|ngos|nros)
        organisationen|verbände|vereine|initiativen|gruppen|gewerkschaften|institutionen|parteien
        (?:afrika|asien|europa|amerika|nordamerika|lateinamerika|ozeanien|international|national|
        regional)
    """,
    personal=r"""
        als privatperson
        in persönlicher eigenschaft
        (?:persönlich|privat)
    """,
    on_behalf=r"""
        im namen
        für (?:den|die|das)
        im auftrag
        stellvertretend für
        i\. ?a\.
    """,
    roles=r"""
        (?:geschäfts)?(?:führer(?:in)?|leiter(?:in)?)
        direktor(?:in)?
        (?:vize)?(?:präsident(?:in)?)
        (?:vorstands)?vorsitzende[rn]?
        vorständ(?:in)?|vorstand
        (?:general)?sekretär(?:in)?
        (?:mit)?(?:gründer(?:in)?|begründer(?:in)?)
        koordinator(?:in)?|sprecher(?:in)?|referent(?:in)?
        professor(?:in)?|prof\.|dr\.
        journalist(?:in)?|schriftsteller(?:in)?|autor(?:in)?|rechtsanwalt|rechtsanwältin|
        jurist(?:in)?|aktivist(?:in)?|künstler(?:in)?|ökonom(?:in)?|historiker(?:in)?|soziolog(?:e|
        in)|politikwissenschaftler(?:in)?|abgeordnete[r]?|arzt|ärztin|mitglied
    """,
    addressees=r"""
        an:
        an (?:den|die|das|alle|herrn|frau)\b
        zu händen
    """,
    copies=r"""
        c\.?c\.?:
        (?:in )?kopie(?: an)?:
        nachrichtlich:
    """,
    salutations=r"""
        sehr geehrte[rn]?\b
        liebe[rn]?\b
        exzellenz(?:en)?\b
    """,
    contacts=r"""
        (?:für )?(?:weitere|nähere|mehr) (?:informationen|auskünfte)
        (?:presse)?kontakt(?:e|daten|person)?\b:?
        ansprechpartner
        rückfragen
        (?:tel|telefon|fax|mobil)\b
        (?:zum|um) (?:unterzeichnen|mitzuzeichnen|unterschreiben)
    """,
    notes=r"""
        (?:fuß)?noten:?$
        (?:anmerkung(?:en)?|quellen|hinweise?):?$
    """,
    closings=r"""
        (?:mit )?(?:freundlichen|besten|solidarischen|herzlichen) grüßen[,.]?
        hochachtungsvoll[,.]?
    """,
    kickers=r"""
        (?:(?:gemeinsam|offen|öffentlich|dringend|international|
        zivilgesellschaftlich)\w* )*(?:aufruf|appell|erklärung|brief|stellungnahme|petition|
        resolution|pressemitteilung|presseerklärung|forderungen|positionspapier|manifest)
    """,
    page_dates=r"""
        (?:veröffentlicht|aktualisiert|erstellt|stand)(?: am| von)?\b:?
    """,
    chrome=r"""
        (?:aufrufe|zugriffe|besuche|kommentare) ?[:(]? ?[\d., ]+\)?
        [\d., ]+ (?:aufrufe?|zugriffe?|kommentare?|mal gelesen)
        (?:teilen|twittern|drucken|senden|mailen|herunterladen|abonnieren|weiterlesen|mehr lesen|
        lesen sie auch|mehr|menü|startseite|start|suche|suchen|anmelden|registrieren|weiter|zurück|
        nach oben|schließen|spenden|kontakt|über uns|impressum|datenschutz|datenschutzerklärung|
        ähnliche (?:beiträge|artikel)|keine kommentare|kommentare|sprache|sprachen|deutsch|
        aktuelles|newsletter|zum inhalt springen)\b[ .:!>»|]*
        (?:teilen|senden|folgen)(?: (?:auf|via|per|bei|diesen|diese|artikel|seite|mit|an|sie uns|
        uns))+ ?\w*
        (?:kategorien?|schlagw(?:o|ö)rter?|tags|abgelegt unter|autor(?:in)?|von): ?.{0,80}
        (?:diese (?:web)?(?:site|seite)|wir) (?:verwende[nt]|nutz(?:t|en)) cookies.*
        (?:alle )?(?:akzeptieren|ablehnen)
        (?:schriftgröße|schriftart|kontrast|hintergrundfarbe)
        seite \d+(?: von \d+)?
    """,
    page_ends=r"""
        (?:schreibe?|hinterlasse?)(?: einen?)? (?:kommentar|antwort)
        kommentar (?:schreiben|hinterlassen|verfassen)
        deine e-?mail-adresse wird nicht veröffentlicht.*
        (?:ähnliche|weitere|verwandte) (?:beiträge|artikel|meldungen)
        das könnte (?:sie|dich) auch interessieren.*
    """,
    organisations=r"""
        organisation
        \w*verein(?:e|igung|s)?\b
        \w*verband\b
        \w*zentrum\b
        \w*komitee\b
        \w*stiftung\b
        föderation
        \w*netzwerk\b
        \w*bündnis\b
        koalition
        \w*institut\b
        \w*union\b
        \w*rat\b
        allianz
        \w*initiative\b
        \w*forum\b
        \w*gesellschaft\b
        \w*bewegung\b
        \w*kampagne\b
        kommission
        plattform
        partnerschaft
        \w*liga\b
        kollektiv
        akademie
        universität
        \w*gruppe\b
        gewerkschaft
        \w*hilfe\b
        \w*werk\b
        arbeitsgemeinschaft
        freunde
        e\. ?v\.
    """,
    number_columns="nr\\.?|nummer",
    name_columns=r"""
        (?:name (?:der )?)?(?:organisation(?:en)?|verein|verband|unterzeichner(?:in)?)
        name
    """,
    country_columns="land|länder|staat",
    city_columns="ort|stadt",
    person_columns="person|vertreter(?:in)?|vor- und nachname",
    acronym_columns="abkürzung|kürzel",
    conjunctions=r"""
        und
        sowie
    """,
    articles=r"""
        die
        der
        das
        republik
    """,
    common=r"""
        der
        die
        das
        und
        wir
        für
        den
        dem
        des
        mit
        nicht
        auf
        gegen
        zu
        von
        im
        ist
        ein
        eine
    """,
)
