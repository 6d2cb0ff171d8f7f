"""What the names of organisations are made of, in the languages that appeals are published in.

Each line is one idea and the beginnings of its words, without accents. So
"Committee for Women's Rights" is known in another language by its words alone.
"""

import unicodedata
from functools import lru_cache

IDEAS = """
academ акад
accountab подотчет підзвіт rendicion rechenschaft
action accion acao aktion действи дія дії azione
africa afrika африк
agenc agent агентств агенц
alliance allianz alianz allianc альянс союз alianc sojusz
america amerik америк
analy анали анализ
arab араб
art artis искусств мистецт kunst arte
asia asien ази азі azja
assembl ассамбл асамбл versammlung zgromadz
associat assoc асоц ассоц asoci объединени об'єднан обєднан обеднан vereinig verein stowarzysz \
związek dernek
bank банк
bureau buro бюро biuro oficina office офис офіс ofic
business unternehm предпринимат бизнес бізнес empres entrepr
campaign кампан kampagn campan
care забот турбот pflege
center centre centr zentrum центр osrod centar merkez ცენტრ
child kinder enfan nino nina crianca infan дет детск дит дитяч dziec copil bambin
christ христ
church eglise iglesia igreja kirch церк kosciol
citizen citoyen ciudadan cidad burger гражданин граждан громадян obywatel civil civic zivil civi \
cywil
city stadt ville ciudad cidade город міст miast
climat klima климат клімат
club клуб klub
coalition koalition coalic coaliz коалиц коаліц koalic
committee comite comitat komitee komitet комитет комітет კომიტეტ
communit gemeinschaft communaut comun общин громад spolecznos сообществ спільнот
confederat конфедер konfeder
conflict конфликт конфлікт konflikt
consent accord agreement соглас злагод consentim
consult консульт konsult
cooperat cooperac zusammenarbeit kooperat сотруднич співпрац wspolprac
corrupt korrupt коррупц коруп
council conseil consejo conselho consiglio rat rada рада совет sovet
countr land pays pais стран країн
court суд судеб судов gericht tribunal
crim криминал уголов кримін straf crimin
cultur kultur культур
debt schuld dette deuda divida долг борг
defend defens defen protect protecc protez protec schutz защит захист ochron obron заступ \
правозащит правозахис schut
democra demokra демокра дэмакр
develop desarroll desenvolv entwickl develop развит розвит rozwoj svilupp
dialog диалог діалог
dignit dignid wurde достоинств гідніст godnosc
disab handicap discapac deficien behind инвалид інвалід niepelno
ecolog эколог еколог ekolog environ umwelt medio ambient природ okolog
econom wirtschaft эконом економ ekonom
educat bild educac образован освіт edukac formacion
elect wahl elecc elec выбор вибор wybor голосован
emplo worker labor labour travail trabaj trabalh arbeit рабоч труд праці робітн prac lavor
equal egalit igual gleich равенств равн рівн rownos
europ европ європ
expert эксперт експерт
express ausdruck expres выражен слов
famil famill семь сім родин rodzin
farm peasant campes paysan bauer фермер крестьян селян rolnik
federat foder feder федер
forest wald foret bosque лес ліс
forum форум
foundat fondat fundac stiftung fondaz фонд fund fond fundacj ფონდ
free freedom libert liberdad freiheit свобод вольн wolnos
future zukunft avenir futur будущ майбутн przyszl
gender гендер
group grupp groupe grupo группа група grup
health sante salud saude gesundheit здоров zdrow
help support hilf aide ayuda apoio ajuda помощ допомог поддерж підтрим pomoc soutien
heritage erbe patrim насл спадщ
histor истор істор geschicht
home house haus maison casa дом дім домів будинок dom
hope hoffnung espoir esperan надежд наді nadziej
human mensch humain huma uman человек человеч люд czlowiek людськ humanit гуманит menschenrecht \
правозащит правозахис
independ unabhang independ независ незалеж niezalez
indigen autocht коренн корінн indigen
inform информац інформац
initiat iniciat initiativ инициат ініціат inicjat
institut inst институт інститут instytut
internat interna международн міжнародн miedzynarod
journal periodis журналист журналіст dziennik
justice gerecht justic справедл sprawiedl юстиц
knowledge wissen savoir знани
law lega legal juri recht droit derech direit правов юрид закон prawn prawo juridi legalit
lawyer advoc abogad advog avocat anwalt адвокат юрист prawnik
leag liga ligue лиг ліг
library библиот bibliot
life vie vida leben жизн життя zyci
light licht lumiere luz свет світло
local lokal местн місцев
media medien сми змі медиа медіа medio prensa presse press пресс прес pras
memor gedacht memoire мемори память пам'ят pamiec
migra мигра мігра refug fluchtling беженц біженц uchodz вынужд displac desplaz переселен
min minderheit меньшинств меншин minori mniejsz
monitor мониторинг моніторинг beobacht
mother mutter mere madre матер матк
movement bewegung mouvement movim движен рух ruch
national nation nacion nacion национальн націон narod
network netz reseau red rede сет мереж siec rete netzwerk
new neu nouv nuevo novo нов now
north nord norte север північ polnoc
observ обсерв наблюд nabl
open offen ouvert abiert откр відкр otwart
organisat organizat organizac организац організац organizac organizzaz
parliament парламент parlament
partner партнер
partic teilhabe участи участь uczestn
peace paix paz fried мир pokoj pace
people peupl puebl povo volk народ lud
platform plattform plataform платформ
polic politik polit политик політик
poor povert armut pauvr pobre бедност бідніст
prison gefang prision prisao тюрьм заключен в'язн wiezi ув'язн
program programm програм
project projekt projet proyect проект проєкт
psych псих
public offentlich publiq общественн громадськ publiczn
rehabil реабил реабіл
religi религ реліг glaub
research forsch recherch investig pesquis исследован дослідж badan badawcz
resource ressourc ресурс zasob recurs
rights right droit derech direit recht diritt прав praw drept menschenrecht правозащит правозахис
rural landlich сельск сільськ wiejsk
scien wissenschaft ciencia ciencia наук nauk
secur sicherh segur безопас безпек bezpiecz
service dienst servic служб
social sozial soc соци соціальн spolecz
societ gesellschaft общество суспільств товариств spolecznosc sociedad socied
solidar солидар солідар
sout sud sur sul юг півд polud
state staat etat estado держав государств
strateg стратег
student студент studier etud estud
sustain nachhalt durab sostenib sustent устойчив сталог
teach lehrer docen учител вчител
tortur folter пыт катув тортур
trade handel comerc торгов торгів
trainin тренинг тренінг
transparen прозрач прозор przejrz
treat behandl
trust vertrau довер довір
truth wahrheit verite verdad verdade правда истин prawda
unio union uniao union unione союз профсоюз gewerkschaft syndic sindic sindicat zwiazek
universit университет універс
veteran ветеран
victim opfer vitim жертв потерпіл ofiar
violen gewalt насил przemoc
volunt freiwillig волонтер доброволь
war krieg guerre guerra войн війн wojn
watch beobacht контрол контроль
water wasser eau agua вод водн
woman women frau femm mujer mulher жен женщ женск жін жіноч kobiet donn femin
world welt mond mund всемирн мир світ swiat
young youth jug jeun joven juven jovens молод mlodz giovan
"""

