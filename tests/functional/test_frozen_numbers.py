"""Whatever organisations and coordinators do, a number that was public never moves."""

from io import BytesIO

import docx
import lxml.html
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appeals.drafting.models import ListKind, ListOrder
from appeals.publishing import checklist, shown
from appeals.publishing.models import Departure
from appeals.publishing.release import Line
from appeals.signatures import lists
from tests.functional.publishing import (
    NOW,
    dispute,
    invitation_of,
    make_publishable,
    publish,
    set_terms,
    sign,
    turn_of,
    uphold,
    waive,
    withdraw,
)
from tests.unit.document.test_docx import printed_numbers

NAMES = (
    ("Alpha", "Яблоко", "GE"),
    ("Beta", "Ель", "US"),
    ("Gamma", "Дуб", "DE"),
    ("Delta", "Арка", "KZ"),
)
WHO = [english for english, _russian, _country in NAMES]

acts = st.one_of(
    st.tuples(st.just("sign"), st.sampled_from(WHO)),
    st.tuples(st.just("support"), st.sampled_from(WHO)),
    st.tuples(st.just("withdraw"), st.sampled_from(WHO)),
    st.tuples(st.just("dispute"), st.sampled_from(WHO)),
    st.tuples(st.just("uphold"), st.sampled_from(WHO)),
    st.tuples(st.just("rename"), st.sampled_from(WHO)),
    st.tuples(st.just("order"), st.sampled_from([ListOrder.COUNTRY, ListOrder.TIME])),
    st.tuples(st.just("terms"), st.sampled_from(Departure)),
    st.tuples(st.just("publish"), st.none()),
)


class World:
    """An appeal, and who has ever been seen under which number of which list."""

    def __init__(self, session, coordinator):
        self.session, self.coordinator = session, coordinator
        self.appeal = make_publishable(session, NAMES, signed=1)
        self.names = {name: name for name in WHO}
        # Organisation, list and number as they stood in an edition.
        self.given = {}

    def act(self, what, on):
        session, appeal = self.session, self.appeal
        if what == "publish":
            self.publish()
        elif what == "terms":
            set_terms(session, appeal, departure=on)
        elif what == "order":
            lists.set_order(session, appeal, on, "en", by=None, now=NOW)
            session.commit()
        else:
            self.of_organisation(what, on)

    def of_organisation(self, what, who):
        session, appeal, name = self.session, self.appeal, self.names[who]
        turn = turn_of(session, appeal, name)
        disputed = invitation_of(session, appeal, name).disputed_at is not None
        if what in {"sign", "support"}:
            kind = ListKind.SIGNATORY if what == "sign" else ListKind.SUPPORTER
            sign(session, appeal, name, kind)
        elif what == "withdraw" and turn.current:
            withdraw(session, appeal, name)
        elif what == "dispute" and turn.current and not disputed:
            dispute(session, appeal, name)
        elif what == "uphold" and disputed:
            uphold(session, appeal, name, self.coordinator)
        elif what == "rename" and turn.current:
            self.rename(who, turn.current.list_kind)

    def rename(self, who, kind):
        organisation = invitation_of(self.session, self.appeal, self.names[who]).organisation
        self.names[who] += "x"
        next(e for e in organisation.names if e.language == "en").name = self.names[who]
        self.session.commit()
        sign(self.session, self.appeal, self.names[who], kind)

    def publish(self):
        session, appeal = self.session, self.appeal
        for line in (Line.DISPUTES, Line.SIGNATORIES):
            stopping = {e.line for e in shown_release(session, appeal).stopping}
            if line in stopping:
                waive(session, appeal, self.coordinator, line)
        edition = publish(session, appeal)
        for entry in edition.entries:
            key = (entry.list_kind, entry.number)
            owner = self.given.setdefault(key, entry.organisation_id)
            assert owner == entry.organisation_id, "a number was given to another"
            numbers = {n for (k, n), who in self.given.items() if (k, who) == (key[0], owner)}
            assert numbers == {entry.number}, "an organisation has got another number"
        self.check_files(edition)

    def check_files(self, edition):
        by_file = [
            numbers_in(shown.get_file(self.session, edition, language, kind).content, kind)
            for language in ("en", "ru")
            for kind in ("html", "docx")
        ]
        assert by_file == by_file[:1] * 4, "the numbers of the files differ"


def shown_release(session, appeal):
    session.commit()
    session.expire_all()
    return checklist.check_release(session, appeal)


def numbers_in(content, kind):
    """Return every number printed in the lists of a file, in order."""
    if kind == "docx":
        paragraphs = docx.Document(BytesIO(content)).paragraphs
        listed = [each for each in paragraphs if each.style.name == "List Number"]
        return printed_numbers(listed) if listed else []
    found = []
    for items in lxml.html.fromstring(content).iter("ol"):
        number = 0
        for item in items.iterchildren("li"):
            number = int(item.get("value", number + 1))
            found.append(number)
    return found


@settings(
    max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(st.lists(acts, min_size=6, max_size=14))
def test_no_sequence_of_acts_moves_a_number(session, coordinator, sequence):
    world = World(session, coordinator)
    world.publish()

    for what, on in sequence:
        world.act(what, on)

    world.publish()


@pytest.mark.parametrize("departure", Departure)
def test_the_sequence_of_every_act_moves_no_number(session, coordinator, departure):
    world = World(session, coordinator)
    everything = [
        *(("sign", who) for who in WHO),
        ("terms", departure),
        ("publish", None),
        ("withdraw", "Alpha"),
        ("dispute", "Beta"),
        ("support", "Gamma"),
        ("publish", None),
        ("order", ListOrder.TIME),
        ("uphold", "Beta"),
        ("sign", "Alpha"),
        ("rename", "Delta"),
        ("publish", None),
    ]

    for what, on in everything:
        world.act(what, on)

    assert len(world.given) == len(WHO) + 1
