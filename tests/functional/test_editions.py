"""Editions: numbers that never move, files that can be written again, an hour to appear at."""

import hashlib
import json
import re
from datetime import UTC, datetime, timedelta
from io import BytesIO
from zipfile import ZipFile

import pypdfium2 as pdfium
import pytest
from sqlalchemy import select

from appeals import db, ledger, mail
from appeals.drafting.models import ListKind, ListOrder
from appeals.errors import Conflict, Invalid, NotFound
from appeals.publishing import checklist, editions, files, shown
from appeals.publishing import services as publishing
from appeals.publishing.formats import ONCE, TOGETHER, Format
from appeals.publishing.freezing import render_again
from appeals.publishing.models import Departure, Edition, EditionFile
from appeals.signatures import lists
from tests.functional.publishing import (
    NOW,
    dispute,
    invitation_of,
    make_publishable,
    notes,
    printed,
    publish,
    set_terms,
    sign,
    uphold,
    waive,
    withdraw,
)

SOON = timedelta(hours=1)


@pytest.fixture
def appeal(session, coalition_id):
    """Beta and Gamma have signed; Alpha, which comes before them, has not."""
    made = make_publishable(session)
    for name in ("Beta", "Gamma"):
        sign(session, made, name)
    return made


def told(session):
    session.expire_all()
    return session.scalars(select(mail.Mail).where(mail.Mail.template == "published")).all()


def rename(organisation, name):
    next(each for each in organisation.names if each.language == "en").name = name


def end_embargo(session, edition):
    """Let the hour of an edition have come a minute ago."""
    edition.publish_at = datetime.now(UTC) - timedelta(minutes=1)
    session.commit()


def test_the_first_edition_numbers_the_lists_in_every_language_alike(session, appeal):
    edition = publish(session, appeal)

    assert edition.number == 1
    assert printed(edition) == [(1, "Beta (USA)"), (2, "Gamma (Germany)")]
    assert [number for number, _text in printed(edition, "ru")] == [1, 2]
    assert (edition.signatories, edition.supporters, edition.countries) == (2, 0, 2)


def test_who_signs_later_comes_last_whatever_the_order(session, appeal):
    publish(session, appeal)
    sign(session, appeal, "Alpha")

    edition = publish(session, appeal)

    assert [text for _number, text in printed(edition)][-1] == "Alpha (Georgia)"
    assert [number for number, _text in printed(edition)] == [1, 2, 3]
    [note] = notes(edition)
    assert note.endswith("3 organisations. No. 3 joined after publication.")
    assert "№ 3 — присоединилась после публикации." in notes(edition, "ru")[0]


def test_another_order_moves_no_number(session, appeal):
    publish(session, appeal)
    lists.set_order(session, appeal, ListOrder.COUNTRY, "en", by=None, now=NOW)
    session.commit()

    edition = publish(session, appeal)

    assert printed(edition) == [(1, "Beta (USA)"), (2, "Gamma (Germany)")]


def test_the_working_export_has_the_published_numbers(session, appeal):
    publish(session, appeal)
    sign(session, appeal, "Alpha")
    session.expire_all()

    [document] = publishing.export(session, appeal, ["en"]).documents

    assert [(e.number, e.name) for e in document.rolls[0].entries] == [
        (1, "Beta"),
        (2, "Gamma"),
        (3, "Alpha"),
    ]


@pytest.mark.parametrize(
    ("departure", "entries", "note"),
    [
        (Departure.EMPTY, [(2, "Gamma (Germany)")], "No. 1 is left empty."),
        (
            Departure.STRUCK,
            [(1, "Beta (USA)"), (2, "Gamma (Germany)")],
            "Struck through: withdrawn after publication.",
        ),
        (
            Departure.FOOTNOTE,
            [(1, "Beta (USA)‡"), (2, "Gamma (Germany)")],
            "‡ Withdrew from the appeal after its publication.",
        ),
    ],
)
def test_who_withdraws_is_shown_as_the_terms_say(session, appeal, departure, entries, note):
    set_terms(session, appeal, departure=departure)
    publish(session, appeal)
    withdraw(session, appeal, "Beta")

    edition = publish(session, appeal)

    assert printed(edition) == entries
    assert [number for number, _ in printed(edition, "ru")] == [number for number, _ in entries]
    assert notes(edition) == [note]
    assert edition.signatories == 1


