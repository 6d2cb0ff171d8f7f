"""The pages of drafting: list, new appeal, editor, overview, revisions, settings."""

import re
from html import unescape

import pytest

from appeals import db
from appeals.accounts.permissions import Role
from appeals.drafting import services
from appeals.drafting.hashing import wording_hash
from appeals.drafting.models import Phase, SegmentKind
from appeals.drafting.rules import WordingState, wording_state
from appeals.drafting.services import AppealDetails, AppealSettings, Change
from tests import factories
from tests.conftest import sign_in
from tests.factories import NOW
from tests.unit.document.settling import accepted, rejected


@pytest.fixture
def appeal(session, coalition_id):
    details = AppealDetails(
        slug="open-river",
        languages=("en", "ru"),
        reference_language="en",
        titles={"en": "Open the river", "ru": "Откройте реку"},
        time_zone="Europe/Berlin",
    )
    texts = {"en": "One.\n\nTwo.", "ru": "Один.\n\nДва."}
    made = services.create_from_texts(session, details, texts, by=None, now=NOW)
    session.commit()
    return made


def fields(page):
    """Return what a browser would send back from the editor, unchanged."""
    form = page.text[page.text.index("data-guard") :]
    values = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
    areas = re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>([^<]*)</textarea>', form)
    chosen = re.findall(
        r'<select [^>]*name="([^"]+)">(?:(?!</select>).)*?value="([^"]+)" selected', form, re.S
    )
    found = values | dict(areas) | dict(chosen)
    return {name: unescape(value).replace("\n", "\r\n") for name, value in found.items()}


def text_field(segment, language):
    return f"text:{segment.id}:{language}"


def edit(browser, **changes):
    """Open the editor and send it back with these changes."""
    return browser.post(
        "/appeals/open-river/text", data=fields(browser.get("/appeals/open-river/text")) | changes
    )


def test_inside_an_appeal_every_page_has_its_tabs(signed_in, appeal):
    edit(signed_in, **{text_field(appeal.segments[0], "en"): "<script>alert(1)</script>"})

    page = signed_in.get("/appeals/open-river/text")

    assert page.status_code == 200
    assert "&lt;script&gt;alert(1)" in page.text
    assert '<a href="/appeals/open-river/text" aria-current="page">Text</a>' in page.text


def test_a_new_coalition_is_shown_where_to_begin(signed_in):
    page = signed_in.get("/appeals/")

    assert page.status_code == 200
    assert "There is no appeal yet" in page.text
    assert 'href="/appeals/new"' in page.text


def new_appeal(**changes):
    values = {
        "title": "Open the river!",
        "slug": "",
        "reference_language": "en",
        "second_language": "ru",
        "third_language": "",
        "fourth_language": "",
        "deadline": "2030-06-01T18:00",
        "time_zone": "Europe/Berlin",
        "reply_to": "desk@coalition.example",
    }
    return values | changes


def test_a_coordinator_makes_an_appeal(signed_in, session):
    response = signed_in.post("/appeals/new", data=new_appeal())

    made = services.get_appeal(session, "open-the-river")
    assert response.location == "/appeals/open-the-river/text"
    assert (made.languages, made.reference_language) == (["en", "ru"], "en")
    assert made.deadline.isoformat() == "2030-06-01T16:00:00+00:00"
    assert "1 June 2030, 18:00" in signed_in.get("/appeals/open-the-river/").text
    assert "1 June 2030, 16:00 UTC" in signed_in.get("/appeals/open-the-river/").text


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"title": "", "slug": ""}, "Give a title or a short name."),
        ({"title": "!?", "slug": ""}, "Give a title or a short name."),
        ({"slug": "Open River"}, "small Latin letters"),
        ({"slug": "new"}, "This short name is taken"),
        ({"slug": "<script>"}, "small Latin letters"),
        ({"title": "x" * 301}, "300"),
        ({"second_language": "en"}, "another language"),
        ({"second_language": "xx"}, "Not a valid choice"),
        ({"deadline": "tomorrow"}, "Not a valid datetime"),
        ({"deadline": "2030-03-31T02:30"}, "does not exist on that day"),
        ({"time_zone": "Mars/Olympus"}, "Not a valid choice"),
        ({"reply_to": "nobody"}, "Invalid email"),
    ],
)
def test_what_cannot_be_an_appeal_is_said_beside_the_field(signed_in, changes, message):
    page = signed_in.post("/appeals/new", data=new_appeal(**changes))

    assert page.status_code == 422
    assert message in unescape(page.text)
    assert 'value="desk@coalition.example"' in page.text or "reply_to" in changes


