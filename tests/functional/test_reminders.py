"""Planned reminders: planned on the page, carried out once, stopped; the cap counts them all."""

from datetime import time, timedelta

import pytest
import sqlalchemy as sa

from appeals import db, ledger, mail
from appeals.accounts.permissions import Role
from appeals.correspondence.kinds import MailKind
from appeals.drafting import services as drafting
from appeals.drafting.models import Phase
from appeals.invitations import services
from appeals.invitations.models import (
    Answer,
    DeadlineKind,
    Outcome,
    ReminderPlan,
    ReminderSent,
    Unit,
)
from appeals.invitations.schedule import LATEST, PAUSE, Timing
from tests import factories
from tests.conftest import sign_in
from tests.functional.asked import NOW, invitation_of, make_asked, opened, sent

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TYPED = {"kind": "reminder", "before": "2", "unit": "days", "deadline": "final",
         "time_of_day": "10:00"}  # fmt: skip


@pytest.fixture
def appeal(session, coordinator):
    """An appeal that two organisations were asked to sign some days ago."""
    made = make_asked(session, deadline=NOW + 9 * DAY)
    for name in ("River Watch", "Lake House"):
        invitation_of(session, name).invited_at = NOW - 5 * DAY
    session.commit()
    return made


def make_plan(session, appeal, *, ago=HOUR, **changes):
    """Plan a reminder whose moment was so long ago, by the database's clock."""
    appeal.deadline = db.clock(session) + 10 * HOUR - ago
    values = {
        "appeal_id": appeal.id,
        "deadline": DeadlineKind.FINAL,
        "kind": MailKind.REMINDER,
        "before": 10,
        "unit": Unit.HOURS,
        "active": True,
    }
    plan = ReminderPlan(**(values | changes))
    session.add(plan)
    session.commit()
    return plan


def queued(session, template="reminder"):
    session.expire_all()
    return list(session.scalars(sa.select(mail.Mail).filter_by(template=template)))


def address(appeal, rest=""):
    return f"/appeals/{appeal.slug}/invitations/reminders{rest}"


# Carrying out


def test_a_plan_reminds_the_silent_once_at_its_time(session, appeal):
    answered = invitation_of(session, "Lake House")
    answered.answer = Answer.SIGNED
    plan = make_plan(session, appeal)

    services.carry_out_plans()
    services.carry_out_plans()

    [reminder] = queued(session)
    silent = invitation_of(session)
    assert reminder.subject_id == silent.id
    assert silent.reminders == 1
    assert silent.reminded_at is not None
    assert [each.invitation_id for each in session.scalars(sa.select(ReminderSent))] == [silent.id]
    assert plan.outcome is Outcome.SENT


def test_a_last_call_goes_out_with_its_own_mail(session, appeal):
    make_plan(session, appeal, kind=MailKind.LAST_CALL)

    services.carry_out_plans()

    assert len(queued(session, "last_call")) == 2
    assert queued(session) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"ago": -HOUR},  # its time has not come
        {"active": False},
        {"deadline": DeadlineKind.SOFT},  # there is no such deadline
        {"outcome": Outcome.SENT},
    ],
)
def test_nothing_goes_out_before_its_time_or_when_switched_off(session, appeal, changes):
    plan = make_plan(session, appeal, **changes)
    before = plan.outcome

    services.carry_out_plans()

    assert queued(session) == []
    session.refresh(plan)
    assert plan.outcome is before


def test_a_moved_deadline_moves_a_plan_that_has_not_run(session, appeal):
    plan = make_plan(session, appeal)
    appeal.deadline += 2 * HOUR
    session.commit()

    services.carry_out_plans()

    assert queued(session) == []
    session.refresh(plan)
    assert plan.outcome is None


