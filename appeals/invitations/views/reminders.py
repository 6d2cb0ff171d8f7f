"""Planned reminders: when, which, to whom; stopped and resumed."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from appeals import db, i18n
from appeals.accounts.guards import signed_in
from appeals.accounts.permissions import Permission
from appeals.drafting import guards
from appeals.drafting.models import Appeal
from appeals.errors import Invalid
from appeals.invitations import labels, services
from appeals.invitations.models import DeadlineKind, ReminderPlan
from appeals.invitations.reminder_forms import MostForm, PlanForm
from appeals.invitations.timeline import timeline
from appeals.invitations.views.blueprint import blueprint
from appeals.invitations.views.replies import now


@blueprint.get("/reminders")
@guards.requires(Permission.INVITE)
def reminders(appeal: Appeal) -> ResponseReturnValue:
    return _page(appeal)


@blueprint.post("/reminders")
@guards.requires(Permission.INVITE)
def plan_reminder(appeal: Appeal) -> ResponseReturnValue:
    form = PlanForm()
    if not form.validate():
        return _page(appeal, form), 422

    try:
        with db.transaction() as session:
            services.add_plan(session, appeal, form.timing(), by=signed_in().id, now=now())
    except Invalid as error:
        form.before.errors = [str(error)]
        return _page(appeal, form), 422

    flash(_("The reminder is planned."), "success")
    return _back(appeal)


@blueprint.post("/reminders/usual")
@guards.requires(Permission.INVITE)
def plan_usual(appeal: Appeal) -> ResponseReturnValue:
    with db.transaction() as session:
        added = services.add_usual(session, appeal, by=signed_in().id, now=now())
    number = len(added)
    flash(
        ngettext("%(num)s reminder is planned.", "%(num)s reminders are planned.", number),
        "success",
    )
    return _back(appeal)


@blueprint.get("/reminders/<uuid:plan_id>")
@guards.requires(Permission.INVITE)
def edit_plan(appeal: Appeal, plan_id: UUID) -> ResponseReturnValue:
    plan = services.get_plan(db.session(), appeal, plan_id)
    form = PlanForm.of(services.timing_of(plan), active=plan.active)
    return _plan_page(appeal, plan, form)


@blueprint.post("/reminders/<uuid:plan_id>")
@guards.requires(Permission.INVITE)
def change_plan(appeal: Appeal, plan_id: UUID) -> ResponseReturnValue:
    form = PlanForm()
    plan = services.get_plan(db.session(), appeal, plan_id)
    if not form.validate():
        return _plan_page(appeal, plan, form), 422

    try:
        with db.transaction() as session:
            services.change_plan(
                session,
                appeal,
                services.get_plan(session, appeal, plan_id),
                form.timing(),
                active=form.active.data,
                by=signed_in().id,
                now=now(),
            )
    except Invalid as error:
        form.before.errors = [str(error)]
        return _plan_page(appeal, plan, form), 422
    except services.PlanOver:
        return _over(appeal)

    flash(_("The plan is changed."), "success")
    return _back(appeal)


@blueprint.post("/reminders/<uuid:plan_id>/delete")
@guards.requires(Permission.INVITE)
def delete_plan(appeal: Appeal, plan_id: UUID) -> ResponseReturnValue:
    try:
        with db.transaction() as session:
            plan = services.get_plan(session, appeal, plan_id)
            services.delete_plan(session, appeal, plan, by=signed_in().id, now=now())
    except services.PlanOver:
        return _over(appeal)

    flash(_("The plan is deleted."), "success")
    return _back(appeal)


@blueprint.post("/reminders/stop")
@guards.requires(Permission.INVITE)
def stop_reminders(appeal: Appeal) -> ResponseReturnValue:
    with db.transaction() as session:
        services.stop(session, appeal, by=signed_in().id, now=now())
    flash(_("No planned reminder goes out any more, until you resume them."), "success")
    return _back(appeal)


@blueprint.post("/reminders/resume")
@guards.requires(Permission.INVITE)
def resume_reminders(appeal: Appeal) -> ResponseReturnValue:
    with db.transaction() as session:
        services.resume(session, appeal, by=signed_in().id, now=now())
    flash(_("Planned reminders go out again at their times."), "success")
    return _back(appeal)


@blueprint.post("/reminders/most")
@guards.requires(Permission.INVITE)
def set_most(appeal: Appeal) -> ResponseReturnValue:
    form = MostForm()
    if not form.validate():
        return _page(appeal, most_form=form), 422

    with db.transaction() as session:
        services.set_most(session, appeal, form.most.data or 0, by=signed_in().id, now=now())
    flash(_("The change is saved."), "success")
    return _back(appeal)


@blueprint.post("/<handle>/reminders")
@guards.requires(Permission.INVITE)
def leave_in_peace(appeal: Appeal, handle: str) -> ResponseReturnValue:
    stops = request.form.get("stop") == "yes"
    act = services.leave_in_peace if stops else services.remind_again
    with db.transaction() as session:
        act(
            session,
            services.get_invitation(session, appeal, handle),
            by=signed_in().id,
            now=now(),
        )
    flash(
        _("The organisation gets no reminders any more.")
        if stops
        else _("The organisation can be reminded again."),
        "success",
    )
    return redirect(url_for("invitations.show", slug=appeal.slug, handle=handle), code=303)


def _page(appeal: Appeal, form: PlanForm | None = None, most_form: MostForm | None = None) -> str:
    seen = timeline(db.session(), appeal, language=i18n.interface_language(), now=now())
    usual = DeadlineKind.SOFT if appeal.soft_deadline else DeadlineKind.FINAL
    return render_template(
        "invitations/reminders.html",
        appeal=appeal,
        timeline=seen,
        form=form or PlanForm(formdata=None, deadline=usual.value),
        most_form=most_form or MostForm(formdata=None, most=appeal.reminders_most),
        is_over=services.is_over(appeal, now()),
        called=labels,
    )


def _plan_page(appeal: Appeal, plan: ReminderPlan, form: PlanForm) -> str:
    return render_template(
        "invitations/reminder.html", appeal=appeal, plan=plan, form=form, called=labels
    )


def _over(appeal: Appeal) -> ResponseReturnValue:
    flash(_("This reminder has gone out or is over; it cannot be changed any more."), "error")
    return _back(appeal)


def _back(appeal: Appeal) -> ResponseReturnValue:
    return redirect(url_for("invitations.reminders", slug=appeal.slug), code=303)
