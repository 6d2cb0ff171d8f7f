"""An appeal in sign-on whose organisations have several contacts, and browsers that open links."""

import re
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from appeals import mail
from appeals.drafting import services as drafting
from appeals.drafting.models import ListKind
from appeals.invitations import links
from appeals.invitations import services as invitations
from appeals.invitations.models import Invitation
from appeals.organisations.models import Contact, OrganisationName
from tests import factories

NOW = datetime.now(UTC)
WHO = {"name": "Ada Lovelace", "role": "Chair", "authority": "y"}


def make_asked(session, *, deadline=NOW + timedelta(days=9)):
    """Return an appeal in sign-on with two organisations invited, each with two contacts."""
    appeal = factories.make_appeal(deadline=deadline)
    asked = [
        factories.make_organisation({"en": "River Watch", "ru": "Речной дозор"}),
        factories.make_organisation({"en": "Lake House", "ru": "Дом у озера"}, countries=["US"]),
    ]
    for organisation in asked:
        organisation.contacts.append(
            Contact(
                position=1, name="Bea", email=f"second@{organisation.id.hex}.org", language="ru"
            )
        )
    session.add_all([appeal, *asked])
    session.flush()
    drafting.lock(session, appeal, by=None, now=NOW)
    invitations.choose(session, appeal, asked, ListKind.SIGNATORY, by=None, now=NOW)
    invitations.invite(session, appeal, by=None, now=NOW)
    session.commit()
    return appeal


def invitation_of(session, name="River Watch"):
    return session.scalars(
        select(Invitation)
        .join(OrganisationName, OrganisationName.organisation_id == Invitation.organisation_id)
        .where(OrganisationName.name == name)
    ).one()


def opened(client, invitation):
    """Open the link and return the address of the page."""
    return client.get(links.PATH + links.token_of(invitation)).headers["Location"]


def sent(session, template):
    """Compose the mails of this template, the oldest first."""
    session.expire_all()
    queued = session.scalars(
        select(mail.Mail).where(mail.Mail.template == template).order_by(mail.Mail.queued_at)
    )
    return [mail.compose(session, each) for each in queued]


def path_in(message, prefix):
    """Return the path of the link with this prefix in a mail."""
    return re.search(rf"http://127\.0\.0\.1:8000({prefix}\S+)", message.text).group(1)


def sign(client, page, **changes):
    text = client.get(page).text
    hidden = dict(re.findall(r'name="(text_hash|language)" type="hidden" value="([^"]*)"', text))
    return client.post(
        page.removesuffix("/change"), data=hidden | WHO | {"answer": "sign"} | changes
    )


def segment_ids(client, page):
    """Return the parts of the text that the page offers for a reservation."""
    select_field = re.search(
        r'<select[^>]*name="reserved_part".*?</select>', client.get(page).text, re.DOTALL
    )
    return [UUID(each) for each in re.findall(r'value="([0-9a-f-]{36})"', select_field.group())]
