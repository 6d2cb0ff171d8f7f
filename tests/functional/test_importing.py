"""A written statement: read, reported on, made an appeal, mended."""

from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import select

from appeals import db, mail
from appeals.accounts.permissions import Role
from appeals.drafting import services as drafting
from appeals.drafting.hashing import wording_hash
from appeals.drafting.models import Appeal, ChangeClass, ListOrder, SegmentKind
from appeals.drafting.services import Change
from appeals.importing import services
from appeals.importing.models import ImportedFinding, StatementUpload
from appeals.organisations.models import Organisation
from appeals.signatures import services as signatures
from appeals.signatures.consenting import Standing
from appeals.signatures.models import Signature
from tests import factories
from tests.conftest import NOW, sign_in

ENGLISH = """Keep the Velmora courts open

5 March 2027

On 4 March 2027 the court in Velmora fined 12 associations 3,000 euros each, and nobody was heard.

Article 58 of the Code was never meant for clerical errors, and 7 of the cases rest on nothing else.

We call on the Ministry in Dorlan to end the proceedings by 30 June 2027 and to repeal the article.

The appeal has been signed by:

1. Velmora Law Clinic (Georgia)
2. Centre for Open Courts (Armenia)
3. Tarven Women's Network (Moldova)
4. Dorlan Journalists' Union (Kazakhstan)
5. Institute for Rural Youth (Kyrgyzstan)

The appeal is also supported by:

1. Harbour of Hope (Ukraine)
"""
RUSSIAN = """Откройте суды Вельморы

5 марта 2027 года

4 марта 2027 года суд в Вельморе оштрафовал 12 объединений на 3000 евро каждое, никого не выслушав.

Статья 58 Кодекса никогда не предназначалась для описок, а 7 дел основаны только на них.

Мы призываем министерство в Дорлане прекратить производство до 30 июня 2027 года и отменить статью.

Обращение подписали:

1. Юридическая клиника «Вельмора» (Грузия)
2. Центр открытых судов (Армения)
3. Сеть женщин Тарвена (Молдова)
4. Центр открытых судов (Армения)
5. Институт сельской молодёжи (Кыргызстан)
"""


def files(**texts):
    return {
        "files": [(BytesIO(text.encode()), name.replace("_", ".")) for name, text in texts.items()]
    }


@pytest.fixture
def report(signed_in):
    """Where the report on the two versions is."""
    sent = signed_in.post("/appeals/import", data=files(en_txt=ENGLISH, ru_txt=RUSSIAN))
    assert sent.status_code == 303, sent.text
    return sent.location


@pytest.fixture
def made(signed_in, session, report):
    """The appeal that came of it."""
    answer = signed_in.post(f"{report}/appeal", data=MAKE)
    assert answer.status_code == 303, answer.text
    session.expire_all()
    return drafting.get_appeal(session, "courts-2027")


MAKE = {"slug": "courts-2027", "reference": "en", "signed": "signed"}


def test_the_report_names_who_is_missing_and_who_stands_twice(signed_in, report):
    page = signed_in.get(report).text

    assert "Dorlan Journalists&#39; Union (Kazakhstan)” of the other version" in page
    assert "“Центр открытых судов (Армения)” stands twice" in page
    assert "The list of supporters is missing" in page


def test_a_finding_leads_to_its_place_and_back(signed_in, report):
    page = signed_in.get(report).text

    assert 'href="#line-0-16"' in page
    assert 'id="line-0-16"' in page
    assert 'href="#finding-1"' in page
    assert 'id="finding-1"' in page


def test_a_pasted_text_of_both_languages_is_the_same(signed_in):
    sent = signed_in.post("/appeals/import", data={"text": f"{ENGLISH}\n\n\n\n{RUSSIAN}"})

    assert "stands twice" in signed_in.get(sent.location).text


