"""A vendor objects, reads what was decided against it, and gives a booth back."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from fairs.contacts import contact_in
from otopfair.errors import RuleBroken
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.digits import whole_number
from vendors.arrows import ARROWS, UndrawnArrow
from vendors.forms.objecting import GiveBackForm, ObjectionForm
from vendors.models import BoothApplication, Penalty
from vendors.operations.giving_back import give_back_booth, said_of_giving_back
from vendors.operations.objections import (
    last_day_to_object,
    object_to_penalty,
    object_to_refusal,
    refusal_of,
)
from vendors.views.portal.access import portal_page, vendor_page

TAB = "applications"
OBJECTED = 302


def _own(request, application_id) -> BoothApplication:
    rows = BoothApplication.objects.managed_by(request.user)
    return get_object_or_404(rows.select_related("call", "fair_event", "vendor"), pk=application_id)


@vendor_page
@require_http_methods(["GET", "POST"])
def object_application(request, application_id):
    """The refusal, until when one may object, and the words. A second press is the first."""
    application = _own(request, application_id)
    form = ObjectionForm(request.POST or None)
    status = _object(request, form, partial(object_to_refusal, application))
    if status == OBJECTED:
        return redirect("my-application", application.pk)
    refusal = refusal_of(application)
    context = {
        "application": application,
        "subject": f"ใบสมัคร {application.reference_no} ไม่ผ่าน",
        "reason": application.decision_reason,
        "last_day": last_day_to_object(refusal) if refusal else None,
        "objection": getattr(refusal, "objection", None),
        "form": form,
    }
    return _objection_page(request, context, status)


@vendor_page
@require_safe
def penalties(request):
    """Warnings and bans of the vendor, in force and past."""
    rows = Penalty.objects.filter(vendor=request.vendor).select_related("province", "objection")
    cards = [
        {"penalty": row, "objection": getattr(row, "objection", None), "last_day": last}
        for row in rows
        for last in [last_day_to_object(row)]
    ]
    context = {"cards": cards, "today": today_in_thailand()}
    return portal_page(request, "vendors/portal/penalties.html", context)


@vendor_page
@require_http_methods(["GET", "POST"])
def object_penalty(request, penalty_id):
    """Object to a warning or a ban."""
    rows = Penalty.objects.filter(vendor__members__user=request.user)
    penalty = get_object_or_404(rows.select_related("province", "vendor"), pk=penalty_id)
    form = ObjectionForm(request.POST or None)
    status = _object(request, form, partial(object_to_penalty, penalty))
    if status == OBJECTED:
        return redirect("my-penalties")
    context = {
        "subject": f"{penalty.get_kind_display()} ตาม{penalty.decision_number}",
        "reason": penalty.reason,
        "last_day": None if penalty.lifted_at else last_day_to_object(penalty),
        "objection": getattr(penalty, "objection", None),
        "form": form,
    }
    return _objection_page(request, context, status)


def _object(request, form: ObjectionForm, act) -> int:
    """Objects with what was typed; the status of the page, OBJECTED when it goes on."""
    if not form.is_bound:
        return 200
    if not form.is_valid():
        return 422
    try:
        act(text=form.cleaned_data["text"], by=request.user)
    except RuleBroken as broken:
        return broken.put_on(form)
    messages.success(request, "ส่งคำโต้แย้งแล้ว เจ้าหน้าที่จะตอบตามวันที่แจ้ง")
    return OBJECTED


def _objection_page(request, context, status):
    last_day = context["last_day"]
    may = last_day is not None and last_day >= today_in_thailand() and not context["objection"]
    shown = {**context, "may_object": may, "contact": contact_in(request.vendor.province_id)}
    return portal_page(request, "vendors/portal/object.html", shown, tab=TAB, status=status)


@vendor_page
@require_http_methods(["GET", "POST"])
def give_back(request, application_id):
    """What giving back means, which booth, and for which days."""
    application = _own(request, application_id)
    live = application.allocations.live().select_related("booth__zone__fair_event")
    live = live.select_related("booth__fair_event").order_by("request_no")
    form, status = GiveBackForm(request.POST or None, allocations=live), 200
    if request.method == "POST":
        status = 422
        if application.status not in ARROWS["give_back"].sources:
            status = UndrawnArrow.of("give_back", application).put_on(form)
        elif form.is_valid():
            answers = form.cleaned_data
            try:
                give_back_booth(
                    answers["allocation"],
                    from_on=answers.get("from_on"),
                    reason=answers["reason"],
                    wanted=whole_number(request.POST.get("wanted", "")),
                    by=request.user,
                )
            except RuleBroken as broken:
                status = broken.put_on(form)
            else:
                messages.success(request, "คืนบูธแล้ว เจ้าหน้าที่ได้รับแจ้งแล้ว")
                return redirect("my-application", application.pk)
    context = {
        "application": application,
        "form": form,
        "has_booth": live.exists(),
        "consequences": said_of_giving_back(application),
    }
    return portal_page(request, "vendors/portal/give_back.html", context, tab=TAB, status=status)
