"""Whom to ask: categories, topics, earlier behaviour; and whom nobody writes to."""

import csv
import io
import re

import pytest
from sqlalchemy import select

from appeals import mail
from appeals.drafting import services as drafting
from appeals.drafting.models import ListKind
from appeals.invitations import boards
from appeals.invitations import services as invitations
from appeals.invitations.models import Answer
from appeals.invitations.rules import BoardState
from appeals.invitations.services import Behaviour, Record, Wanted
from appeals.mail import Cause, MailState
from appeals.mail.models import Mail
from appeals.organisations import imports, services, spreadsheet, topics
from appeals.organisations.models import Contact, ContactDetails, Organisation
from tests import factories
from tests.functional.asked import NOW, invitation_of, make_asked


@pytest.fixture
def registry(session, coalition_id):
    """Three organisations: a network, a network that refuses dams, and neither."""
    made = [
        factories.make_organisation({"en": "Alder"}, categories=["Network"], countries=["GE"]),
        factories.make_organisation(
            {"en": "Birch"}, categories=["Network"], countries=["AM"], unasked_topics=["dams"]
        ),
        factories.make_organisation({"en": "Cedar"}, countries=["AM"]),
    ]
    for each in made:
        each.searched = each.names[0].name.lower()
    session.add_all(made)
    session.flush()
    return made


@pytest.fixture
def appeal(session, coalition_id):
    made = factories.make_appeal(topics=["Dams"])
    session.add(made)
    session.flush()
    return made


def found(session, appeal, **wanted):
    page = invitations.find_candidates(session, appeal, Wanted(**wanted), language="en")
    return (
        [each.organisation.label("en") for each in page.page.items],
        [each.organisation.label("en") for each in page.unwilling],
    )


@pytest.mark.parametrize(
    ("wanted", "names", "apart"),
    [
        ({}, ["Alder", "Cedar"], ["Birch"]),
        ({"category": "Network"}, ["Alder"], ["Birch"]),
        ({"country": "AM"}, ["Cedar"], ["Birch"]),
        ({"category": "Network", "country": "GE"}, ["Alder"], []),
        ({"search": "ced"}, ["Cedar"], []),
        ({"behaviour": Behaviour.JOINED}, [], []),
        ({"behaviour": Behaviour.NEW}, ["Alder", "Cedar"], ["Birch"]),
    ],
)
def test_organisations_are_found_by_what_they_are(session, registry, appeal, wanted, names, apart):
    assert found(session, appeal, **wanted) == (names, apart)


def test_earlier_behaviour_counts_other_appeals_in_which_they_were_asked(session, registry, appeal):
    alder, birch, cedar = registry
    for number, (asked, answers) in enumerate(
        [
            ([alder, cedar], {alder: Answer.SIGNED}),
            ([alder, cedar], {alder: Answer.SUPPORTS}),
            ([alder], {alder: Answer.DECLINED}),
        ]
    ):
        earlier = factories.make_appeal(slug=f"earlier-{number}")
        session.add(earlier)
        for each in invitations.choose(
            session, earlier, asked, ListKind.SIGNATORY, by=None, now=NOW
        ):
            each.invited_at, each.answer = NOW, answers.get(each.organisation)
    # Chosen and never asked, and what this appeal itself brought, say nothing.
    other = factories.make_appeal(slug="never-sent")
    session.add(other)
    invitations.choose(session, other, [birch], ListKind.SIGNATORY, by=None, now=NOW)
    invitations.choose(session, appeal, [cedar], ListKind.SIGNATORY, by=None, now=NOW)
    session.flush()

    page = invitations.find_candidates(session, appeal, Wanted(), language="en")
    known = {each.organisation.label("en"): each.record for each in page.page.items}

    assert known == {
        "Alder": Record(asked=3, answered=3, joined=2),
        "Cedar": Record(asked=2, answered=0, joined=0),
    }
    assert found(session, appeal, behaviour=Behaviour.MOSTLY)[0] == ["Alder"]
    assert found(session, appeal, behaviour=Behaviour.SILENT)[0] == ["Cedar"]
    assert found(session, appeal, behaviour=Behaviour.NEVER)[0] == ["Cedar"]
    assert found(session, appeal, behaviour=Behaviour.NEW) == ([], ["Birch"])


