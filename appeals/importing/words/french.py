"""French."""

from appeals.importing.words.base import Words

WORDS = Words(
    tag="fr",
    signed=r"""
        signataires?\b
        signatures?\b
        signé(?:e|es|s)?(?: par)?\b
        ^(?:nous,? )?(?:les )?(?:organisations |associations )?soussignée?s(?: [\w-]+){0,3}[:,]?$
        ont signé
        (?:voici la )?liste (?:de ces|des) (?:ong|organisations|associations)
        organisations membres
    """,
    endorsed=r"""
        endosseurs?\b
        endossé
    """,
    supported=r"""
        (?:également )?soutenu(?:e|s|es)?(?: par)?\b
        soutiens?:?$
        (?:avec )?le soutien de
        (?:organisations? )?(?:qui soutiennent|soutenant)
        se sont (?:joints|associés|associées)
        ont rejoint
    """,
    late=r"""
        (?:nouvelles?|nouveaux|autres|derniers|dernières) (?:signatures?|signataires|adhésions|
        soutiens)
        (?:ajoutés|ajoutées|signé|rejoint) (?:après|ultérieurement)
        signataires ajoutés
    """,
    individuals=r"""
        (?:à titre|en leur nom) (?:personnel|individuel)
        (?:signataires|signatures|adhésions) individuel(?:le)?s
        individus:?$
        personnes(?: physiques| individuelles)?:?$
        personnalités:?$
    """,
    groups=r"""
        (?:les |des )?(?:organisations?|associations?|réseaux|ong|groupes|
        syndicats)(?: (?:non[- ]gouvernementales|de la société civile))?(?: (?:internationales|
        internationaux|régionales|régionaux|nationales|nationaux|locales|locaux|européennes|
        africaines|mondiales|membres|françaises))?(?: et (?:internationales|régionales|nationales))?
        (?:internationales|régionales|nationales|internationaux|régionaux|nationaux)
        (?:afrique|asie|europe|amériques?|amérique du nord|amérique latine|amérique du sud|
        moyen-orient|océanie)
    """,
    personal=r"""
        à titre (?:personnel|individuel)
    """,
    on_behalf=r"""
        au nom (?:de|du|des)
        pour le compte (?:de|du|des)
        représentant
    """,
    roles=r"""
        (?:co-?)?direct(?:eur|rice)(?: exécutive?| général(?:e)?)?
        (?:vice-|co-)?président(?:e)?
        secrétaire(?: générale?)?
        (?:co-?)?fondat(?:eur|rice)
        coordinat(?:eur|rice)|coordonnat(?:eur|rice)
        professeure?|maître(?:sse)? de conférences|enseignante?|chercheu(?:r|se)
        journaliste|écrivaine?|avocate?|juriste|militante?|artiste|économiste|historienne?|
        sociologue|politologue|députée?|sénat(?:eur|rice)|médecin|philosophe|membre (?:de|du)|
        responsable|porte-parole|poète
    """,
    addressees=r"""
        à:
        aux?:
        à (?:l'attention|monsieur|madame|son excellence|m\.|mme)
        a l'attention
        destinataires?:
    """,
    copies=r"""
        copies?(?: à)?:
        c\.?c\.?:
    """,
    salutations=r"""
        (?:madame|monsieur|mesdames|messieurs|excellence)s?\b.{0,60},$
        ch(?:er|ère|ers|ères)\b
    """,
    contacts=r"""
        (?:pour )?(?:plus|davantage|toute information|de plus amples|toute) (?:d'|
        de )?(?:informations?|renseignements?)
        pour toute (?:question|information|demande)
        contacts?(?: presse| média| médias)?\b:?
        (?:tél|téléphone|courriel)\b
        pour (?:signer|rejoindre)
    """,
    notes=r"""
        notes?(?: de bas de page)?:?$
        (?:références|sources):?$
    """,
    closings=r"""
        (?:bien )?(?:cordialement|respectueusement)[,.]?
        veuillez agréer.*
        (?:avec )?(?:nos|mes) salutations.*
        solidairement[,.]?
    """,
    kickers=r"""
        (?:appel|déclaration|lettre|communiqué|pétition|résolution|tribune|manifeste|
        prise de position)(?: (?:commune?|conjointe?|ouverte?|publique?|collective?|urgente?|
        internationale?|inter-?associative?|de presse|des ong|de la société civile|à l'action|
        d'organisations|d'ong))*
    """,
    page_dates=r"""
        (?:publié|publiée|posté|mis|mise)(?: en ligne| à jour)?(?: le)?\b
    """,
    chrome=r"""
        (?:vues|visites|lectures|commentaires|partages) ?[:(]? ?[\d., ]+\)?
        [\d., ]+ (?:vues?|visites?|lectures?|commentaires?|partages?)
        (?:partager|partagez|tweeter|imprimer|envoyer|télécharger|s'abonner|lire la suite|
        lire aussi|voir aussi|en savoir plus|menu|accueil|recherche(?:r)?|connexion|se connecter|
        s'inscrire|suivant|précédent|retour|haut de page|fermer|faire un don|contactez-nous|
        qui sommes-nous|articles? (?:similaires|liés)|aucun commentaire|plan du site|
        mentions légales|langue|langues|français|actualités|newsletter)\b[ .:!>»|]*
        (?:partager|partagez|envoyer|suivez)(?: (?:sur|via|par|cet|cette|l'article|article|page|à|
        un|ami|nous))+ ?\w*
        (?:catégories?|mots-clés|étiquettes?|classé dans|auteur|par): ?.{0,80}
        [\w ]{0,20}\bpdf [\w]+
        (?:ce site|nous) utilis(?:e|ons) (?:des )?cookies.*
        (?:tout )?(?:accepter|refuser)(?: tout)?
        (?:taille du texte|taille de la police|police|contraste)
        page \d+(?: sur \d+)?
    """,
    page_ends=r"""
        laisser un commentaire
        laissez(?: un)? commentaire
        votre adresse (?:e-?mail|de messagerie|électronique) ne sera pas publiée.*
        articles? (?:similaires|liés|récents)
        (?:sur le même sujet|à lire aussi|vous aimerez aussi).*
    """,
    organisations=r"""
        organisation
        association
        centres?\b
        comité
        fondation
        fédération
        confédération
        réseau
        coalition
        institut
        union\b
        conseil
        alliance
        initiative
        forum
        société\b
        mouvement
        campagne
        commission
        plate-?forme
        partenariat
        ligue\b
        collectif
        académie
        université
        fonds\b
        bureau
        ong\b
        groupe\b
        syndicat
        coordination
        observatoire
        action\b
        maison\b
        droits?\b
        amis de
        solidarité
    """,
    number_columns="n°|numéro",
    name_columns=r"""
        (?:nom (?:de l'|des? )?)?(?:organisations?|associations?|structure|signataires?)
        nom
    """,
    country_columns="pays",
    city_columns="ville",
    person_columns="(?:personne|représentante?|nom et prénom|prénom)",
    acronym_columns="sigle|acronyme",
    conjunctions="et",
    articles=r"""
        le
        la
        les
        l'
        république (?:du|de|d')
    """,
    common=r"""
        le
        la
        les
        des
        du
        et
        nous
        pour
        dans
        sur
        une
        au
        aux
        contre
        par
        avec
    """,
)