def test_struck_names_are_struck_in_every_format(session, appeal):
    set_terms(session, appeal, departure=Departure.STRUCK)
    publish(session, appeal)
    withdraw(session, appeal, "Beta")

    edition = publish(session, appeal)

    written = shown.get_file(session, edition, "ru", "html").content.decode()
    assert "<s>Бета (США)</s>" in written
    assert "<s>Гамма" not in written


def test_who_comes_back_has_the_old_number(session, appeal):
    publish(session, appeal)
    withdraw(session, appeal, "Beta")
    publish(session, appeal)
    sign(session, appeal, "Beta")
    sign(session, appeal, "Alpha")

    edition = publish(session, appeal)

    assert [(number, text.split()[0]) for number, text in printed(edition)] == [
        (1, "Beta"),
        (2, "Gamma"),
        (3, "Alpha"),
    ]


def test_who_changes_the_list_leaves_a_gap_and_comes_last_in_the_other(session, appeal):
    set_terms(session, appeal, departure=Departure.STRUCK)
    sign(session, appeal, "Alpha", ListKind.SUPPORTER)
    publish(session, appeal)
    sign(session, appeal, "Beta", ListKind.SUPPORTER)

    edition = publish(session, appeal)

    assert [number for number, _text in printed(edition)] == [2]
    assert [text.split()[0] for _number, text in printed(edition, roll=1)] == ["Alpha", "Beta"]


def test_a_disputed_name_leaves_a_gap_that_says_nothing_and_comes_back(
    session, appeal, coordinator
):
    set_terms(session, appeal, departure=Departure.STRUCK)
    publish(session, appeal)
    dispute(session, appeal, "Beta")
    with pytest.raises(editions.NotReady):
        publish(session, appeal)
    waive(session, appeal, coordinator)

    held_out = publish(session, appeal)
    uphold(session, appeal, "Beta", coordinator)
    back = publish(session, appeal)

    assert printed(held_out) == [(2, "Gamma (Germany)")]
    assert notes(held_out) == ["No. 1 is left empty."]
    assert printed(back) == [(1, "Beta (USA)"), (2, "Gamma (Germany)")]


def test_a_corrected_name_keeps_its_number(session, appeal):
    publish(session, appeal)
    beta = invitation_of(session, appeal, "Beta").organisation
    rename(beta, "Beta Rivers")
    session.commit()
    sign(session, appeal, "Beta Rivers")

    edition = publish(session, appeal)

    assert printed(edition)[0] == (1, "Beta Rivers (USA)")


def test_every_file_has_its_hash_and_can_be_written_again_from_what_is_frozen(session, appeal):
    edition = publish(session, appeal)
    beta = invitation_of(session, appeal, "Beta").organisation
    rename(beta, "Renamed")
    beta.countries = ["FR"]
    appeal.segments[1].wordings[0].text = "Something else."
    session.commit()
    session.expire_all()

    files = session.scalars(select(EditionFile)).all()

    # Each language in every format but the ZIP, and all together where one file holds them.
    assert len(files) == 2 * (len(Format) - 1) + len(TOGETHER | ONCE)
    for each in files:
        content = render_again(edition, appeal, each.language, Format(each.format))
        assert hashlib.sha256(each.content).hexdigest() == each.sha256
        assert content == each.content
        assert len(content) == each.size


def test_the_signatories_are_told_once(session, appeal):
    publish(session, appeal)
    assert len(told(session)) == 2

    sign(session, appeal, "Alpha")
    publish(session, appeal)

    assert len(told(session)) == 3


