"""The blueprint all pages of publishing belong to."""

from flask import Blueprint

blueprint = Blueprint("publishing", __name__)
