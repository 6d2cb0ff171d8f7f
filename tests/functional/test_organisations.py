"""The registry through its pages: list, search, add, edit, countries, download."""

from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from appeals import db
from appeals.accounts.permissions import Role
from appeals.ledger import Entry
from appeals.organisations import services
from appeals.organisations.models import ContactDetails, Details, Organisation, PrintedName
from tests import factories
from tests.conftest import NOW, sign_in


@pytest.fixture
def memorial(session, coalition_id):
    details = Details(
        names={
            "en": PrintedName("Memory House", "MH"),
            "ru": PrintedName("Общество «Мемориал»"),
        },
        countries=("GE", "PL"),
        aliases=("Łódź Archive",),
        contacts=(ContactDetails("", "office@memory.example", "ru"),),
    )
    organisation = services.create_organisation(session, details, by=None, now=NOW)
    session.commit()
    return organisation


def typed(**changes: str) -> dict[str, str]:
    """What a browser sends of a form that is filled in the ordinary way."""
    return {
        "name_en": "River Watch",
        "name_ru": "Речной дозор",
        "countries": "Georgia, UA",
        "contact_1_email": "office@river.example",
        "contact_1_language": "ru",
        "contact_2_language": "en",
        "contact_3_language": "en",
    } | changes


def everything(session) -> list[Organisation]:
    return list(session.scalars(select(Organisation)))


def test_an_empty_registry_offers_the_first_steps(signed_in):
    page = signed_in.get("/organisations/").text

    assert "The registry is empty" in page
    assert "/organisations/import" in page


@pytest.mark.parametrize(
    "search",
    [
        *("мемориал", "lodz", "MH", "house memory"),
        *("office@memory.example", "<Office@Memory.Example>, house"),
    ],
)
def test_an_organisation_is_found_by_any_of_its_words(signed_in, memorial, search):
    page = signed_in.get("/organisations/", query_string={"search": search}).text

    assert "Memory House" in page


@pytest.mark.parametrize("search", ["memorial zzz", "100%", "_", "\0", "<script>", "'"])
def test_a_search_without_result_says_so(signed_in, memorial, search):
    answer = signed_in.get("/organisations/", query_string={"search": f"{search} nowhere"})

    assert answer.status_code == 200
    assert "Nothing found" in answer.text
    assert "<script>" not in answer.text


def test_the_list_is_in_alphabetical_order_and_paged(session, coalition_id):
    for name in ["Zebra", "Łódź", "Apple", "Memory", "The Bee", "«Étude»"]:
        details = Details(names={"en": PrintedName(name)})
        services.create_organisation(session, details, by=None, now=NOW)

    first = services.list_organisations(session, language="en", size=4)
    last = services.list_organisations(session, language="en", size=4, page=99)

    assert [each.label("en") for each in first.items] == ["Apple", "The Bee", "«Étude»", "Łódź"]
    assert [each.label("en") for each in last.items] == ["Memory", "Zebra"]
    assert (last.number, last.pages, last.total) == (2, 2, 6)


def test_an_organisation_without_a_name_in_the_language_is_listed_under_another(
    session, coalition_id
):
    for names in ({"en": "Beta", "de": "Alpha"}, {"ru": "Гамма", "en": "Zeta"}, {"ka": "ალფა"}):
        details = Details(names={tag: PrintedName(name) for tag, name in names.items()})
        services.create_organisation(session, details, by=None, now=NOW)

    found = services.list_organisations(session, language="ru")

    assert [each.label("ru") for each in found.items] == ["Гамма", "Beta", "ალფა"]