def test_a_save_without_changes_says_so_and_keeps_no_revision(signed_in, session, appeal):
    response = edit(signed_in)

    assert response.status_code == 303
    assert services.latest_revision(session, appeal).number == 1
    assert "nothing new to save" in signed_in.get(response.location).text


def test_typed_text_is_saved_as_a_revision_and_makes_the_translation_stale(
    signed_in, session, appeal, coordinator
):
    first = appeal.body[0]

    edit(signed_in, **{text_field(first, "en"): "One, and\r\na <b>second</b> line.\x07"})

    page = signed_in.get("/appeals/open-river/text").text
    assert first.text("en") == "One, and\na <b>second</b> line."
    assert first.wording("en").updated_by == coordinator.id
    assert "a &lt;b&gt;second&lt;/b&gt; line." in page
    assert "To do again: the reference changed" in page
    assert "<ins>, and" in page


def test_a_stale_wording_is_found_to_be_still_right(signed_in, session, appeal):
    first = appeal.body[0]
    edit(signed_in, **{text_field(first, "en"): "One, changed."})

    edit(signed_in, do=f"right:{first.id}:ru")

    assert "Older than the reference" not in signed_in.get("/appeals/open-river/text").text


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        ("add", ["One.", "", "Two, typed."]),
        ("up", ["One.", "Two, typed."]),
        ("down", ["Two, typed.", "One."]),
        ("delete", ["Two, typed."]),
    ],
)
def test_a_tool_keeps_what_was_typed_elsewhere(signed_in, session, appeal, verb, expected):
    first, second = appeal.body

    response = edit(
        signed_in, **{text_field(second, "en"): "Two, typed.", "do": f"{verb}:{first.id}"}
    )

    assert response.status_code == 303
    assert [segment.text("en") for segment in appeal.body] == expected


def test_a_kind_is_changed_only_by_who_changed_it(signed_in, session, appeal):
    first, second = appeal.body
    shown = fields(signed_in.get("/appeals/open-river/text"))
    edit(signed_in, **{f"kind:{first.id}": "heading"})

    signed_in.post("/appeals/open-river/text", data=shown | {f"kind:{second.id}": "quotation"})

    assert [segment.kind for segment in appeal.body] == [
        SegmentKind.HEADING,
        SegmentKind.QUOTATION,
    ]


def test_two_people_at_once_see_both_texts_and_decide(signed_in, session, appeal):
    first, second = appeal.body
    shown = fields(signed_in.get("/appeals/open-river/text"))
    edit(signed_in, **{text_field(first, "en"): "Theirs."})

    mine = {text_field(first, "en"): "Mine.", text_field(second, "en"): "Mine too."}
    page = signed_in.post("/appeals/open-river/text", data=shown | mine)
    kept = (first.text("en"), second.text("en"))
    signed_in.post("/appeals/open-river/text", data=fields(page))

    assert page.status_code == 409
    assert ">Mine.</textarea>" in page.text
    assert ">Theirs.</p>" in page.text
    assert "Ada Example changed this wording" in page.text
    assert kept == ("Theirs.", "Mine too.")
    assert first.text("en") == "Mine."


def test_theirs_is_kept_on_request_and_the_rest_is_saved(signed_in, session, appeal):
    first, second = appeal.body
    shown = fields(signed_in.get("/appeals/open-river/text"))
    edit(signed_in, **{text_field(first, "en"): "Theirs."})
    page = signed_in.post(
        "/appeals/open-river/text", data=shown | {text_field(first, "en"): "Mine."}
    )

    decided = {"do": f"theirs:{first.id}:en", text_field(second, "ru"): "Два, иначе."}
    signed_in.post("/appeals/open-river/text", data=fields(page) | decided)

    assert first.text("en") == "Theirs."
    assert second.text("ru") == "Два, иначе."


