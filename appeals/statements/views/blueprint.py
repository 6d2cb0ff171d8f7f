"""The blueprint all public pages of statements belong to."""

from flask import Blueprint

blueprint = Blueprint("statements", __name__)
