"""Invented statements in the shapes that real ones have."""

from appeals.importing.model import Statement
from appeals.importing.statement import taken_apart
from appeals.readers import html, text

ENGLISH = (
    "We, the undersigned organisations, are deeply concerned about the closing of the river to "
    "fishing boats and about the way in which the council took this decision without hearing us.",
    "The council has promised twice to publish the reports of its engineers. It has published "
    "none of them, and nobody along the river knows how long the dams will hold.",
    "We call on the council to open the locks, to publish the reports and to meet those who live "
    "from the river before the end of the month.",
)
GERMAN = (
    "Wir, die unterzeichnenden Organisationen, sind sehr besorgt über die Sperrung des Flusses "
    "für Fischerboote und darüber, wie der Rat dies ohne unsere Anhörung beschlossen hat.",
    "Der Rat hat zweimal versprochen, die Berichte seiner Ingenieure zu veröffentlichen. Er hat "
    "keinen davon veröffentlicht, und niemand am Fluss weiß, wie lange die Dämme halten.",
)
FRENCH = (
    "Nous, organisations soussignées, sommes vivement préoccupées par la fermeture du fleuve aux "
    "bateaux de pêche et par la manière dont le conseil a pris cette décision sans nous entendre.",
    "Le conseil a promis deux fois de publier les rapports de ses ingénieurs. Il n'en a publié "
    "aucun, et personne au bord du fleuve ne sait combien de temps les digues tiendront.",
)
SPANISH = (
    "Las organizaciones abajo firmantes estamos muy preocupadas por el cierre del río a los "
    "barcos de pesca y por la manera en que el consejo tomó esta decisión sin escucharnos.",
    "El consejo ha prometido dos veces publicar los informes de sus ingenieros. No ha publicado "
    "ninguno, y nadie en la ribera sabe cuánto tiempo aguantarán las presas.",
)
UKRAINIAN = (
    "Ми, що нижче підписалися, глибоко стурбовані закриттям річки для рибальських човнів і тим, "
    "що рада ухвалила це рішення, не вислухавши тих, хто живе з річки.",
    "Рада двічі обіцяла оприлюднити звіти своїх інженерів. Жодного з них не оприлюднено, і ніхто "
    "на березі не знає, скільки ще витримають греблі.",
)
RUSSIAN = (
    "Мы, нижеподписавшиеся организации, глубоко обеспокоены закрытием реки для рыбацких лодок и "
    "тем, что совет принял это решение, не выслушав тех, кто живёт рекой.",
    "Совет дважды обещал опубликовать отчёты своих инженеров. Ни один из них не опубликован, и "
    "никто на берегу не знает, сколько ещё выдержат плотины.",
)
ARABIC = (
    "نحن المنظمات الموقعة أدناه نعرب عن قلقنا البالغ إزاء إغلاق النهر أمام قوارب الصيد وإزاء "
    "الطريقة التي اتخذ بها المجلس هذا القرار من دون الاستماع إلى من يعيشون من النهر.",
    "وعد المجلس مرتين بنشر تقارير مهندسيه ولم ينشر أيا منها ولا أحد على ضفاف النهر يعرف كم من "
    "الوقت ستصمد السدود أمام مياه الربيع القادم.",
)
GEORGIAN = (
    "ჩვენ, ქვემოთ ხელმომწერი ორგანიზაციები, ღრმად ვართ შეშფოთებული მდინარის დახურვით თევზსაჭერი "
    "ნავებისთვის და იმით, რომ საბჭომ ეს გადაწყვეტილება ჩვენი მოსმენის გარეშე მიიღო.",
    "საბჭო ორჯერ დაჰპირდა მოსახლეობას ინჟინრების ანგარიშების გამოქვეყნებას, მაგრამ არცერთი არ "
    "გამოუქვეყნებია და ნაპირზე არავინ იცის, რამდენ ხანს გაუძლებს კაშხალი.",
)
ORGANISATIONS = (
    "River Watch (RW, Latvia)",
    "Harbour Legal Centre (Portugal)",
    "Alder Foundation (Finland)",
    "Union of Lock Keepers (ULK, Poland)",
    "Friends of the Estuary e.V. (Germany/Austria)",
)


def written(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)


def of_text(source: str) -> Statement:
    return taken_apart(text.lines_of(source))


def of_html(source: str) -> Statement:
    return taken_apart(html.read_lines(source.encode()))


def names(statement: Statement, version: int = 0) -> list[list[str]]:
    return [[entry.name for entry in each.entries] for each in statement.versions[version].lists]