def test_an_edition_appears_at_the_end_of_the_embargo_without_a_worker(session, appeal):
    set_terms(session, appeal, embargo_until=datetime.now(UTC) + SOON)
    edition = publish(session, appeal)
    with pytest.raises(NotFound):
        shown.get_public(session, appeal.slug)
    assert told(session) == []

    end_embargo(session, edition)

    assert shown.get_public(session, appeal.slug).id == edition.id
    editions.release_due()
    editions.release_due()
    assert len(told(session)) == 2
    assert [e.id for e in shown.list_public(session)] == [edition.id]


def test_p30_a_name_withdrawn_under_the_embargo_appears_nowhere(session, appeal):
    set_terms(session, appeal, embargo_until=datetime.now(UTC) + SOON)
    edition = publish(session, appeal)
    withdraw(session, appeal, "Beta")
    edition.publish_at = datetime.now(UTC)
    session.commit()

    with pytest.raises(NotFound):
        shown.get_public(session, appeal.slug)
    editions.release_due()

    session.expire_all()
    found = shown.get_public(session, appeal.slug)
    assert printed(found) == [(1, "Gamma (Germany)")]
    assert "Beta" not in str(found.frozen)
    stored = session.scalars(select(EditionFile)).all()
    assert all("Бета".encode() not in each.content for each in stored)
    assert len(told(session)) == 1


def test_an_edition_waits_where_too_few_are_left_of_it(session, appeal):
    set_terms(session, appeal, minimum_signatories=2, embargo_until=datetime.now(UTC) + SOON)
    edition = publish(session, appeal)
    withdraw(session, appeal, "Beta")
    edition.publish_at = datetime.now(UTC)
    session.commit()

    editions.release_due()

    session.expire_all()
    assert editions.is_held(session, edition)
    with pytest.raises(NotFound):
        shown.get_public(session, appeal.slug)


def test_what_waits_can_be_called_off_and_its_numbers_are_free_again(session, appeal):
    set_terms(session, appeal, embargo_until=datetime.now(UTC) + SOON)
    publish(session, appeal)
    with pytest.raises(editions.EditionWaits):
        publish(session, appeal)
    editions.call_off(session, appeal, by=None, now=NOW)
    set_terms(session, appeal)
    sign(session, appeal, "Alpha")

    edition = publish(session, appeal)

    assert edition.number == 1
    assert printed(edition)[0] == (1, "Alpha (Georgia)")


def test_what_is_retracted_is_gone_and_its_numbers_stay(session, appeal, coordinator):
    edition = publish(session, appeal)
    with pytest.raises(Invalid):
        editions.retract(session, appeal, " ", by=coordinator.id, now=NOW)

    editions.retract(session, appeal, "A name must go.", by=coordinator.id, now=NOW)
    session.commit()

    with pytest.raises(NotFound):
        shown.get_public(session, appeal.slug)
    assert edition.retraction_reason == "A name must go."
    assert shown.files_of(session, edition)
    sign(session, appeal, "Alpha")
    following = publish(session, appeal)
    assert (following.number, printed(following)[-1]) == (2, (3, "Alpha (Georgia)"))
    assert shown.get_public(session, appeal.slug).id == following.id
    with pytest.raises(Conflict):
        editions.call_off(session, appeal, by=None, now=NOW)


def test_who_knew_of_another_edition_publishes_nothing(session, appeal):
    ready = editions.prepare(session, appeal)
    publish(session, appeal)

    with pytest.raises(Conflict):
        editions.publish(session, appeal, ready, after=0, by=None, now=NOW)

    assert len(session.scalars(select(Edition)).all()) == 1


def test_what_is_no_longer_so_is_not_published(session, appeal):
    ready = editions.prepare(session, appeal)
    sign(session, appeal, "Alpha")

    with pytest.raises(editions.Overtaken):
        editions.publish(session, appeal, ready, after=0, by=None, now=NOW)

    assert session.scalars(select(Edition)).all() == []


