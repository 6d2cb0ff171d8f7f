"""The stage of the browser tests: the demonstration and every other state a page can be in.

It is served by a thread of the test's process, so that a test can ask the
database what a click has changed.
"""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import waitress
from flask import Flask, abort
from flask_security.recoverable import generate_reset_password_token
from sqlalchemy import select
from sqlalchemy.orm import Session

from appeals import db, ledger, mail
from appeals.accounts import guards, sessions
from appeals.accounts.models import Account, AccountSession
from appeals.accounts.permissions import Permission
from appeals.app import create_app
from appeals.demonstration import loading
from appeals.drafting import services as drafting
from appeals.drafting.hashing import wording_hash
from appeals.drafting.models import Appeal, ChangeClass, ConsentDefault, ListKind, SegmentKind
from appeals.drafting.parity import TermKind
from appeals.drafting.services import AppealDetails, Change, ConsentTerms, TermDetails
from appeals.invitations import links
from appeals.invitations import services as invitations
from appeals.invitations.models import Invitation
from appeals.mail import Mail
from appeals.migrate import migrate
from appeals.organisations import uploads
from appeals.organisations.models import Organisation
from appeals.reviewing import links as review_links
from appeals.signatures import services as signatures
from appeals.signatures.services import Consent, Representative
from tests import factories
from tests.browser import bounces_stage, statement_stage
from tests.browser.answers_stage import AnswersBuilder
from tests.browser.colleagues_stage import ColleaguesBuilder
from tests.browser.endorsements_stage import EndorsementsBuilder
from tests.browser.hidden_stage import HiddenBuilder
from tests.browser.published_stage import PublishedBuilder
from tests.browser.reminders_stage import RemindersBuilder
from tests.browser.review_stage import ReviewBuilder
from tests.conftest import make_settings
from tests.journeys.service import free_port

T = TypeVar("T")

DEMONSTRATION = "velmora-laboratory"
LONG_RUSSIAN = (
    "Межгосударственная неправительственная природоохранная просветительская организация "
    "«Высокогорноэнергоремводстройконтроль»"
)
SHEET = """name_en,name_ru,countries,email,language
Alder Bank,Ольховый берег,GE,alder@bank.example,en
Birch House,Берёзовый дом,AM,birch@house.example,ru
"""
ANSWERS = """organisation,answer,name,role,received,language,evidence
The plain house,sign,Ada Lovelace,Chair,{day},en,"Mail to Vera, in the folder “answers”"
The typed house,decline,Grace Hopper,Director,{day},,By telephone; confirmed by mail
The reserved house,sign,Ada Lovelace,Chair,{day},en,Mail
Not Asked Yet,support,Ада Лавлейс,Председатель,{day},ru,Письмо
"""
BAD_ANSWERS = """organisation,answer,name,role,received,language,evidence
The plain hause,sign,Ada Lovelace,Chair,{day},en,Mail
The typed house,sign,Grace Hopper,Director,2001-01-01,,Mail
The reserved house,decline,Ada Lovelace,Chair,{day},en,Mail
The later house,perhaps,,Chair,soon,en,
"""
BAD_SHEET = """name_en,name_ru,countries,email,language
,,GE,nobody,xx
Birch House,Берёзовый дом,ZZ,birch@house.example,ru
Birch House,Берёзовый дом,AM,birch@house.example,ru
"""


