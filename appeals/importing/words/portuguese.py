"""Portuguese."""

from appeals.importing.words.base import Words

WORDS = Words(
    tag="pt",
    signed=r"""
        (?<!abaixo[ -])assin(?:am|ado|ada|ados|adas|aturas?|antes?|aram)\b
        ^(?:nós,? )?(?:[ao]s )?(?:organizações )?abaixo[- ]assinad[oa]s[:,]?$
        signatári[oa]s?\b
        subscrev(?:em|eram|itores)
        atenciosamente,?$
    """,
    endorsed=r"""
        endossa(?:m|do|da)\b
        organizações (?:que )?(?:apoiam|apoiadoras)
    """,
    supported=r"""
        (?:também )?(?:apoiam|apoiad[oa] por|apoios?:?$)
        (?:se )?aderem|aderiram
        com o apoio de
        apoiadores\b
    """,
    late=r"""
        (?:nov[oa]s|outr[oa]s|últim[oa]s|posteriores) (?:adesões|assinaturas|signatári[oa]s)
        (?:adesões|assinaturas) (?:posteriores|adicionais)
    """,
    individuals=r"""
        (?:a título|em caráter|em carácter) (?:pessoal|individual)
        (?:assinaturas|adesões|signatários) (?:individuais|pessoais)
        (?:pessoas|indivíduos)(?: físicas| individuais)?:?$
        individuais:?$
        personalidades:?$
    """,
    groups=r"""
        (?:as )?(?:organizações|redes|ong|ongs|associações|grupos|
        sindicatos)(?: da sociedade civil)?(?: (?:internacionais|regionais|nacionais|locais|
        globais|membros))?(?: e (?:internacionais|regionais|nacionais))?
        (?:internacionais|regionais|nacionais|locais)
        (?:áfrica|ásia|europa|américas?|américa latina|américa do norte|oriente médio)
    """,
    personal=r"""
        a título (?:pessoal|individual)
        em (?:caráter|carácter) (?:pessoal|individual)
    """,
    on_behalf=r"""
        em (?:nome|representação) (?:de|do|da|dos|das)
    """,
    roles=r"""
        (?:co-?)?diret(?:or|ora)(?: executiv[oa]| geral)?
        (?:vice-?)?president[ea]
        secretári[oa](?: geral)?
        fundador(?:a)?
        coordenador(?:a)?
        professor(?:a)?|investigador(?:a)?|pesquisador(?:a)?
        jornalista|escritor(?:a)?|advogad[oa]|ativista|artista|economista|historiador(?:a)?|
        sociólog[oa]|deputad[oa]|senador(?:a)?|médic[oa]|poeta
    """,
    addressees=r"""
        para:
        a:
        a[oà]s?:
        aos? (?:governos?|senhor|senhores|presidente|ministr[oa]s?|excelentíssim)\w*
        à (?:atenção|senhora|presidente|excelentíssima)
        destinatári[oa]s?:
    """,
    copies=r"""
        c\.?c\.?:
        (?:com )?cópia(?: para)?:
    """,
    salutations=r"""
        prezad[oa]s?\b
        car[oa]s?\b
        (?:senhor|senhora|senhores|excelência)\b.{0,60}[,:]$
        ex\.?m[oa]s?\b
    """,
    contacts=r"""
        (?:para )?(?:mais|maiores) (?:informação|informações)
        contactos?|contatos?(?: de imprensa| para a imprensa)?\b:?
        (?:tel|telefone)\b
        para (?:assinar|aderir)
    """,
    notes=r"""
        notas?(?: de rodapé)?:?$
        (?:referências|fontes):?$
    """,
    closings=r"""
        (?:atenciosamente|cordialmente|respeitosamente)[,.]?
        (?:com os )?(?:melhores )?cumprimentos[,.]?
        saudações.{0,30}
    """,
    kickers=r"""
        (?:apelo|declaração|carta|comunicado|petição|resolução|manifesto|nota|
        posicionamento)(?: (?:conjunt[oa]|abert[oa]|públic[oa]|comum|coletiv[oa]|urgente|
        internacional|de imprensa|da sociedade civil|de ongs?|à ação|de organizações))*
    """,
    page_dates=r"""
        (?:publicado|publicada|postado|atualizado|data de publicação)(?: em)?\b
    """,
    chrome=r"""
        (?:visualizações|visitas|leituras|comentários) ?[:(]? ?[\d., ]+\)?
        [\d., ]+ (?:visualizações|visualização|visitas?|leituras?|comentários?)
        (?:partilhar|compartilhar|compartilhe|imprimir|enviar|baixar|descarregar|
        assinar newsletter|ler mais|leia mais|leia também|saiba mais|menu|início|pesquisar|buscar|
        entrar|seguinte|próximo|anterior|voltar|topo|fechar|doar|contacte-nos|fale conosco|
        quem somos|artigos relacionados|sem comentários|mapa do site|idioma|idiomas|português|
        notícias)\b[ .:!>»|]*
        (?:partilhar|compartilhar|compartilhe|enviar)(?: (?:no|na|em|por|via|este|esta|com|artigo|
        página))+ ?\w*
        (?:categorias?|etiquetas?|marcadores|autor|por): ?.{0,80}
        (?:este site|nós) (?:utiliza|usa|utilizamos|usamos) cookies.*
        (?:aceitar|rejeitar|recusar)(?: tudo| todos)?
        (?:tamanho (?:da letra|da fonte|do texto)|contraste)
        página \d+(?: de \d+)?
    """,
    page_ends=r"""
        (?:deixe|deixar) (?:uma resposta|um comentário|seu comentário)
        o seu endereço de e-?mail não será publicado.*
        (?:artigos|posts|notícias) (?:relacionad[oa]s|recentes)
        veja também:?
    """,
    organisations=r"""
        organizaç
        associaç
        centros?\b
        comité|comitê
        fundaç
        federaç
        confederaç
        rede\b
        coligaç|coalizão
        instituto
        união\b
        conselho
        aliança
        iniciativa
        fórum
        sociedade\b
        movimento
        campanha
        comissão
        plataforma
        liga\b
        coletivo
        academia
        universidade
        fundo\b
        ong\b
        grupo\b
        sindicato
        central única
        articulação
        observatório
        ação\b
        casa\b
        direitos\b
        amigos da
    """,
    number_columns="n[°º]|número",
    name_columns=r"""
        (?:nome (?:da )?)?(?:organização|organizações|entidade|signatári[oa])
        nome
    """,
    country_columns="pa[ií]s(?:es)?",
    city_columns="cidade",
    person_columns="pessoa|representante|nome completo",
    acronym_columns="siglas?|acrónimo|acrônimo",
    conjunctions="e",
    articles=r"""
        o
        a
        os
        as
        república (?:de|do|da)
    """,
    common=r"""
        o
        a
        os
        as
        do
        da
        dos
        das
        e
        que
        para
        por
        com
        em
        uma
        não
        contra
        nós
        ao
        mais
        no
        na
    """,
)