def test_the_report_can_be_downloaded_with_lines(signed_in, report):
    data = signed_in.get(f"{report}/report.json").json

    missing = next(each for each in data["findings"] if each["code"] == "missing")
    assert missing["level"] == "error"
    assert missing["where"][0]["lines"] == [16, 16]
    assert data["files"] == ["en.txt", "ru.txt"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (dict, "Choose files, or paste a text."),
        (lambda: files(en_txt="") | {"text": ENGLISH}, "not both"),
        (lambda: {"files": [(BytesIO(b"MZ\x90\x00" * 90), "a.exe")]}, "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(signed_in, session, data, sentence):
    answer = signed_in.post("/appeals/import", data=data())

    assert answer.status_code == 422
    assert sentence in answer.text
    assert session.scalars(select(StatementUpload)).all() == []


def test_nobody_else_sees_a_report(client, session, coalition_id, report):
    other = factories.make_account(coalition_id, role=Role.COORDINATOR)
    session.add(other)
    session.commit()

    answer = sign_in(client, other).get(report)

    assert (answer.status_code, answer.location) == (303, "/appeals/import")


def test_a_report_is_deleted_on_request_and_after_some_hours(signed_in, session, report):
    signed_in.post(f"{report}/discard")

    assert session.scalars(select(StatementUpload)).all() == []

    signed_in.post("/appeals/import", data=files(en_txt=ENGLISH))
    (upload,) = session.scalars(select(StatementUpload)).all()
    upload.uploaded_at = db.clock(session) - services.LIFETIME - timedelta(minutes=1)
    session.commit()
    services.purge()
    session.expire_all()
    assert session.scalars(select(StatementUpload)).all() == []


def test_making_an_appeal_keeps_the_report_no_longer(made, session):
    assert session.scalars(select(StatementUpload)).all() == []


def test_the_text_becomes_aligned_segments(made):
    texts = [(each.kind, each.text("en")[:9], each.text("ru")[:9]) for each in made.segments]

    assert made.languages == ["en", "ru"]
    assert texts[0] == (SegmentKind.TITLE, "Keep the ", "Откройте ")
    assert (SegmentKind.DATE_LINE, "5 March 2", "5 марта 2") in texts
    assert (SegmentKind.PARAGRAPH, "Article 5", "Статья 58") in texts
    assert (SegmentKind.SIGNATORIES_HEADING, "The appea", "Обращение") in texts


def test_each_organisation_is_entered_once_with_its_names(made, session):
    names = {each.label("en"): each.name_in("ru") for each in session.scalars(select(Organisation))}

    assert len(names) == 6
    assert names["Centre for Open Courts"].name == "Центр открытых судов"
    assert names["Dorlan Journalists' Union"] is None


def test_signatures_are_marked_with_their_source_and_in_the_printed_order(made, session):
    found = session.scalars(select(Signature).order_by(Signature.hand_position)).all()

    assert made.order is ListOrder.HAND
    assert [each.imported_from for each in found if each.list_kind == "signatory"] == [
        f"en.txt:{line}" for line in range(13, 18)
    ]
    assert session.scalars(select(mail.Mail)).all() == []


def test_an_imported_signature_is_no_consent_to_a_changed_text(made, session):
    by = {"by": None, "now": NOW}
    active = session.scalars(select(Signature)).all()

    drafting.lock(session, made, **by)
    unchanged = signatures.standings(session, made, active, now=NOW)
    drafting.unlock(session, made, ChangeClass.TYPO, signed=True, **by)
    first = made.body[0]
    change = Change(first.text("en").replace("nobody", "no one"), wording_hash(first.text("en")))
    drafting.save_texts(session, made, {first.id: {"en": change}}, **by)
    drafting.lock(session, made, **by)
    changed = signatures.standings(session, made, active, now=NOW)

    assert set(unchanged.values()) == {Standing.PRESENT}
    assert set(changed.values()) == {Standing.TO_CONFIRM}


def test_who_is_in_the_registry_is_offered_and_never_merged_silently(signed_in, session, report):
    known = factories.make_organisation({"en": "Centre for open courts"}, countries=["AM"])
    session.add(known)
    session.commit()

    page = signed_in.get(f"{report}/appeal").text
    assert "Is in the registry: Centre for open courts" in page

    place = page.split('name="is:')[1].split('"')[0]
    signed_in.post(f"{report}/appeal", data=MAKE | {f"is:{place}": known.id.hex})
    session.expire_all()
    assert len(session.scalars(select(Organisation)).all()) == 6
    assert known.name_in("en").name == "Centre for open courts"
    assert known.name_in("ru").name == "Центр открытых судов"


def test_passages_can_be_put_together_otherwise(signed_in, session, report):
    signed_in.post(f"{report}/appeal", data=MAKE | {"row:0:2": "2", "row:1:2": "2"})

    appeal = session.scalar(select(Appeal))
    assert "each, and nobody was heard. Article 58" in appeal.body[0].text("en")


@pytest.mark.parametrize(
    "change", [{"row:0:1": "two"}, {"slug": "new"}, {"slug": "A b"}, {"reference": "de"}]
)
def test_a_form_that_cannot_be_is_refused_and_nothing_written(signed_in, session, report, change):
    answer = signed_in.post(f"{report}/appeal", data=MAKE | change)

    assert answer.status_code == 422
    assert session.scalars(select(Appeal)).all() == []


def test_findings_are_ticked_off(signed_in, session, made):
    page = signed_in.get("/appeals/courts-2027/imported").text
    assert "It is mended" in page
    found = session.scalars(select(ImportedFinding).where(ImportedFinding.mended_at.is_(None)))
    first = found.first()

    signed_in.post(f"/appeals/courts-2027/imported/{first.id}", data={"mended": "yes"})

    session.expire_all()
    assert session.get(ImportedFinding, first.id).mended_at is not None


def test_a_long_statement_is_left_to_the_worker(signed_in, session, monkeypatch):
    monkeypatch.setattr("appeals.importing.services.uploads.MOST_AT_ONCE", 3)
    sent = signed_in.post("/appeals/import", data=files(en_txt=ENGLISH, ru_txt=RUSSIAN))

    assert "is being checked" in signed_in.get(sent.location).text

    (upload,) = session.scalars(select(StatementUpload)).all()
    services.audit_later(upload_id=str(upload.id))
    session.expire_all()
    assert "stands twice" in signed_in.get(sent.location).text


def test_an_answer_reads_the_list_again(signed_in):
    text = ENGLISH.replace(
        "1. Velmora Law Clinic (Georgia)", "1. Velmora Law Clinic (Georgia) Reed Union (Latvia)"
    )
    sent = signed_in.post("/appeals/import", data=files(en_txt=text))
    assert "several on one line" in signed_in.get(sent.location).text

    again = signed_in.post(f"{sent.location}/answers", data={"answer:0": "apart"})

    page = signed_in.get(again.location).text
    assert "several on one line" not in page
    assert "Reed Union" in page
