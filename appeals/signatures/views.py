"""Views, to be written."""

from flask import Blueprint

blueprint = Blueprint("signatures", __name__)
