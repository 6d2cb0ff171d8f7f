"""The mail to whoever endorses an appeal: it asks to confirm, or tells how to take it back."""

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from appeals import i18n, mail
from appeals.accounts.models import Coalition
from appeals.endorsements import links
from appeals.endorsements.models import Endorsement, EndorsementState
from appeals.mail import Facts, Link, Mail, Message, Part


@mail.composer("endorsement", mail.Rank.PERSONAL)
def endorsement(session: Session, queued: Mail) -> Message | None:
    """Ask the reader of an address whether it was they who typed it in."""
    kept = session.get(Endorsement, queued.subject_id)
    if kept is None or kept.state is EndorsementState.HIDDEN:
        return None
    is_new = kept.state is EndorsementState.PENDING
    with i18n.speaking(kept.language):
        parts = _asking(kept) if is_new else _telling(kept)
        parts.append(session.get_one(Coalition, kept.coalition_id).name)
        subject = _("Please confirm your name") if is_new else _("Your name under a joint appeal")
    reader = mail.Stranger(kept.name, kept.email, kept.language)
    return mail.note(reader, subject, parts, reply_to=kept.appeal.reply_to)


def _asking(kept: Endorsement) -> list[Part]:
    return [
        _("Somebody entered this address to put a name under a joint appeal."),
        _about(kept),
        _("If it was you, open this page and confirm it. Until then nothing is counted or shown:"),
        Link(links.url_of(kept)),
        _("If it was not you, delete this mail. The address is then deleted within seven days."),
    ]


def _telling(kept: Endorsement) -> list[Part]:
    return [
        _("You have confirmed your name under this joint appeal already; it is counted once."),
        _about(kept),
        _("On this page you can take it back:"),
        Link(links.url_of(kept)),
    ]


def _about(kept: Endorsement) -> Facts:
    title = " ".join(kept.appeal.title_for(kept.language).text.split())
    return Facts([(_("Appeal:"), title), (_("Name:"), kept.name)])
