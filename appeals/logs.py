"""Logs: one structured line a request, without addresses, tokens, names or queries."""

import logging
import sys
import time
from contextlib import suppress

import structlog
from flask import Flask, Response, g, request

log = structlog.get_logger("appeals")


def init_app(app: Flask) -> None:
    structlog.configure(
        processors=[
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.add_log_level,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_: structlog.PrintLogger(_Unfailing()),  # type: ignore[arg-type]
    )
    # However talkative the process is made, statements and the rows they find are not told.
    logging.getLogger("sqlalchemy").setLevel(logging.WARNING)
    app.before_request(_start)
    app.after_request(_request)


def fault(error: Exception, *, reference: str) -> None:
    """Log an unforeseen error by its kind and place; its text may quote what a person typed."""
    frames = []
    trace = error.__traceback__
    while trace:
        frames.append(f"{trace.tb_frame.f_code.co_qualname}:{trace.tb_lineno}")
        trace = trace.tb_next
    log.error("fault", kind=type(error).__name__, reference=reference, frames=frames[-8:])


class _Unfailing:
    """Standard error, of which a full disk behind it must not stop the service."""

    def write(self, text: str) -> None:
        with suppress(OSError):
            sys.stderr.write(text)

    def flush(self) -> None:
        with suppress(OSError):
            sys.stderr.flush()


def _start() -> None:
    g.started_at = time.perf_counter()


def _request(response: Response) -> Response:
    rule = request.url_rule.rule if request.url_rule else "-"
    log.info(
        "request",
        method=request.method,
        route=rule,
        status=response.status_code,
        milliseconds=round((time.perf_counter() - g.get("started_at", time.perf_counter())) * 1000),
    )
    return response
