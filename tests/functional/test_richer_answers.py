"""Answers short of yes and no: later, a question, a reservation, a colleague."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from appeals import ledger
from appeals.invitations import boards, links
from appeals.invitations import services as invitations
from appeals.invitations.models import Handover, Question
from appeals.invitations.rules import BoardState
from appeals.publishing import services as publishing
from appeals.signatures.models import Ending, Reservation, Signature
from tests.conftest import sign_in
from tests.functional.asked import (
    NOW,
    WHO,
    invitation_of,
    make_asked,
    opened,
    path_in,
    segment_ids,
    sent,
    sign,
)

IN_FIVE_DAYS = (NOW + timedelta(days=5)).date()


@pytest.fixture
def appeal(session, coalition_id):
    return make_asked(session)


@pytest.fixture
def invitation(session, appeal):
    return invitation_of(session)


@pytest.fixture
def page(client, invitation):
    return opened(client, invitation)


def board_state(session, invitation, now=NOW):
    session.expire_all()
    return boards.row(session, invitation, now=now).state


def due(session, appeal, now):
    return invitations.remind(session, appeal, by=None, now=now, dry_run=True)


# Later


def test_a_promised_day_stands_on_the_board_and_reminders_wait_until_it_is_over(
    client, session, appeal, invitation, page
):
    response = client.post(f"{page}/later", data=WHO | {"day": IN_FIVE_DAYS.isoformat()})

    assert response.status_code == 303
    assert "5 days" not in response.text
    assert board_state(session, invitation) is BoardState.DECIDES
    on_the_day = NOW + timedelta(days=4, hours=20)
    assert invitation not in due(session, appeal, on_the_day)
    assert len(due(session, appeal, on_the_day)) == 1
    assert invitation in due(session, appeal, NOW + timedelta(days=6, hours=12))
    assert board_state(session, invitation, NOW + timedelta(days=7)) is not BoardState.DECIDES


def test_the_page_says_when_the_board_decides_and_still_takes_an_answer(client, session, page):
    client.post(f"{page}/later", data=WHO | {"day": IN_FIVE_DAYS.isoformat()})

    assert "its own body decides on" in client.get(page).text
    assert sign(client, page).status_code == 303
    assert len(session.scalars(select(Signature)).all()) == 1


@pytest.mark.parametrize(
    ("day", "complaint"),
    [
        ((NOW - timedelta(days=3)).date().isoformat(), "This day has passed"),
        ((NOW + timedelta(days=30)).date().isoformat(), "Answers are taken until"),
        ("soon", "Not a valid date"),
        ("", "Enter the day on which your organisation decides."),
    ],
)
def test_a_day_that_makes_no_sense_is_explained_and_what_was_typed_stays(
    client, session, invitation, page, day, complaint
):
    response = client.post(f"{page}/later", data=WHO | {"day": day})

    session.expire_all()
    assert response.status_code == 422
    assert complaint in response.text
    assert "Ada Lovelace" in response.text
    assert invitation.decides_by is None


def test_the_same_promise_twice_is_one_act(client, session, page):
    for _time in range(2):
        client.post(f"{page}/later", data=WHO | {"day": IN_FIVE_DAYS.isoformat()})

    acts = session.scalars(select(ledger.Entry).where(ledger.Entry.action == "invitation.deferred"))
    assert [entry.details["day"] for entry in acts] == [IN_FIVE_DAYS.isoformat()]


def test_who_has_signed_cannot_put_it_off(client, session, page):
    sign(client, page)

    assert client.get(f"{page}/later").headers["Location"] == page
    response = client.post(f"{page}/later", data=WHO | {"day": IN_FIVE_DAYS.isoformat()})

    assert response.status_code == 409
    assert len(session.scalars(select(Signature)).all()) == 1


# Questions


ASKED = {"question": "Which commission?\nAnd when?", "name": "Ada", "email": "Ada@River.example"}


def test_a_question_goes_to_the_coordinators_and_a_reply_goes_to_who_asked(
    client, session, coordinator, page
):
    response = client.post(f"{page}/question", data=ASKED)

    [message] = sent(session, "question")
    assert response.status_code == 303
    assert message.to == coordinator.email
    assert message.reply_to == "Ada@river.example"
    assert "> Which commission?" in message.text
    assert "Which commission" not in message.subject


def test_the_answer_is_kept_mailed_and_shown_on_the_page(
    client, session, app, coordinator, appeal, invitation, page
):
    client.post(f"{page}/question", data=ASKED)
    [question] = session.scalars(select(Question))
    office = sign_in(app.test_client(), coordinator)
    address = f"/appeals/{appeal.slug}/invitations/questions"
    waiting = office.get(f"/appeals/{appeal.slug}/invitations").text

    response = office.post(f"{address}/{question.id}", data={"answer": "The one of May."})

    [message] = sent(session, "question_answered")
    assert "1 question waits for an answer" in waiting
    assert response.status_code == 303
    assert message.to == "Ada@river.example"
    assert "> The one of May." in message.text
    assert links.PATH + "i" not in message.text
    assert links.token_of(invitation) not in message.text
    assert "The one of May." in client.get(page).text
    assert "The one of May." in office.get(address).text


def test_an_empty_answer_is_refused_and_a_second_one_too(
    client, session, app, coordinator, appeal, page
):
    client.post(f"{page}/question", data=ASKED)
    [question] = session.scalars(select(Question))
    office = sign_in(app.test_client(), coordinator)
    address = f"/appeals/{appeal.slug}/invitations/questions/{question.id}"

    assert office.post(address, data={"answer": " "}).status_code == 422
    office.post(address, data={"answer": "First."})
    office.post(address, data={"answer": "Second."})

    session.expire_all()
    assert question.answer == "First."
    assert len(sent(session, "question_answered")) == 1


def test_the_same_question_twice_is_one_and_too_many_are_refused(
    client, session, coordinator, page
):
    for number in (0, 0, 1, 2, 3, 4):
        assert (
            client.post(
                f"{page}/question", data=ASKED | {"question": f"Number {number}?"}
            ).status_code
            == 303
        )

    refused = client.post(f"{page}/question", data=ASKED | {"question": "One more?"})

    assert refused.status_code == 409
    assert "One more?" in refused.text
    assert len(session.scalars(select(Question)).all()) == 5
    assert len(sent(session, "question")) == 5


def test_questions_of_one_organisation_are_not_shown_to_another(client, session, page):
    client.post(f"{page}/question", data=ASKED)

    other = opened(client, invitation_of(session, "Lake House"))

    assert "Which commission" in client.get(page).text
    assert "Which commission" not in client.get(other).text


# A reservation


def reserve(client, page, **changes):
    part = segment_ids(client, page)[1]
    return sign(
        client,
        page,
        **{"reserved_part": str(part), "reservation": "Not the second demand."} | changes,
    )


def test_a_reservation_is_kept_with_the_signature_and_shown_to_the_coordinators(
    client, session, app, coordinator, appeal, page
):
    assert reserve(client, page).status_code == 303

    [kept] = session.scalars(select(Reservation))
    office = sign_in(app.test_client(), coordinator)
    assert kept.text == "Not the second demand."
    assert "Not the second demand." in client.get(page).text
    assert "Not the second demand." in office.get(f"/appeals/{appeal.slug}/lists/reservations").text
    assert "Reservation" in office.get(f"/appeals/{appeal.slug}/lists").text


def test_it_is_printed_only_if_the_organisation_and_the_coordinator_want_it(
    client, session, app, coordinator, appeal, page
):
    reserve(client, page)
    [private] = session.scalars(select(Reservation))
    office = sign_in(app.test_client(), coordinator)
    address = f"/appeals/{appeal.slug}/lists/reservations/"
    words = {"decision": "print", "wording_en": "Not the second.", "wording_ru": "Не второе."}

    refused = office.post(f"{address}{private.id}", data=words)
    reserve(client, page + "/change", may_print="y")
    session.expire_all()
    [public] = session.scalars(
        select(Reservation).join(Reservation.signature).where(Signature.ended_at.is_(None))
    )
    before = printed(session, appeal)
    missing = office.post(f"{address}{public.id}", data=words | {"wording_ru": ""})
    after_missing = printed(session, appeal)
    office.post(f"{address}{public.id}", data=words)

    assert refused.status_code == 409
    assert missing.status_code == 422
    assert "Not the second." in missing.text
    assert before == after_missing == {"en": [], "ru": []}
    assert printed(session, appeal) == {"en": ["† Not the second."], "ru": ["† Не второе."]}
    assert "River Watch (Georgia)†" in names(session, appeal)


def printed(session, appeal):
    session.expire_all()
    export = publishing.export(session, appeal, ["en", "ru"], draft=True)
    return {
        document.language: [
            "".join(span.text for span in note) for roll in document.rolls for note in roll.notes
        ]
        for document in export.documents
    }


def names(session, appeal):
    [document] = publishing.export(session, appeal, ["en"], draft=True).documents
    return [entry.text for roll in document.rolls for entry in roll.entries]


def test_a_correction_keeps_what_was_agreed_about_the_same_reservation(
    client, session, app, coordinator, appeal, page
):
    reserve(client, page, may_print="y")
    [first] = session.scalars(select(Reservation))
    office = sign_in(app.test_client(), coordinator)
    words = {"decision": "print", "wording_en": "Not the second.", "wording_ru": "Не второе."}
    office.post(f"/appeals/{appeal.slug}/lists/reservations/{first.id}", data=words)

    reserve(client, page + "/change", may_print="y", name="Ada King")
    assert printed(session, appeal)["en"] == ["† Not the second."]
    reserve(client, page + "/change", may_print="y", reservation="Not the third.")
    assert printed(session, appeal)["en"] == []
    sign(client, page + "/change", reservation="", reserved_part="")

    session.expire_all()
    active = session.scalars(select(Signature).where(Signature.ended_at.is_(None))).one()
    assert [each.signature_id for each in session.scalars(select(Reservation))].count(
        active.id
    ) == 0


def test_several_reservations_are_numbered_in_the_order_of_the_list(
    client, session, app, coordinator, appeal, page
):
    office = sign_in(app.test_client(), coordinator)
    other = opened(client, invitation_of(session, "Lake House"))
    for each in (page, other):
        reserve(client, each, may_print="y")
    for kept in session.scalars(select(Reservation)):
        label = kept.signature.organisation.label("en")
        office.post(
            f"/appeals/{appeal.slug}/lists/reservations/{kept.id}",
            data={"decision": "print", "wording_en": label, "wording_ru": label},
        )

    assert printed(session, appeal)["ru"] == ["†1 Lake House", "†2 River Watch"]


@pytest.mark.parametrize(
    ("changes", "status", "complaint"),
    [
        ({"reserved_part": ""}, 422, "Choose the part of the text it is about."),
        ({"reserved_part": "nonsense"}, 422, "Choose the part of the text it is about."),
        ({"answer": "decline"}, 422, "A reservation goes with a signature."),
        ({"reserved_part": "00000000-0000-0000-0000-000000000000"}, 422, "not right"),
    ],
)
def test_a_reservation_that_is_about_nothing_is_refused(
    client, session, page, changes, status, complaint
):
    response = reserve(client, page, **changes)

    assert response.status_code == status
    assert complaint in response.text
    assert session.scalars(select(Signature)).all() == []


# Handing over


GIVEN = WHO | {
    "colleague_name": "Grace Hopper",
    "colleague_email": "grace@river.example",
    "language": "ru",
}


def test_a_colleague_gets_a_new_link_and_the_old_one_says_so_without_the_address(
    client, session, app, invitation, page
):
    response = client.post(f"{page}/hand-over", data=GIVEN)

    [message] = sent(session, "handover")
    old = client.get(response.headers["Location"])
    assert (message.to, message.reply_to) == (
        "grace@river.example",
        "coordinator@coalition.example",
    )
    assert "Grace Hopper" in message.text
    assert "Речной дозор" in message.text
    assert old.status_code == 410
    assert "handed over to a colleague" in old.text
    assert "coordinator@coalition.example" in old.text
    assert "grace" not in old.text.lower()
    colleague = app.test_client()
    new = colleague.get(path_in(message, links.PATH)).headers["Location"]
    assert sign(colleague, new).status_code == 303
    assert len(session.scalars(select(Signature)).all()) == 1


def test_the_contacts_are_told_with_a_masked_address_and_the_coordinators_see_it(
    client, session, app, coordinator, appeal, invitation, page
):
    client.post(f"{page}/hand-over", data=GIVEN)

    told = sent(session, "handed_over")
    office = sign_in(app.test_client(), coordinator)
    shown = office.get(f"/appeals/{appeal.slug}/invitations/{invitation.handle}").text
    assert [each.to for each in told] == [each.email for each in invitation.organisation.contacts]
    assert all("g…@river.example" in each.text for each in told)
    assert all("grace@river.example" not in each.text for each in told)
    assert "grace@river.example" in shown
    assert "Another domain" in shown


def test_a_link_two_handovers_old_still_says_that_it_was_handed_over(
    client, session, app, invitation, page
):
    client.post(f"{page}/hand-over", data=GIVEN)
    second = app.test_client()
    handed = path_in(sent(session, "handover")[0], links.PATH)
    again = second.get(handed).headers["Location"]
    second.post(f"{again}/hand-over", data=GIVEN | {"colleague_email": "joan@river.example"})

    session.expire_all()
    assert "handed over to a colleague" in client.get(page).text
    assert "handed over to a colleague" in app.test_client().get(handed).text
    assert [each.number for each in session.scalars(select(Handover))] == [2, 3]


def test_an_invitation_is_not_handed_over_without_end(client, session, app, invitation, page):
    browser = client
    for number in range(5):
        address = f"colleague{number}@river.example"
        browser.post(f"{page}/hand-over", data=GIVEN | {"colleague_email": address})
        session.expire_all()
        browser = app.test_client()
        opened(browser, invitation)

    refused = browser.post(f"{page}/hand-over", data=GIVEN)

    assert refused.status_code == 409
    assert "Ask the coordinator" in refused.text
    assert len(session.scalars(select(Handover)).all()) == 5


@pytest.mark.parametrize(
    "changes",
    [
        {"colleague_email": "nobody"},
        {"colleague_email": "a@b.example\r\nBcc: c@d.example"},
        {"colleague_name": "Win now: www.prize.example"},
        {"colleague_name": "https://prize.example"},
        {"name": ""},
        {"authority": ""},
        {"language": "xx"},
    ],
)
def test_a_handover_to_nobody_sends_nothing(client, session, invitation, page, changes):
    response = client.post(f"{page}/hand-over", data=GIVEN | changes)

    session.expire_all()
    assert response.status_code == 422
    assert invitation.link_number == 1
    assert sent(session, "handover") == []


def test_a_handover_mail_that_comes_too_late_is_not_sent(client, session, invitation, page):
    client.post(f"{page}/hand-over", data=GIVEN)
    session.expire_all()
    invitations.new_link(session, invitation, send=False, by=None, now=NOW)
    session.commit()

    assert sent(session, "handover") == [None]


def test_no_address_and_no_name_goes_into_the_ledger(client, session, page):
    client.post(f"{page}/question", data=ASKED)
    client.post(f"{page}/later", data=WHO | {"day": IN_FIVE_DAYS.isoformat()})
    reserve(client, page)
    client.post(f"{page}/hand-over", data=GIVEN)

    told = str([entry.details for entry in session.scalars(select(ledger.Entry))])
    for secret in ("Ada", "Grace", "@", "commission", "second demand"):
        assert secret not in told
    endings = session.scalars(select(Signature.ending)).all()
    assert endings == [None]
    assert Ending.CORRECTED not in endings