@dataclass
class Stage:
    """A running service: where it is, what stands in it, and the cookies that open it."""

    app: Flask
    base: str
    places: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    review_tokens: dict[str, str] = field(default_factory=dict)
    # Links of other purposes by state, and what a browser keeps of them, by the cookie's name.
    links: dict[str, str] = field(default_factory=dict)
    doors: dict[str, str] = field(default_factory=dict)
    accounts: dict[str, str] = field(default_factory=dict)
    keys: dict[tuple[str, bool], str] = field(default_factory=dict)
    # What else somebody's session cookie holds: the token of a link they have opened.
    held: dict[str, dict[str, str]] = field(default_factory=dict)

    def ask(self, question: Callable[[Session], T]) -> T:
        """Ask the database; in another thread, because playwright's event loop has this one."""

        def answer() -> T:
            with self.app.app_context():
                session = db.session()
                with db.everywhere(session):
                    return question(session)

        with ThreadPoolExecutor(1) as thread:
            return thread.submit(answer).result()

    def link(self, invitation: str) -> str:
        return f"{self.base}{links.PATH}{self.tokens[invitation]}"

    def review_link(self, reviewer: str) -> str:
        return f"{self.base}{review_links.PATH}{self.review_tokens[reviewer]}"

    def cookies(self, who: str, language: str) -> list[dict[str, str]]:
        """The cookies of somebody who has signed in, or opened every personal link there is."""
        values = {f"inv_{self.places[name]}": token for name, token in self.tokens.items()}
        for name, token in self.review_tokens.items():
            values[f"rev_{self.places[name]}"] = token
        values |= self.doors
        kept = values if who == "partner" else {}
        kept["session"] = self._sealed(
            {"language": language} | self.held.get(who, {}) | self._signed_in(who)
        )
        return [{"name": name, "value": value, "url": self.base} for name, value in kept.items()]

    def _signed_in(self, who: str) -> dict[str, Any]:
        half_in = {"tf_user_id": self.accounts["coordinator"], "password_at": int(time.time())}
        if who == "first time":
            return half_in | {"tf_state": "setup_from_login"}
        if who == "half signed in":
            return half_in | {"tf_state": "ready"}
        proved = who != "long signed in"
        signed_in = who if proved else "coordinator"
        return {guards.KEY: self._session(signed_in, proved)} if signed_in in self.accounts else {}

    def _session(self, who: str, proved: bool) -> str:
        """Return the key of somebody's session, with a proof that holds all day or without."""
        if (who, proved) not in self.keys:
            with ThreadPoolExecutor(1) as thread:
                self.keys[who, proved] = thread.submit(self._begin, who, proved).result()
        return self.keys[who, proved]

    def _begin(self, who: str, proved: bool) -> str:
        with self.app.test_request_context(), db.transaction() as session:
            wanted = select(Account).filter_by(fs_uniquifier=self.accounts[who])
            key = sessions.begin(session, session.scalars(wanted).one(), browser="Firefox|Linux")
            begun = sessions.find(session, key)
            assert begun
            change = timedelta(days=1) if proved else -2 * sessions.PROOF_HOLDS
            session.get_one(AccountSession, begun.id).proved_at = begun.now + change
        return key

    def _sealed(self, values: Mapping[str, Any]) -> str:
        serializer = self.app.session_interface.get_signing_serializer(self.app)
        return str(serializer.dumps(dict(values)))


def built(folder: Path, base: str, **settings: object) -> Stage:
    """Load everything."""
    chosen = make_settings(folder, base_url=base, **settings)
    app = create_app(replace(chosen, demonstration=True))
    app.add_url_rule("/fails/<int:status>", "fails", guards.requires(Permission.OPEN_TO_ALL)(_fail))
    migrate(app)
    stage = Stage(app, base)
    with app.test_request_context(), db.transaction() as session:
        loading.load(session, now=datetime.now(UTC))
        _Builder(stage, session).build()
    return stage


@contextmanager
def served(folder: Path, port: int | None = None) -> Iterator[Stage]:
    """Load everything and serve it until the block ends."""
    port = port or free_port()
    stage = built(folder, f"http://127.0.0.1:{port}")
    server = waitress.create_server(stage.app, host="127.0.0.1", port=port, threads=4)
    thread = threading.Thread(target=_run, args=(server,), daemon=True)
    thread.start()
    try:
        yield stage
    finally:
        server.close()
        thread.join(timeout=5)


def _run(server: Any) -> None:
    with suppress(OSError):  # its sockets are closed under it in the end
        server.run()


def _fail(status: int) -> str:
    if status == 500:
        raise RuntimeError("this page fails on purpose")
    abort(status)


