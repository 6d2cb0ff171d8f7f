"""The reviewer's page: GET shows the draft, POST keeps what is said of it.

The address in the mail carries the token; it is exchanged at once for a cookie
bound to this reviewer, so that no address a browser keeps, shares or sends on
opens the draft.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from appeals import config, db, i18n
from appeals.accounts.guards import requires
from appeals.accounts.permissions import Permission
from appeals.languages import language_for
from appeals.reviewing import draft, labels, links, rules, services
from appeals.reviewing.draft import Draft, Submission, Typed
from appeals.reviewing.models import Comment, Reviewer
from appeals.reviewing.views.blueprint import blueprint
from appeals.reviewing.views.replies import now

open_to_all = requires(Permission.OPEN_TO_ALL)


@blueprint.get("/r/<token>")
@open_to_all
def open_link(token: str) -> ResponseReturnValue:
    reviewer = links.find_by_token(db.session(), token)
    response = redirect(url_for(".show", handle=reviewer.handle), code=303)
    response.set_cookie(
        _cookie(reviewer.handle),
        token,
        secure=config.settings().secure,
        httponly=True,
        samesite="Lax",  # Strict is not sent on the redirect that follows a click in a mail
        path="/",
    )
    return response


@blueprint.get("/review/<handle>")
@open_to_all
def show(handle: str) -> ResponseReturnValue:
    return page(find_open(handle))


@blueprint.post("/review/<handle>")
@open_to_all
def say(handle: str) -> ResponseReturnValue:
    reviewer = find_open(handle)
    submission = draft.read(request.form)
    if submission.withdrawn:
        return _withdraw(reviewer, submission, submission.withdrawn)
    checked = draft.check(reviewer, language_of(reviewer), submission.typed)
    if checked.problems or not checked.said:
        problems: dict[UUID | None, str] = dict(checked.problems.items())
        if not problems:
            problems[None] = _("You have not written anything yet.")
        return page(reviewer, typed=submission.typed, problems=problems), 422

    try:
        with db.transaction() as session:
            said = services.comment(
                session, find(handle), checked.said, private=was_private(), now=now()
            )
    except (services.TooManyComments, services.PromisedPrivacy) as error:
        problems = {None: str(error)}
        return page(find_open(handle), typed=submission.typed, problems=problems), 409

    return back(reviewer, said[-1])


def find(handle: str) -> Reviewer:
    """Return the reviewer whose link was opened in this browser, and speak their language."""
    token = request.cookies.get(_cookie(handle), "")
    reviewer = links.find_by_token(db.session(), token)
    if reviewer.handle != handle:
        raise links.LinkUnknown
    i18n.prefer(reviewer.language)
    return reviewer


def find_open(handle: str) -> Reviewer:
    """Return the reviewer as `find` does; nobody else sees the draft, and only while it is open."""
    reviewer = find(handle)
    if not reviewer.appeal.takes_comments(db.clock(db.session())):
        raise services.CommentsClosed
    return reviewer


def language_of(reviewer: Reviewer) -> str:
    """Return the language version that is read: the one asked for, or the reviewer's."""
    asked = request.values.get("language", "")
    appeal = reviewer.appeal
    if asked in appeal.languages:
        return asked
    return language_for(reviewer.language, appeal.languages, appeal.reference_language)


def was_private() -> bool:
    """Return whether the page that was sent had said that only coordinators read comments."""
    return request.form.get("readers") == "coordinators"


def page(
    reviewer: Reviewer,
    *,
    typed: Mapping[UUID, Typed] | None = None,
    problems: Mapping[UUID | None, str] | None = None,
    withdrawing: UUID | None = None,
    file_errors: Sequence[str] = (),
) -> str:
    """Render the page; a problem without a segment is one of the whole form."""
    session = db.session()
    found = draft.lay_out(
        session,
        reviewer,
        language_of(reviewer),
        beside=request.values.get("beside") == "1",
        typed=typed,
        problems={id: problem for id, problem in (problems or {}).items() if id},
        names_in=i18n.interface_language(),
    )
    return render_template(
        "reviewing/draft.html",
        draft=found,
        appeal=reviewer.appeal,
        received=_received(found),
        problem=(problems or {}).get(None),
        withdrawing=withdrawing,
        file_errors=file_errors,
        called=labels,
        rules=rules,
    )


def back(
    reviewer: Reviewer, said: Comment | None = None, *, language: str | None = None
) -> ResponseReturnValue:
    """Return to the page, in the same language if no other is named, and say what came in."""
    return redirect(
        url_for(
            "reviewing.show",
            handle=reviewer.handle,
            language=language or language_of(reviewer),
            beside="1" if request.values.get("beside") == "1" else None,
            said=said.id if said else None,
            _anchor="received" if said else None,
        ),
        code=303,
    )


def _withdraw(reviewer: Reviewer, submission: Submission, comment_id: UUID) -> ResponseReturnValue:
    """Take back a comment; whatever else is being typed on the page stays there."""
    typed = submission.typed
    if not submission.reason or len(submission.reason) > rules.LONGEST_REASON:
        told = _("Say in a few words why you take it back.")
        return page(reviewer, typed=typed, withdrawing=comment_id, problems={None: told}), 422

    try:
        with db.transaction() as session:
            services.withdraw(
                session, find(reviewer.handle), comment_id, submission.reason, now=now()
            )
    except services.AlreadyDecided as error:
        return page(find_open(reviewer.handle), typed=typed, problems={None: str(error)}), 409

    if draft.check(reviewer, language_of(reviewer), typed).said:
        return page(find_open(reviewer.handle), typed=typed)
    return back(reviewer)


def _received(found: Draft) -> int:
    """Return how many comments came in with the one that the address names."""
    own = [each.comment for row in found.rows for each in row.remarks if each.name is None]
    own += [each.comment for each in found.gone if each.name is None]
    named = next((each for each in own if str(each.id) == request.args.get("said")), None)
    return sum(each.created_at == named.created_at for each in own) if named else 0


def _cookie(handle: str) -> str:
    # One cookie a reviewer: two open tabs cannot speak for each other's organisation.
    return f"__Host-rev_{handle}" if config.settings().secure else f"rev_{handle}"
