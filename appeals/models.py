"""Every mapped class, imported once so that the metadata is whole."""

from appeals import db, keyring, ledger, limits, mail, workers
from appeals.accounts import models as accounts
from appeals.correspondence import models as correspondence
from appeals.digests import models as digests
from appeals.drafting import models as drafting
from appeals.endorsements import models as endorsements
from appeals.importing import models as importing
from appeals.invitations import models as invitations
from appeals.organisations import models as organisations
from appeals.publishing import models as publishing
from appeals.retention import models as retention
from appeals.reviewing import models as reviewing
from appeals.signatures import models as signatures

Base = db.Base

__all__ = [
    "Base",
    "accounts",
    "correspondence",
    "digests",
    "drafting",
    "endorsements",
    "importing",
    "invitations",
    "keyring",
    "ledger",
    "limits",
    "mail",
    "organisations",
    "publishing",
    "retention",
    "reviewing",
    "signatures",
    "workers",
]
