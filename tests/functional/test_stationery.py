"""Letterhead, logos and Word template of an appeal: sent, looked at, printed, frozen."""

import hashlib
import re
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from lxml import html
from PIL import Image
from pypdf import PdfReader
from sqlalchemy import select

from appeals.accounts.permissions import Role
from appeals.errors import Invalid
from appeals.organisations.models import OrganisationLogo
from appeals.publishing import editions, shown
from appeals.publishing.formats import Format
from appeals.publishing.freezing import render_again
from appeals.publishing.models import EditionFile, Stationery, WordTemplate
from appeals.readers import sandbox
from tests import factories
from tests.conftest import sign_in
from tests.functional.publishing import NOW, invitation_of, make_publishable, publish, sign
from tests.sent_files import make_picture, make_template

WHOSE = b"Camera of Vera"
NAME, ADDRESS = "Coalition for Free Rivers", "12 Bridge Street\nrivers@coalition.example"


@pytest.fixture
def appeal(session, coalition_id):
    return make_publishable(session, signed=2)


@pytest.fixture
def client(signed_in):
    return signed_in


def send_template(client, appeal, content, name="letterhead.docx"):
    return client.post(
        f"/appeals/{appeal.slug}/export/template", data={"file": (BytesIO(content), name)}
    )


def set_letterhead(client, appeal, logo=None, **changes):
    data = {"name_en": NAME, "address_en": ADDRESS, "name_ru": "Коалиция за реки"} | changes
    if logo:
        data["logo"] = (BytesIO(logo), "logo.png")
    return client.post(f"/appeals/{appeal.slug}/export/letterhead", data=data)


def send_logo(client, session, appeal, name, picture=None):
    organisation_id = invitation_of(session, appeal, name).organisation_id
    sent = {"file": (BytesIO(picture or make_picture()), "logo.png")}
    return client.post(f"/organisations/{organisation_id}/logo", data=sent)


def exported(client, appeal, kind, language="en"):
    return client.get(f"/appeals/{appeal.slug}/export/{language}.{kind}").data


def word(client, appeal):
    return docx.Document(BytesIO(exported(client, appeal, "docx")))


def facts(page):
    terms = html.fromstring(page.text).xpath("//dl[@class='facts']/div")
    return {
        each.xpath("string(dt)").strip(): " ".join(each.xpath("string(dd)").split())
        for each in terms
    }


def error_of(response):
    assert response.status_code == 422
    return html.fromstring(response.text).xpath("string(//*[@role='alert'][@class='error'])")


def with_header_picture(content, media_type):
    """A template whose header shows a picture of another kind."""

    def change(template):
        part = template.sections[0].header.part
        picture = next(r.target_part for r in part.rels.values() if "image" in r.reltype)
        picture._blob, picture._content_type = content, media_type

    return make_template(change)


def test_what_is_taken_from_a_template_is_told_and_files_are_made_with_it(client, appeal):
    response = send_template(client, appeal, make_template(), "Наш бланк.dotx")

    assert response.status_code == 303
    told = facts(client.get(response.location))
    assert told["File"].startswith("Наш бланк.dotx, ")
    assert told["Page"] == "148 × 210 mm"
    assert (told["Header"], told["Footer"]) == ("Coalition for Rivers", "12 Bridge Street")
    assert told["Pictures in header and footer"] == "1"
    assert "Title" in told["Styles found by their name"]
    assert "Addressee" in told["Styles that are missing, so ours are taken"]
    made = word(client, appeal)
    assert round(made.sections[0].page_width.mm) == 148
    assert made.sections[0].header.paragraphs[0].text == "Coalition for Rivers"


def test_a_template_can_be_replaced_and_removed(client, session, appeal):
    send_template(client, appeal, make_template())
    send_template(client, appeal, make_template(lambda t: t.sections[0].header.add_paragraph("B")))

    assert session.query(WordTemplate).count() == 1
    assert [p.text for p in word(client, appeal).sections[0].header.paragraphs][1:] == ["B"]

    client.post(f"/appeals/{appeal.slug}/export/template/remove")

    assert round(word(client, appeal).sections[0].page_width.mm) == 210