@pytest.mark.parametrize("gone", ["deleted", "locked"])
def test_what_can_no_longer_be_saved_is_shown_to_be_copied(signed_in, session, appeal, gone):
    first = appeal.body[0]
    shown = fields(signed_in.get("/appeals/open-river/text"))
    if gone == "deleted":
        services.delete_segment(session, appeal, first, by=None, now=NOW)
    else:
        services.lock(session, appeal, by=None, now=NOW)
    session.commit()

    page = signed_in.post(
        "/appeals/open-river/text", data=shown | {text_field(first, "en"): "Long work."}
    )

    assert page.status_code == 409
    assert "Long work." in page.text


def test_an_over_long_wording_stays_in_the_form(signed_in, session, appeal):
    first, second = appeal.body

    page = edit(
        signed_in,
        **{text_field(first, "en"): "x" * 20_001, text_field(second, "en"): "Typed as well."},
    )

    assert page.status_code == 422
    assert "Segment 3 has 20001 characters" in page.text
    assert "Typed as well.</textarea>" in page.text
    assert second.text("en") == "Two."


@pytest.mark.parametrize(
    "data",
    [
        {"text:nonsense:en": "x"},
        {"do": "delete:nonsense"},
        {
            "kind:00000000-0000-0000-0000-000000000000": "x",
            "was:00000000-0000-0000-0000-000000000000": "y",
        },
    ],
)
def test_fields_that_no_page_has_sent_are_refused(signed_in, appeal, data):
    assert signed_in.post("/appeals/open-river/text", data=data).status_code == 422


def test_a_language_the_appeal_has_not_is_refused(signed_in, appeal):
    field = text_field(appeal.body[0], "fr")

    assert signed_in.post("/appeals/open-river/text", data={field: "Un."}).status_code == 422


def test_a_tool_for_a_segment_of_another_appeal_changes_nothing(signed_in, session, appeal):
    other = services.create_appeal(
        session,
        AppealDetails(slug="other", languages=("en",), reference_language="en"),
        by=None,
        now=NOW,
    )
    session.commit()

    response = edit(signed_in, do=f"delete:{other.body[0].id}")

    assert response.status_code == 303
    assert len(other.body) == 1


def test_a_right_to_left_wording_has_its_own_direction(signed_in, session, appeal):
    settings = AppealSettings(
        languages=("en", "ru", "ar"), time_zone="UTC", deadline=None, reply_to=""
    )
    services.update_settings(session, appeal, settings, by=None, now=NOW)
    session.commit()

    page = signed_in.get("/appeals/open-river/text?beside=ar").text

    assert f'name="{text_field(appeal.body[0], "ar")}" lang="ar" dir="rtl"' in page
    assert text_field(appeal.body[0], "ru") not in page


def test_the_way_from_draft_to_closed_and_back(signed_in, session, appeal):
    def go(step, **data):
        response = signed_in.post(f"/appeals/open-river/{step}", data=data)
        return response.status_code, appeal.phase

    assert go("open") == (409, Phase.DRAFT)
    assert go("lock") == (303, Phase.FINAL)
    assert go("lock") == (409, Phase.FINAL)
    assert go("open") == (303, Phase.SIGN_ON)
    assert go("close") == (303, Phase.CLOSED)
    assert go("reopen") == (303, Phase.SIGN_ON)
    assert go("unlock") == (422, Phase.SIGN_ON)
    assert go("unlock", change="nonsense") == (422, Phase.SIGN_ON)
    assert go("unlock", change="typo") == (303, Phase.DRAFT)


PHASES = [Phase.DRAFT, Phase.FINAL, Phase.SIGN_ON, Phase.CLOSED]


@pytest.mark.parametrize("phase", PHASES)
def test_the_overview_says_what_comes_next(signed_in, session, appeal, phase):
    steps = (services.lock, services.open_sign_on, services.close)
    for step in steps[: PHASES.index(phase)]:
        step(session, appeal, by=None, now=NOW)
    session.commit()

    page = signed_in.get("/appeals/open-river/")

    button = {
        Phase.DRAFT: "Make the text final",
        Phase.FINAL: "Open for signatures",
        Phase.SIGN_ON: "Close the appeal",
        Phase.CLOSED: "Open for signatures again",
    }[phase]
    assert button in page.text
    assert page.text.count('aria-current="step"') == 1
    assert services.latest_revision(session, appeal).set_hash[:8] in page.text


