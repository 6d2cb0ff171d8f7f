"""Drafting together: dividing, joining, undoing, saving by itself, a second reader."""

import re
from datetime import timedelta
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from appeals import ledger
from appeals.accounts.permissions import Role
from appeals.drafting import services
from appeals.drafting.hashing import wording_hash
from appeals.drafting.models import SegmentKind
from appeals.drafting.rules import WordingState, wording_state
from appeals.drafting.services import Change
from appeals.errors import Conflict, Invalid
from tests import factories
from tests.conftest import sign_in
from tests.factories import NOW
from tests.functional.test_drafting import created
from tests.functional.test_drafting_pages import edit, fields, text_field

PAGE = "/appeals/open-river/text"


@pytest.fixture
def appeal(session, coalition_id):
    made = created(session, {"en": "One.\n\nTwo.", "ru": "Один.\n\nДва."})
    session.commit()
    return made


@pytest.fixture
def second(client, session, coalition_id):
    """A second person of the coalition, with a browser of her own."""
    account = factories.make_account(coalition_id, role=Role.TRANSLATOR)
    session.add(account)
    session.commit()
    return sign_in(client.application.test_client(), account)


def type_text(session, appeal, segment, *, by=None, now=NOW, autosave=False, **typed):
    changes = {
        segment.id: {
            tag: Change(text, wording_hash(segment.text(tag))) for tag, text in typed.items()
        }
    }
    return services.save_texts(session, appeal, changes, autosave=autosave, by=by, now=now)


def body(appeal, language):
    return [segment.text(language) for segment in appeal.body]


def test_a_segment_is_divided_at_its_empty_lines_in_every_language(signed_in, session, appeal):
    first = appeal.body[0]
    cut = {
        text_field(first, "en"): "One.\r\n\r\nAnd a half.",
        text_field(first, "ru"): "Один.\r\n\r\nС половиной.",
    }

    response = edit(signed_in, do=f"split:{first.id}", **cut)

    session.expire_all()
    assert response.status_code == 303
    assert body(appeal, "en") == ["One.", "And a half.", "Two."]
    assert body(appeal, "ru") == ["Один.", "С половиной.", "Два."]
    assert [each.position for each in appeal.segments] == list(range(len(appeal.segments)))
    assert {wording_state(each, "ru") for each in appeal.body} == {WordingState.CURRENT}


def test_dividing_without_an_empty_line_says_how_it_is_done(signed_in, session, appeal):
    first = appeal.body[0]

    response = edit(signed_in, do=f"split:{first.id}", **{text_field(first, "en"): "Typed."})

    assert response.status_code == 422
    assert "Put an empty line where segment 3 is to be divided" in response.text
    assert ">Typed.</textarea>" in response.text
    session.expire_all()
    assert len(appeal.body) == 2


def test_the_part_of_an_outdated_translation_is_still_to_be_done_again(session, appeal):
    first = appeal.body[0]
    type_text(session, appeal, first, en="Uno.\n\nHalf.")

    services.split_segment(session, appeal, first, by=None, now=NOW)

    assert wording_state(appeal.body[0], "ru") is WordingState.STALE
    assert wording_state(appeal.body[1], "ru") is WordingState.MISSING


def test_two_segments_become_one_in_every_language(signed_in, session, appeal):
    first = appeal.body[0]

    edit(signed_in, do=f"merge:{first.id}")

    session.expire_all()
    assert body(appeal, "en") == ["One. Two."]
    assert body(appeal, "ru") == ["Один. Два."]
    assert wording_state(appeal.body[0], "ru") is WordingState.CURRENT


def test_the_last_segment_has_nothing_to_be_joined_with(session, appeal):
    with pytest.raises(Conflict):
        services.merge_segment(session, appeal, appeal.body[-1], by=None, now=NOW)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.sampled_from(["split", "merge", "up", "down"]), st.integers(0, 9))))
def test_dividing_joining_and_moving_never_lose_a_character(session, appeal, steps):
    first = appeal.body[0]
    type_text(session, appeal, first, en="A\n\nb\n\nc", ru="А\n\nб")
    before = {
        tag: sorted("".join(body(appeal, tag)).replace(" ", "").split()) for tag in ("en", "ru")
    }
    count = {tag: sorted("".join("".join(each) for each in before[tag])) for tag in before}

    for step, at in steps:
        segment = appeal.body[at % len(appeal.body)]
        try:
            if step == "split":
                services.split_segment(session, appeal, segment, by=None, now=NOW)
            elif step == "merge":
                services.merge_segment(session, appeal, segment, by=None, now=NOW)
            else:
                offset = -1 if step == "up" else 1
                services.move_segment(session, appeal, segment, offset, by=None, now=NOW)
        except (Conflict, Invalid):
            continue

    after = {tag: sorted("".join("".join(body(appeal, tag)).split())) for tag in ("en", "ru")}
    assert after == count
    session.rollback()