def test_a_late_plan_is_caught_up_and_a_too_late_one_is_told_to_the_coordinators(
    session, coordinator, appeal
):
    late = make_plan(session, appeal, ago=9 * HOUR)
    services.carry_out_plans()
    assert len(queued(session)) == 2
    session.refresh(late)
    assert late.outcome is Outcome.SENT

    missed = make_plan(session, appeal, ago=LATEST + HOUR, before=30)
    appeal.deadline = db.clock(session) + 30 * HOUR - LATEST - HOUR
    session.commit()
    services.carry_out_plans()
    services.carry_out_plans()

    assert len(queued(session)) == 2
    session.refresh(missed)
    assert missed.outcome is Outcome.MISSED
    [told] = sent(session, "reminder_missed")
    assert told.to == coordinator.email
    assert "30 hours before the deadline" in told.text
    assert f"/appeals/{appeal.slug}/invitations/remind" in told.text


def test_after_the_deadline_nobody_is_reminded(session, appeal):
    plan = make_plan(session, appeal, ago=11 * HOUR)

    services.carry_out_plans()

    assert queued(session) == []
    session.refresh(plan)
    assert plan.outcome is Outcome.MISSED


def test_a_closed_appeal_reminds_nobody(session, appeal):
    plan = make_plan(session, appeal)
    drafting.close(session, appeal, by=None, now=NOW)
    session.commit()

    services.carry_out_plans()

    assert queued(session) == []
    session.refresh(plan)
    assert plan.outcome is None


@pytest.mark.parametrize(
    "changes",
    [
        {"answer": Answer.DECLINED},
        {"revoked_at": NOW},
        {"decides_by": NOW + 2 * DAY},
        {"reminders": 3},
        {"reminded_at": NOW - PAUSE / 2, "reminders": 1},
        {"invited_at": NOW - HOUR},
        {"reminders_stopped_at": NOW},
    ],
)
def test_a_plan_leaves_in_peace_whom_the_rules_spare(session, appeal, changes):
    spared = invitation_of(session)
    for name, value in changes.items():
        setattr(spared, name, value)
    make_plan(session, appeal)

    services.carry_out_plans()

    assert [each.subject_id for each in queued(session)] == [
        invitation_of(session, "Lake House").id
    ]


def test_whoever_unsubscribed_or_bounced_is_not_reminded_by_plan_nor_by_hand(session, appeal):
    spared = invitation_of(session)
    first, second = spared.organisation.contacts
    mail.suppress(session, first.email, mail.Cause.UNSUBSCRIBED, now=NOW)
    mail.suppress(session, second.email, mail.Cause.BOUNCED, now=NOW)
    make_plan(session, appeal)

    by_hand = services.remind(session, appeal, by=None, now=NOW, dry_run=True)
    services.carry_out_plans()

    other = invitation_of(session, "Lake House")
    assert by_hand == [other]
    assert [each.subject_id for each in queued(session)] == [other.id]


def test_whoever_does_not_want_to_be_asked_about_the_topic_is_not_reminded(session, appeal):
    appeal.topics = ["Water"]
    invitation_of(session).organisation.unasked_topics = ["water"]
    session.commit()
    make_plan(session, appeal)

    by_hand = services.remind(session, appeal, by=None, now=NOW, dry_run=True)
    services.carry_out_plans()

    other = invitation_of(session, "Lake House")
    assert by_hand == [other]
    assert [each.subject_id for each in queued(session)] == [other.id]


def test_the_cap_counts_reminders_by_hand_and_by_plan_together(session, appeal):
    services.set_most(session, appeal, 2, by=None, now=NOW)
    services.remind(session, appeal, by=None, now=NOW - 4 * DAY)
    make_plan(session, appeal)
    services.carry_out_plans()

    assert len(queued(session)) == 4
    assert services.remind(session, appeal, by=None, now=db.clock(session) + 4 * HOUR) == []
    make_plan(session, appeal, before=11)
    services.carry_out_plans()
    assert len(queued(session)) == 4
    assert invitation_of(session).reminders == 2


def test_many_are_reminded_some_at_a_time(session, appeal, monkeypatch):
    monkeypatch.setattr(services.planned, "_AT_ONCE", 1)
    plan = make_plan(session, appeal)

    assert services.carry_out(session, plan.id)
    session.commit()
    services.carry_out_plans()

    assert len(queued(session)) == 2
    session.refresh(plan)
    assert plan.outcome is Outcome.SENT