def test_choosing_all_that_are_shown_leaves_out_who_does_not_want_to_be_asked(
    signed_in, session, registry, appeal
):
    session.commit()
    page = f"/appeals/{appeal.slug}/invitations/choose?category=Network"
    form = {"list_kind": "signatory", "language": ""}

    signed_in.post(page, data=form | {"which": "all"})
    assert set(invitations.chosen(session, appeal)) == {registry[0].id}

    signed_in.post(page, data=form | {"which": "ticked", "organisation": [str(registry[1].id)]})
    assert set(invitations.chosen(session, appeal)) == {registry[0].id, registry[1].id}


def test_a_new_appeal_does_not_ask_again_who_refuses_its_topic(session, registry, appeal):
    earlier = factories.make_appeal()
    session.add(earlier)
    invitations.choose(session, earlier, registry, ListKind.SIGNATORY, by=None, now=NOW)

    invitations.choose_as_before(session, appeal, earlier, by=None, now=NOW)

    assert set(invitations.chosen(session, appeal)) == {registry[0].id, registry[2].id}


def make_chosen(session):
    """Return a final appeal for which two organisations are chosen, one of them silenced."""
    appeal = factories.make_appeal()
    asked = [factories.make_organisation({"en": name, "ru": name}) for name in ("Alder", "Birch")]
    session.add_all([appeal, *asked])
    session.flush()
    drafting.lock(session, appeal, by=None, now=NOW)
    invitations.choose(session, appeal, asked, ListKind.SIGNATORY, by=None, now=NOW)
    mail.suppress(session, asked[1].contact.email, Cause.UNSUBSCRIBED, now=NOW)
    session.commit()
    return appeal


def test_who_is_not_written_to_is_told_before_and_not_counted_as_invited(signed_in, session):
    appeal = make_chosen(session)

    page = signed_in.get(f"/appeals/{appeal.slug}/invitations/send").text
    sent = invitations.invite(session, appeal, by=None, now=NOW)

    assert "asked for no more mail" in page
    assert [each.organisation.label("en") for each in sent.invitations] == ["Alder"]
    [(held, why)] = sent.held_back
    assert (held.organisation.label("en"), why.cause) == ("Birch", Cause.UNSUBSCRIBED)
    assert held.invited_at is None
    assert len(session.scalars(select(Mail)).all()) == 1


def test_the_board_says_why_an_organisation_got_no_mail(signed_in, session):
    appeal = make_asked(session)
    invitation = invitation_of(session)
    for contact in invitation.organisation.contacts:
        mail.suppress(session, contact.email, Cause.COMPLAINED, now=NOW)
    for queued in session.scalars(select(Mail).where(Mail.subject_id == invitation.id)):
        queued.state = MailState.DROPPED
    session.commit()

    board = boards.board(session, appeal, state=BoardState.SUPPRESSED, now=NOW)
    page = signed_in.get(f"/appeals/{appeal.slug}/invitations?state=suppressed").text

    assert [row.invitation.id for row in board.rows] == [invitation.id]
    assert "reported our mail as unwanted" in page
    assert boards.row(session, invitation, now=NOW).state is BoardState.SUPPRESSED
    with pytest.raises(invitations.HeldBack):
        invitations.resend(session, invitation, by=None, now=NOW)


def test_an_answer_outlives_that_nobody_is_written_to(session, coalition_id):
    make_asked(session)
    invitation = invitation_of(session)
    for contact in invitation.organisation.contacts:
        mail.suppress(session, contact.email, Cause.UNSUBSCRIBED, now=NOW)
    invitation.answer = Answer.SIGNED

    assert boards.row(session, invitation, now=NOW).state is BoardState.SIGNED


def form_of(client, page):
    """Return what the form of an organisation would send unchanged."""
    text = client.get(page).text
    fields = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', text))
    fields = {name: value for name, value in fields.items() if name not in {"csrf_token", "search"}}
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', text, re.S):
        chosen = re.search(r'<option selected value="([^"]*)"', options)
        fields[name] = chosen.group(1) if chosen else ""
    fields.pop("categories", None)
    fields.pop("topics", None)
    return fields


def test_the_registry_keeps_categories_topics_and_the_order_of_contacts(signed_in, session):
    organisation = factories.make_organisation({"en": "Alder"})
    organisation.contacts.append(
        Contact(position=1, name="Bea", email="bea@alder.example", language="ru")
    )
    session.add_all(
        [organisation, factories.make_organisation({"en": "B"}, categories=["Network"])]
    )
    session.commit()
    first, second = organisation.contacts
    page = f"/organisations/{organisation.id}"

    fields = form_of(signed_in, page) | {
        "categories": ["Network"],
        "new_categories": "legal aid; network",
        "new_topics": "Dams;Fish",
        "contact_2_place": "1",
    }
    done = signed_in.post(page, data=fields)

    assert done.status_code == 303
    session.expire_all()
    assert organisation.categories == ["Network", "legal aid"]
    assert organisation.unasked_topics == ["Dams", "Fish"]
    assert [each.id for each in organisation.contacts] == [second.id, first.id]
    assert organisation.contact.email == "bea@alder.example"
    assert topics.in_use(session) == ["Dams", "Fish"]


