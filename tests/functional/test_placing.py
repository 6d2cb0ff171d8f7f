"""A whole text is put in: read, held against the segments, confirmed, written."""

import io
import re
from html import unescape

import pytest

from appeals.drafting import services
from appeals.drafting.hashing import wording_hash
from appeals.drafting.models import Phase
from appeals.drafting.plain_text import LONGEST_WORDING, MOST_SEGMENTS
from appeals.drafting.rules import WordingState, wording_state
from appeals.drafting.services import AppealDetails, Change
from tests.factories import NOW
from tests.unit.readers.files import ordinary, rebuilt, word_file

PATH = "/appeals/open-river/text/paste/ru"
ENGLISH = (
    "On 3 May 2021 the city of Almaty closed the dam of the river.",
    "We, the 40 undersigned organisations, ask the city to open it within 30 days.",
    "The figures on which the decision rests were never published, although article 12 of the "
    "law demands it.",
)
RUSSIAN = (
    "3 мая 2021 года город Алматы закрыл плотину на реке.",
    "Мы, 40 нижеподписавшихся организаций, просим город открыть её в течение 30 дней.",
    "Данные, на которых основано решение, так и не были опубликованы, хотя этого требует статья "
    "12 закона.",
)


def make(session, texts, **details):
    values = {"slug": "open-river", "languages": ("en", "ru"), "reference_language": "en"}
    made = services.create_from_texts(
        session,
        AppealDetails(**(values | {"titles": {"en": "Open the river"}} | details)),
        {tag: "\n\n".join(paragraphs) for tag, paragraphs in texts.items()},
        by=None,
        now=NOW,
    )
    session.commit()
    return made


@pytest.fixture
def appeal(session, coalition_id):
    return make(session, {"en": ENGLISH, "ru": ("Раз.", "Два.", "Три.")})


@pytest.fixture
def blank(session, coalition_id):
    details = AppealDetails(slug="open-river", languages=("en", "ru"), reference_language="en")
    made = services.create_appeal(session, details, by=None, now=NOW)
    session.commit()
    return made


def put_in(browser, *paragraphs, path=PATH):
    text = "\r\n\r\n".join(paragraphs)
    return browser.post(path, data={"text": text, "file": (io.BytesIO(), "")})


def load(browser, name, content, **more):
    return browser.post(PATH, data={"text": "", "file": (io.BytesIO(content), name)} | more)


def fields(page):
    """What a browser would send back from the proposal, unchanged."""
    form = page.text[page.text.index("data-guard") :]
    values = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
    chosen = re.findall(
        r'<select [^>]*name="([^"]+)">(?:(?!</select>).)*?value="([^"]*)" selected', form, re.S
    )
    ticked = re.findall(
        r'<input type="checkbox" id="[^"]+" name="([^"]+)" value="yes" checked', form
    )
    found = values | dict(chosen) | dict.fromkeys(ticked, "yes")
    return {name: unescape(value).replace("\n", "\r\n") for name, value in found.items()}


def confirm(browser, page, path=PATH, **changes):
    sent = fields(page) | {name.replace("_", ":"): value for name, value in changes.items()}
    return browser.post(f"{path}/place", data=sent, content_type="multipart/form-data")


def into(segment):
    return f"into:{segment.id.hex}"


def after(segment):
    return f"after:{segment.id.hex}"


def texts(appeal, language="ru"):
    return [segment.text(language) for segment in appeal.body]


def test_a_translation_is_proposed_paragraph_by_paragraph_and_written_when_confirmed(
    signed_in, session, appeal
):
    page = put_in(signed_in, *RUSSIAN)
    before = texts(appeal)

    done = confirm(signed_in, page)

    assert (page.status_code, before) == (200, ["Раз.", "Два.", "Три."])
    assert [fields(page)[f"to:{n}"] for n in range(3)] == [into(each) for each in appeal.body]
    assert "Each paragraph has found its place." in page.text
    assert (done.status_code, done.location) == (303, "/appeals/open-river/text?beside=ru")
    assert texts(appeal) == list(RUSSIAN)
    assert {wording_state(each, "ru") for each in appeal.body} == {WordingState.CURRENT}


def test_a_divided_paragraph_is_joined_again(signed_in, session, appeal):
    halves = RUSSIAN[2].partition(", хотя ")
    page = put_in(signed_in, *RUSSIAN[:2], f"{halves[0]}.", f"Хотя {halves[2]}")

    confirm(signed_in, page)

    assert "Joined from 2 paragraphs" in page.text
    assert texts(appeal) == [*RUSSIAN[:2], f"{halves[0]}. Хотя {halves[2]}"]


