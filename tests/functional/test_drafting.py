"""The use cases of drafting: an appeal is made, written, made final and opened for signatures."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from appeals import db, ledger
from appeals.drafting import services
from appeals.drafting.hashing import wording_hash
from appeals.drafting.models import Appeal, ChangeClass, Phase, SegmentKind
from appeals.drafting.plain_text import LONGEST_WORDING
from appeals.drafting.rules import WordingState, wording_state
from appeals.drafting.services import AppealDetails, AppealSettings, Change
from appeals.errors import Conflict, Incomplete, Invalid, NotFound
from tests import factories
from tests.factories import NOW


def make_details(**changes):
    values = {"slug": "open-river", "languages": ("en", "ru"), "reference_language": "en"}
    return AppealDetails(**(values | changes))


def created(session, texts=None, **changes):
    texts = texts or {"en": "One.\n\nTwo.", "ru": "Один.\n\nДва."}
    details = make_details(**({"languages": tuple(texts)} | changes))
    return services.create_from_texts(session, details, texts, by=None, now=NOW)


def save(session, appeal, segment, *, kinds=None, **typed):
    """Save texts by language as somebody who was shown what is there now."""
    changes = {
        segment.id: {
            tag: Change(text, wording_hash(segment.text(tag))) for tag, text in typed.items()
        }
    }
    return services.save_texts(session, appeal, changes, kinds=kinds, by=None, now=NOW)


def test_a_new_appeal_has_its_standing_segments_and_an_empty_paragraph(session, coalition_id):
    details = make_details(titles={"en": "Open the river"})

    appeal = services.create_appeal(session, details, by=None, now=NOW)

    assert [segment.kind for segment in appeal.segments] == [
        SegmentKind.TITLE,
        SegmentKind.DATE_LINE,
        SegmentKind.PARAGRAPH,
        SegmentKind.SIGNATORIES_HEADING,
        SegmentKind.SUPPORTERS_HEADING,
    ]
    assert appeal.segments[3].text("ru") == "Подписали:"
    assert appeal.title_for("ru").language == "en"


def test_texts_are_cut_at_empty_lines_whatever_the_editor_wrote(session, coalition_id):
    texts = {"en": "\ufeffOne.\r\n \r\nTwo,\r\nstill two.\r\n", "ru": "Один.\n\n\n\nДва."}

    appeal = created(session, texts)

    assert [segment.text("en") for segment in appeal.body] == ["One.", "Two,\nstill two."]
    assert [segment.text("ru") for segment in appeal.body] == ["Один.", "Два."]
    assert {wording_state(segment, "ru") for segment in appeal.body} == {WordingState.CURRENT}


def test_unequal_numbers_of_paragraphs_are_refused_with_both_counts(session, coalition_id):
    with pytest.raises(Invalid, match=r"en: 2, ru: 1"):
        created(session, {"en": "One.\n\nTwo.", "ru": "Один."})

    assert session.scalars(select(Appeal)).all() == []


@pytest.mark.parametrize("slug", ["", "Upper", "два", "a b", "-a", "a" * 61, "../etc", "a--b"])
def test_a_slug_that_does_not_fit_an_address_is_refused(session, coalition_id, slug):
    with pytest.raises(Invalid):
        services.create_appeal(session, make_details(slug=slug), by=None, now=NOW)


def test_a_slug_taken_after_it_was_looked_for_is_taken(session, coalition_id, monkeypatch):
    created(session)
    session.commit()
    # As if both had looked before either wrote.
    monkeypatch.setattr(services.appeals, "_checked", lambda _session, details: details)

    with pytest.raises(services.SlugTaken):
        created(session)
    session.rollback()


def test_a_slug_is_taken_across_coalitions(session, coalition_id):
    created(session)
    other = factories.make_coalition()
    session.add(other)
    session.flush()
    db.enter(session, other.id)

    with pytest.raises(services.SlugTaken):
        created(session)
    with pytest.raises(NotFound):
        services.get_appeal(session, "open-river")


@pytest.mark.parametrize(
    "changes",
    [
        {"languages": ()},
        {"languages": ("en", "klingon!")},
        {"reference_language": "fr"},
        {"time_zone": "Mars/Olympus"},
        {"titles": {"fr": "Titre"}},
    ],
)
def test_details_that_cannot_be_are_refused(session, coalition_id, changes):
    with pytest.raises(Invalid):
        services.create_appeal(session, make_details(**changes), by=None, now=NOW)


def test_two_appeals_are_made_in_one_transaction(session, coalition_id):
    created(session)

    assert created(session, slug="open-lake").slug == "open-lake"


def test_an_appeal_without_title_and_date_line_can_be_locked(session, coalition_id):
    appeal = created(session)

    revision = services.lock(session, appeal, by=None, now=NOW)

    assert appeal.phase is Phase.FINAL
    assert revision.text_of(SegmentKind.TITLE, "en") == ""
    assert [each["kind"] for each in revision.segments] == [
        "paragraph",
        "paragraph",
        "signatories_heading",
        "supporters_heading",
    ]


def test_a_title_in_one_language_only_is_missing_in_the_other(session, coalition_id):
    appeal = created(session, titles={"en": "Open the river"})

    with pytest.raises(Incomplete) as refused:
        services.lock(session, appeal, by=None, now=NOW)

    assert refused.value.missing == ["Segment 1 (Title) has no wording in this language: Russian."]
    assert appeal.phase is Phase.DRAFT


def test_every_save_that_changes_something_is_a_revision(session, coalition_id):
    appeal = created(session)
    first = services.latest_revision(session, appeal)

    unchanged = save(session, appeal, appeal.body[0], en="One.", ru="Один.")
    changed = save(session, appeal, appeal.body[0], en="One, changed.")

    assert unchanged == services.Saved(None, 0)
    assert changed.revision.number == first.number + 1
    assert changed.revision.hashes["ru"] == first.hashes["ru"]
    assert changed.revision.set_hash != first.set_hash


def test_a_text_changed_back_has_its_old_hash(session, coalition_id):
    appeal = created(session)
    first = services.latest_revision(session, appeal)

    save(session, appeal, appeal.body[0], en="Something else.")
    last = save(session, appeal, appeal.body[0], en="One.").revision

    assert last.number == 3
    assert last.set_hash == first.set_hash


def test_a_changed_reference_makes_translations_stale(session, coalition_id):
    appeal = created(session)
    paragraph = appeal.body[0]

    save(session, appeal, paragraph, en="One, changed.")

    assert wording_state(paragraph, "ru") is WordingState.STALE
    assert wording_state(paragraph, "en") is WordingState.CURRENT


@pytest.mark.parametrize("typed", [{"ru": "Один, иначе."}, {"en": "Once more.", "ru": "Ещё раз."}])
def test_a_translation_typed_beside_its_reference_is_current(session, coalition_id, typed):
    appeal = created(session)
    paragraph = appeal.body[0]
    save(session, appeal, paragraph, en="One, changed.")

    save(session, appeal, paragraph, **typed)

    assert wording_state(paragraph, "ru") is WordingState.CURRENT


def test_a_translation_of_a_reference_that_changed_meanwhile_stays_stale(session, coalition_id):
    appeal = created(session)
    paragraph = appeal.body[0]
    shown = {tag: wording_hash(paragraph.text(tag)) for tag in ("en", "ru")}
    save(session, appeal, paragraph, en="One, changed.")

    typed = {"en": Change("One.", shown["en"]), "ru": Change("Один!", shown["ru"])}
    saved = services.save_texts(session, appeal, {paragraph.id: typed}, by=None, now=NOW)

    assert saved.collisions == ()
    assert (paragraph.text("en"), paragraph.text("ru")) == ("One, changed.", "Один!")
    assert wording_state(paragraph, "ru") is WordingState.STALE


def test_a_wording_is_still_right_for_the_reference_that_was_shown(session, coalition_id):
    appeal = created(session)
    paragraph = appeal.body[0]
    save(session, appeal, paragraph, en="One, changed.")
    shown = wording_hash("One, changed.")

    def confirm():
        services.confirm_wording(
            session, appeal, paragraph, "ru", reference_hash=shown, by=None, now=NOW
        )

    confirm()
    after_confirming = wording_state(paragraph, "ru")
    save(session, appeal, paragraph, en="One, changed again.")
    confirm()

    assert after_confirming is WordingState.CURRENT
    assert wording_state(paragraph, "ru") is WordingState.STALE


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(session, coalition_id):
    appeal = created(session)
    first, second = appeal.body
    seen = {segment.id: wording_hash(segment.text("en")) for segment in appeal.body}
    save(session, appeal, first, en="Theirs.")

    saved = services.save_texts(
        session,
        appeal,
        {
            first.id: {"en": Change("Mine.", seen[first.id])},
            second.id: {"en": Change("Mine too.", seen[second.id])},
        },
        by=None,
        now=NOW,
    )

    assert [(each.yours, each.theirs) for each in saved.collisions] == [("Mine.", "Theirs.")]
    assert (first.text("en"), second.text("en")) == ("Theirs.", "Mine too.")


def test_what_was_typed_into_a_deleted_segment_is_handed_back(session, coalition_id):
    appeal = created(session)
    first = appeal.body[0]
    services.delete_segment(session, appeal, first, by=None, now=NOW)

    typed = {
        "en": Change("Typed.", wording_hash("One.")),
        "ru": Change("Один.", wording_hash("Один.")),
    }
    saved = services.save_texts(session, appeal, {first.id: typed}, by=None, now=NOW)

    assert [(each.yours, each.theirs) for each in saved.collisions] == [("Typed.", None)]


def test_an_over_long_wording_is_refused_and_named(session, coalition_id):
    appeal = created(session)

    with pytest.raises(Invalid, match=r"Segment 3 has 20001 characters"):
        save(session, appeal, appeal.body[0], en="x" * (LONGEST_WORDING + 1))


def test_segments_are_added_moved_and_deleted_above_the_list_headings(session, coalition_id):
    appeal = created(session)
    first, second = appeal.body
    heading = appeal.segments[-1]

    added = services.add_segment(session, appeal, after=heading, by=None, now=NOW)
    services.move_segment(session, appeal, added, -1, by=None, now=NOW)
    services.delete_segment(session, appeal, first, by=None, now=NOW)
    at_the_end = services.move_segment(session, appeal, second, +1, by=None, now=NOW)
    heading_moved = services.move_segment(session, appeal, heading, -1, by=None, now=NOW)
    session.expire_all()

    assert appeal.body == [added, second]
    assert (at_the_end, heading_moved) == (False, False)
    assert [segment.position for segment in appeal.segments] == [0, 1, 2, 3, 4, 5]
    assert appeal.segments[-1] is heading


def test_a_standing_segment_is_neither_deleted_nor_made_something_else(session, coalition_id):
    appeal = created(session)
    title = appeal.segments[0]

    with pytest.raises(Conflict):
        services.delete_segment(session, appeal, title, by=None, now=NOW)
    with pytest.raises(Invalid):
        save(session, appeal, title, kinds={title.id: SegmentKind.PARAGRAPH})


def test_the_kind_of_a_segment_is_part_of_the_text(session, coalition_id):
    appeal = created(session)
    paragraph = appeal.body[0]

    saved = save(session, appeal, paragraph, kinds={paragraph.id: SegmentKind.HEADING})

    assert saved.revision.segments[0]["kind"] == "heading"


def test_a_pasted_text_replaces_the_body_where_the_numbers_agree(session, coalition_id):
    appeal = created(session)

    services.paste_text(session, appeal, "en", "Uno.\n\nDue.", by=None, now=NOW)
    with pytest.raises(Invalid, match=r"3 paragraphs, the appeal has 2"):
        services.paste_text(session, appeal, "en", "1\n\n2\n\n3", by=None, now=NOW)

    assert [segment.text("en") for segment in appeal.body] == ["Uno.", "Due."]
    assert {wording_state(segment, "ru") for segment in appeal.body} == {WordingState.STALE}


def test_the_first_pasted_text_makes_the_segments(session, coalition_id):
    appeal = services.create_appeal(session, make_details(), by=None, now=NOW)

    services.paste_text(session, appeal, "ru", "Один.\n\nДва.\n\nТри.", by=None, now=NOW)

    assert [segment.text("ru") for segment in appeal.body] == ["Один.", "Два.", "Три."]
    assert [segment.position for segment in appeal.segments] == list(range(7))


def test_a_locked_text_does_not_change(session, coalition_id):
    appeal = created(session)
    services.lock(session, appeal, by=None, now=NOW)

    for change in (
        lambda: save(session, appeal, appeal.body[0], en="Other."),
        lambda: services.add_segment(session, appeal, by=None, now=NOW),
        lambda: services.move_segment(session, appeal, appeal.body[0], 1, by=None, now=NOW),
        lambda: services.delete_segment(session, appeal, appeal.body[0], by=None, now=NOW),
        lambda: services.paste_text(session, appeal, "en", "a\n\nb", by=None, now=NOW),
        lambda: services.lock(session, appeal, by=None, now=NOW),
    ):
        with pytest.raises(services.TextLocked):
            change()


def test_a_change_after_the_first_signature_is_classed(session, coalition_id):
    appeal = created(session)
    services.lock(session, appeal, by=None, now=NOW)
    services.open_sign_on(session, appeal, by=None, now=NOW)

    with pytest.raises(services.ChangeClassNeeded):
        services.unlock(session, appeal, None, signed=True, by=None, now=NOW)
    services.unlock(session, appeal, ChangeClass.SUBSTANCE, signed=True, by=None, now=NOW)
    save(session, appeal, appeal.body[0], en="One, and more.")
    revision = services.lock(session, appeal, by=None, now=NOW)

    assert revision.change is ChangeClass.SUBSTANCE
    assert appeal.pending_change is None


def test_locking_an_unchanged_text_again_makes_no_revision(session, coalition_id):
    appeal = created(session)
    first = services.lock(session, appeal, by=None, now=NOW)

    services.unlock(session, appeal, ChangeClass.TYPO, signed=True, by=None, now=NOW)
    second = services.lock(session, appeal, by=None, now=NOW + timedelta(hours=1))

    assert second is first
    assert (second.locked_at, second.change) == (NOW, None)


def test_sign_on_opens_only_on_a_final_text(session, coalition_id):
    appeal = created(session)

    with pytest.raises(services.TextNotFinal):
        services.open_sign_on(session, appeal, by=None, now=NOW)
    services.lock(session, appeal, by=None, now=NOW)
    services.open_sign_on(session, appeal, by=None, now=NOW)
    services.open_sign_on(session, appeal, by=None, now=NOW + timedelta(hours=1))
    services.close(session, appeal, by=None, now=NOW)
    with pytest.raises(Conflict):
        services.close(session, appeal, by=None, now=NOW)
    services.reopen(session, appeal, by=None, now=NOW)

    assert appeal.phase is Phase.SIGN_ON
    assert appeal.opened_at == NOW


def test_every_act_is_in_the_ledger(session, coalition_id, coordinator):
    appeal = created(session)
    save(session, appeal, appeal.body[0], en="Other.")
    services.lock(session, appeal, by=coordinator.id, now=NOW)
    services.open_sign_on(session, appeal, by=coordinator.id, now=NOW)

    entries = session.scalars(
        select(ledger.Entry).filter_by(appeal_id=appeal.id).order_by(ledger.Entry.id)
    ).all()

    assert [entry.action for entry in entries] == [
        "appeal.created",
        "text.saved",
        "text.locked",
        "sign_on.opened",
    ]
    assert entries[-1].account_id == coordinator.id


def test_a_new_language_starts_with_the_usual_headings(session, coalition_id):
    appeal = created(session)
    settings = AppealSettings(
        languages=("en", "ru", "fr"), time_zone="UTC", deadline=None, reply_to=""
    )

    services.update_settings(session, appeal, settings, by=None, now=NOW)

    assert appeal.languages == ["en", "ru", "fr"]
    assert appeal.segments[-2].text("fr") == "Signataires :"
    assert {each.language for each in services.missing_wordings(appeal)} == {"fr"}


def test_a_locked_text_gets_no_further_language(session, coalition_id):
    appeal = created(session)
    services.lock(session, appeal, by=None, now=NOW)
    settings = AppealSettings(
        languages=("en", "ru", "fr"), time_zone="UTC", deadline=None, reply_to=""
    )

    with pytest.raises(Conflict):
        services.update_settings(session, appeal, settings, by=None, now=NOW)


def test_former_reference_texts_are_found_by_their_hash(session, coalition_id):
    appeal = created(session)
    paragraph = appeal.body[0]
    wanted = {(paragraph.id, wording_hash("One.")), (paragraph.id, "unknown")}
    save(session, appeal, paragraph, en="One, changed.")

    found = services.find_reference_texts(session, appeal, wanted)

    assert found == {(paragraph.id, wording_hash("One.")): "One."}
