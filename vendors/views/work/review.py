"""The page of one application: all that is known, and the decision."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry, record
from otopfair.onward import press_only
from otopfair.rights.may import may
from otopfair.staff.site import staff_site
from vendors.filtering import ApplicationFilter
from vendors.forms.decisions import ASKS, DecisionForm, ReviewAct
from vendors.models import ApplicationStatus, Outcome
from vendors.operations.confirming import confirm_application, withdraw_application
from vendors.operations.deciding import decide, take_back_decision
from vendors.operations.nevertheless import Asked
from vendors.views.work.review_page import APPLICATIONS, DECIDE, VIEW, Place, review_page

ACT_FOR_VENDOR = "vendors.act_for_vendor"


@staff_site.work_page(
    "applications/<int:application_id>/", name="review", permission=VIEW, row=APPLICATIONS
)
@never_cache
@require_http_methods(["GET", "POST"])
def review(request, application):
    """One application with all that is known, and the decision. POST decides and goes on."""
    if request.method == "GET":
        return review_page(request, application)
    if not may(request.user, DECIDE, application):
        raise PermissionDenied
    filters = ApplicationFilter.from_query(request.GET)
    place = Place.of(application, filters, request.user)
    form = _posted_form(request.POST, application)
    if form.is_valid():
        try:
            _decide(application, form.cleaned_data, request.user)
        except RuleBroken as broken:
            _refresh(application)
            form = _same_words_for_now(form, application, broken)
            status = broken.status
            return review_page(request, application, form=form, status=status)
        messages.success(request, f"บันทึกผลของ {application.reference_no} แล้ว")
        return redirect(place.after_saving(filters))
    if _is_done_already(form, application, request.user):
        return redirect(place.after_saving(filters))
    if _is_stale(form, application):
        form = _same_words_for_now(form, application)
        return review_page(request, application, form=form, status=409)
    status = 409 if form.is_undrawn else 422
    return review_page(request, application, form=form, status=status)


@staff_site.work_page(
    "applications/<int:application_id>/identity/",
    name="review-identity",
    permission=DECIDE,
    row=APPLICATIONS,
)
@never_cache
@press_only
def review_identity(request, application):
    """Show the 13 digits; who looked stands in the history."""
    if application.hides_name:
        return review_page(request, application, status=409)
    record(application, "see_identity", "เปิดดูเลข 13 หลัก", by=request.user)
    if request.htmx:
        context = {"application": application, "shows_identity": True}
        return render(request, "vendors/work/_identity.html", context)
    return review_page(request, application, shows_identity=True)


# What an application stands as once the act is done; the others stand as they are called.
DONE_STANDS_AS = {
    ReviewAct.CONFIRM: {ApplicationStatus.CONFIRMED},
    ReviewAct.WITHDRAW: {ApplicationStatus.WITHDRAWN, ApplicationStatus.DECLINED},
}


def _posted_form(data, application) -> DecisionForm:
    asks = frozenset(one for one in ASKS if f"{one}_reason" in data)
    return DecisionForm(data, standing=application.standing, asks=asks)


def _is_stale(form, application) -> bool:
    return form.data.get("seen", "") != str(application.version)


def _is_done_already(form, application, user) -> bool:
    """The same press came twice: what was decided stands there, and nobody has acted since."""
    act = form.data.get("decision", "")
    if application.standing not in DONE_STANDS_AS.get(act, {act}):
        return False
    acts = HistoryEntry.objects.of_all([application, *application.decisions.order_by("pk")])
    last = acts.first()
    return last is not None and last.actor_id == user.pk


def _refresh(application) -> None:
    """Read the row again, and where it stands now."""
    application.refresh_from_db()
    pending = application.decisions.pending().order_by("-pk").first()
    application.standing = pending.outcome if pending else application.status


def _same_words_for_now(form, application, broken: RuleBroken | None = None) -> DecisionForm:
    """The form with all that was typed, on the application as it is now."""
    data = form.data.copy()
    data["seen"] = application.version
    asked = {broken.field} if isinstance(broken, Asked) else set()
    fresh = DecisionForm(data, standing=application.standing, asks=form.asks | asked)
    fresh.full_clean()
    for key in asked - form.asks:  # what is asked for the first time is not missing yet
        fresh.errors.pop(key, None)
        fresh.errors.pop(f"{key}_reason", None)
    if broken is None:
        fresh.add_error(None, "มีการเปลี่ยนใบสมัครนี้หลังจากคุณเปิดหน้า ตรวจแล้วบันทึกอีกครั้ง")
    else:
        broken.put_on(fresh)
    return fresh


def _decide(application, answers, user) -> None:
    act, seen, note = answers["decision"], answers["seen"], answers.get("note", "")
    if act in (ReviewAct.CONFIRM, ReviewAct.WITHDRAW) and not may(
        user, ACT_FOR_VENDOR, application
    ):
        raise PermissionDenied
    words = {"reason": answers.get("reason"), "note": note, "by": user, "seen_version": seen}
    if act == ReviewAct.TAKE_BACK:
        take_back_decision(application, by=user, seen_version=seen)
    elif act == ReviewAct.CONFIRM:
        confirm_application(application, by=user, on_behalf=True, seen_version=seen)
    elif act == ReviewAct.WITHDRAW:
        withdraw_application(application, reason=note, by=user, on_behalf=True, seen_version=seen)
    else:
        whys = {f"{one}_reason": answers.get(f"{one}_reason", "") for one in (*ASKS, "change")}
        decide(application, Outcome(act), **whys, **words)