def test_the_ledger_tells_of_it_without_names(session, appeal, coordinator):
    edition = publish(session, appeal)
    editions.retract(session, appeal, "A name must go.", by=coordinator.id, now=NOW)
    session.commit()

    rows = session.scalars(select(ledger.Entry).where(ledger.Entry.subject_id == edition.id))
    found = [(row.action, row.details) for row in rows]

    assert [action for action, _details in found] == [
        "edition.frozen",
        "edition.released",
        "edition.retracted",
    ]
    assert found[0][1] == {"edition": 1, "content_hash": edition.content_hash}
    assert "name" not in str(found)


def test_a_waiver_holds_only_for_what_it_was_given_for(session, appeal, coordinator):
    set_terms(session, appeal, minimum_signatories=3)
    with pytest.raises(editions.NotReady):
        publish(session, appeal)
    waive(session, appeal, coordinator, checklist.Line.SIGNATORIES)
    assert checklist.check_release(session, appeal).stopping == []

    set_terms(session, appeal, minimum_signatories=4)

    [stopping] = checklist.check_release(session, appeal).stopping
    assert stopping.line is checklist.Line.SIGNATORIES


def text_of(content, kind):
    """Return what a file says, the links of a footer among it."""
    if kind in {Format.DOCX, Format.ODT, Format.XLSX}:
        with ZipFile(BytesIO(content)) as parts:
            content = b" ".join(parts.read(each) for each in parts.namelist())
    if kind is Format.PDF:
        pdf = pdfium.PdfDocument(content)
        return "".join(page.get_textpage().get_text_range() for page in pdf)
    return content.decode()


@pytest.mark.parametrize("kind", [each for each in Format if each not in {Format.CSV, Format.ZIP}])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_file_says_which_edition_it_is_and_where_it_is_checked(
    session, appeal, kind, language
):
    ledger.settle(session, appeal.id)
    edition = publish(session, appeal)
    parts = TOGETHER | ONCE
    kept = shown.get_file(session, edition, "all" if kind in ONCE & parts else language, kind)
    told = re.sub(r"[\r\n]+", "", text_of(kept.content, kind)).replace("\\", "")

    for fact in (
        f"http://127.0.0.1:8000/statements/{appeal.slug}/{language}",
        f"http://127.0.0.1:8000/statements/{appeal.slug}/verify",
        edition.revision.set_hash,
    ):
        assert fact in told


def test_the_checkpoint_named_is_the_newest_before_the_files_were_drawn(session, appeal):
    ledger.settle(session, appeal.id)
    before = ledger.short_code(session, appeal)
    session.commit()

    edition = publish(session, appeal)
    ledger.settle(session, appeal.id)

    assert before != ledger.short_code(session, appeal)
    assert {each["origin"]["checkpoint"] for each in edition.frozen} == {before}


def test_the_zip_says_of_what_edition_it_is(session, appeal):
    edition = publish(session, appeal)
    language = "en"

    packed = render_again(edition, appeal, language, Format.ZIP)

    with ZipFile(BytesIO(packed)) as parts:
        manifest = json.loads(parts.read("manifest.json"))
    assert manifest["edition"]["number"] == 1
    assert manifest["edition"]["text_sha256"] == edition.revision.set_hash


def test_a_draft_says_that_it_is_one_and_a_working_export_nothing(session, appeal):
    draft = publishing.export(session, appeal, ["ru"], draft=True).documents[0]
    final = publishing.export(session, appeal, ["ru"]).documents[0]

    assert draft.colophon[0].text.startswith("Черновик от ")
    assert draft.colophon[0].text.endswith(", не опубликован.")
    assert (draft.origin, final.origin, final.colophon) == (None, None, ())


def test_nothing_is_drawn_while_a_mended_edition_is_written(session, appeal, monkeypatch):
    set_terms(session, appeal, embargo_until=datetime.now(UTC) + SOON)
    edition = publish(session, appeal)
    withdraw(session, appeal, "Beta")
    drawn, writing = files.drawn, []
    monkeypatch.setattr(
        files, "drawn", lambda *given: (writing.append(db.session().writes), drawn(*given))[1]
    )

    editions.release_due()

    session.expire_all()
    assert printed(edition) == [(1, "Gamma (Germany)")]
    assert set(writing) == {False}