def test_list_items_in_one_segment_stand_on_lines_of_their_own(signed_in, session, appeal):
    first = appeal.body[0]
    page = put_in(signed_in, "- один\r\n- два")

    confirm(signed_in, page, to_0=into(first), to_1=into(first))

    assert first.text("ru") == "один\nдва"


def test_what_is_new_becomes_a_segment_that_is_empty_in_the_other_languages(
    signed_in, session, appeal
):
    page = put_in(signed_in, *RUSSIAN)
    first, second, third = appeal.body

    confirm(signed_in, page, to_1=after(first), to_2="out")

    assert [each.text("ru") for each in appeal.body] == [RUSSIAN[0], RUSSIAN[1], "Два.", "Три."]
    assert appeal.body[1].text("en") == ""
    assert (appeal.body[2], appeal.body[3]) == (second, third)
    assert [each.position for each in appeal.segments] == list(range(len(appeal.segments)))
    assert appeal.segments[-1].kind.is_list_heading


def test_several_new_segments_stand_in_the_order_of_the_text(signed_in, session, appeal):
    page = put_in(signed_in, *RUSSIAN)

    confirm(signed_in, page, **{f"to_{n}": after(appeal.body[-1]) for n in range(3)})

    assert texts(appeal) == ["Раз.", "Два.", "Три.", *RUSSIAN]


def test_a_line_above_the_title_stays_above_it(signed_in, session, appeal):
    path = PATH.replace("/ru", "/en")

    page = put_in(signed_in, "A joint appeal of rivers", "Open the river", *ENGLISH, path=path)
    confirm(signed_in, page, path=path)

    assert [each.text("en") for each in appeal.segments[:2]] == [
        "A joint appeal of rivers",
        "Open the river",
    ]


def test_a_new_segment_can_stand_before_all_others(signed_in, session, appeal):
    page = put_in(signed_in, *RUSSIAN)

    confirm(signed_in, page, to_0="after:")

    assert appeal.segments[0].text("ru") == RUSSIAN[0]


def test_a_segment_given_nothing_keeps_its_wording_unless_it_is_to_be_emptied(
    signed_in, session, appeal
):
    _first, second, _third = appeal.body
    page = put_in(signed_in, RUSSIAN[0])

    confirm(signed_in, page, **{f"empty_{second.id}": "yes"})

    assert page.text.count("The present wording stays.") == 2
    assert texts(appeal) == [RUSSIAN[0], "", "Три."]


def test_a_text_edited_elsewhere_is_compared_with_what_is_here(signed_in, session, appeal):
    confirm(signed_in, put_in(signed_in, *RUSSIAN))
    edited = RUSSIAN[1].replace("просим", "настоятельно просим")

    page = put_in(signed_in, RUSSIAN[0], edited, RUSSIAN[2])
    confirm(signed_in, page)

    assert page.text.count("Unchanged") == 2
    assert "<ins>настоятельно " in page.text
    assert texts(appeal) == [RUSSIAN[0], edited, RUSSIAN[2]]


def test_the_same_text_again_changes_nothing(signed_in, session, appeal):
    page = put_in(signed_in, "Раз.", "Два.", "Три.")

    done = confirm(signed_in, page)

    assert "This text is what was there already." in signed_in.get(done.location).text
    assert services.latest_revision(session, appeal).number == 1


def test_a_new_reference_makes_its_translations_old(signed_in, session, appeal):
    path = PATH.replace("/ru", "/en")
    page = put_in(signed_in, ENGLISH[0], ENGLISH[1].replace("40", "41"), ENGLISH[2], path=path)

    done = confirm(signed_in, page, path=path)

    assert done.location == "/appeals/open-river/text"
    assert [wording_state(each, "ru") for each in appeal.body] == [
        WordingState.CURRENT,
        WordingState.STALE,
        WordingState.CURRENT,
    ]


def test_a_text_changed_meanwhile_stops_the_writing_and_nothing_typed_is_lost(
    signed_in, session, appeal
):
    page = put_in(signed_in, *RUSSIAN)
    first, second, _third = appeal.body
    services.delete_segment(session, appeal, second, by=None, now=NOW)
    session.commit()

    refused = confirm(signed_in, page, to_0=after(first), to_2="out")
    kept = fields(refused)
    done = confirm(signed_in, refused)

    assert refused.status_code == 409
    assert "Somebody else has changed the text in the meantime." in refused.text
    assert [kept[f"part:{n}"] for n in range(3)] == list(RUSSIAN)
    assert (kept["to:0"], kept["to:2"]) == (after(first), "out")
    assert second.id.hex not in refused.text
    assert done.status_code == 303
    assert texts(appeal)[:2] == ["Раз.", RUSSIAN[0]]


