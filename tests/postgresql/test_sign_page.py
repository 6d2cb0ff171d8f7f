"""The tests of `functional/test_sign_page.py` once more, on PostgreSQL."""

import pytest
from sqlalchemy import select

from appeals.invitations.models import Invitation
from appeals.organisations.models import OrganisationName
from tests.functional.test_sign_page import *  # noqa: F403


@pytest.fixture
def invitation(session, appeal):
    # PostgreSQL cannot compare two JSON values, so the organisation is found by its name.
    return session.scalars(
        select(Invitation)
        .join(OrganisationName, OrganisationName.organisation_id == Invitation.organisation_id)
        .where(OrganisationName.name == "River Watch")
    ).one()
