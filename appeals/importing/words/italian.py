"""Italian."""

from appeals.importing.words.base import Words

WORDS = Words(
    tag="it",
    signed=r"""
        firm(?:ano|a|e|ato|ata|ati|ate|atari[oae]?|atari)\b
        (?:primi |prime )?firmatari[oae]?\b
        sottoscritt[oai] da\b
        ^(?:noi,? )?(?:le )?(?:organizzazioni )?sottoscritte(?: \w+){0,2}[:,]?$
        sottoscriv(?:ono|itori)
        hanno (?:firmato|sottoscritto)
    """,
    endorsed="organizzazioni (?:che sostengono|sostenitrici|aderenti)",
    supported=r"""
        (?:anche )?(?:sostenut[oa] da|sostengono|sostenitori|sostegno di|con il sostegno)
        ader(?:iscono|iscono anche|enti|iscono inoltre)
        adesioni\b
        si uniscono
    """,
    late=r"""
        (?:nuov[ei]|altr[ei]|ulteriori|successive) (?:adesioni|firme|firmatari)
    """,
    individuals=r"""
        a titolo (?:personale|individuale)
        (?:firme|adesioni|firmatari) (?:individuali|personali)
        (?:singoli|persone|individui|singole persone):?$
    """,
    groups=r"""
        (?:le )?(?:organizzazioni|reti|ong|associazioni|gruppi|
        sindacati)(?: della società civile)?(?: (?:internazionali|regionali|nazionali|locali|
        italiane|europee))?
        (?:internazionali|regionali|nazionali|locali)
        (?:africa|asia|europa|americhe|america latina)
    """,
    personal="a titolo (?:personale|individuale)",
    on_behalf=r"""
        (?:a|in) nome (?:di|del|della)|in rappresentanza (?:di|del|della)|per conto (?:di|del|della)
    """,
    roles=r"""
        (?:co-?)?dirett(?:ore|rice)
        (?:vice)?presidente(?:ssa)?
        segretari[oa](?: generale)?
        (?:co-?)?fondat(?:ore|rice)
        coordinat(?:ore|rice)|portavoce
        professor(?:e|essa)|docente|ricercat(?:ore|rice)|prof\.|dott\.
        giornalista|scritt(?:ore|rice)|avvocat[oa]|attivista|artista|economista|storic[oa]|
        sociolog[oa]|deputat[oa]|senat(?:ore|rice)|medico|membro
    """,
    addressees=r"""
        a:|al(?:la)?:|ai:|al? (?:presidente|ministr[oa]|governo|signor|alla cortese)|
        alla cortese attenzione
    """,
    copies="c\\.?c\\.?:|(?:e )?p\\.? ?c\\.?:|copia(?: a)?:|per conoscenza:",
    salutations="(?:gentile|egregi[oa]|gentili|cari|car[oa]|illustre|spettabile)\\b",
    contacts=r"""
        (?:per )?(?:maggiori|ulteriori|altre) (?:informazioni|dettagli)
        contatti?(?: stampa| per la stampa)?\b:?
        (?:tel|telefono)\b
        per (?:firmare|aderire)
    """,
    notes="note:?$|(?:riferimenti|fonti):?$",
    closings="(?:cordiali|distinti) saluti[,.]?|con osservanza[,.]?",
    kickers=r"""
        (?:appello|dichiarazione|lettera|comunicato|petizione|risoluzione|manifesto|
        nota)(?: (?:congiunt[oa]|apert[oa]|pubblic[oa]|comune|collettiv[oa]|urgente|internazionale|
        stampa|della società civile|delle ong|all'azione))*
    """,
    page_dates="(?:pubblicato|aggiornato|data di pubblicazione)(?: il)?\\b",
    chrome=r"""
        (?:visualizzazioni|visite|letture|commenti) ?[:(]? ?[\d., ]+\)?
        [\d., ]+ (?:visualizzazioni|visite|letture|commenti|commento)
        (?:condividi|stampa|invia|scarica|iscriviti|leggi tutto|leggi anche|continua a leggere|
        menu|home|cerca|accedi|registrati|successivo|precedente|indietro|torna su|chiudi|dona|
        contatti|chi siamo|articoli correlati|nessun commento|lingua|italiano|notizie)\b[ .:!>»|]*
        condividi(?: (?:su|via|con|questo|questa|articolo|pagina))+ ?\w*
        (?:categori[ae]|tag|etichette|autore|di): ?.{0,80}
        (?:questo sito|noi) (?:utilizza|usa|utilizziamo) (?:i )?cookie.*
        (?:accetta|rifiuta)(?: tutt[oi])?
        pagina \d+(?: di \d+)?
    """,
    page_ends=r"""
        (?:lascia|invia) un commento|il tuo indirizzo email non sarà pubblicato.*|
        articoli (?:correlati|recenti)|potrebbe interessarti.*
    """,
    organisations=r"""
        organizzazion
        associazion
        centro\b
        comitato
        fondazione
        federazione
        confederazione
        rete\b
        coalizione
        istituto
        unione\b
        consiglio
        alleanza
        iniziativa
        società\b
        movimento
        campagna
        commissione
        piattaforma
        lega\b
        collettivo
        accademia
        università
        ong\b
        gruppo\b
        sindacato
        coordinamento
        osservatorio
        diritti\b
        amici
    """,
    name_columns="(?:nome (?:dell'))?organizzazion[ei]|nome|ente|firmatari[oi]?",
    country_columns="paese|nazione|stato",
    city_columns="città",
    person_columns="persona|rappresentante|nome e cognome",
    acronym_columns="sigla|acronimo",
    conjunctions="e|ed",
    articles="il|la|lo|i|gli|le|l'|repubblica (?:di|del|della)",
    common=r"""
        il
        la
        di
        che
        e
        per
        non
        della
        delle
        dei
        degli
        noi
        una
        con
        contro
        nel
        nella
        sono
        alla
        al
    """,
)
