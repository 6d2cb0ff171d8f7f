"""The blueprint all pages of the invitations belong to."""

from flask import Blueprint

blueprint = Blueprint("invitations", __name__, url_prefix="/appeals/<slug>/invitations")