_SMALL_WORDS = """
a an and as at by de del der des die das den do da di du e el en et for für fur i im in la le
les las los of on or the to u und y z zu
в во для за и из имени им на о об по при с со у та з і й до від про
"""
_SMALL = frozenset(_SMALL_WORDS.split())
_LONGEST, _SHORTEST = 12, 2
_OWN_LETTERS = str.maketrans("łøđıßєі", "lodisеи")


def folded(word: str) -> str:
    """Return a word in small letters without accents."""
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(each for each in decomposed if not unicodedata.combining(each))
    return plain.translate(_OWN_LETTERS)


def is_small(word: str) -> bool:
    """Return whether a word says nothing about which organisation is meant."""
    return word in _SMALL


@lru_cache(maxsize=20_000)
def ideas(word: str) -> tuple[int, ...]:
    """Return the ideas a folded word stands for, by their place in the table."""
    for length in range(min(len(word), _LONGEST), _SHORTEST, -1):
        # A short beginning begins too much: it is a word with its ending or none.
        if (found := _BEGINNINGS.get(word[:length])) and (length > 3 or len(word) <= length + 2):
            return found
    return ()


def _beginnings() -> dict[str, tuple[int, ...]]:
    table: dict[str, tuple[int, ...]] = {}
    for place, line in enumerate(IDEAS.strip().splitlines()):
        for stem in dict.fromkeys(folded(each.replace("'", "")) for each in line.split()):
            table[stem] = (*table.get(stem, ()), place)
    return table


_BEGINNINGS = _beginnings()
