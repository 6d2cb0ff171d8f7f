"""The usual words for what an appeal asks, by strength: asks, calls on, urges, demands."""

from appeals.drafting.parity.model import Term, TermKind


def _modal(strength: int, **forms: str) -> Term:
    written = {tag: tuple(f.strip() for f in text.split(",")) for tag, text in forms.items()}
    return Term(written, TermKind.MODAL, strength)


MODALS = (
    _modal(
        1,
        en="ask, asks, asking, we request, kindly request",
        ru="просим, просит, просят",
        uk="просимо, просить, просять",
        fr="demandons, demande, demandent, prions, sollicitons",
        es="pedimos, pide, piden, solicitamos, solicita, solicitan, rogamos",
        de="bitten, bittet, ersuchen, ersucht",
        ar="نطلب, نرجو, نلتمس",
    ),
    _modal(
        2,
        en="call on, calls on, calling on, call upon, calls upon, calling upon, appeal to, "
        "appeals to, call for, calls for",
        ru="призываем, призывает, призывают, обращаемся",
        uk="закликаємо, закликає, закликають, звертаємося, звертаємось",
        fr="appelons, appelle, appellent, invitons",
        es="llamamos a, hacemos un llamamiento, hace un llamamiento, hacen un llamamiento",
        de="rufen, ruft, appellieren, appelliert",
        ar="ندعو, تدعو, نناشد, تناشد",
    ),
    _modal(
        3,
        en="urge, urges, urging, strongly call on, call strongly on",
        ru="настоятельно призываем, настоятельно призывает, настоятельно призывают, "
        "настоятельно просим, убедительно просим",
        uk="наполегливо закликаємо, наполегливо закликає, наполегливо закликають, "
        "наполегливо просимо",
        fr="exhortons, exhorte, exhortent, prions instamment, demandons instamment, "
        "appelons instamment",
        es="instamos, insta, instan, exhortamos, exhorta, exhortan, pedimos encarecidamente, "
        "urgimos",
        de="fordern nachdrücklich, appellieren eindringlich, bitten eindringlich, drängen",
        ar="نحث, تحث, نهيب",
    ),
    _modal(
        4,
        en="we demand, demand that, demands that, insist, insists, we require",
        ru="требуем, требует, требуют, настаиваем, настаивает, настаивают, настаивать",
        uk="вимагаємо, вимагає, вимагають, наполягаємо, наполягає, наполягають, наполягати",
        fr="exigeons, exige, exigent, insistons, insister",
        es="exigimos, exige, exigen, insistimos, reclamamos",
        de="fordern, fordert, verlangen, verlangt, bestehen darauf",
        ar="نطالب, تطالب, نصر على",
    ),
)