def test_a_reference_changed_meanwhile_counts_too(signed_in, session, appeal):
    page = put_in(signed_in, *RUSSIAN)
    path = PATH.replace("/ru", "/en")
    confirm(signed_in, put_in(signed_in, *ENGLISH[:2], "Other.", path=path), path=path)

    assert confirm(signed_in, page).status_code == 409
    assert texts(appeal) == ["Раз.", "Два.", "Три."]


def test_nothing_is_half_done(signed_in, session, appeal):
    long = "я" * (LONGEST_WORDING + 1)
    page = put_in(signed_in, RUSSIAN[0], RUSSIAN[1], long)
    before = services.latest_revision(session, appeal).number

    refused = confirm(
        signed_in, page, to_0=after(appeal.body[0]), to_1=into(appeal.body[1]), to_2="after:"
    )

    assert refused.status_code == 422
    assert "at most 20000 are possible" in refused.text
    assert fields(refused)["part:2"] == long
    session.expire_all()
    assert texts(appeal) == ["Раз.", "Два.", "Три."]
    assert services.latest_revision(session, appeal).number == before


def test_too_many_segments_are_refused_with_everything_kept(signed_in, session, appeal):
    lines = [f"строка {number}" for number in range(MOST_SEGMENTS)]
    page = put_in(signed_in, *lines)

    refused = confirm(
        signed_in, page, **{f"to_{n}": after(appeal.body[0]) for n in range(MOST_SEGMENTS)}
    )

    assert refused.status_code == 422
    assert "at most 400 segments" in refused.text
    assert fields(refused)["part:399"] == "строка 399"


def test_leaving_everything_out_is_refused(signed_in, appeal):
    page = put_in(signed_in, *RUSSIAN)

    refused = confirm(signed_in, page, to_0="out", to_1="out", to_2="out")

    assert refused.status_code == 422
    assert "Every paragraph is left out." in refused.text


@pytest.mark.parametrize(
    "changes",
    [
        {"to:0": "into:"},
        {"to:0": "into:nonsense"},
        {"to:0": "elsewhere"},
        {"to:0": ""},
        {"to:0": "into:00000000000000000000000000000000"},
        {"kind:0": "signatories_heading"},
        {"also:0": "nonsense"},
        {"empty:nonsense": "yes"},
    ],
)
def test_a_form_that_no_page_has_sent_is_refused(signed_in, appeal, changes):
    page = put_in(signed_in, *RUSSIAN)

    answer = signed_in.post(f"{PATH}/place", data=fields(page) | changes)

    assert answer.status_code == 422
    assert texts(appeal) == ["Раз.", "Два.", "Три."]


def test_a_final_text_is_not_written_and_what_was_typed_stays(signed_in, session, appeal):
    page = put_in(signed_in, *RUSSIAN)
    title = appeal.segments[0]
    typed = {title.id: {"ru": Change("Откройте реку", seen=wording_hash(""))}}
    services.save_texts(session, appeal, typed, by=None, now=NOW)
    appeal.phase = Phase.FINAL
    session.commit()

    confirmed = confirm(signed_in, page)
    pasted = put_in(signed_in, *RUSSIAN)

    assert (confirmed.status_code, pasted.status_code) == (409, 409)
    assert "The text is final. Unlock it to change it." in confirmed.text
    assert fields(confirmed)["part:1"] == RUSSIAN[1]
    assert RUSSIAN[1] in pasted.text


def test_the_first_text_is_laid_out_at_once_with_its_kinds(signed_in, session, blank):
    def fill(document):
        document.add_heading("Откройте реку", 0)
        document.add_paragraph("Мы просим:")
        document.add_paragraph("открыть плотину;", style="List Number")
        document.add_heading("Почему", 1)
        document.add_paragraph("").add_run("Сейчас.").bold = True

    done = load(signed_in, "Текст.docx", word_file(fill))

    assert done.status_code == 303
    assert [(each.kind.value, each.text("ru")) for each in blank.segments[:6]] == [
        ("title", "Откройте реку"),
        ("date_line", ""),
        ("paragraph", "Мы просим:"),
        ("numbered_item", "открыть плотину;"),
        ("heading", "Почему"),
        ("paragraph", "**Сейчас.**"),
    ]
    assert [each.kind.is_list_heading for each in blank.segments[6:]] == [True, True]


def test_a_title_that_is_there_is_not_replaced_without_asking(signed_in, session, blank):
    first = load(signed_in, "a.html", "<h1>Откройте реку</h1>".encode())
    confirm(signed_in, first)

    asked = load(signed_in, "a.html", "<h1>Откройте все реки</h1><p>Мы просим.</p>".encode())

    assert asked.status_code == 200
    assert fields(asked)["to:0"] == into(blank.segments[0])
    assert blank.segments[0].text("ru") == "Откройте реку"


