"""Files of long lists: made by a worker, seen as they progress, kept for whoever asked."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from uuid import uuid4
from zipfile import ZipFile

import pytest
from lxml import html
from sqlalchemy import select

from appeals import jobs, ledger
from appeals.accounts.permissions import Role
from appeals.publishing import making
from appeals.publishing.models import MadeFile
from appeals.retention import purging
from tests import factories
from tests.conftest import sign_in
from tests.functional.hiding import WITHHELD, choose
from tests.functional.publishing import make_publishable, sign

NOW = datetime.now(UTC)


@pytest.fixture
def appeal(session, coalition_id, monkeypatch):
    """Two have signed, which counts as many here."""
    monkeypatch.setattr(making, "LONG", 1)
    monkeypatch.setattr(making, "LONG_PDF", 1)
    return make_publishable(session, signed=2)


@pytest.fixture
def page(appeal):
    return f"/appeals/{appeal.slug}/export"


def ask(client, page, address="all.docx", query=""):
    """Press the button on the page that comes instead of the file; return where it leads."""
    form = html.fromstring(client.get(f"{page}/{address}{query}").text).forms[-1]
    sent = client.post(form.action, data=dict(form.form_values()))
    assert sent.status_code == 303
    return sent.location


def kept(session):
    session.expire_all()
    return session.scalars(select(MadeFile).order_by(MadeFile.asked_at)).all()


def make_all(app, session):
    for each in kept(session):
        jobs.run(app, jobs.Try("export.make", {"file_id": str(each.id)}, f"export/{each.id}"))
    session.expire_all()


def progress(client, address):
    [bar] = html.fromstring(client.get(address).text).xpath("//progress")
    return int(bar.get("value")), int(bar.get("max"))


def test_a_short_list_is_drawn_at_once(signed_in, session, appeal, page, monkeypatch):
    monkeypatch.setattr(making, "LONG", 2)

    response = signed_in.get(f"{page}/all.docx")

    assert response.headers["Content-Disposition"].startswith("attachment")
    assert kept(session) == []


def test_p01_asking_for_a_long_list_by_a_link_makes_nothing(signed_in, session, page):
    response = signed_in.get(f"{page}/all.pdf")

    assert "Content-Disposition" not in response.headers
    assert kept(session) == []


def test_the_worker_makes_the_file_and_the_page_leads_to_it(app, signed_in, session, appeal, page):
    at = ask(signed_in, page)
    waiting = signed_in.get(at)
    assert waiting.headers["Refresh"] == "4"
    assert progress(signed_in, at) == (0, 2)
    assert signed_in.get(f"{at}/download").status_code == 303

    make_all(app, session)

    ready = signed_in.get(at)
    assert "Refresh" not in ready.headers
    assert f"{at}/download" in ready.text
    file = signed_in.get(f"{at}/download")
    assert f"filename={appeal.slug}-en-ru.docx" in file.headers["Content-Disposition"]
    assert "word/document.xml" in ZipFile(BytesIO(file.data)).namelist()
    assert at in signed_in.get(page).text


def test_a_zip_tells_of_every_file_that_is_drawn(app, signed_in, session, page, monkeypatch):
    at, seen, note = ask(signed_in, page, "all.zip"), [], making._note
    monkeypatch.setattr(
        making, "_note", lambda id, **values: (seen.append(values.get("done")), note(id, **values))
    )

    make_all(app, session)

    steps = kept(session)[0].steps
    assert seen == [*range(steps + 1), steps]
    assert signed_in.get(f"{at}/download").mimetype == "application/zip"


def test_layout_and_draft_are_kept(app, signed_in, session, appeal, page):
    query = "?language=en,ru&format=docx&layout=side-by-side&layout=by-country&draft=1"
    at = ask(signed_in, page, "file", query.replace("en,ru", "all"))

    make_all(app, session)

    [file] = kept(session)
    assert (file.layout, file.draft) == (["side-by-side", "by-country"], True)
    name = signed_in.get(f"{at}/download").headers["Content-Disposition"]
    assert name.endswith(f"{appeal.slug}-en-ru-draft.docx")


def test_a_job_that_is_taken_over_makes_the_file_anew(app, signed_in, session, page, monkeypatch):
    at = ask(signed_in, page)
    with monkeypatch.context() as killed:
        killed.setattr(making.files, "as_bytes", killed_in_the_middle)
        with pytest.raises(KeyboardInterrupt):
            make_all(app, session)
    assert progress(signed_in, at) == (1, 2)

    make_all(app, session)
    first = kept(session)[0].filename
    make_all(app, session)  # and is done once it is done

    assert first is not None
    assert signed_in.get(f"{at}/download").status_code == 200


def killed_in_the_middle(*_given, **_named):
    raise KeyboardInterrupt


def test_what_stands_in_the_way_is_told_in_the_reader_s_language(app, signed_in, session, page):
    at = ask(signed_in, page, "file", "?language=en&format=docx&layout=side-by-side")

    make_all(app, session)

    shown = signed_in.get(at)
    assert "Only two languages can stand side by side" in shown.text
    assert "Refresh" not in shown.headers
    assert signed_in.get(f"{at}/download").status_code == 303


def test_asking_twice_makes_one_file(app, signed_in, session, page):
    assert ask(signed_in, page) == ask(signed_in, page)
    assert ask(signed_in, page, "all.odt") not in {ask(signed_in, page)}
    assert len(kept(session)) == 2


def test_an_account_keeps_few_files(signed_in, session, page):
    for kind in ("docx", "odt", "html", "txt", "md", "json", "xlsx"):
        ask(signed_in, page, f"all.{kind}")

    assert [each.format for each in kept(session)] == ["html", "txt", "md", "json", "xlsx"]


def test_only_who_asked_gets_the_file(app, signed_in, session, coalition_id, page):
    at = ask(signed_in, page)
    make_all(app, session)
    colleague = factories.make_account(coalition_id, role=Role.COORDINATOR)
    session.add(colleague)
    session.commit()
    other = sign_in(app.test_client(), colleague)

    assert [other.get(each).status_code for each in (at, f"{at}/download")] == [404, 404]
    assert signed_in.get(f"{page}/files/{uuid4()}").status_code == 404


def test_who_is_not_signed_in_asks_for_nothing(client, session, page):
    response = client.post(f"{page}/files", data={"language": "all", "format": "docx"})

    assert "/sign-in" in response.location or response.status_code in {401, 403}
    assert kept(session) == []


@pytest.mark.parametrize("form", [{"language": "xx"}, {"format": "exe"}, {"layout-0": "round"}])
def test_what_there_is_not_is_not_made(signed_in, session, page, form):
    sent = signed_in.post(f"{page}/files", data={"language": "all", "format": "docx", **form})

    assert sent.status_code == 404
    assert kept(session) == []


def test_after_twelve_hours_it_is_gone(app, signed_in, session, page):
    at = ask(signed_in, page)
    make_all(app, session)
    [file] = kept(session)
    file.asked_at = NOW - timedelta(hours=12, minutes=1)
    session.commit()

    assert signed_in.get(f"{at}/download").status_code == 404
    assert at not in signed_in.get(page).text
    purging.purge()
    assert kept(session) == []


def test_p31_a_file_that_was_made_is_gone_with_a_hidden_name_and_who_took_it_is_known(
    app, signed_in, session, appeal, page
):
    at = ask(signed_in, page, "en.txt")
    make_all(app, session)
    assert "Alpha" in signed_in.get(f"{at}/download").text

    choose(session, appeal, "Alpha", WITHHELD)

    assert signed_in.get(f"{at}/download").status_code == 404
    assert kept(session) == []
    assert [each.name for each in ledger.list_taken(session, appeal.id, since=NOW)] == [
        f"{appeal.slug}-en.txt"
    ]


def test_the_file_says_what_the_lists_are_when_it_is_made(app, signed_in, session, appeal, page):
    at = ask(signed_in, page, "en.txt")
    sign(session, appeal, "Gamma")

    make_all(app, session)

    assert "3. Gamma" in signed_in.get(f"{at}/download").text