def link_outside(template):
    part = template.sections[0].header.part
    part.relate_to("https://example.org/logo", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)


def embed(template):
    part = template.sections[0].header.part
    part.relate_to(template.part.numbering_part, RELATIONSHIP_TYPE.PACKAGE)


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (make_template(link_outside), "a.docx", "lead outside"),
        (make_template(embed), "a.docx", "neither text nor picture"),
        (with_header_picture(b"<svg xmlns='x'/>", "image/svg+xml"), "a.docx", "SVG, EMF or WMF"),
        (with_header_picture(make_picture((2100, 50)), "image/png"), "a.docx", "2,000 pixels"),
        (make_template(), "a.docm", "macros"),
        (make_template(), "a.odt", ".docx or .dotx"),
        (b"PK\x03\x04 word/document.xml", "a.docx", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc", "older Word"),
        (b"", "a.docx", "empty"),
    ],
)
def test_a_template_that_is_refused_is_told_why_and_the_old_one_stays(
    client, session, appeal, content, name, said
):
    send_template(client, appeal, make_template())

    response = send_template(client, appeal, content, name)

    assert said in error_of(response)
    assert facts(response)["Header"] == "Coalition for Rivers"
    assert session.query(WordTemplate).count() == 1


def test_p57_nothing_of_a_template_but_what_is_taken_is_kept(client, session, appeal):
    send_template(client, appeal, make_template())

    kept = session.scalars(select(WordTemplate)).one().content
    with ZipFile(BytesIO(kept)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert not any(name.startswith(("docProps", "customXml")) for name in parts)
    assert b"Text of the template" not in b"".join(parts.values())
    [picture] = [content for name, content in parts.items() if name.startswith("word/media/")]
    assert WHOSE not in picture
    assert WHOSE in make_picture()


@pytest.mark.parametrize("path", ["export/template", "export/letterhead", "export/letterhead/logo"])
def test_whoever_only_reads_does_not_dress_an_appeal(app, session, coalition_id, appeal, path):
    account = factories.make_account(coalition_id, role=Role.READER)
    session.add(account)
    session.commit()
    reader = sign_in(app.test_client(), account)

    assert reader.get(f"/appeals/{appeal.slug}/{path}").status_code == 403
    assert "letterhead" not in reader.get(f"/appeals/{appeal.slug}/export").text


def test_the_letterhead_stands_in_every_format_in_its_language(client, appeal):
    set_letterhead(client, appeal, make_picture())

    english = word(client, appeal).paragraphs
    assert english[1].text == f"{NAME}\n{ADDRESS}"
    page = html.fromstring(exported(client, appeal, "html"))
    assert page.xpath("string(//header[@class='letterhead']/p[1])") == NAME
    [source] = page.xpath("//header/img/@src")
    assert source.startswith("data:image/png;base64,")
    pdf = PdfReader(BytesIO(exported(client, appeal, "pdf"))).pages[0]
    assert pdf.extract_text().startswith(f"{NAME}\n12 Bridge Street")
    assert len(pdf.images) == 1
    with ZipFile(BytesIO(exported(client, appeal, "odt"))) as archive:
        assert NAME in archive.read("content.xml").decode()
        assert sum(name.startswith("Pictures/") for name in archive.namelist()) == 1
    assert exported(client, appeal, "txt").decode().startswith(f"{NAME}\n{ADDRESS}\n\n")
    assert f"**{NAME}**\\\n12 Bridge Street\\\n" in exported(client, appeal, "md").decode()
    assert b'"letterhead"' in exported(client, appeal, "json")
    assert NAME.encode() not in exported(client, appeal, "fragment")
    russian = exported(client, appeal, "txt", "ru").decode()
    assert russian.startswith("Коалиция за реки\n\n")


def test_a_language_without_a_name_takes_that_of_reference(client, appeal):
    set_letterhead(client, appeal, name_ru="")

    assert exported(client, appeal, "txt", "ru").decode().startswith(f"{NAME}\n12 Bridge")


def test_a_header_of_the_template_takes_the_place_of_the_letterhead_in_word(client, appeal):
    set_letterhead(client, appeal)
    send_template(client, appeal, make_template())

    assert NAME not in [each.text.partition("\n")[0] for each in word(client, appeal).paragraphs]

    send_template(client, appeal, make_template(without_header))
    assert NAME in [each.text.partition("\n")[0] for each in word(client, appeal).paragraphs]


def without_header(template):
    for paragraph in template.sections[0].header.paragraphs:
        paragraph.clear()


def test_the_logo_stays_until_another_is_sent_or_it_is_taken_out(client, session, appeal):
    set_letterhead(client, appeal, make_picture())
    set_letterhead(client, appeal, name_en="Another name")

    page = client.get(f"/appeals/{appeal.slug}/export/letterhead")
    [address] = html.fromstring(page.text).xpath("//img[@class='logo']/@src")
    assert client.get(address).mimetype == "image/png"

    set_letterhead(client, appeal, without_logo="y")

    assert client.get(address).status_code == 404
    assert session.scalars(select(Stationery)).one().content is None


def gif():
    written = BytesIO()
    Image.new("RGB", (9, 9)).save(written, "GIF")
    return written.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
        (gif(), "PNG or JPEG"),
        (b"%PDF-1.7", "PNG or JPEG"),
        (make_picture((2001, 50)), "2,000 by 2,000"),
        (make_picture()[:200], "damaged"),
    ],
)
def test_a_picture_that_is_refused_is_told_why_and_what_was_typed_stays(
    client, session, appeal, content, said
):
    response = set_letterhead(client, appeal, content, name_en="Typed in vain")

    assert said in error_of(response)
    assert "Typed in vain" in response.text
    assert session.query(Stationery).count() == 0