class _Builder:
    """Puts on the stage what the demonstration has not."""

    def __init__(self, stage: Stage, session: Session) -> None:
        self.stage = stage
        self.session = session
        self.now = datetime.now(UTC)
        self.by = session.scalars(select(Account).order_by(Account.email.desc())).first()

    def build(self) -> None:
        self._accounts()
        self._demonstration()
        self._appeals()
        self._letters()
        self._arabic()
        self._answers()
        self._bounces()
        self._reminders()
        self._published()
        self._hidden()
        self._review()
        self._statements()
        self._mails()
        self._logs()
        self._newcomer()

    def _accounts(self) -> None:
        for account in self.session.scalars(select(Account)):
            who = "coordinator" if account.email.startswith("vera") else "translator"
            self.stage.accounts[who] = account.fs_uniquifier
            if who == "coordinator":
                self.stage.places["account"] = str(account.id)
                token = generate_reset_password_token(account)
                self.stage.places["reset"] = str(token)

    def _demonstration(self) -> None:
        appeal = drafting.get_appeal(self.session, DEMONSTRATION)
        ColleaguesBuilder(self.stage, self.session, self.now).build(appeal)
        asked = self.session.scalars(select(Invitation).filter_by(appeal_id=appeal.id)).all()
        for state, found in (
            ("open", [each for each in asked if not each.answer and not each.opened_at]),
            ("signed", [each for each in asked if each.answer == "signed"]),
            ("declined", [each for each in asked if each.answer == "declined"]),
        ):
            self._keep(state, found[0])
        self.stage.places["organisation"] = str(asked[0].organisation_id)
        *_others, scanned, silent = [each for each in asked if not each.answer]
        self._keep("scanned", scanned)
        self._keep("silent", silent)
        unknown = factories.make_organisation({"en": "Not Asked Yet", "ru": LONG_RUSSIAN})
        self.session.add(unknown)
        self.session.flush()
        self.stage.places["unasked"] = str(unknown.id)

    def _appeals(self) -> None:
        """One appeal in each phase; the draft has gaps, the lists have a name missing."""
        draft = self._appeal("draft", paragraphs=4)
        self._gaps(draft)
        self._appeal("together", paragraphs=3)
        self._appeal("pasted", paragraphs=3)
        self._appeal("final", locked=True)
        closed = self._appeal("closed", locked=True)
        self._invite(closed, "late")
        gap = factories.make_organisation({"en": "Only English Here"})
        self.session.add(gap)
        self.session.flush()
        self._invite(closed, "gap", gap)
        self._sign("late")
        self._sign("gap")
        drafting.close(self.session, closed, by=None, now=self.now)
        self.session.add(factories.make_organisation({"en": "No Address", "ru": "Без адреса"}))
        chosen = self._appeal("chosen", locked=True)
        others = [factories.make_organisation({"en": "Nowhere", "ru": "Нигде"}) for _ in "abc"]
        others[0].contacts.clear()
        self.session.add_all(others)
        address = others[2].contacts[0].email
        mail.suppress(self.session, address, mail.Cause.BOUNCED, now=self.now)
        self.session.flush()
        invitations.choose(self.session, chosen, others, ListKind.SIGNATORY, by=None, now=self.now)

    def _gaps(self, draft: Appeal) -> None:
        first, second, third, *_others = draft.body
        self._type(draft, first, "en", "The dam stays closed. " * 60)
        self._type(draft, second, "ru", "")
        self._type(draft, third, "ru", f"Плотина закрыта. {LONG_RUSSIAN}. " * 12)
        self._faults(draft)

    def _faults(self, draft: Appeal) -> None:
        """Something for the check to find, something waived, a glossary, a second reader."""
        *_others, fourth = draft.body
        self._type(draft, fourth, "en", "On 3 May 2026 the Ministry closed 27 wells -- at once.")
        self._type(draft, fourth, "ru", "3 июня 2026 года Министерство  закрыло 72 колодца.")
        assert self.by is not None
        by = {"by": self.by.id, "now": self.now}
        for names in (
            {"en": ["Ministry of Justice", "Ministry"], "ru": ["Министерство юстиции"]},
            {"en": ["Republic of Tarvenia"], "ru": ["Республика Тарвения"]},
        ):
            term = TermDetails(kind=TermKind.NAME, forms=names)
            self.stage.places["term"] = str(drafting.add_term(self.session, draft, term, **by).id)
        found = drafting.check_text(self.session, draft)
        waived = next(each for each in found if each.finding.rule == "numbers")
        drafting.waive(self.session, draft, waived.fingerprint, "The Ministry wrote so.", **by)
        title = draft.segments[0]
        seen = wording_hash(title.text("ru"))
        drafting.mark_read(self.session, draft, title, "ru", seen=seen, **by)

    def _type(self, appeal: Appeal, segment: Any, language: str, text: str) -> None:
        seen = wording_hash(segment.text(language))
        changes = {segment.id: {language: Change(text, seen=seen)}}
        drafting.save_texts(self.session, appeal, changes, by=None, now=self.now)

    def _letters(self) -> None:
        """One appeal whose invitations are in the states a link can be in."""
        appeal = self._appeal("letters", locked=True)
        for state in ("outdated", "revoked", "superseded", "keys"):
            name = {"en": f"The {state} one", "ru": LONG_RUSSIAN}
            organisation = factories.make_organisation(name)
            self.session.add(organisation)
            self.session.flush()
            self._invite(appeal, state, organisation)
        self._sign("outdated")
        drafting.unlock(
            self.session,
            appeal,
            ChangeClass.SUBSTANCE,
            signed=True,
            terms=ConsentTerms(self.now + timedelta(days=2), ConsentDefault.DROP),
            by=None,
            now=self.now,
        )
        self._type(appeal, appeal.body[0], "en", "Paragraph 1, changed.")
        self._type(appeal, appeal.body[0], "ru", "Абзац 1, изменён.")
        drafting.lock(self.session, appeal, by=None, now=self.now)
        drafting.open_sign_on(self.session, appeal, by=None, now=self.now)
        invitations.revoke(self.session, self._invitation("revoked"), by=None, now=self.now)
        superseded = self._invitation("superseded")
        invitations.new_link(self.session, superseded, send=False, by=None, now=self.now)

    def _arabic(self) -> None:
        details = AppealDetails(
            slug="arabic",
            languages=("ar", "en"),
            reference_language="ar",
            titles={"ar": "افتحوا النهر", "en": "Open the river"},
        )
        texts = {
            "ar": "نطالب بفتح السد فورا.\n\nلا نهر بلا ماء.",
            "en": "Open the dam.\n\nNo water.",
        }
        appeal = drafting.create_from_texts(self.session, details, texts, by=None, now=self.now)
        self.stage.places["arabic"] = appeal.slug
        drafting.lock(self.session, appeal, by=None, now=self.now)
        names = {"ar": "مرصد النهر للدفاع عن المياه والبيئة", "en": "River Observatory"}
        organisation = factories.make_organisation(names)
        self.session.add(organisation)
        self.session.flush()
        self._invite(appeal, "arabic_letter", organisation)
        draft = replace(details, slug="harbour", languages=("en", "ar"), reference_language="en")
        drafting.create_from_texts(
            self.session, draft, texts | {"ar": "نطالب.\n\nلا نهر."}, by=None, now=self.now
        )

    def _answers(self) -> None:
        appeal = self._appeal("answers", paragraphs=3, locked=True)
        accounts = self.session.scalars(select(Account).order_by(Account.email.desc())).all()
        by = (accounts[0].id, accounts[1].id)
        AnswersBuilder(self.stage, self.session, by, self.now, LONG_RUSSIAN).build(
            appeal, self._invite
        )

    def _bounces(self) -> None:
        appeal = self._appeal("bounced", locked=True)
        bounces_stage.build(
            self.session, appeal, self._invite, lambda name: self._invitation(name).id, self.now
        )

    def _reminders(self) -> None:
        assert self.by is not None
        appeal = self._appeal("reminders", locked=True)
        stopped = self._appeal("halted", locked=True)
        RemindersBuilder(self.stage, self.session, self.by.id, self.now, LONG_RUSSIAN).build(
            appeal, stopped, self._invite
        )

    def _published(self) -> None:
        named = ("published", "embargoed", "ready")
        appeals = [self._appeal(slug, locked=True) for slug in named]
        assert self.by is not None
        builder = PublishedBuilder(
            self.session,
            self.now,
            LONG_RUSSIAN,
            self._invite,
            self._sign,
            self._invitation,
            self.by.id,
        )
        builder.build(*appeals)
        self.stage.places |= builder.ask_for_files(appeals[0])
        EndorsementsBuilder(self.stage, self.session, self.by.id, self.now).build(appeals[0])
        birch = self._invitation("Birch Bank").organisation_id
        self.stage.places["birch_bank"] = str(birch)

    def _hidden(self) -> None:
        assert self.by is not None
        HiddenBuilder(
            self.session,
            self.by.id,
            self.now,
            LONG_RUSSIAN,
            self._invite,
            self._sign,
            self._invitation,
        ).build(self._appeal("hidden", locked=True))

    def _review(self) -> None:
        assert self.by is not None
        ReviewBuilder(self.stage, self.session, self.by.id, self.now).build()

    def _mails(self) -> None:
        found = self.session.scalars(select(Mail).order_by(Mail.queued_at)).first()
        assert found is not None
        self.stage.places["mail"] = str(found.id)
        assert self.by is not None
        self.stage.places["bad_upload"] = self._upload(BAD_SHEET, self.by)
        # An account has one table at a time.
        for who, table in (("receiver", ANSWERS), ("muddler", BAD_ANSWERS)):
            account = factories.make_account(found.coalition_id, email=f"{who}@coalition.example")
            self.session.add(account)
            self.session.flush()
            self.stage.accounts[who] = account.fs_uniquifier
            text = table.format(day=self.now.date().isoformat())
            self.stage.places[who] = self._upload(text, account)

    def _statements(self) -> None:
        """A report on two versions that differ, and an appeal that was made of them."""
        statement = statement_stage.differing()
        assert self.by
        self.stage.places["statement"] = statement_stage.keep(
            self.session, statement, by=self.by.id, now=self.now
        )
        statement_stage.make_appeal(self.session, statement, "imported-courts", now=self.now)

    def _newcomer(self) -> None:
        """A coalition that has nothing yet, and its coordinator."""
        coalition = factories.make_coalition(name="Empty Coalition")
        account = factories.make_account(coalition.id, email="new@coalition.example")
        self.session.add_all([coalition, account])
        self.session.flush()
        self.stage.accounts["newcomer"] = account.fs_uniquifier
        db.enter(self.session, coalition.id)
        details = AppealDetails(
            slug="empty", languages=("en", "ru"), reference_language="en", titles={"en": "Empty"}
        )
        self.stage.places["empty"] = drafting.create_appeal(
            self.session, details, by=account.id, now=self.now
        ).slug
        self.stage.places["agreeing"] = statement_stage.keep(
            self.session, statement_stage.agreeing(), by=account.id, now=self.now
        )
        idle = factories.make_coalition(name="Idle Coalition")
        reader = factories.make_account(idle.id, email="idle@coalition.example")
        self.session.add_all([idle, reader])
        self.session.flush()
        self.stage.accounts["idle"] = reader.fs_uniquifier
        db.enter(self.session, idle.id)
        self.stage.places["upload"] = self._upload(SHEET, reader)
        self.stage.places["waiting_statement"] = statement_stage.keep(
            self.session, statement_stage.agreeing(), by=reader.id, now=self.now, audited=False
        )

    def _upload(self, text: str, account: Account) -> str:
        kept = uploads.keep(self.session, "list.csv", text.encode(), by=account.id, now=self.now)
        self.session.flush()
        return str(kept.id)

    def _appeal(self, slug: str, *, paragraphs: int = 2, locked: bool = False) -> Appeal:
        deadline = self.now + timedelta(days=9)
        appeal = factories.make_appeal(paragraphs, slug=slug, deadline=deadline)
        self.session.add(appeal)
        self.session.flush()
        title = next(each for each in appeal.segments if each.kind is SegmentKind.TITLE)
        self._type(appeal, title, "ru", f"Открыть реку: {LONG_RUSSIAN}")
        if locked:
            drafting.lock(self.session, appeal, by=None, now=self.now)
        self.stage.places[slug] = slug
        return appeal

    def _invite(self, appeal: Appeal, name: str, organisation: Organisation | None = None) -> None:
        if organisation is None:
            organisation = factories.make_organisation()
            self.session.add(organisation)
            self.session.flush()
        [invitation] = invitations.choose(
            self.session, appeal, [organisation], ListKind.SIGNATORY, by=None, now=self.now
        )
        invitations.invite(self.session, appeal, by=None, now=self.now)
        self._keep(name, invitation)

    def _sign(self, name: str) -> None:
        invitation = self._invitation(name)
        consent = Consent(
            list_kind=ListKind.SIGNATORY,
            representative=Representative(name="Ada Lovelace", role="Chair"),
            language_read="en",
            text_hash=signatures.get_present_text(self.session, invitation.appeal).set_hash,
        )
        turn = signatures.take_turn(self.session, invitation.id, now=self.now)
        signatures.sign(turn, consent)

    def _logs(self) -> None:
        """Every log is signed, and in one somebody changed a signature afterwards."""
        self.session.flush()
        appeals = self.session.scalars(select(Appeal)).all()
        for appeal in appeals:
            ledger.settle(self.session, appeal.id)
        closed = self._invitation("late").appeal
        late = self._invitation("late")
        changed = signatures.find_active(self.session, late)
        assert changed
        changed.representative_role = "Somebody Else"
        self.session.flush()
        faults = ledger.check(self.session, closed.id)
        ledger.note_check(self.session, closed.id, faults)

    def _keep(self, name: str, invitation: Invitation) -> None:
        self.session.flush()
        self.stage.places[name] = invitation.handle
        self.stage.tokens[name] = links.token_of(invitation)

    def _invitation(self, name: str) -> Invitation:
        return self.session.scalars(
            select(Invitation).filter_by(handle=self.stage.places[name])
        ).one()
