"""English."""

from appeals.importing.words.base import Words

WORDS = Words(
    tag="en",
    signed=r"""
        sign(?:ed|ers|atory|atories|atures?)(?: on)?\b
        co-?sign(?:ed|ers?|atories)
        ^(?:we,? )?(?:the )?undersigned(?: [\w-]+){0,3}[:,]?$
        members of the [\w' -]+ network$
        (?:in )?solidarity,$
        (?:yours )?(?:sincerely|faithfully|respectfully)(?: yours)?,?$
    """,
    endorsed=r"""
        endors(?:ed|es|ers?|ing|ements?)\b
        supporting (?:organi[sz]ations|groups|ngos)
    """,
    supported=r"""
        (?:also )?supported by
        supporters\b
        (?:also )?(?:expressed? (?:their|its) )?support (?:the|this)
        joined? (?:the|this) (?:appeal|statement|call|letter)
        adhere to (?:the|this)
    """,
    late=r"""
        (?:late|later|new|additional|further|subsequent) (?:signatures|signatories|endorsements|
        endorsers|additions|sign-ons?|supporters)
        (?:signed|joined|added|endorsed) (?:after|since|later)
        signatories added
    """,
    individuals=r"""
        individuals\b
        (?:in|on) (?:an? |their |his |her )?(?:personal|individual|private) (?:capacity|capacities|
        basis)
        individual (?:signatories|supporters|endorsers|signatures)
        private persons
    """,
    groups=r"""
        (?:the )?(?:international|regional|national|global|local|inter-?governmental|european|
        african|asian|latin american|grassroots|faith-based|academic|human rights|civil society|
        non-?governmental|international and regional|regional and international|
        global and regional|other|member|partner)(?: (?:and|or) (?:international|regional|national|
        global|local))? (?:civil society )?(?:organi[sz]ations?|networks?|ngos|groups|institutions|
        associations|coalitions|unions|members)
        organi[sz]ations
        (?:civil society organi[sz]ations|ngos|csos|trade unions|networks|institutions|coalitions|
        associations|academics|experts|members|companies|media|political parties|
        religious organi[sz]ations)
        (?:africa|asia|europe|americas?|north america|latin america|south america|central america|
        central asia|middle east|oceania|pacific|caribbean|latin america and the caribbean|
        asia[ -]pacific|middle east and north africa|eastern europe|western europe|international|
        regional|national|global|local)
    """,
    personal=r"""
        (?:signing |signed )?(?:in|on) (?:an? |my |his |her |their )?(?:strictly |
        purely )?(?:personal|individual|private) (?:capacity|basis)
        (?:affiliations?|institutions?|organi[sz]ations?)? ?(?:listed |
        given )?for identification(?: purposes)?(?: only)?
    """,
    on_behalf=r"""
        on behalf of
        for and on behalf of
        representing
    """,
    roles=r"""
        (?:executive |managing |deputy |programme |program |regional |founding |co-?)?directors?
        (?:vice[- ]?)?presidents?
        (?:vice[- ]?|co-?)?chair(?:man|woman|person)?s?
        secretary[- ]general
        (?:general |executive )?secretary
        (?:co-?)?founders?
        (?:head|member|fellow|dean|leader|coordinator|co-ordinator|manager|editor|editor-in-chief|
        officer|spokesperson) (?:of|at|in)
        (?:emeritus |associate |assistant )?professor(?: emeritus)?
        prof
        dr
        lecturer|researcher|journalist|writer|author|lawyer|attorney|advocate|activist|artist|
        economist|historian|sociologist|human rights defender|expert|consultant|coordinator|
        ambassador|bishop|rev|judge|student|scholar|analyst|engineer|physician|
        nobel (?:peace )?(?:prize )?laureate|member of parliament|mp|mep|senator|ceo|adviser|
        advisor|poet|editor
    """,
    addressees=r"""
        to:
        to (?:the |all |his |her )
        attn[.:]
        for the attention of
        addressed to
    """,
    copies=r"""
        c\.?c\.?(?:[:.]| to\b)
        cop(?:y|ies)(?: to)?:
    """,
    salutations=r"""
        dear\b
        your excellenc(?:y|ies)
        (?:honou?rable|distinguished|esteemed) [\w ]+[,:]$
        ladies and gentlemen
    """,
    contacts=r"""
        (?:for )?(?:more|further|additional) information
        (?:press |media )?contacts?(?: persons?| information| details)?(?: for (?:the )?(?:media|
        press))?\b:?
        for (?:press|media|interview)
        (?:tel|phone|e-?mail|fax|mobile)\b
        to (?:sign|endorse|join) (?:on|this|the)
        note to editors
    """,
    notes=r"""
        (?:foot|end)?notes:?$
        references:?$
        sources:?$
        note:
    """,
    closings=r"""
        (?:yours )?(?:sincerely|faithfully|respectfully|truly)(?: yours| submitted)?[,.]?
        (?:with )?(?:kind|best|warm) regards[,.]?
        (?:in )?solidarity[,.]?
        with respect[,.]?
    """,
    kickers=r"""
        (?:joint |public |open |urgent |common |global |international |ngo |civil society |press |
        solidarity )*(?:appeal|statement|letter|declaration|call(?: to action| for action)?|
        petition|press release|release|communique|resolution|manifesto|position paper|submission|
        media advisory)
        (?:for immediate release|embargoed.*)
    """,
    page_dates=r"""
        (?:published|posted|updated|last updated|modified|created|date posted)(?: on)?\b
    """,
    chrome=r"""
        (?:page )?(?:views?|hits|reads?|visits|shares?|likes?|comments?|
        downloads?) ?[:(]? ?[\d., kкm]+\)?
        [\d., km]+ (?:views?|hits|reads?|visits|shares?|likes?|comments?|downloads?)
        (?:share|tweet|like|print|e-?mail|pin|save|follow us|subscribe|download|read more|
        read also|see also|more|menu|home|search|login|log in|sign in|sign up|register|next|
        previous|prev|back|back to top|top|close|skip to (?:main )?content|donate(?: now)?|
        contact us|about us|related posts?|related articles?|related|no comments|0 comments|
        comments are closed|add a comment|newsletter|sitemap|privacy policy|terms of (?:use|
        service)|all rights reserved|archives?|categories|tags|toggle navigation|print this page|
        send to a friend|download (?:the )?(?:pdf|statement|letter)|listen|language|languages|
        choose language|select language|switch language|loading|advertisement)\b[ .:!>»|]*
        (?:share|tweet|like|print|e-?mail|save|send|follow)(?: (?:this|us|on|via|by|to|the|page|
        article|post|friend|with|it))+(?: \w+)?
        (?:filed under|tagged(?: with)?|tags|categor(?:y|ies)|posted in|written by|author|
        by)[:] ?.{0,80}
        [\w ]{0,20}\bpdf(?: version| download)?
        (?:this (?:web)?site|we|our (?:web)?site) uses? cookies.*
        .*\b(?:accept|reject) (?:all )?cookies.*
        accept(?: all)?|decline|reject(?: all)?|cookie (?:settings|policy|preferences)|
        manage (?:cookies|preferences)
        (?:©|copyright|\(c\)) ?.{0,120}
        powered by .{0,60}
        font(?: size)?|thickness|spacing|color scheme|background colou?r|text colou?r|
        regular light bold|select the relevant connection|version for the visually impaired|
        high contrast
        (?:\d+ )?minutes? read|reading time.{0,20}|\d+ min(?:utes?)? read
        page \d+(?: of \d+)?
    """,
    page_ends=r"""
        leave a (?:reply|comment)
        post a comment
        (?:your email address will not be published.*)
        related (?:posts?|articles?|news|content|stories)
        (?:you may|you might) also (?:like|be interested).*
        recent (?:posts|comments|news)
        latest (?:posts|news)
        select the relevant connection
        share this:?
    """,
    organisations=r"""
        organi[sz]ation
        associat(?:ion|es)
        cent(?:re|er)s?\b
        committee
        foundation
        federation
        confederation
        network
        coalition
        institute
        (?:trade |student )?unions?\b
        council
        alliance
        initiative
        (?:human rights )?forum
        society
        societies
        movement
        campaign
        commission
        platform
        partnership
        league
        collective
        academy
        university
        fund\b
        trust\b
        bureau
        ngos?\b
        csos?\b
        groups?\b
        international\b
        project
        assembly
        congress
        church
        club
        house\b
        defenders
        watch\b
        agency
        syndicate
        action\b
        rights\b
        lawyers for
        reporters
        friends of
    """,
    number_columns=r"""
        no\.?|nr\.?|number|#|№
    """,
    name_columns=r"""
        (?:name of (?:the )?)?(?:organi[sz]ations?|ngo|group|institution|signatory|
        signatories)(?: name)?
        name
    """,
    country_columns=r"""
        countr(?:y|ies)(?:[ /]+region)?
        location
    """,
    city_columns=r"""
        city|town|place|city/town
    """,
    person_columns=r"""
        (?:contact |representative|name of )?(?:person|representative|signatory)
        full name|first name|last name|surname
    """,
    acronym_columns=r"""
        acronym|abbreviation|short name
    """,
    conjunctions="and",
    articles=r"""
        the
        republic of
        the republic of
    """,
    common=r"""
        the
        and
        of
        to
        for
        we
        in
        on
        with
        against
        from
        by
    """,
)
