"""Health pages: alive, ready, and figures for Prometheus."""

from flask import Blueprint, Flask, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from appeals import db, ledger
from appeals.accounts.guards import asked_on_this_machine
from appeals.errors import NotFound
from appeals.mail import Mail, MailState

blueprint = Blueprint("health", __name__)


def init_app(app: Flask) -> None:
    app.register_blueprint(blueprint)


@blueprint.get("/healthz")
def alive() -> Response:
    """Say that the process answers; looks at nothing else."""
    return Response("ok\n", mimetype="text/plain")


@blueprint.get("/readyz")
def ready() -> Response:
    """Say whether requests can be served: the database answers and is migrated."""
    try:
        with db.everywhere(db.session()):
            db.session().scalar(select(Mail.id).limit(1))
    except SQLAlchemyError:
        return Response("database unavailable\n", 503, {"Retry-After": "10"}, mimetype="text/plain")
    return Response("ready\n", mimetype="text/plain")


@blueprint.get("/metrics")
def metrics() -> Response:
    """Return how many mails are in which state and how many logs are faulty, for Prometheus.

    Only on this machine: how much is mailed, and when, is nobody else's business.
    """
    if not asked_on_this_machine():
        raise NotFound
    registry = CollectorRegistry()
    gauge = Gauge("appeals_mails", "Mails by state", ["state"], registry=registry)
    counts = _mails_by_state()
    for state in MailState:
        gauge.labels(state.value).set(counts.get(state, 0))
    faults = Gauge("appeals_ledger_faults", "Logs that do not agree", registry=registry)
    faults.set(_faulty_logs())
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _faulty_logs() -> int:
    session = db.session()
    with db.everywhere(session):
        return ledger.count_faults(session)


def _mails_by_state() -> dict[MailState, int]:
    session = db.session()
    with db.everywhere(session):
        rows = session.execute(select(Mail.state, func.count()).group_by(Mail.state))
        return {state: count for state, count in rows}