def test_a_first_heading_is_proposed_for_a_title_that_is_missing(signed_in, session, appeal):
    page = load(
        signed_in,
        "text.html",
        f"<h2>Река</h2><p>{'</p><p>'.join(RUSSIAN)}</p>".encode(),
    )

    confirm(signed_in, page)

    assert appeal.segments[0].text("ru") == "Река"
    assert texts(appeal) == list(RUSSIAN)


def test_a_file_in_another_encoding_is_read(signed_in, session, appeal):
    page = load(signed_in, "text.txt", "\r\n\r\n".join(RUSSIAN).encode("cp1251"))

    confirm(signed_in, page)

    assert texts(appeal) == list(RUSSIAN)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("text.xlsx", b"PK", "Files of this kind cannot be read."),
        ("text.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "older Word"),
        ("text.docx", rebuilt(ordinary(), {"word/vbaProject.bin": b"x"}), "macros"),
        ("text.txt", b" ", "There is no text in it."),
        ("text.txt", b"line\n" * 50_000, "more than 1,000 paragraphs"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(signed_in, appeal, name, content, said):
    answer = load(signed_in, name, content)

    assert answer.status_code == 422
    assert said in answer.text


def test_a_text_and_a_file_at_once_are_refused_and_the_text_is_kept(signed_in, appeal):
    answer = load(signed_in, "text.txt", b"Other.", text=RUSSIAN[0])

    assert answer.status_code == 422
    assert "Paste a text or choose a file, not both." in answer.text
    assert RUSSIAN[0] in answer.text


@pytest.mark.parametrize("text", ["", " \r\n "])
def test_nothing_to_put_in_is_said(signed_in, appeal, text):
    answer = put_in(signed_in, text)

    assert answer.status_code == 422
    assert "Paste a text, or choose a file." in answer.text


def test_a_request_that_is_far_too_large_is_refused(signed_in, appeal):
    answer = signed_in.post(
        PATH,
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": "30000000"},
    )

    assert answer.status_code == 413
    assert "The file is too large" in answer.text


def test_what_was_pasted_is_text_and_never_markup_of_the_page(signed_in, session, appeal):
    said = 'a" onfocus="alert(1) <script>alert(2)</script>'
    page = put_in(signed_in, RUSSIAN[0], said)

    confirm(signed_in, page, to_1=into(appeal.body[1]))

    assert "<script>alert" not in page.text
    assert 'onfocus="' not in page.text
    assert appeal.body[1].text("ru") == said


def test_a_text_is_put_in_only_in_a_language_of_the_appeal(signed_in, appeal):
    path = "/appeals/open-river/text/paste/fr"

    assert signed_in.get(path).status_code == 404
    assert signed_in.post(path).status_code == 404
    assert signed_in.post(f"{path}/place").status_code == 404


def test_an_arabic_text_is_placed_and_stands_in_its_own_direction(signed_in, session, coalition_id):
    arabic = (
        "في ٣ مايو ٢٠٢١ أغلقت مدينة ألماتي سد النهر.",
        "نحن ٤٠ منظمة نطالب المدينة بفتحه خلال ٣٠ يوما.",
        "لم تنشر الأرقام التي استند إليها القرار، رغم أن المادة ١٢ من القانون تقتضي ذلك.",
    )
    appeal = make(session, {"en": ENGLISH, "ar": ("١", "٢", "٣")}, languages=("en", "ar"))
    path = PATH.replace("/ru", "/ar")

    page = put_in(signed_in, *arabic, path=path)
    confirm(signed_in, page, path=path)

    assert f'<p class="wording__text" lang="ar" dir="rtl">{arabic[0]}</p>' in page.text
    assert texts(appeal, "ar") == list(arabic)


def test_a_paragraph_written_anew_is_proposed_for_its_place_and_marked(signed_in, appeal):
    path = PATH.replace("/ru", "/en")

    page = put_in(signed_in, *ENGLISH[:2], "Nobody was asked.", path=path)

    assert fields(page)["to:2"] == into(appeal.body[2])
    assert page.text.count("badge--warning") == 1


def test_an_uncertain_place_is_marked(signed_in, appeal):
    page = put_in(signed_in, "Ничего общего.", "Совсем другое.")

    assert "Please check" in page.text


def test_a_long_text_offers_the_places_near_by(signed_in, session, coalition_id):
    rows = [f"Paragraph {number} of a very long appeal." for number in range(100)]
    make(session, {"en": rows, "ru": rows})

    page = put_in(signed_in, *rows)

    options = re.findall(r'<select id="to:50".*?</select>', page.text, re.S)[0].count("<option")
    assert 20 < options < 60
    assert len(page.text) < 1_500_000
