"""What the stage has for the pages about comments: drafts that are out for review."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy.orm import Session

from appeals import config
from appeals.drafting import services as drafting
from appeals.drafting.hashing import wording_hash
from appeals.drafting.models import Appeal, Segment, SegmentKind
from appeals.drafting.services import AppealDetails
from appeals.mail import Mail, MailState
from appeals.readers.review import Edit, Remark, Returned, ReturnedRow, RowState
from appeals.reviewing import links, services
from appeals.reviewing.models import Comment, Reviewer
from appeals.reviewing.services import Person, Said, Sender
from tests import factories

if TYPE_CHECKING:
    from tests.browser.stage import Stage

HOSTILE = "<script>alert(1)</script> \u202e" + "x" * 300
ARABIC = {
    "ar": "نطالب بفتح السد فورا، وبنشر تقرير عن أسباب إغلاقه.\n\nلا نهر بلا ماء.",
    "en": "We ask that the dam be opened at once, and that a report say why it was closed."
    "\n\nNo river without water.",
}


class ReviewBuilder:
    """Puts drafts, reviewers and their comments on the stage."""

    def __init__(self, stage: "Stage", session: Session, by: UUID, now: datetime) -> None:
        self.stage = stage
        self.session = session
        self.by = by
        self.now = now

    def build(self) -> None:
        self._open()
        self._arabic()
        self._over()
        self._unasked()
        self._journeys()

    def _open(self) -> None:
        """A draft in the middle of its round of comments, with everything that can be said."""
        appeal = self._appeal("review")
        self._open_for_comments(appeal, shared=True)
        first = self._ask(appeal, "fresh", "Society of the Lower Velm")
        second = self._ask(appeal, "speaker", "River Watch")
        third = self._ask(appeal, "other", "Межрегиональный центр защиты рек и озёр", "ru")
        for name in (
            "link_revoked",
            "link_superseded",
            "mail_refused",
            "silent_reader",
            "receiving",
        ):
            self._ask(appeal, name, f"The {name.replace('_', ' ')} one")
        self._send(appeal)
        self._ask(appeal, "waiting_reader", "Waits for the first mail")
        self._registry(appeal)
        self._say(appeal, second, third)
        self._word(appeal, first)
        self._decide(appeal, second, third)
        services.revoke(self.session, self._reviewer("link_revoked"), by=self.by, now=self.now)
        superseded = self._reviewer("link_superseded")
        services.new_link(self.session, superseded, send=False, by=self.by, now=self.now)

    def _say(self, appeal: Appeal, speaker: Reviewer, other: Reviewer) -> None:
        one, two, three, four = appeal.body[2:6]
        text = two.text("en")
        self._comment(speaker, one, "Name the laboratory in full here; not every reader knows it.")
        self._comment(speaker, two, "", text.replace(" the ", " this ", 1) + " We have the papers.")
        self._comment(other, two, "Сильнее.", f"Today: {text}")
        self._comment(speaker, three, "", three.text("en") + " And say it plainly.")
        self._comment(other, three, "This repeats the paragraph above.")
        self._comment(speaker, four, HOSTILE)
        taken_back = self._comment(speaker, four, "Said in haste.")
        services.withdraw(self.session, speaker, taken_back.id, "in haste", now=self.now)
        self._comment(other, one, "Кто именно закрыл лабораторию?", language="ru")

    def _word(self, appeal: Appeal, reviewer: Reviewer) -> None:
        *_others, last = appeal.body
        latest = drafting.latest_revision(self.session, appeal)
        assert latest is not None
        former = last.text("en")
        row = ReturnedRow(
            last.id.hex,
            last.position + 1,
            RowState.KEPT,
            f"{former}\n\nWe shall come back to this in a year.",
            former,
            edits=(Edit("Anna P.", self.now),),
            remarks=(Remark("Anna P.", self.now, "Who signs?", "shall"),),
        )
        returned = Returned(appeal.slug, latest.number, "en", (row,))
        sender = Sender(reviewer.name, self._reviewer("other"), self.by)
        services.take_returned(self.session, appeal, "en", latest, returned, sender, now=self.now)

    def _decide(self, appeal: Appeal, speaker: Reviewer, other: Reviewer) -> None:
        """One proposal is taken over, edited, so that another one collides; others are answered."""
        _one, two, three = appeal.body[2:5]
        said = services.list_comments(self.session, appeal)
        proposals = {(each.segment_id, each.reviewer_id): each for each in said if each.proposal}
        accepted = proposals[two.id, speaker.id]
        services.accept(
            self.session,
            appeal,
            accepted,
            f"{accepted.proposal} All of them.",
            seen=wording_hash(two.text("en")),
            answer="Thank you. We added how many.",
            by=self.by,
            now=self.now,
        )
        declined = proposals[three.id, speaker.id]
        services.decline(
            self.session,
            declined,
            "The addressee would stop reading here.",
            by=self.by,
            now=self.now,
        )
        repeats = next(each for each in said if each.text.startswith("This repeats"))
        services.answer(
            self.session,
            repeats,
            "On purpose: many read one paragraph only.",
            by=self.by,
            now=self.now,
        )

    def _registry(self, appeal: Appeal) -> None:
        names = {"en": "River Observatory of the Three Lakes", "ru": "Речная обсерватория"}
        organisation = factories.make_organisation(names)
        self.session.add(organisation)
        self.session.flush()
        services.choose(self.session, appeal, [organisation], by=self.by, now=self.now)

    def _send(self, appeal: Appeal) -> None:
        """The mails went out two days ago; one was refused."""
        two_days_ago = self.now - timedelta(days=2)
        services.ask(self.session, appeal, by=self.by, now=two_days_ago)
        self.session.flush()
        for mail in self.session.query(Mail).filter(Mail.template == "review"):
            mail.state, mail.handed_over_at = MailState.KEPT, two_days_ago
        refused = self._reviewer("mail_refused").id
        for mail in self.session.query(Mail).filter(Mail.subject_id == refused):
            mail.state, mail.reason = MailState.REFUSED, "550 5.1.1 no such user"

    def _arabic(self) -> None:
        details = AppealDetails(
            slug="review-arabic",
            languages=("ar", "en"),
            reference_language="ar",
            titles={"ar": "افتحوا النهر", "en": "Open the river"},
        )
        appeal = drafting.create_from_texts(self.session, details, ARABIC, by=self.by, now=self.now)
        self._open_for_comments(appeal, shared=False)
        reviewer = self._ask(appeal, "arabic_reader", "مرصد النهر للدفاع عن المياه والبيئة", "ar")
        [first, *_others] = appeal.body
        changed = first.text("ar").replace("فورا", "الآن")
        self._comment(reviewer, first, "جملة طويلة جدا.", changed, language="ar")

    def _over(self) -> None:
        """The date has passed, and nobody has closed the comments yet."""
        appeal = self._appeal("review-over", paragraphs=3)
        self._open_for_comments(appeal, shared=False)
        self._comment(self._ask(appeal, "too_late", "Came too late"), appeal.body[0], "In time.")
        appeal.comments_until = self.now - timedelta(minutes=1)

    def _unasked(self) -> None:
        self._open_for_comments(self._appeal("review-unasked", paragraphs=3), shared=False)

    def _journeys(self) -> None:
        """A draft that tests work on, so that the others stay as they are looked at."""
        appeal = self._appeal("review-journey", paragraphs=6)
        self._open_for_comments(appeal, shared=False)
        self._ask(appeal, "journey", "Lake House")
        one, two = (self._ask(appeal, f"proposer_{each}", f"Proposer {each}") for each in "ab")
        third = appeal.body[2]
        self._comment(one, third, "", f"Once more: {third.text('en')}")
        self._comment(two, third, "", f"{third.text('en')} At once.")

    def _appeal(self, slug: str, paragraphs: int | None = None) -> Appeal:
        """An appeal with the text of the demonstration, or with the beginning of it."""
        folder = config.PACKAGE / "demonstration"
        texts = {
            tag: "\n\n".join((folder / f"{tag}.txt").read_text().split("\n\n")[:paragraphs])
            for tag in ("en", "ru")
        }
        details = AppealDetails(
            slug=slug,
            languages=("en", "ru"),
            reference_language="en",
            time_zone="Europe/Berlin",
            reply_to="vera@coalition.example",
            titles={"en": "Reopen the river laboratory", "ru": "Откройте речную лабораторию"},
        )
        appeal = drafting.create_from_texts(self.session, details, texts, by=self.by, now=self.now)
        addressee, salutation, *_others = appeal.body
        kinds = {addressee.id: SegmentKind.ADDRESSEE, salutation.id: SegmentKind.SALUTATION}
        drafting.save_texts(self.session, appeal, {}, kinds=kinds, by=self.by, now=self.now)
        return appeal

    def _open_for_comments(self, appeal: Appeal, *, shared: bool) -> None:
        until = self.now + timedelta(days=4)
        services.set_terms(self.session, appeal, until, shared=shared, by=self.by, now=self.now)

    def _ask(self, appeal: Appeal, place: str, name: str, language: str = "en") -> Reviewer:
        person = Person(name=name, email=f"{place}@partner.example", language=language)
        reviewer = services.add(self.session, appeal, person, by=self.by, now=self.now)
        self.stage.places[place] = reviewer.handle
        self.stage.review_tokens[place] = links.token_of(reviewer)
        return reviewer

    def _comment(
        self,
        reviewer: Reviewer,
        segment: Segment,
        text: str,
        proposal: str | None = None,
        language: str = "en",
    ) -> Comment:
        said = Said(
            segment_id=segment.id,
            language=language,
            original=segment.text(language),
            text=text,
            proposal=proposal,
        )
        [made] = services.comment(self.session, reviewer, [said], now=self.now)
        return made

    def _reviewer(self, place: str) -> Reviewer:
        handle = self.stage.places[place]
        return self.session.query(Reviewer).filter(Reviewer.handle == handle).one()
