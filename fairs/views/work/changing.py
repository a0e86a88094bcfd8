"""A fair is moved or called off: the officer reads what that means before doing it."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from fairs.doubts import doubts_about_fair
from fairs.forms import CancelFairForm, MoveFairForm
from fairs.models import FairEvent
from fairs.operations.events import (
    cancel_fair,
    dates_shown,
    if_cancelled,
    if_moved,
    move_fair,
    with_dates,
)
from otopfair.errors import RuleBroken
from otopfair.staff.site import staff_site
from otopfair.stale import StalePage

CHANGE = "fairs.change_fairevent"


@staff_site.work_page(
    "fairs/<int:fair_event_id>/cancel/",
    name="fair-cancel",
    permission=CHANGE,
    row=FairEvent.objects,
)
@require_http_methods(["GET", "POST"])
def fair_cancel(request, fair_event):
    """Who will be told, the reason, one button."""
    form, refusal = CancelFairForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            cancel_fair(fair_event, by=request.user, **form.cleaned_data)
        except RuleBroken as broken:
            refusal = str(broken)
        else:
            messages.success(request, f"ยกเลิก {fair_event} แล้ว ผู้สมัครและร้านได้รับข้อความ")
            return redirect("staff:fair-state", fair_event.pk)
    context = {"consequences": if_cancelled(fair_event)}
    return _page(request, "fairs/work/fair_cancel.html", fair_event, form, refusal, context)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/dates/",
    name="fair-dates",
    permission=CHANGE,
    row=FairEvent.objects,
)
@require_http_methods(["GET", "POST"])
def fair_dates(request, fair_event):
    """New dates; the first POST shows what they mean, the second, with `sure`, moves the fair."""
    form, context = MoveFairForm(request.POST or None, initial=dates_shown(fair_event)), {}
    refusal = ""
    if request.method == "POST" and form.is_valid():
        period = form.cleaned_data["period"]
        if "sure" in request.POST and (refusal := _move(request, fair_event, form)) is None:
            return redirect("staff:fair-state", fair_event.pk)
        context = {
            "asks": True,
            "period": period,
            "doubts": list(doubts_about_fair(with_dates(fair_event, period))),
            "consequences": if_moved(fair_event, period),
        }
    return _page(request, "fairs/work/fair_dates.html", fair_event, form, refusal, context)


def _move(request, fair_event, form) -> str | None:
    """Move the fair; None when it is done, otherwise what the form does not say itself."""
    agreed = request.POST.get("accepts_outside") == "on"
    answers = form.cleaned_data
    try:
        move_fair(
            fair_event,
            answers["period"],
            by=request.user,
            accepts_outside=agreed,
            seen=answers["seen"] or None,
        )
    except StalePage as stale:
        form.keep(stale)
        return ""
    except RuleBroken as broken:
        return "ติ๊กว่าอ่านแล้วก่อนย้ายวัน" if broken.field else str(broken)
    messages.success(request, f"ย้ายวันจัด {fair_event} แล้ว")
    return None


def _page(request, template, fair_event, form, refusal, context):
    failed = bool(refusal or form.errors)
    context = {
        "fair": fair_event,
        "form": form,
        "refusal": refusal,
        "has_errors": failed,
        **context,
    }
    must_agree = any(one.needs_agreement for one in context.get("consequences", []))
    return staff_site.page(
        request, template, {**context, "must_agree": must_agree}, status=422 if failed else 200
    )