def test_a_picture_of_more_than_a_megabyte_is_not_even_looked_at(app):
    heavy = make_picture() + b"\0" * 1_000_000

    with app.test_request_context(), pytest.raises(Invalid, match="at most 1 megabyte"):
        sandbox.read_picture("logo.png", heavy)


def test_p56_no_picture_brings_anything_but_itself(client, session, appeal):
    for kind in ("PNG", "JPEG"):
        set_letterhead(client, appeal, make_picture(kind=kind))

        kept = session.scalars(select(Stationery)).one()
        session.expire_all()
        assert WHOSE not in kept.content
        assert Image.open(BytesIO(kept.content)).getexif() == {}
        assert WHOSE not in exported(client, appeal, "docx")


def test_a_large_logo_is_kept_as_large_as_print_shows_it(client, session, appeal):
    set_letterhead(client, appeal, make_picture((2000, 500)))

    kept = session.scalars(select(Stationery)).one()
    assert (kept.width, kept.height) == (900, 225)


def test_logos_stand_below_the_list_by_number_and_nobody_is_left_out_of_it(client, session, appeal):
    sign(session, appeal, "Gamma")
    for name, colour in (("Gamma", "#112233"), ("Alpha", "#445566")):
        send_logo(client, session, appeal, name, make_picture(colour=colour))
    set_letterhead(client, appeal, prints_logos="y")

    page = html.fromstring(exported(client, appeal, "html"))
    assert page.xpath("//ul[@class='logos']/li/img/@alt") == ["Alpha", "Gamma"]
    assert len(page.xpath("//ol/li")) == 3
    made = exported(client, appeal, "docx")
    text = ZipFile(BytesIO(made)).read("word/document.xml").decode()
    assert re.findall(r'<wp:docPr [^>]*descr="(\w+)"', text) == ["Alpha", "Gamma"]
    with ZipFile(BytesIO(exported(client, appeal, "odt"))) as archive:
        titles = re.findall(r"<svg:title>(\w+)</svg:title>", archive.read("content.xml").decode())
    assert titles == ["Alpha", "Gamma"]
    shown_in = html.fromstring(exported(client, appeal, "html", "ru"))
    assert shown_in.xpath("//ul[@class='logos']/li/img/@alt") == ["Альфа", "Гамма"]

    set_letterhead(client, appeal)

    assert b"logos" not in html.tostring(html.fromstring(exported(client, appeal, "html")).body)