def test_a_plan_that_was_interrupted_goes_on_with_the_others(session, appeal, monkeypatch):
    monkeypatch.setattr(services.planned, "_AT_ONCE", 1)
    plan = make_plan(session, appeal)
    services.carry_out(session, plan.id)
    for name in ("River Watch", "Lake House"):
        # Even if the pause between reminders did not spare it.
        invitation_of(session, name).reminded_at = None
    session.commit()

    services.carry_out_plans()

    assert len({each.subject_id for each in queued(session)}) == len(queued(session)) == 2


# Stopping


def test_stopped_reminders_do_not_go_out_also_those_in_the_queue(signed_in, session, appeal):
    make_plan(session, appeal)
    services.carry_out_plans()
    [first, _second] = queued(session)
    assert mail.compose(session, first) is not None

    signed_in.post(address(appeal, "/stop"))

    later = make_plan(session, appeal, before=11)
    services.carry_out_plans()
    session.refresh(later)
    assert mail.compose(session, queued(session)[0]) is None
    assert len(queued(session)) == 2
    assert later.outcome is Outcome.STOPPED

    signed_in.post(address(appeal, "/resume"))
    session.expire_all()
    assert appeal.reminders_stopped_at is None
    assert mail.compose(session, queued(session)[0]) is not None


def test_a_reminder_by_hand_goes_out_while_the_planned_ones_are_stopped(session, appeal):
    services.stop(session, appeal, by=None, now=NOW)

    services.remind(session, appeal, by=None, now=NOW)

    assert mail.compose(session, queued(session)[0]) is not None


def test_one_organisation_is_left_in_peace(signed_in, session, appeal):
    spared = invitation_of(session)
    own = f"/appeals/{appeal.slug}/invitations/{spared.handle}"
    services.remind(session, appeal, by=None, now=NOW)
    session.commit()

    signed_in.post(f"{own}/reminders", data={"stop": "yes"})

    session.expire_all()
    assert "This organisation gets no reminders." in signed_in.get(own).text
    mine = next(each for each in queued(session) if each.subject_id == spared.id)
    assert mail.compose(session, mine) is None
    assert spared not in services.remind(session, appeal, by=None, now=NOW + 5 * DAY, dry_run=True)

    signed_in.post(f"{own}/reminders", data={"stop": "no"})
    assert mail.compose(session, queued(session)[0]) is not None


def test_a_reminder_composed_after_the_deadline_is_dropped(session, appeal):
    services.remind(session, appeal, by=None, now=NOW)
    appeal.deadline = db.clock(session) - HOUR
    session.commit()

    assert mail.compose(session, queued(session)[0]) is None


# The page


def test_the_usual_plan_is_one_button(signed_in, session, appeal):
    appeal.soft_deadline = NOW + 5 * DAY
    session.commit()
    board = f"/appeals/{appeal.slug}/invitations"
    assert "Plan the usual reminders" in signed_in.get(address(appeal)).text
    assert "Plan the usual reminders" in signed_in.get(board).text

    answers = [signed_in.post(address(appeal, "/usual")) for _twice in range(2)]

    assert [each.status_code for each in answers] == [303, 303]
    plans = session.scalars(sa.select(ReminderPlan)).all()
    assert sorted((each.deadline, each.before, each.kind) for each in plans) == [
        (DeadlineKind.FINAL, 1, MailKind.LAST_CALL),
        (DeadlineKind.SOFT, 1, MailKind.REMINDER),
        (DeadlineKind.SOFT, 3, MailKind.REMINDER),
    ]
    assert "Plan the usual reminders" not in signed_in.get(address(appeal)).text
    assert "Plan the usual reminders" not in signed_in.get(board).text


def test_the_page_tells_who_would_get_what_and_why_others_do_not(signed_in, session, appeal):
    spared = invitation_of(session)
    spared.decides_by = NOW + 8 * DAY
    services.add_plan(session, appeal, timing(before=3), by=None, now=NOW)
    session.commit()

    page = signed_in.get(address(appeal)).text

    assert "3 days before the deadline" in page
    gets, _, gets_not = page.partition("Does not get it: ")
    assert "Lake House" in gets.partition("Gets it")[2]
    assert "River Watch" not in gets.partition("Gets it")[2]
    assert "its board decides later (1)" in gets_not
    assert "River Watch" in gets_not