def test_a_word_with_hidden_signs_is_refused_and_what_was_typed_is_kept(signed_in, session):
    organisation = factories.make_organisation({"en": "Alder"})
    session.add(organisation)
    session.commit()
    page = f"/organisations/{organisation.id}"

    refused = signed_in.post(
        page, data=form_of(signed_in, page) | {"new_categories": "x" * 61, "new_topics": "Fish"}
    )

    assert refused.status_code == 422
    assert "x" * 61 in refused.text
    assert 'value="Fish"' in refused.text


def test_a_person_keeps_the_row_when_another_is_taken_out(session, coalition_id):
    organisation = factories.make_organisation({"en": "Alder"})
    organisation.contacts.append(Contact(position=1, name="B", email="b@x.example", language="en"))
    session.add(organisation)
    session.flush()
    second = organisation.contacts[1].id
    details = organisation.details

    services.update_organisation(
        session,
        organisation,
        type(details)(names=details.names, contacts=(ContactDetails("Bea", "B@x.example", "en"),)),
        by=None,
        now=NOW,
    )
    session.flush()

    assert [(each.id, each.position) for each in organisation.contacts] == [(second, 0)]


def test_a_coordinator_lifts_a_bounce_and_never_a_wish(signed_in, session):
    organisation = factories.make_organisation({"en": "Alder"})
    session.add(organisation)
    session.flush()
    address = organisation.contact.email
    for cause in (Cause.BOUNCED, Cause.UNSUBSCRIBED):
        mail.suppress(session, address, cause, now=NOW)
    session.commit()
    page = f"/organisations/{organisation.id}"

    text = signed_in.get(page).text
    assert "asked for no more mail" in text
    assert text.count("/write-again") == 1

    signed_in.post(f"{page}/write-again", data={"address": address})

    assert mail.suppressed(session, [address]) == {address: Cause.UNSUBSCRIBED}


def test_only_an_address_of_this_organisation_is_lifted(signed_in, session):
    organisation = factories.make_organisation({"en": "Alder"})
    session.add(organisation)
    mail.suppress(session, "other@x.example", Cause.BOUNCED, now=NOW)
    session.commit()

    answer = signed_in.post(
        f"/organisations/{organisation.id}/write-again", data={"address": "other@x.example"}
    )

    assert answer.status_code == 404
    assert not mail.may_write_to(session, "other@x.example")


def test_categories_and_topics_come_with_a_table_and_leave_with_it(signed_in, session):
    sheet = spreadsheet.read(b"name_en,categories,unasked_topics\nAlder,Network; legal aid,Dams\n")
    imports.import_sheet(session, sheet, by=None, now=NOW)
    again = spreadsheet.read(b"name_en,categories,unasked_topics\nAlder,network;new,\n")
    imports.import_sheet(session, again, by=None, now=NOW)
    session.commit()

    alder = session.scalars(select(Organisation)).one()
    assert alder.categories == ["Network", "legal aid", "new"]
    assert alder.unasked_topics == ["Dams"]
    text = signed_in.get("/organisations/registry.csv").text
    [exported] = csv.DictReader(io.StringIO(text.lstrip("\ufeff")))
    assert exported["categories"] == "Network; legal aid; new"
    assert exported["unasked_topics"] == "Dams"


def test_a_bad_word_in_a_table_is_named():
    sheet = spreadsheet.read(f"name_en,categories\nAlder,{'x' * 61}\n".encode())

    assert [(each.row, each.column) for each in sheet.problems] == [(2, "categories")]


def test_an_appeal_gets_topics_as_they_are_spelled_already(signed_in, session):
    appeal = factories.make_appeal()
    session.add_all([appeal, factories.make_organisation({"en": "A"}, unasked_topics=["Dams"])])
    session.commit()

    signed_in.post(
        f"/appeals/{appeal.slug}/settings",
        data={"time_zone": "UTC", "topics": "dams; Fish", "reply_to": "", "further_language": ""},
    )

    session.expire_all()
    assert appeal.topics == ["Dams", "Fish"]
