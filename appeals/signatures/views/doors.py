"""The doors that links about signatures open."""

from appeals.invitations.doors import Door
from appeals.tokens import Purpose

SIGN = Door(Purpose.SIGN, "signatures.show", "inv")
DISPUTE = Door(Purpose.DISPUTE, "signatures.ask_dispute", "dis")
OBJECT = Door(Purpose.OBJECT, "signatures.ask_objection", "obj")
MANDATE = Door(Purpose.MANDATE, "signatures.show_mandate", "man")
UNSUBSCRIBE = Door(Purpose.UNSUBSCRIBE, "signatures.show_subscription", "sub")
