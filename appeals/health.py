"""Health pages: alive, ready, and figures for Prometheus."""

from datetime import timedelta

from flask import Blueprint, Flask, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from appeals import config, db, ledger
from appeals.accounts.guards import asked_on_this_machine
from appeals.backups import shelf
from appeals.errors import NotFound
from appeals.mail import Mail, MailState

blueprint = Blueprint("health", __name__)
_HOUR = timedelta(hours=1)


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
    return Response("\n".join(["ready", *_told_here(), ""]), mimetype="text/plain")


@blueprint.get("/metrics")
def metrics() -> Response:
    """Return mails by state, faulty logs and the age of the backups, for Prometheus.

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
    for name, age in _backup_ages().items():
        told = Gauge(f"appeals_{name}_age_seconds", f"Age of the {name}", registry=registry)
        told.set(age.total_seconds() if age is not None else float("inf"))
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _told_here() -> list[str]:
    """Return what only who runs the service is told: how old the backups are."""
    if not asked_on_this_machine():
        return []
    return [f"{name.replace('_', ' ')}: {_ago(age)}" for name, age in _backup_ages().items()]


def _ago(age: timedelta | None) -> str:
    return "never" if age is None else f"{age / _HOUR:.1f} hours ago"


def _backup_ages() -> dict[str, timedelta | None]:
    """Return how old the last backup and the last verified one are; None where there is none."""
    folder = config.settings().backup_dir
    if folder is None:
        return {}
    now = db.clock(db.session())
    last = {"backup": shelf.last_made(folder), "verified_backup": shelf.last_verified(folder)}
    return {name: now - at if at else None for name, at in last.items()}


def _faulty_logs() -> int:
    session = db.session()
    with db.everywhere(session):
        return ledger.count_faults(session)


def _mails_by_state() -> dict[MailState, int]:
    session = db.session()
    with db.everywhere(session):
        rows = session.execute(select(Mail.state, func.count()).group_by(Mail.state))
        return {state: count for state, count in rows}