def test_an_organisation_is_added_with_all_that_was_entered(signed_in, session, coordinator):
    answer = signed_in.post(
        "/organisations/new",
        data=typed(
            acronym_en="RW",
            other_language="PT_br",
            name_other="Vigia do Rio",
            aliases="Old Name\nOlder Name\n",
            contact_2_name="Ada",
            contact_2_email="ada@river.example",
        ),
    )

    assert answer.status_code == 303
    (organisation,) = everything(session)
    assert organisation.details == Details(
        names={
            "en": PrintedName("River Watch", "RW"),
            "ru": PrintedName("Речной дозор"),
            "pt-BR": PrintedName("Vigia do Rio"),
        },
        countries=("GE", "UA"),
        aliases=("Old Name", "Older Name"),
        contacts=(
            ContactDetails("", "office@river.example", "ru"),
            ContactDetails("Ada", "ada@river.example", "en"),
        ),
    )
    entry = session.scalar(select(Entry).where(Entry.subject_id == organisation.id))
    assert (entry.action, entry.account_id) == ("organisation.created", coordinator.id)


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"name_en": "", "name_ru": ""}, "at least one language"),
        ({"name_en": " \u200b "}, "can be seen"),
        ({"name_en": "x" * 301}, "longer than 300"),
        ({"name_en": "River\nWatch"}, "line break"),
        ({"name_en": "River \u202eWatch"}, "direction"),
        ({"name_en": "River \0 Watch"}, "control character"),
        ({"name_en": "Win at www.spam.example"}, "web address"),
        ({"name_ru": "", "acronym_ru": "РД"}, "Add the name"),
        ({"countries": "Georgia, Narnia"}, "“Narnia” is not a country"),
        ({"aliases": "Fine\nhttp://spam.example"}, "web address"),
        ({"contact_1_email": "nobody"}, "not an e-mail address"),
        ({"contact_1_email": "почта@river.example"}, "not an e-mail address"),
        ({"contact_1_email": "a@b.example\r\nBcc: c@d.example"}, "not an e-mail address"),
        ({"contact_1_email": "", "contact_1_name": "Ada"}, "Add the address"),
        ({"contact_1_language": "xx"}, "alid choice"),
        ({"other_language": "klingonish", "name_other": "X"}, "not a language code"),
        ({"other_language": "ka"}, "both the language and the name"),
        ({"name_other": "მდინარე"}, "both the language and the name"),
        ({"other_language": "ru", "name_other": "Дозор"}, "already"),
    ],
)
def test_bad_input_is_explained_and_kept(signed_in, session, changes, complaint):
    entered = typed(contact_3_name="Kept", contact_3_email="k@b.example") | changes

    answer = signed_in.post("/organisations/new", data=entered)

    assert answer.status_code == 422
    assert complaint in answer.text
    assert 'value="Kept"' in answer.text
    assert everything(session) == []


def test_names_are_shown_as_text_whatever_they_hold(signed_in, session):
    names = {"name_en": "<script>alert(1)</script>", "name_ru": "=HYPERLINK(1)"}

    signed_in.post("/organisations/new", data=typed(**names))
    page = signed_in.get("/organisations/").text
    table = signed_in.get("/organisations/registry.csv").get_data(as_text=True)

    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert ",'=HYPERLINK(1)," in table


def test_a_look_alike_is_pointed_out_before_it_is_saved(signed_in, session, memorial):
    entered = typed(name_en="Memory Hause")

    asked = signed_in.post("/organisations/new", data=entered)
    saved = signed_in.post("/organisations/new", data=entered | {"different": str(memorial.id)})

    assert asked.status_code == 422
    assert "one letter apart" in asked.text
    assert f'value="{memorial.id}"' in asked.text
    assert "Save anyway" in asked.text
    assert saved.status_code == 303
    assert len(everything(session)) == 2


def test_an_edit_changes_what_was_changed_and_keeps_the_rest(signed_in, session, memorial):
    page = signed_in.get(f"/organisations/{memorial.id}").text
    answer = signed_in.post(
        f"/organisations/{memorial.id}",
        data={
            "name_en": "Memory House",
            "acronym_en": "",
            "name_ru": "Мемориальное общество",
            "countries": "Польша",
            "aliases": "",
            "contact_1_email": "new@memory.example",
            "contact_1_language": "en",
            "contact_2_language": "en",
            "contact_3_language": "en",
            "seen": memorial.updated_at.isoformat(),
        },
    )

    assert "Georgia, Poland" in page
    assert answer.status_code == 303
    assert memorial.details == Details(
        names={"en": PrintedName("Memory House"), "ru": PrintedName("Мемориальное общество")},
        countries=("PL",),
        contacts=(ContactDetails("", "new@memory.example", "en"),),
    )
    found = services.list_organisations(session, language="en", search="мемориальное")
    assert found.total == 1