def test_a_logo_is_replaced_and_removed(client, session, appeal):
    for colour in ("#112233", "#445566"):
        assert send_logo(client, session, appeal, "Alpha", make_picture(colour=colour)).location
    assert session.query(OrganisationLogo).count() == 1
    organisation_id = invitation_of(session, appeal, "Alpha").organisation_id

    client.post(f"/organisations/{organisation_id}/logo/remove")

    assert session.query(OrganisationLogo).count() == 0
    assert client.get(f"/organisations/{organisation_id}/logo/picture").status_code == 404


def test_an_edition_is_drawn_again_to_the_byte_whatever_was_changed_since(client, session, appeal):
    send_logo(client, session, appeal, "Alpha")
    set_letterhead(client, appeal, make_picture((400, 90), kind="JPEG"), prints_logos="y")
    send_template(client, appeal, make_template())
    edition = publish(session, appeal)

    client.post(f"/appeals/{appeal.slug}/export/template/remove")
    set_letterhead(client, appeal, name_en="Somebody else", without_logo="y")
    send_logo(client, session, appeal, "Alpha", make_picture(colour="#ffff00"))

    session.expire_all()
    files = session.scalars(select(EditionFile).filter_by(edition_id=edition.id)).all()
    assert {file.format for file in files} == {each.value for each in Format} - {"zip"}
    for file in files:
        again = render_again(edition, appeal, file.language, Format(file.format))
        assert again == shown.get_file(session, edition, file.language, file.format).content
    assert "word/header1.xml" in ZipFile(BytesIO(files_of(session, edition, "docx"))).namelist()


def files_of(session, edition, kind):
    return shown.get_file(session, edition, "en", kind).content


def test_a_template_changed_between_looking_and_publishing_asks_for_a_second_look(
    client, session, appeal
):
    ready = editions.prepare(session, appeal)
    send_template(client, appeal, make_template())

    with pytest.raises(editions.Overtaken):
        editions.publish(session, appeal, ready, after=0, by=None, now=NOW)
    session.rollback()

    edition = publish(session, appeal)
    made = docx.Document(BytesIO(files_of(session, edition, "docx")))
    assert round(made.sections[0].page_width.mm) == 148


def test_the_public_page_shows_pictures_from_our_own_address_as_long_as_it_is_public(
    client, session, appeal, coordinator
):
    send_logo(client, session, appeal, "Alpha")
    set_letterhead(client, appeal, make_picture((400, 90)), prints_logos="y")
    send_template(client, appeal, make_template())
    edition = publish(session, appeal)

    page = html.fromstring(client.get(f"/statements/{appeal.slug}/en").text)
    sources = page.xpath("//article//img/@src")
    assert page.xpath("//article//img/@alt") == [NAME, "Alpha"]
    for source in sources:
        picture = client.get(source)
        assert picture.status_code == 200
        assert hashlib.sha256(picture.data).hexdigest() in source
    # The template it was made with is nobody's business.
    template = session.scalars(select(WordTemplate)).one()
    assert template.sha256 in {each.sha256 for each in edition.sources}
    address = sources[0].rpartition("/")[0]
    assert client.get(f"{address}/{template.sha256}").status_code == 404

    editions.retract(session, appeal, "A mistake.", by=coordinator.id, now=NOW)
    session.commit()

    assert client.get(sources[0]).status_code == 404
