"""The blueprint all pages of endorsements belong to."""

from flask import Blueprint

blueprint = Blueprint("endorsements", __name__)