def test_locking_with_a_gap_lists_what_is_missing(signed_in, session, appeal):
    edit(signed_in, **{text_field(appeal.body[1], "ru"): ""})

    page = signed_in.post("/appeals/open-river/lock")

    assert page.status_code == 409
    assert f'beside=ru#segment-{appeal.body[1].id}"' in page.text
    assert "Segment 4 (Paragraph), Russian" in page.text
    assert appeal.phase is Phase.DRAFT


def test_a_locked_text_is_shown_and_not_edited(signed_in, session, appeal):
    services.lock(session, appeal, by=None, now=NOW)
    session.commit()

    page = signed_in.get("/appeals/open-river/text")

    assert "<textarea" not in page.text
    assert "One." in page.text


def test_revisions_are_listed_and_shown_with_what_they_changed(signed_in, session, appeal):
    edit(signed_in, **{text_field(appeal.body[0], "en"): "One <i>and</i> more."})

    listed = signed_in.get("/appeals/open-river/revisions")
    shown = signed_in.get("/appeals/open-river/revisions/2?language=en")

    assert "Revision 2" in listed.text
    assert "Ada Example" in listed.text
    assert "What it changed" in shown.text
    assert "&lt;i&gt;and&lt;/i&gt;" in shown.text
    assert "<i>" not in shown.text


def test_any_two_revisions_are_compared_word_by_word(signed_in, session, appeal):
    edit(signed_in, **{text_field(appeal.body[0], "en"): "One more."})
    edit(signed_in, **{text_field(appeal.body[0], "en"): "One and two."})

    sides = signed_in.get("/appeals/open-river/revisions/compare?before=1&after=3").text
    english = signed_in.get(
        "/appeals/open-river/revisions/compare?before=2&after=3&language=en"
    ).text

    assert "<ins> and two</ins>" in sides
    assert "Nothing differs in this language." in sides
    assert "<del>more</del>" in english
    assert signed_in.get("/appeals/open-river/revisions/compare?before=9").status_code == 404


def test_a_comparison_can_be_had_as_a_word_file(signed_in, session, appeal):
    edit(signed_in, **{text_field(appeal.body[0], "en"): "One more."})

    address = "/appeals/open-river/revisions/compare/en.docx?before=1&amp;after=2"
    assert address in signed_in.get("/appeals/open-river/revisions/compare").text
    download = signed_in.get(unescape(address))

    assert download.headers["Content-Disposition"] == (
        "attachment; filename=open-river-en-revisions-1-2.docx"
    )
    assert accepted(download.data)[1] == ("BodyText", "One more.")
    assert rejected(download.data)[1] == ("BodyText", "One.")
    assert signed_in.get("/appeals/open-river/revisions/compare/de.docx").status_code == 404
    assert signed_in.get("/appeals/open-river/revisions/compare/ru.docx").status_code == 200


def test_only_who_may_read_the_appeal_gets_the_comparison(client, appeal):
    page = client.get("/appeals/open-river/revisions/compare/en.docx")

    assert page.status_code in {302, 303}
    assert page.headers["Location"].startswith("/sign-in")


def test_why_is_kept_with_a_revision_and_it_can_be_named(signed_in, session, appeal):
    edit(signed_in, **{text_field(appeal.body[0], "en"): "One more.", "note": "As Nino asked"})
    signed_in.post("/appeals/open-river/revisions/2/name", data={"name": " For  the board "})

    listed = signed_in.get("/appeals/open-river/revisions").text

    assert "As Nino asked" in listed
    assert "For the board" in listed


def test_an_earlier_revision_is_restored_in_every_language(signed_in, session, appeal):
    before = services.latest_revision(session, appeal)
    first = appeal.body[0]
    edit(signed_in, **{text_field(first, "en"): "Changed.", text_field(first, "ru"): "Иначе."})
    gone = appeal.body[-1]
    edit(signed_in, do=f"delete:{gone.id}")

    signed_in.post("/appeals/open-river/revisions/1/restore")

    session.expire_all()
    restored = services.latest_revision(session, appeal)
    assert restored.set_hash == before.set_hash
    assert restored.note == "Restored from revision 1"
    assert gone.id in {each.id for each in appeal.segments}
    states = {wording_state(each, "ru") for each in appeal.body}
    assert WordingState.STALE not in states