def test_who_edits_an_old_state_is_told_and_loses_nothing(signed_in, session, memorial):
    entered = typed(name_en="Mine", seen="2020-01-01T00:00:00+00:00")

    answer = signed_in.post(f"/organisations/{memorial.id}", data=entered)

    assert answer.status_code == 409
    assert "Somebody else has changed this organisation" in answer.text
    assert 'value="Mine"' in answer.text
    session.refresh(memorial)
    assert memorial.label("en") == "Memory House"


def test_the_coalition_calls_a_country_as_it_likes(signed_in, session, memorial):
    form = {"name_PL_en": "Republic of Poland, the", "name_PL_ru": "", "name_GE_en": ""}

    answer = signed_in.post("/organisations/countries", data=form)

    assert answer.status_code == 303
    assert services.country_choices(session, "en") == {"PL": "Republic of Poland, the"}
    assert "Republic of Poland, the" in signed_in.get("/organisations/").text
    assert signed_in.post("/organisations/countries", data={"name_PL_en": ""}).status_code == 303
    assert services.country_choices(session, "en") == {}


def test_a_bad_name_of_a_country_is_refused(signed_in, session, memorial):
    answer = signed_in.post("/organisations/countries", data={"name_PL_en": "Pol\u202eand"})

    assert answer.status_code == 422
    assert "direction" in answer.text
    assert services.country_choices(session, "en") == {}


def test_an_own_name_of_a_country_is_understood_when_entered(signed_in, session, memorial):
    services.set_country_name(session, "GE", "en", "Sakartvelo, the", by=None, now=NOW)

    page = signed_in.get(f"/organisations/{memorial.id}").text
    signed_in.post("/organisations/new", data=typed(countries="US, sakartvelo, the"))

    assert "Sakartvelo, the, Poland" in page
    assert ["US", "GE"] in [each.countries for each in everything(session)]


@pytest.mark.parametrize("path", ["", "new", "countries", "registry.csv", "import"])
def test_a_translator_may_not_see_the_registry(client: FlaskClient, session, coalition_id, path):
    translator = factories.make_account(coalition_id, role=Role.TRANSLATOR)
    session.add(translator)
    session.commit()

    assert sign_in(client, translator).get(f"/organisations/{path}").status_code == 403


def test_another_coalition_sees_nothing(client: FlaskClient, session, memorial):
    other = factories.make_coalition()
    session.add(other)
    session.flush()
    stranger = factories.make_account(other.id)
    session.add(stranger)
    session.commit()
    browser = sign_in(client, stranger)

    assert "Memory House" not in browser.get("/organisations/").text
    assert "Memory House" not in browser.get("/organisations/registry.csv").text
    assert browser.get(f"/organisations/{memorial.id}").status_code == 404
    assert browser.post(f"/organisations/{memorial.id}", data=typed()).status_code == 404
    assert browser.get(f"/organisations/{uuid4()}").status_code == 404


def test_the_download_can_be_imported_again_and_changes_nothing(signed_in, session, memorial):
    from appeals.organisations import imports, spreadsheet

    table = signed_in.get("/organisations/registry.csv").data
    db.enter(session, memorial.coalition_id)
    plan = imports.plan(session, spreadsheet.read(table))

    assert plan.problems == ()
    assert [len(plan.new), len(plan.changed), len(plan.unchanged)] == [0, 0, 1]


def test_an_address_in_other_letters_is_kept_as_mail_servers_know_it(signed_in, session):
    signed_in.post("/organisations/new", data=typed(contact_1_email="info@пример.рф"))

    assert everything(session)[0].contact.email == "info@xn--e1afmkfd.xn--p1ai"
