"""Notes about questions and handovers: to coordinators, to colleagues, to the organisation."""

from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from appeals import i18n, mail
from appeals.accounts.models import Account, Coalition
from appeals.invitations import codes, labels, links, services
from appeals.invitations.models import Handover, Invitation, Question, ReminderPlan, Visibility
from appeals.mail import Facts, Link, Mail, Message, Part, Quote
from appeals.organisations.models import Contact


@mail.composer("question", mail.Rank.PERSONAL)
def question(session: Session, queued: Mail) -> Message | None:
    """Ask the coordinators; their reply goes to whoever asked."""
    asked = session.get(Question, queued.subject_id)
    account = session.get(Account, UUID(queued.parameters["account_id"]))
    if asked is None or account is None or not account.active or asked.answered_at:
        return None
    invitation = asked.invitation
    page = Link(mail.link("invitations.questions", slug=invitation.appeal.slug))
    is_hidden = invitation.visibility is not Visibility.PUBLIC
    with i18n.speaking(account.language):
        name = unhidden(invitation, account.language)
        by = [] if is_hidden else [(_("Asked by:"), asked.asker_name)]
        asks: list[Part] = [
            _("An organisation has a question about a joint appeal."),
            _about(invitation, account.language, *by, organisation=name),
        ]
        how = _(
            "Answer on this page, and the answer is kept there for all coordinators. A reply "
            "to this mail goes to the person who asked, and is not kept."
        )
        told: list[Part] = [_("Read and answer it on this page:")]
        parts = [*asks, *told, page] if is_hidden else [*asks, Quote(asked.text), how, page]
        subject = _("A question about a joint appeal")
    return mail.note(account, subject, parts, reply_to=None if is_hidden else asked.asker_email)


@mail.composer("question_answered", mail.Rank.PERSONAL)
def question_answered(session: Session, queued: Mail) -> Message | None:
    """Answer whoever asked. The address was typed, so no link goes there."""
    asked = session.get(Question, queued.subject_id)
    if asked is None or asked.answer is None:
        return None
    with i18n.speaking(asked.language):
        parts: list[Part] = [
            _("This is the answer to your question about a joint appeal."),
            _about(asked.invitation, asked.language),
            Quote(asked.text),
            _("Answer:"),
            Quote(asked.answer),
            _("To answer for your organisation, use the personal link it was sent."),
            _signed(session, asked.invitation),
        ]
        subject = _("Answer to your question")
    return mail.note(
        mail.Stranger(asked.asker_name, asked.asker_email, asked.language),
        subject,
        parts,
        reply_to=asked.invitation.appeal.reply_to,
    )


@mail.composer("handover", mail.Rank.PERSONAL)
def handover(session: Session, queued: Mail) -> Message | None:
    """Bring the colleague the new link."""
    made = session.get(Handover, queued.subject_id)
    if made is None or made.invitation.is_revoked:
        return None
    invitation = made.invitation
    if made.number != invitation.link_number:
        return None  # a newer link was made meanwhile
    with i18n.speaking(made.language):
        parts: list[Part] = [
            _("Dear %(name)s,", name=made.to_name),
            _("A colleague asks you to answer a joint appeal for your organisation."),
            _about(
                invitation,
                made.language,
                (_("Handed over by:"), f"{made.given_by_name}, {made.given_by_role}"),
            ),
            _("Please read the text and answer on the personal page of your organisation:"),
            Link(links.url_of(invitation)),
            code_words(invitation),
            _("Opening the link decides nothing. If this is not for you, delete this mail."),
            _signed(session, invitation),
        ]
        subject = _("An invitation was handed over to you")
    return mail.note(
        mail.Stranger(made.to_name, made.to_email, made.language),
        subject,
        parts,
        reply_to=invitation.appeal.reply_to,
    )


@mail.composer("handed_over", mail.Rank.PERSONAL)
def handed_over(session: Session, queued: Mail) -> Message | None:
    """Tell the organisation's contacts that somebody else answers from now on."""
    made = session.get(Handover, queued.subject_id)
    contact = session.get(Contact, UUID(queued.parameters["contact_id"]))
    if made is None or contact is None:
        return None
    invitation, spoken = made.invitation, contact.language
    with i18n.speaking(spoken):
        parts: list[Part] = [
            _("The answer of your organisation to a joint appeal was handed over to a colleague."),
            _about(
                invitation,
                spoken,
                (_("Handed over by:"), f"{made.given_by_name}, {made.given_by_role}"),
                (_("Handed over to:"), f"{made.to_name}, {masked(made.to_email)}"),
            ),
            _("The colleague has a new link; the former one no longer works."),
            _(
                "If nobody of your organisation did this, reply to this mail: the coordinators "
                "can end that link and send you a new one."
            ),
            _signed(session, invitation),
        ]
        subject = _("An invitation of your organisation was handed over")
    return mail.note(contact, subject, parts, reply_to=invitation.appeal.reply_to)


@mail.composer("reminder_missed", mail.Rank.PERSONAL)
def reminder_missed(session: Session, queued: Mail) -> Message | None:
    """Tell a coordinator that a planned reminder did not go out."""
    plan = session.get(ReminderPlan, queued.subject_id)
    account = session.get(Account, UUID(queued.parameters["account_id"]))
    if plan is None or account is None or not account.active:
        return None
    appeal = plan.appeal
    moment = services.deadlines_of(appeal).moment_of(services.timing_of(plan))
    with i18n.speaking(account.language):
        title = " ".join(appeal.title_for(account.language).text.split())
        at = f"{i18n.format_datetime(moment.astimezone(appeal.zone))}" if moment else None
        sent = services.count_sent(session, appeal).get(plan.id, 0)
        parts: list[Part] = [
            _("A planned reminder was not sent, because the service stood still at its time."),
            Facts(
                [
                    (_("Appeal:"), title),
                    (_("Reminder:"), labels.timing(services.timing_of(plan))),
                    (_("Planned for:"), at),
                    (_("Mails sent before:"), str(sent) if sent else None),
                ]
            ),
            _("If you still want the silent to be reminded, do it by hand on this page:"),
            Link(mail.link("invitations.reminding", slug=appeal.slug)),
        ]
        subject = _("A planned reminder was missed")
    return mail.note(account, subject, parts)


def unhidden(invitation: Invitation, language: str) -> str:
    """Return what an organisation is called in a mail to coordinators: no name that is hidden.

    A mailbox is read by more people, and kept in more places, than the board.
    """
    if invitation.visibility is Visibility.PUBLIC:
        return invitation.organisation.label(language)
    return str(_("an organisation whose name is withheld"))


def masked(address: str) -> str:
    """Return an address that those who know it recognise, and nobody else learns."""
    local, _at, domain = address.rpartition("@")
    return f"{local[:1]}…@{domain}"


def code_words(invitation: Invitation) -> str:
    """Say how to answer without opening a link from a mail."""
    words: str = _(
        "If you would rather not open links from mails, type %(page)s into your browser and enter "
        "there the address of this mail and the code %(code)s.",
        page=codes.page_url(),
        code=codes.code_of(invitation),
    )
    return words


def _about(
    invitation: Invitation, language: str, *more: tuple[str, str], organisation: str = ""
) -> Facts:
    title = " ".join(invitation.appeal.title_for(language).text.split())
    organisation = organisation or invitation.organisation.label(language)
    return Facts([(_("Appeal:"), title), (_("Organisation:"), organisation), *more])


def _signed(session: Session, invitation: Invitation) -> str:
    return session.get_one(Coalition, invitation.coalition_id).name