def test_a_final_text_is_not_restored_over(signed_in, session, appeal):
    edit(signed_in, **{text_field(appeal.body[0], "en"): "One more."})
    services.lock(session, appeal, by=None, now=NOW)
    session.commit()

    signed_in.post("/appeals/open-river/revisions/1/restore")

    session.expire_all()
    assert services.latest_revision(session, appeal).number == 2


@pytest.mark.parametrize("number", ["0", "9", "99999999999999999999999", "x", "-1"])
def test_a_revision_that_is_not_there_is_not_found(signed_in, appeal, number):
    assert signed_in.get(f"/appeals/open-river/revisions/{number}").status_code == 404


def test_settings_are_changed_in_the_time_zone_of_the_appeal(signed_in, session, appeal):
    data = {
        "deadline": "2030-12-01T09:00",
        "time_zone": "Asia/Almaty",
        "reply_to": "",
        "further_language": "ar",
    }

    response = signed_in.post("/appeals/open-river/settings", data=data)

    assert response.status_code == 303
    assert appeal.deadline.isoformat() == "2030-12-01T04:00:00+00:00"
    assert appeal.languages == ["en", "ru", "ar"]
    assert 'value="2030-12-01T09:00"' in signed_in.get("/appeals/open-river/settings").text


WRITING = [
    ("text", {}),
    ("text/paste/ru", {"text": "a"}),
    ("lock", {}),
    ("unlock", {}),
    ("open", {}),
    ("close", {}),
    ("reopen", {}),
    ("settings", {}),
]


@pytest.mark.parametrize(("path", "data"), WRITING)
def test_a_reader_reads_and_changes_nothing(client, session, coalition_id, appeal, path, data):
    reader = factories.make_account(coalition_id, role=Role.READER)
    session.add(reader)
    session.commit()
    sign_in(client, reader)

    assert client.get("/appeals/open-river/text").status_code == 200
    assert "<textarea" not in client.get("/appeals/open-river/text").text
    assert client.post(f"/appeals/open-river/{path}", data=data).status_code == 403


def test_a_translator_writes_and_does_not_lock(client, session, coalition_id, appeal):
    translator = factories.make_account(coalition_id, role=Role.TRANSLATOR)
    session.add(translator)
    session.commit()
    sign_in(client, translator)

    written = edit(client, **{text_field(appeal.body[0], "ru"): "Первый."})

    assert written.status_code == 303
    assert appeal.body[0].text("ru") == "Первый."
    assert client.post("/appeals/open-river/lock").status_code == 403
    assert "Make the text final" not in client.get("/appeals/open-river/").text
    assert client.get("/appeals/new").status_code == 403


@pytest.mark.parametrize("path", ["", "text", "revisions", "revisions/1", "settings", "unlock"])
def test_another_coalition_finds_nothing(client, session, appeal, path):
    other = factories.make_coalition()
    session.add(other)
    session.flush()
    stranger = factories.make_account(other.id)
    session.add(stranger)
    session.commit()
    mine = db.session().info["coalition"]
    sign_in(client, stranger)

    page = client.get(f"/appeals/open-river/{path}")
    listed = client.get("/appeals/")
    db.enter(session, mine)

    assert page.status_code == 404
    assert "open-river" not in listed.text


@pytest.mark.parametrize("path", ["", "new", "open-river/", "open-river/text"])
def test_a_stranger_is_asked_to_sign_in(client, appeal, path):
    assert client.get(f"/appeals/{path}").status_code == 303


def test_a_get_changes_no_phase(signed_in, appeal):
    for step in ("lock", "open", "close", "reopen"):
        assert signed_in.get(f"/appeals/open-river/{step}").status_code == 405

    assert appeal.phase is Phase.DRAFT


def test_a_collision_is_not_seen_where_both_typed_the_same(signed_in, session, appeal):
    first = appeal.body[0]
    shown = wording_hash(first.text("en"))
    edit(signed_in, **{text_field(first, "en"): "Alike."})

    saved = services.save_texts(
        session, appeal, {first.id: {"en": Change("Alike.", shown)}}, by=None, now=NOW
    )

    assert saved == services.Saved(None, 0)
