"""The application: the one place that knows every feature and puts them together."""

import hashlib
import secrets
import time
from datetime import datetime
from functools import cache
from importlib import import_module
from urllib.parse import urlsplit

from flask import Flask, Response, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError, CSRFProtect
from jinja2 import StrictUndefined
from sqlalchemy.exc import (
    DatabaseError,
    DataError,
    IntegrityError,
    InterfaceError,
    ProgrammingError,
)
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from appeals import changes, config, db, errors, health, i18n, keyring, logs, paging
from appeals.accounts import guards, limiting, security
from appeals.accounts.permissions import Permission
from appeals.config import Settings
from appeals.statements.front import Front

FEATURES = (
    "appeals.accounts.views",
    "appeals.organisations.views",
    "appeals.drafting.views",
    "appeals.correspondence.views",
    "appeals.reviewing.views",
    "appeals.invitations.views",
    "appeals.signatures.views",
    "appeals.publishing.views",
    "appeals.publishing.log_views",
    "appeals.endorsements.views",
    "appeals.statements.views",
    "appeals.importing.views",
    "appeals.digests.views",
    "appeals.retention.views",
    "appeals.mailbox",
    "appeals.public",
)
# Modules that register a job or a mail and have no page of their own.
HANDLERS = (
    "appeals.mail.delivery",
    "appeals.accounts.emails",
    "appeals.correspondence.emails",
    "appeals.reviewing.emails",
    "appeals.invitations.emails",
    "appeals.invitations.notices",
    "appeals.signatures.emails",
    "appeals.signatures.notices",
    "appeals.signatures.answer_notices",
    "appeals.signatures.disclosure_notices",
    "appeals.digests.services",
    "appeals.digests.emails",
    "appeals.publishing.editions",
    "appeals.publishing.removing",
    "appeals.endorsements.emails",
    "appeals.backups.daily",
    "appeals.retention.purging",
)

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
# RFC 8058: mail programs unsubscribe their readers without a form of ours; nothing else may.
POSTED_FROM_ELSEWHERE = frozenset({"signatures.unsubscribe_at_once"})
LARGEST_UPLOAD = 20 * 1024 * 1024

csrf = CSRFProtect()


def create_app(settings: Settings | None = None) -> Flask:
    settings = settings or config.from_environment()
    app = Flask(
        "appeals",
        template_folder=str(config.resource("templates")),
        static_folder=str(config.PACKAGE / "static"),
    )
    _configure(app, settings)
    config.init_app(app, settings)
    logs.init_app(app)
    db.init_app(app, settings.database_url)
    keyring.init_app(app)
    watch = changes.init_app(app, settings.database_url)
    i18n.init_app(app)
    app.before_request(_demand_own_page)
    csrf.init_app(app)
    security.init_app(app)
    guards.init_app(app)
    limiting.init_app(app)
    health.init_app(app)
    for name in FEATURES:
        app.register_blueprint(import_module(name).blueprint)
    for name in HANDLERS:
        import_module(name)
    for endpoint in POSTED_FROM_ELSEWHERE:
        csrf.exempt(app.view_functions[endpoint])
    for endpoint in ("i18n.choose", "static", "health.alive", "health.ready", "health.metrics"):
        app.view_functions[endpoint] = guards.requires(Permission.OPEN_TO_ALL)(
            app.view_functions[endpoint]
        )
    _handle_errors(app)
    app.after_request(_protect)
    # Globals, because macros are imported without context.
    app.jinja_env.globals.update(asset=asset, pager_of=paging.pager_of)
    app.wsgi_app = Front(app.wsgi_app, watch.stamp)  # type: ignore[method-assign]
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0)  # type: ignore[method-assign]
    return app


def _demand_own_page() -> None:
    """Refuse what another site's page sends here, whatever token it may have got hold of."""
    if request.method in db.SAFE_METHODS or request.endpoint in POSTED_FROM_ELSEWHERE:
        return
    site = request.headers.get("Sec-Fetch-Site", "none")
    # Our pages send no referrer, and so many a browser calls their origin "null".
    origin = request.headers.get("Origin", "null")
    host = urlsplit(origin).netloc if origin != "null" else request.host
    if site not in {"same-origin", "none"} or host != request.host:
        raise CSRFError("sent by another site")


def asset(path: str) -> str:
    """Return the address of a static file; its content's hash in it lets browsers keep it."""
    return url_for("static", filename=path, v=_fingerprint(path))


@cache
def _fingerprint(path: str) -> str:
    return hashlib.sha256((config.PACKAGE / "static" / path).read_bytes()).hexdigest()[:12]


