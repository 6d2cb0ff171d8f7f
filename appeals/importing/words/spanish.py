"""Spanish."""

from appeals.importing.words.base import Words

WORDS = Words(
    tag="es",
    signed=r"""
        (?<!abajo )firm(?:an|a|as|antes?|ado|ada|ados|adas|aron)\b
        signatari[oa]s?\b
        suscri(?:ben|to|ta|tas|tos|ptores)\b
        ^(?:l[oa]s )?(?:organizaciones )?abajo firmantes[:,]?$
        atentamente,?$
    """,
    endorsed=r"""
        endosan
        avala(?:n|do|da)\b
        organizaciones (?:que )?(?:apoyan|adherentes|adheridas)
    """,
    supported=r"""
        (?:también )?(?:apoyan|apoyado por|apoyada por|respaldan|respaldad[oa] por)\b
        (?:se )?adhieren
        adhesiones\b
        con el apoyo de
        se suman
    """,
    late=r"""
        (?:nuev[oa]s|otr[oa]s|últim[oa]s|posteriores) (?:adhesiones|firmas|firmantes|signatari[oa]s)
        (?:adhesiones|firmas) (?:posteriores|tardías|adicionales)
    """,
    individuals=r"""
        (?:a título|en carácter|a nivel) (?:personal|individual)
        (?:firmas|firmantes|adhesiones) (?:individuales|personales|a título personal)
        (?:personas|individuos)(?: naturales| físicas| individuales)?:?$
        personalidades:?$
        individual(?:es)?:?$
    """,
    groups=r"""
        (?:las )?(?:organizaciones|redes|ong|ongs|asociaciones|grupos|
        sindicatos)(?: (?:de la )?sociedad civil)?(?: (?:internacionales|regionales|nacionales|
        locales|globales|sociales|miembros|latinoamericanas))?(?: y (?:internacionales|regionales|
        nacionales))?
        (?:internacionales|regionales|nacionales|locales)
        (?:áfrica|asia|europa|américas?|américa latina|américa del norte|norteamérica|
        oriente medio|oceanía)
    """,
    personal=r"""
        a título (?:personal|individual)
        en (?:carácter|calidad) (?:personal|individual)
    """,
    on_behalf=r"""
        en (?:nombre|representación) (?:de|del)
    """,
    roles=r"""
        (?:co-?)?direct(?:or|ora)(?: ejecutiv[oa]| general)?
        (?:vice|co-?)?president[ea]
        secretari[oa](?: general)?
        (?:co-?)?fundador(?:a)?
        coordinador(?:a)?
        profesor(?:a)?|catedrátic[oa]|docente|investigador(?:a)?
        periodista|escritor(?:a)?|abogad[oa]|activista|artista|economista|historiador(?:a)?|
        sociólog[oa]|defensor(?:a)?|diputad[oa]|senador(?:a)?|médic[oa]|miembro de|poeta|dra?\.
    """,
    addressees=r"""
        para:
        a:
        al? (?:señor|señora|excelentísim|los|las|la|gobierno)\b
        a la atención
        destinatari[oa]s?:
    """,
    copies=r"""
        c\.?c\.?(?:p\.?)?:
        (?:con )?copia(?: a)?:
    """,
    salutations=r"""
        estimad[oa]s?\b
        (?:señor|señora|señores|excelencia)s?\b.{0,60}[,:]$
        querid[oa]s?\b
    """,
    contacts=r"""
        (?:para )?(?:más|mayor|mayores) (?:información|informaciones|informes)
        contactos?(?: de prensa| para (?:la prensa|medios))?\b:?
        (?:tel|teléfono|correo)\b
        para (?:firmar|adherir|adherirse|sumarse)
    """,
    notes=r"""
        notas?(?: al pie)?:?$
        (?:referencias|fuentes):?$
    """,
    closings=r"""
        (?:muy )?(?:atentamente|cordialmente|respetuosamente)[,.]?
        (?:con )?(?:un )?(?:cordial(?:es)? )?saludos?[,.]?
    """,
    kickers=r"""
        (?:llamamiento|llamado|declaración|carta|comunicado|petición|resolución|manifiesto|
        pronunciamiento|posicionamiento)(?: (?:conjunt[oa]|abiert[oa]|públic[oa]|común|
        colectiv[oa]|urgente|internacional|de prensa|de la sociedad civil|de ong|a la acción|
        de organizaciones|de las organizaciones))*
    """,
    page_dates=r"""
        (?:publicado|publicada|actualizado|fecha de publicación)(?: el)?\b
    """,
    chrome=r"""
        (?:vistas|visitas|lecturas|comentarios) ?[:(]? ?[\d., ]+\)?
        [\d., ]+ (?:vistas?|visitas?|lecturas?|comentarios?)
        (?:compartir|comparte|twittear|imprimir|enviar|descargar|suscribirse|suscríbete|leer más|
        lee también|ver más|ver también|menú|inicio|buscar|búsqueda|acceder|iniciar sesión|
        registrarse|siguiente|anterior|volver|arriba|cerrar|donar|contáctenos|contacto|
        quiénes somos|artículos relacionados|sin comentarios|mapa del sitio|aviso legal|idioma|
        idiomas|español|noticias|boletín)\b[ .:!>»|]*
        (?:compartir|comparte|enviar|síguenos)(?: (?:en|por|vía|este|esta|artículo|página|con|a|un|
        amigo))+ ?\w*
        (?:categorías?|etiquetas?|archivado en|autor|por): ?.{0,80}
        (?:este sitio|esta web|esta página|nosotros) (?:web )?(?:utiliza|usa|utilizamos|
        usamos) cookies.*
        (?:aceptar|rechazar)(?: todo| todas)?
        (?:tamaño (?:de letra|de fuente|del texto)|contraste)
        página \d+(?: de \d+)?
    """,
    page_ends=r"""
        dej(?:a|e|ar) (?:una respuesta|un comentario|tu comentario)
        (?:tu|su) dirección de correo electrónico no será publicada.*
        (?:entradas|artículos|noticias) (?:relacionad[oa]s|recientes)
        también te puede interesar.*
    """,
    organisations=r"""
        organizaci[oó]n
        asociaci[oó]n
        centros?\b
        comité
        fundaci[oó]n
        federaci[oó]n
        confederaci[oó]n
        \bred\b
        coalici[oó]n
        instituto
        uni[oó]n\b
        consejo
        alianza
        iniciativa
        foro\b
        sociedad\b
        movimiento
        campaña
        comisi[oó]n
        plataforma
        liga\b
        colectiv[oa]
        academia
        universidad
        fondo\b
        ong\b
        grupo\b
        sindicato
        coordinadora
        observatorio
        acci[oó]n\b
        casa\b
        derechos\b
        amigos de
        mesa de
    """,
    number_columns="n[°º]|núm\\.?|número",
    name_columns=r"""
        (?:nombre (?:de la )?)?(?:organizaci[oó]n|organizaciones|entidad|firmantes?)
        nombre
    """,
    country_columns="pa[ií]s(?:es)?",
    city_columns="ciudad",
    person_columns="persona|representante|nombre y apellidos?",
    acronym_columns="siglas?|acrónimo",
    conjunctions=r"""
        y
        e
    """,
    articles=r"""
        el
        la
        los
        las
        república (?:de|del)
    """,
    common=r"""
        el
        la
        los
        las
        del
        y
        que
        para
        por
        con
        en
        una
        contra
        nosotros
        más
        al
    """,
)