def timing(**changes):
    values = {
        "deadline": DeadlineKind.FINAL,
        "kind": MailKind.REMINDER,
        "before": 2,
        "unit": Unit.DAYS,
        "time_of_day": time(10, 0),
    }
    return Timing(**(values | changes))


def test_a_plan_is_added_changed_and_deleted(signed_in, session, appeal):
    added = signed_in.post(address(appeal), data=TYPED)
    plan = session.scalars(sa.select(ReminderPlan)).one()
    edit = signed_in.get(address(appeal, f"/{plan.id}"))
    changed = signed_in.post(
        address(appeal, f"/{plan.id}"),
        data=TYPED | {"before": "5", "unit": "hours", "kind": "last_call", "active": "y"},
    )

    assert (added.status_code, edit.status_code, changed.status_code) == (303, 200, 303)
    session.refresh(plan)
    assert services.timing_of(plan) == timing(
        before=5, unit=Unit.HOURS, kind=MailKind.LAST_CALL, time_of_day=None
    )
    assert plan.active

    deleted = signed_in.post(address(appeal, f"/{plan.id}/delete"))
    assert deleted.status_code == 303
    assert session.scalars(sa.select(ReminderPlan)).all() == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"before": "60"}, "This moment has passed already."),
        ({"before": "0"}, "Number must be at least 1."),
        ({"before": "91"}, "At most 90 days or 240 hours before."),
        ({"before": "x"}, "Not a valid integer value."),
        ({"unit": "weeks"}, "Not a valid choice."),
        ({"deadline": "never"}, "Not a valid choice."),
        ({"time_of_day": "25:00"}, "Not a valid time value."),
    ],
)
def test_a_wrong_plan_is_refused_and_what_was_typed_stays(
    signed_in, session, appeal, changes, said
):
    answer = signed_in.post(address(appeal), data=TYPED | {"kind": "last_call"} | changes)

    assert answer.status_code == 422
    assert said in answer.text
    assert 'checked id="kind-1"' in answer.text
    assert session.scalars(sa.select(ReminderPlan)).all() == []


def test_the_same_reminder_is_not_planned_twice(signed_in, session, appeal):
    signed_in.post(address(appeal), data=TYPED)

    again = signed_in.post(address(appeal), data=TYPED)

    assert again.status_code == 422
    assert "This reminder is planned already." in again.text


def test_a_plan_that_has_run_cannot_be_changed_or_deleted(signed_in, session, appeal):
    plan = make_plan(session, appeal)
    services.carry_out_plans()

    for rest, data in (("", TYPED | {"active": "y", "before": "1"}), ("/delete", {})):
        answer = signed_in.post(
            address(appeal, f"/{plan.id}{rest}"), data=data, follow_redirects=True
        )
        assert "it cannot be changed any more" in answer.text
    page = signed_in.get(address(appeal)).text
    assert f"/reminders/{plan.id}" not in page
    assert session.get(ReminderPlan, plan.id) is not None


def test_the_limit_is_set_on_the_page(signed_in, session, appeal):
    refused = signed_in.post(address(appeal, "/most"), data={"most": "11"})
    taken = signed_in.post(address(appeal, "/most"), data={"most": "0"})

    assert (refused.status_code, taken.status_code) == (422, 303)
    session.refresh(appeal)
    assert appeal.reminders_most == 0
    assert services.remind(session, appeal, by=None, now=NOW, dry_run=True) == []


POSTS = ("", "/usual", "/stop", "/resume", "/most")


def test_looking_changes_nothing_and_only_coordinators_act(client, session, coalition_id, appeal):
    plan = make_plan(session, appeal, ago=-HOUR)
    reader = factories.make_account(coalition_id, role=Role.READER)
    session.add(reader)
    session.commit()
    browser = sign_in(client, reader)
    before = snapshot(session)

    assert browser.get(address(appeal)).status_code == 403
    for rest in (*POSTS, f"/{plan.id}", f"/{plan.id}/delete"):
        assert browser.post(address(appeal, rest), data=TYPED).status_code == 403

    assert snapshot(session) == before