def _configure(app: Flask, settings: Settings) -> None:
    hosts = [settings.host.rpartition(":")[0] or settings.host]
    if settings.on_this_machine:
        hosts += ["127.0.0.1", "localhost", "[::1]"]
    *older, newest = settings.secret_keys
    app.config.update(
        SECRET_KEY=newest,
        SECRET_KEY_FALLBACKS=older,
        TRUSTED_HOSTS=hosts,
        MAX_CONTENT_LENGTH=LARGEST_UPLOAD,
        MAX_FORM_MEMORY_SIZE=4 * 1024 * 1024,
        MAX_FORM_PARTS=20_000,
        SESSION_COOKIE_NAME="__Host-session" if settings.secure else "session",
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=12 * 3600,
        SEND_FILE_MAX_AGE_DEFAULT=31_536_000,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,  # pages send no Referer at all; the token is what counts
        PREFERRED_URL_SCHEME="https" if settings.secure else "http",
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.policies["ext.i18n.trimmed"] = True  # as the messages are extracted
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True


def _handle_errors(app: Flask) -> None:
    for kind, status in (
        (errors.NotFound, 404),
        (errors.Forbidden, 403),
        (errors.Conflict, 409),
        (errors.Invalid, 422),
    ):
        app.register_error_handler(kind, _answer(status))
    app.register_error_handler(errors.Unavailable, _busy)
    app.register_error_handler(errors.TooMany, _too_many)
    app.register_error_handler(CSRFError, _answer(400, expired_form=True))
    app.register_error_handler(HTTPException, _http_error)
    # Integrity and programming errors are faults of ours; the others are the database's state.
    app.register_error_handler(IntegrityError, _unforeseen)
    app.register_error_handler(ProgrammingError, _unforeseen)
    for state in (DatabaseError, InterfaceError, NoConnectionFree):
        app.register_error_handler(state, _busy)
    app.register_error_handler(DataError, _unstorable)
    app.register_error_handler(Exception, _unforeseen)


def _answer(status: int, *, expired_form: bool = False):  # type: ignore[no-untyped-def]
    def answer(error: Exception) -> ResponseReturnValue:
        return error_page(status, expired_form=expired_form)

    return answer


def _busy(error: Exception) -> ResponseReturnValue:
    logs.fault(error, reference=secrets.token_hex(4))
    return error_page(503)


def _too_many(error: errors.TooMany) -> ResponseReturnValue:
    return error_page(429, retry_after=error.seconds, wait_until=error.until)


def _unstorable(error: DataError) -> ResponseReturnValue:
    """Answer what no row can hold, such as NUL: an address names nothing, a form is not right."""
    logs.fault(error, reference=secrets.token_hex(4))
    return error_page(404 if request.method in db.SAFE_METHODS else 422)


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:
        return error.get_response()
    response = error_page(error.code)
    if error.code == 405:
        response.headers["Allow"] = ", ".join(getattr(error, "valid_methods", None) or [])
    return response


def _unforeseen(error: Exception) -> ResponseReturnValue:
    reference = secrets.token_hex(4)
    logs.fault(error, reference=reference)
    return error_page(500, reference=reference)


def error_page(
    status: int,
    *,
    reference: str | None = None,
    expired_form: bool = False,
    retry_after: int | None = None,
    wait_until: datetime | None = None,
) -> Response:
    """Return the one calm page that says what went wrong and what to do."""
    db.abandon()  # a page about an error must not rest on what failed
    title, message = _words(status, expired_form)
    if status == 503:
        retry_after = 10
    try:
        body = render_template(
            "errors/error.html",
            title=title,
            message=message,
            reference=reference,
            retry_after=retry_after if status == 503 else None,
            wait_minutes=-(-retry_after // 60) if retry_after and status == 429 else None,
            wait_until=wait_until,
        )
    except Exception as error:
        # The database may be away or the Host header refused: then without the page around it.
        logs.fault(error, reference=reference or "-")
        body = render_template(
            "errors/plain.html", title=title, message=message, language=i18n.interface_language()
        )
    response = Response(body, status)
    response.headers["Cache-Control"] = "no-store"
    if retry_after:
        response.headers["Retry-After"] = str(retry_after)
    return response


def _words(status: int, expired_form: bool) -> tuple[str, str]:
    if expired_form:
        return _("This form has expired"), _(
            "The page was open for a long time, or cookies are switched off. "
            "Go back, reload the page and send the form again."
        )
    words = {
        400: (_("The request could not be understood"), _("Go back and try again.")),
        403: (
            _("You may not do this"),
            _("Your account has no right to this page. Ask a coordinator of the appeal."),
        ),
        404: (
            _("There is no such page"),
            _("The address may be incomplete, or the page is not for you. Check the address."),
        ),
        405: (
            _("This is not done this way"),
            _("Go back and use the buttons of the page."),
        ),
        409: (
            _("This no longer fits the present state"),
            _("Somebody else may have changed it in the meantime. Go back and reload the page."),
        ),
        413: (_("The file is too large"), _("At most 20 megabytes can be sent at once.")),
        422: (_("Something in the form is not right"), _("Go back and check what you entered.")),
        429: (
            _("Too many attempts"),
            _("Nothing is locked and nothing is lost: wait a little and try again."),
        ),
        503: (
            _("The service is busy"),
            _("Nothing was lost and nothing was half done. Try again in a few seconds."),
        ),
    }
    return words.get(status) or (
        _("Something went wrong on our side"),
        _("Nothing was half done. If it happens again, tell the coordinator the number below."),
    )


def _protect(response: Response) -> Response:
    wanted = dict(HEADERS)
    if config.settings().secure:
        wanted["Strict-Transport-Security"] = "max-age=63072000"
    if request.endpoint != "static":
        wanted["Cache-Control"] = "no-store"
    if "Content-Security-Policy" in response.headers:
        wanted.pop("X-Frame-Options")  # who may frame a page stands in its policy
    for name, _value in response.headers:  # what a view has said stands
        wanted.pop(name, None)
    response.headers.extend(wanted)
    g.setdefault("answered_at", time.perf_counter())
    return response
