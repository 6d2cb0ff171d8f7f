"""Invented statements in other languages and shapes: what was planted is found, and no more."""

import json

import pytest

from tests.functional.test_commands import Terminal

GERMAN = """Gemeinsame Erklärung

Schluss mit der Verfolgung der Gewerkschaften in Tarvenien

Berlin, 12. März 2024

Wir, die unterzeichnenden Organisationen, sind tief besorgt über die Festnahme von 23 Mitgliedern \
der Gewerkschaft der Hafenarbeiter am 3. März 2024 in der Stadt Dorlan.

Dennoch wurden die Festgenommenen zu Geldstrafen von insgesamt 4.500 Euro verurteilt, und zwei von \
ihnen sitzen noch immer in Haft.

Die Europäische Union sollte bis zum 30. April 2024 über weitere Schritte entscheiden.

Unterzeichnet von 6 Organisationen:

Stiftung Offene Häfen (Deutschland); Bund der Seeleute (BDS, Polen); Netzwerk Frauen am Meer \
(Schweden); Institut für Arbeitsrecht Velmora (Georgien); Zentrum für Bürgerfreiheiten Kalun \
(Ukraine); Human Rights House Tarv (Litauen)
"""
POLISH = """Wspólne oświadczenie

Stop prześladowaniu związków zawodowych w Tarwenii

Berlin, 12 marca 2024 r.

My, niżej podpisane organizacje, jesteśmy głęboko zaniepokojone zatrzymaniem 32 członków związku \
zawodowego dokerów w dniu 3 marca 2024 r. w mieście Dorlan.

Mimo to zatrzymanych skazano na grzywny w łącznej wysokości 4500 euro, a dwoje z nich wciąż \
przebywa w areszcie.

Unia Europejska powinna do 30 kwietnia 2024 r. zdecydować o dalszych krokach.

Podpisało 6 organizacji:

Fundacja Otwarte Porty (Niemcy); Sieć Kobiety nad Morzem (Szwecja); Instytut Prawa Pracy Velmora \
(Gruzja); Centrum Swobód Obywatelskich Kałun (Ukraina); Human Rights House Tarv (Łotwa); Sieć \
Kobiety nad Morzem (Szwecja)
"""
ENGLISH_PAGE = """<html><body><nav><a href="/">Home</a></nav><main>
<h1>Stop the persecution of trade unions in Tarvenia</h1><p>Joint statement</p>
<p>Berlin, 12 March 2024</p>
<p>We, the undersigned organisations, are deeply concerned about the arrest of 23 members of the
dockers' trade union on 3 March 2024 in the city of Dorlan.</p>
<p>Yet those arrested were fined a total of 4,500 euros, and two of them are still in custody.</p>
<p>The European Union should decide on further steps by 30 April 2024.</p>
<h2>Signed by:</h2><table><tr><th>Organisation</th><th>Country</th></tr>
<tr><td>Open Harbours Foundation</td><td>Germany</td></tr>
<tr><td>Seafarers' Association (BDS)</td><td>Poland</td></tr>
<tr><td>Women by the Sea Network</td><td>Sweden</td></tr>
<tr><td>Velmora Institute for Labour Law</td><td>Georgia</td></tr>
<tr><td>Kalun Centre for Civil Liberties</td><td>Ukraine</td></tr>
<tr><td>Human Rights House Tarv</td><td>Lithuania</td></tr></table></main></body></html>
"""
UKRAINIAN = """Підписали: Харківська правозахисна спілка «Обрій» (Україна), Центр громадського \
контролю, Женевський клуб адвокатів (Швейцарія), Мережа «Вільні ліси» (Польща)

Звернення щодо законопроєкту про архіви

Ми, нижчепідписані, закликаємо парламент Тарвенії відкликати законопроєкт № 5123 про архіви, \
зареєстрований 14 лютого 2025 року.

Законопроєкт обмежує доступ до документів старших за 30 років, хоча ще у 2019 році уряд обіцяв \
відкрити понад 12 000 справ.
"""
FRENCH = """Appel concernant le projet de loi sur les archives

Nous, soussignés, appelons le parlement de Tarvénie à retirer le projet de loi n° 5123 sur les \
archives, déposé le 14 février 2025.

Le projet restreint l’accès aux documents de plus de 30 ans, alors qu’en 2018 le gouvernement \
promettait d’ouvrir plus de 12 000 dossiers.

Signataires :

- Union des droits humains « Obriy » de Kharkiv (Ukraine)
- Centre de contrôle citoyen
- Club des avocats de Genève (Suisse)
- Réseau « Forêts libres » (Pologne)
- Maison des libertés de Brno (Tchéquie)
"""


@pytest.mark.parametrize(
    ("texts", "planted"),
    [
        (
            {"en.html": ENGLISH_PAGE, "de.txt": GERMAN, "pl.txt": POLISH},
            ["country_differs", "doubled", "missing", "text.numbers"],
        ),
        ({"uk.txt": UKRAINIAN, "fr.txt": FRENCH}, ["missing", "text.numbers"]),
    ],
    ids=["table and inline lists", "list before the body"],
)
def test_what_was_planted_is_found_and_no_more(tmp_path, texts, planted):
    files = [tmp_path / name for name in texts]
    for file, text in zip(files, texts.values(), strict=True):
        file.write_text(text, encoding="utf-8")

    said = Terminal(tmp_path).run("audit", *files, "--json").stdout

    found = [each["code"] for each in json.loads(said)["findings"] if each["level"] != "hint"]
    assert sorted(found) == planted