def test_undoing_goes_back_one_revision_at_a_time(session, appeal):
    first = appeal.body[0]
    for text in ("One, a.", "One, b.", "One, c."):
        type_text(session, appeal, first, en=text)
    seen = []

    while services.undo(session, appeal, by=None, now=NOW):
        seen.append(first.text("en"))

    assert seen == ["One, b.", "One, a.", "One."]
    assert services.list_revisions(session, appeal)[0].number == 7


def test_what_is_written_after_undoing_is_undone_first(session, appeal):
    first = appeal.body[0]
    type_text(session, appeal, first, en="One, a.")
    services.undo(session, appeal, by=None, now=NOW)
    type_text(session, appeal, first, en="One, z.")

    services.undo(session, appeal, by=None, now=NOW)

    assert first.text("en") == "One."


def test_a_deleted_segment_is_brought_back_by_undoing(signed_in, session, appeal):
    first = appeal.body[0]
    edit(signed_in, do=f"delete:{first.id}")

    signed_in.post(f"{PAGE}/undo")

    session.expire_all()
    assert body(appeal, "en") == ["One.", "Two."]
    assert body(appeal, "ru") == ["Один.", "Два."]


@given(text=st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"])))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_restoring_what_was_saved_gives_what_was_saved(session, appeal, text):
    type_text(session, appeal, appeal.body[0], en=text, ru=text[::-1])
    saved = services.latest_revision(session, appeal)
    before = [(each.id, each.kind, each.text("en"), each.text("ru")) for each in appeal.segments]
    type_text(session, appeal, appeal.body[1], en="Something else.")
    services.move_segment(session, appeal, appeal.body[0], 1, by=None, now=NOW)

    services.restore(session, appeal, saved, by=None, now=NOW)

    used = [row for row in before if row[2] or row[3] or row[1].is_standing]
    now = [(each.id, each.kind, each.text("en"), each.text("ru")) for each in appeal.segments]
    assert now == used
    assert services.latest_revision(session, appeal).set_hash == saved.set_hash
    session.rollback()


def test_what_the_page_saves_while_somebody_types_is_one_revision(session, appeal, coordinator):
    first, by = appeal.body[0], coordinator.id
    before = services.latest_revision(session, appeal).number
    for minute, text in enumerate(("O", "On", "One more.")):
        now = NOW + timedelta(minutes=minute)
        type_text(session, appeal, first, by=by, now=now, autosave=True, en=text)

    latest = services.latest_revision(session, appeal)
    assert latest.number == before + 1
    assert latest.segments[0]["wordings"]["en"] == "One more."


@pytest.mark.parametrize(
    ("minutes", "autosave", "own"), [(11, True, True), (1, False, True), (1, True, False)]
)
def test_what_is_not_the_same_typing_is_another_revision(
    session, appeal, coordinator, minutes, autosave, own
):
    first, before = appeal.body[0], services.latest_revision(session, appeal).number
    other = factories.make_account(coordinator.coalition_id)
    session.add(other)
    session.flush()
    type_text(session, appeal, first, by=coordinator.id, autosave=True, en="One more.")

    by, now = (coordinator if own else other).id, NOW + timedelta(minutes=minutes)
    type_text(session, appeal, first, by=by, now=now, autosave=autosave, en="One more time.")

    assert services.latest_revision(session, appeal).number == before + 2


def test_the_page_is_told_what_was_saved_and_what_it_starts_from_now(signed_in, session, appeal):
    first = appeal.body[0]
    name = text_field(first, "en")
    typed = fields(signed_in.get(PAGE)) | {name: "One, typed."}

    response = signed_in.post(f"{PAGE}/autosave", data=typed)
    again = signed_in.post(f"{PAGE}/autosave", data=typed | response.json["seen"])

    session.expire_all()
    assert response.json["told"].startswith("Saved at ")
    assert response.json["seen"][name.replace("text", "seen")] == wording_hash("One, typed.")
    assert first.text("en") == "One, typed."
    assert again.json["is_complete"]


def test_saving_by_itself_overwrites_nobody(signed_in, session, appeal):
    first = appeal.body[0]
    typed = fields(signed_in.get(PAGE)) | {text_field(first, "en"): "Mine."}
    type_text(session, appeal, first, en="Theirs.")
    session.commit()

    response = signed_in.post(f"{PAGE}/autosave", data=typed)

    session.expire_all()
    assert first.text("en") == "Theirs."
    assert not response.json["is_complete"]
    assert text_field(first, "en").replace("text", "seen") not in response.json["seen"]


def test_a_text_made_final_meanwhile_is_told_to_the_page(signed_in, session, appeal):
    typed = fields(signed_in.get(PAGE)) | {text_field(appeal.body[0], "en"): "Mine."}
    type_text(session, appeal, appeal.segments[0], en="A title", ru="Заголовок")
    services.lock(session, appeal, by=None, now=NOW)
    session.commit()

    response = signed_in.post(f"{PAGE}/autosave", data=typed)

    assert response.status_code == 409
    assert "final" in response.json["told"]


def test_a_second_person_reads_a_translation(signed_in, second, session, appeal, coordinator):
    first = appeal.body[0]
    type_text(session, appeal, first, by=coordinator.id, ru="Один!")
    session.commit()
    own = edit(signed_in, do=f"read:{first.id}:ru")

    edit(second, do=f"read:{first.id}:ru")

    session.expire_all()
    assert own.status_code == 409
    assert "Somebody else has to read it." in own.text
    assert wording_state(first, "ru") is WordingState.READ
    assert "Read by" in signed_in.get(PAGE).text


@pytest.mark.parametrize("changed", ["en", "ru"])
def test_a_change_takes_the_second_reading_back(session, appeal, coordinator, changed):
    first = appeal.body[0]
    services.mark_read(
        session, appeal, first, "ru", seen=wording_hash("Один."), by=coordinator.id, now=NOW
    )

    type_text(session, appeal, first, **{changed: "Uno."})

    assert wording_state(first, "ru") is not WordingState.READ


def test_of_a_wording_that_was_changed_meanwhile_nothing_is_said(session, appeal, coordinator):
    first = appeal.body[0]

    with pytest.raises(Conflict):
        services.mark_read(
            session, appeal, first, "ru", seen=wording_hash("Раз."), by=coordinator.id, now=NOW
        )


def test_the_translator_is_led_from_one_wording_to_the_next(second, session, appeal):
    title, (first, last) = appeal.segments[0], appeal.body
    type_text(session, appeal, title, en="A title", ru="Заголовок")
    type_text(session, appeal, first, ru="")
    type_text(session, appeal, last, en="Two, changed.")
    session.commit()

    once = edit(second, do="next", at=str(title.id))
    twice = edit(second, do="next", at=str(first.id))
    around = edit(second, do="next", at=str(last.id))

    places = [unquote(each.location.partition("#")[2]) for each in (once, twice, around)]
    assert places == [f"text:{each.id}:ru" for each in (first, last, first)]
    assert f'id="{places[0]}"' in second.get(once.location).text


def test_where_nothing_is_left_to_translate_the_reader_is_led_on(
    second, session, appeal, coordinator
):
    type_text(session, appeal, appeal.segments[0], by=coordinator.id, en="A title", ru="Заглавие")
    session.commit()

    response = edit(second, do="next-read", at="")

    assert unquote(response.location).endswith(f"#text:{appeal.segments[0].id}:ru")


def test_a_preview_saves_nothing_and_loses_nothing(signed_in, session, appeal):
    first = appeal.body[0]
    typed = fields(signed_in.get(PAGE)) | {text_field(first, "en"): "It is *urgent*."}

    page = signed_in.post(f"{PAGE}/preview", data=typed)

    session.expire_all()
    assert "<p>It is <em>urgent</em>.</p>" in page.text
    assert first.text("en") == "One."
    kept = dict(re.findall(r'<textarea name="([^"]+)" hidden>\n([^<]*)</textarea>', page.text))
    back = signed_in.post(PAGE, data=kept | {"do": "back"})
    assert "It is *urgent*." in back.text
    assert first.text("en") == "One."


def test_a_tool_that_does_not_exist_is_refused(signed_in, appeal):
    assert edit(signed_in, do=f"explode:{appeal.body[0].id}").status_code == 422


def test_the_ledger_tells_of_every_act_by_identifiers(session, appeal, coordinator):
    first, by = appeal.body[0], coordinator.id
    type_text(session, appeal, first, en="One.\n\nHalf.", ru="Один.\n\nПол.")
    services.split_segment(session, appeal, first, by=by, now=NOW)
    services.merge_segment(session, appeal, first, by=by, now=NOW)
    services.undo(session, appeal, by=by, now=NOW)

    done = select(ledger.Entry).filter_by(account_id=by).order_by(ledger.Entry.id)
    told = session.scalars(done).all()
    assert [each.action for each in told] == [
        "text.segment_split",
        "text.segments_merged",
        "text.change_undone",
    ]
    assert "Half" not in str([each.details for each in told])


def test_list_items_keep_their_kind_when_they_are_divided(session, appeal):
    first = appeal.body[0]
    first.kind = SegmentKind.BULLETED_ITEM
    type_text(session, appeal, first, en="One.\n\nHalf.", ru="Один.\n\nПол.")

    parts = services.split_segment(session, appeal, first, by=None, now=NOW)

    assert {each.kind for each in parts} == {SegmentKind.BULLETED_ITEM}
