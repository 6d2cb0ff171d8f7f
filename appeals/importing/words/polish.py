"""Polish."""

from appeals.importing.words.base import Words

WORDS = Words(
    tag="pl",
    signed=r"""
        (?<!niżej )podpis(?:ali|ał[oay]|ano|ane|any|y|ani|ują|ały|ujące|ujący)\b
        ^(?:my,? )?niżej podpisan[ei](?: \w+){0,3}[:,]?$
        sygnatariusz
        z poważaniem,?$
    """,
    endorsed="organizacje (?:wspierające|popierające)",
    supported=r"""
        (?:również |także )?(?:popar(?:li|ły)|popierają|wspierają|poparcie|wsparli)
        (?:również |także )?(?:przyłącz(?:yły|yli|ają)|dołącz(?:yły|yli|ają))
    """,
    late=r"""
        (?:nowe|dodatkowe|późniejsze|kolejne) (?:podpisy|sygnatariusze)|(?:dołączyły|dołączyli|
        podpisali) później
    """,
    individuals=r"""
        osoby (?:indywidualne|prywatne|fizyczne)
        osoby:?$
        (?:w|we) (?:imieniu własnym|własnym imieniu)
        podpisy indywidualne
        indywidualnie:?$
    """,
    groups=r"""
        (?:międzynarodowe|regionalne|krajowe|lokalne|polskie|pozarządowe|społeczne|
        inne)(?: i (?:międzynarodowe|regionalne|krajowe))? (?:organizacje|sieci|stowarzyszenia|
        grupy)
        organizacje(?: (?:międzynarodowe|regionalne|krajowe|pozarządowe|społeczne))?
        instytucje|eksperci
        (?:afryka|azja|europa|ameryka)
    """,
    personal="(?:we|w) (?:własnym imieniu|imieniu własnym)|prywatnie|jako osoba prywatna",
    on_behalf="w imieniu",
    roles=r"""
        dyrektor(?:ka)?
        (?:wice)?(?:prezes(?:ka)?|przewodnicząc[ya]|prezydent)
        sekretarz
        (?:współ)?założyciel(?:ka)?
        koordynator(?:ka)?|rzecznik|rzeczniczka
        profesor(?:ka)?|prof\.|dr|hab\.|wykładow(?:ca|czyni)
        dziennikar(?:z|ka)|pisar(?:z|ka)|prawni(?:k|czka)|adwokat(?:ka)?|aktywist(?:a|ka)|
        działacz(?:ka)?|artyst(?:a|ka)|ekonomist(?:a|ka)|historyk|socjolog|poseł|posłanka|członek|
        członkini
    """,
    addressees="do:|adresat:|sz\\. ?p\\.|szanown[ay] pan[i]? .*",
    copies="do wiadomości:?|kopia:|dw:|d\\.w\\.:",
    salutations="szanown[yai]\\b|drod[zy]\\b|ekscelencj",
    contacts=r"""
        (?:w celu )?(?:więcej|dodatkowych|dodatkowe|szczegółowe) informacj
        kontakt(?: dla (?:mediów|prasy))?\b:?
        (?:tel|telefon)\b
        aby (?:podpisać|dołączyć)
    """,
    notes="przypis(?:y)?:?$|(?:źródła|uwagi):?$",
    closings="z (?:poważaniem|wyrazami szacunku)[,.]?|łączymy wyrazy szacunku[,.]?",
    kickers=r"""
        (?:(?:wspóln|otwart|publiczn|pilny|pilna|zbiorow)\w* )*(?:apel|oświadczenie|list|
        stanowisko|deklaracja|petycja|rezolucja|komunikat)(?: (?:otwarty|wspólny|wspólne|prasowy|
        publiczny|organizacji pozarządowych|organizacji społecznych))*
    """,
    page_dates="(?:opublikowano|zaktualizowano|dodano|data publikacji)\\b",
    chrome=r"""
        (?:wyświetleń|wyświetlenia|odsłon|komentarz[ye]?) ?[:(]? ?[\d., ]+\)?
        [\d., ]+ (?:wyświetle[nń]\w*|komentarz\w*|odsłon\w*)
        (?:udostępnij|drukuj|wydrukuj|wyślij|pobierz|subskrybuj|czytaj więcej|czytaj dalej|
        czytaj także|menu|strona główna|szukaj|zaloguj|zarejestruj się|następny|poprzedni|powrót|
        do góry|zamknij|wesprzyj nas|kontakt|o nas|brak komentarzy|język|polski|
        aktualności)\b[ .:!>»|]*
        udostępnij(?: (?:na|w|przez|ten|artykuł))+ ?\w*
        (?:kategorie?|tagi|autor(?:ka)?): ?.{0,80}
        (?:ta strona|serwis|nasza strona) (?:używa|korzysta z|wykorzystuje) (?:plików )?(?:cookies|
        ciasteczek).*
        (?:akceptuj|odrzuć)(?: wszystkie)?
        strona \d+(?: z \d+)?
    """,
    page_ends=r"""
        (?:dodaj|napisz|zostaw) (?:komentarz|odpowiedź)|
        twój adres e-?mail nie zostanie opublikowany.*|(?:podobne|powiązane|ostatnie) (?:wpisy|
        artykuły)
    """,
    organisations=r"""
        organizacj
        stowarzyszeni
        centrum\b
        komitet
        fundacj
        federacj
        konfederacj
        sieć\b
        koalicj
        instytut
        związek\b
        rada\b
        sojusz
        inicjatyw
        forum\b
        towarzystw
        ruch\b
        kampani
        komisj
        platform
        partnerstw
        liga\b
        kolektyw
        akademi
        uniwersytet
        fundusz
        grupa\b
        porozumieni
        międzynarodow
        dom\b
    """,
    number_columns="lp\\.?|nr\\.?",
    name_columns="(?:nazwa )?organizacj[ai]|nazwa",
    country_columns="kraj|państwo",
    city_columns="miasto|miejscowość",
    person_columns="osoba|przedstawiciel(?:ka)?|imię i nazwisko",
    acronym_columns="skrót",
    conjunctions="i|oraz",
    articles="republika",
    common=r"""
        i
        w
        z
        na
        się
        nie
        do
        że
        oraz
        my
        przeciwko
        przez
        dla
        jest
        od
        o
    """,
)