def test_another_coalition_finds_nothing(client, session, appeal):
    plan = make_plan(session, appeal, ago=-HOUR)
    other = factories.make_coalition(name="Other")
    session.add(other)
    session.flush()
    stranger = factories.make_account(other.id)
    session.add(stranger)
    session.commit()
    browser = sign_in(client, stranger)

    assert browser.get(address(appeal)).status_code == 404
    for rest in (*POSTS, f"/{plan.id}", f"/{plan.id}/delete"):
        assert browser.post(address(appeal, rest), data=TYPED).status_code == 404


def test_a_coordinators_look_changes_nothing(signed_in, session, appeal):
    plan = make_plan(session, appeal, ago=-HOUR)
    before = snapshot(session)

    for rest in ("", f"/{plan.id}"):
        assert signed_in.get(address(appeal, rest)).status_code == 200
    for rest in POSTS[1:]:
        assert signed_in.get(address(appeal, rest)).status_code in {404, 405}

    assert snapshot(session) == before


def snapshot(session):
    session.expire_all()
    tables = (ReminderPlan.__table__, ReminderSent.__table__, mail.Mail.__table__)
    return [session.execute(sa.select(table)).all() for table in (*tables, ledger.Entry.__table__)]


# The date to answer by


def test_mails_and_the_sign_page_name_the_date_to_answer_by_until_it_is_over(
    client, session, appeal
):
    appeal.time_zone = "UTC"
    appeal.soft_deadline, appeal.deadline = NOW + 4 * DAY, NOW + 9 * DAY
    services.remind(session, appeal, by=None, now=NOW)
    session.commit()
    invitation = invitation_of(session)
    page = opened(client, invitation)

    asked = f"Please answer by {_said(NOW + 4 * DAY)} (UTC)."
    ends = f"Signing ends on {_said(NOW + 9 * DAY)}."
    english = next(each for each in sent(session, "reminder"))
    assert asked in english.text
    assert ends in english.text
    shown = client.get(page).text
    assert _said(NOW + 4 * DAY) in shown
    assert ends in shown

    appeal.soft_deadline = db.clock(session) - HOUR
    session.commit()
    late = next(each for each in sent(session, "reminder"))
    assert f"Please answer by {_said(NOW + 9 * DAY)} (UTC)." in late.text
    assert "Signing ends on" not in late.text
    assert "Signing ends on" not in client.get(page).text


def _said(moment):
    return f"{moment.day} {moment:%B %Y, %H:%M}"


@pytest.mark.parametrize("deadline", ["", "2027-03-01T18:00"])
def test_the_date_to_answer_by_lies_before_the_deadline(signed_in, session, appeal, deadline):
    data = {"time_zone": "UTC", "deadline": deadline, "soft_deadline": "2027-03-01T18:00"}

    answer = signed_in.post(f"/appeals/{appeal.slug}/settings", data=data)

    assert answer.status_code == 422
    assert "has to lie before the deadline" in answer.text


def test_the_date_to_answer_by_is_set_in_the_settings(signed_in, session, appeal):
    data = {
        "further_language": "",
        "time_zone": "Asia/Almaty",
        "deadline": "2027-03-05T18:00",
        "soft_deadline": "2027-03-01T18:00",
    }

    answer = signed_in.post(f"/appeals/{appeal.slug}/settings", data=data)

    assert answer.status_code == 303
    session.refresh(appeal)
    assert appeal.soft_deadline.isoformat() == "2027-03-01T13:00:00+00:00"
    assert 'value="2027-03-01T18:00"' in signed_in.get(f"/appeals/{appeal.slug}/settings").text
    assert appeal.phase is Phase.SIGN_ON


def test_t28_what_may_have_gone_out_before_a_restore_is_told_and_not_sent(session, appeal):
    due, later = make_plan(session, appeal), make_plan(session, appeal, before=2)

    assert services.pass_over(session) == 1
    services.carry_out_plans()

    assert queued(session) == []
    assert (due.outcome, later.outcome) == (Outcome.MISSED, None)
    assert [each.subject_id for each in queued(session, "reminder_missed")] == [due.id]
