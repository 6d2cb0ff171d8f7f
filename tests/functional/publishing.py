"""An appeal that can be published: its text final, organisations under it, its deadline past."""

from datetime import UTC, datetime, timedelta

from appeals.document.frozen import thaw
from appeals.drafting import services as drafting
from appeals.drafting.models import ListKind, ListOrder
from appeals.invitations import services as invitations
from appeals.publishing import editions
from appeals.signatures import mandates
from appeals.signatures import services as signatures
from appeals.signatures.services import Representative
from appeals.signatures.services.turn import take_turn
from tests import factories

NOW = datetime.now(UTC)
NAMES = (("Alpha", "Альфа", "GE"), ("Beta", "Бета", "US"), ("Gamma", "Гамма", "DE"))
WHO = Representative("Ada Lovelace", "Chair")
