"""A revision goes out as a Word file, comes back, and is held against itself."""

import pytest

from appeals import i18n
from appeals.drafting import services as drafting
from appeals.drafting.services.revisions import keep_revision
from appeals.readers import review
from appeals.reviewing.copies import copy_name, wordings_of, write_copy
from appeals.reviewing.proposed import Suggestion, proposals
from tests import factories
from tests.factories import NOW
from tests.unit.readers.review.copies import NINO, Sheet, deleted, inserted, run


@pytest.fixture
def appeal(session, coalition_id):
    appeal = factories.make_appeal(paragraphs=3)
    session.add(appeal)
    session.flush()
    keep_revision(session, appeal, by=None, now=NOW)
    return appeal


@pytest.fixture
def revision(session, appeal):
    return drafting.latest_revision(session, appeal)


def proposed(file, appeal, revision, language):
    return list(proposals(review.read(file), wordings_of(appeal, revision, language)))


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("with_reference", [True, False])
def test_an_untouched_copy_proposes_nothing(app, appeal, revision, language, with_reference):
    with app.test_request_context():
        file = write_copy(appeal, revision, language, with_reference=with_reference)

    read = review.read(file)

    assert (read.slug, read.revision, read.language) == (appeal.slug, revision.number, language)
    assert [row.number for row in read.rows] == [1, 2, 3, 4, 5, 6]
    assert proposed(file, appeal, revision, language) == []


def test_a_change_is_one_of_the_segment_with_that_number(app, appeal, revision):
    with app.test_request_context():
        sheet = Sheet.of(write_copy(appeal, revision, "en"))
    sheet.retype(3, run("Paragraph "), deleted("2", NINO), inserted("two", NINO), run("."))

    (found,) = proposed(sheet.close(), appeal, revision, "en")

    assert found.suggestion is Suggestion.REWORD
    assert found.segment_id == appeal.segments[2].id.hex
    assert (found.text, found.was_tracked) == ("Paragraph two.", True)


def test_the_copy_speaks_the_language_of_the_interface(app, appeal, revision):
    with app.test_request_context(), i18n.speaking("ru"):
        sheet = Sheet.of(write_copy(appeal, revision, "en", with_reference=True))

    text = "".join(sheet.tree.itertext())
    assert "каждая правка записывается" in text
    assert "Заголовок" in text
    assert "Английский" in text


def test_an_unused_segment_leaves_the_numbers_as_the_editor_shows_them(session, app, appeal):
    for wording in appeal.segments[1].wordings:
        wording.text = ""
    keep_revision(session, appeal, by=None, now=NOW)
    revision = drafting.latest_revision(session, appeal)

    assert list(wordings_of(appeal, revision, "en")) == [1, 3, 4, 5, 6]


def test_the_name_of_the_file_says_what_it_is(appeal, revision):
    assert copy_name(appeal, revision, "ru") == f"{appeal.slug}-ru-1.docx"
