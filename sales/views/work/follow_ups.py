"""What became of a fair's orders: who has answered, who has not, the sums, and answers by phone."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from fairs.current import fair_asked_for, fair_being_sold_at, fairs_in_scope
from fairs.models import FairEvent
from otopfair.documents.csv_text import csv_bytes
from otopfair.documents.xlsx import csv_response, xlsx_response
from otopfair.errors import status_after
from otopfair.onward import press_only
from otopfair.paging import page_of
from otopfair.rights.may import may
from otopfair.staff.site import staff_site
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.digits import whole_number
from otopfair.thai.folding import fold
from sales.follow_up_sheets import ANSWERS, answer_rows, orders_book
from sales.forms.follow_ups import RoundsForm
from sales.models import FollowUpSource
from sales.operations.follow_ups import set_rounds
from sales.reports.follow_ups import Round, months_of, round_sums, rounds_of, vendor_rows
from sales.views.order_answers import answered, asked_case
from sales.views.work.exporting import refused_export
from vendors.models import Vendor

VIEW = "sales.view_boothsale"
ENTER = "sales.enter_boothsale"
CLOSE = "sales.close_dailyreport"
FAIRS = FairEvent.objects.select_related("home_province")
PER_PAGE = 50


@staff_site.work_page(
    "order-follow-ups/",
    name="order-follow-ups",
    permission=VIEW,
    group="report",
    label="ติดตามยอดสั่งจอง",
    icon="clipboard-check",
)
@require_safe
def order_follow_ups(request):
    """The fair that is asked for, or the last that is over."""
    fairs = fairs_in_scope(request.user, VIEW)
    over = [one for one in fairs if one.closes_on and one.closes_on < today_in_thailand()]
    fair_event = fair_asked_for(request.GET.get("fair", ""), fairs) or fair_being_sold_at(over)
    if fair_event is None:
        context = {"title": "ติดตามยอดสั่งจอง", "fairs": fairs}
        return staff_site.page(request, "sales/work/orders_none.html", context)
    return redirect("staff:order-follow-ups-fair", fair_event.pk)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/order-follow-ups/",
    name="order-follow-ups-fair",
    permission=VIEW,
    row=FAIRS,
)
@never_cache
@require_safe
def order_follow_ups_fair(request, fair_event):
    """The sums of the rounds; of ?months= every vendor, who has not answered first."""
    rounds = rounds_of(fair_event)
    shown = _shown(request, rounds)
    rows = vendor_rows(fair_event, shown.months) if shown else []
    words = request.GET.get("q", "").strip()[:100]
    rows = [row for row in rows if fold(words) in fold(row.name)]
    rows.sort(key=lambda row: row.answer is not None)
    context = {
        "title": "ติดตามยอดสั่งจอง",
        "fair_event": fair_event,
        "fairs": fairs_in_scope(request.user, VIEW),
        "rounds": rounds,
        "shown": shown,
        "words": words,
        "today": today_in_thailand(),
        "sums": round_sums(fair_event),
        "page": page_of(request, rows, per_page=PER_PAGE),
        "may_enter": may(request.user, ENTER, fair_event) and not fair_event.is_cancelled,
        "may_set": may(request.user, CLOSE, fair_event),
    }
    return staff_site.page(request, "sales/work/orders.html", context)


def _shown(request, rounds: list[Round]) -> Round | None:
    """The round of ?months=, or else the newest that has begun."""
    begun = [one for one in rounds if one.has_begun(today_in_thailand())]
    asked = whole_number(request.GET.get("months", ""))
    return next((one for one in begun if one.months == asked), begun[-1] if begun else None)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/order-follow-ups/rounds/",
    name="order-follow-ups-rounds",
    permission=CLOSE,
    row=FAIRS,
)
@require_http_methods(["GET", "POST"])
def order_follow_ups_rounds(request, fair_event):
    """After how many months the vendors of this fair are asked."""
    months, open_days = months_of(fair_event)
    start = {"months": ", ".join(map(str, months)), "open_days": open_days}
    form, status = RoundsForm(request.POST or None, initial=start), 200
    if request.method == "POST":
        status = status_after(
            form, lambda: set_rounds(fair_event, **form.cleaned_data, by=request.user)
        )
        if status == 302:
            messages.success(request, "บันทึกรอบติดตามแล้ว")
            return redirect("staff:order-follow-ups-fair", fair_event.pk)
    context = {
        "title": "รอบติดตามยอดสั่งจอง",
        "fair_event": fair_event,
        "form": form,
        "rounds": rounds_of(fair_event),
        "has_errors": status != 200,
    }
    return staff_site.page(request, "sales/work/orders_rounds.html", context, status=status)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/order-follow-ups/file/",
    name="order-follow-ups-file",
    permission=VIEW,
    row=FAIRS,
)
@press_only
def order_follow_ups_file(request, fair_event):
    """Every answer of every vendor; who took it, and why, stays known."""
    page = reverse("staff:order-follow-ups-fair", args=[fair_event.pk])
    if refused := refused_export(request, fair_event, "คำตอบเรื่องยอดสั่งจอง", page):
        return refused
    names = {
        "ascii_name": f"orders-{fair_event.reference_code}",
        "thai_name": f"ติดตามยอดสั่งจอง {fair_event}",
    }
    if request.POST.get("as") == "csv":
        data = csv_bytes([one.title for one in ANSWERS], answer_rows(fair_event))
        return csv_response(data, **names)
    return xlsx_response(orders_book(fair_event, made_at=timezone.now()), **names)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/order-follow-ups/<int:months>/<int:vendor_id>/",
    name="order-follow-ups-vendor",
    permission=ENTER,
    row=FAIRS,
)
@never_cache
@require_http_methods(["GET", "POST"])
def order_follow_ups_vendor(request, fair_event, months, vendor_id):
    """What a vendor said by telephone, written down for it with a note."""
    vendor = get_object_or_404(Vendor.objects.prefetch_related("phones"), pk=vendor_id)
    case = asked_case(fair_event, vendor, months)
    why_not = case.why_not(today_in_thailand(), by_officer=True)
    form, status = None, 409 if request.method == "POST" else 200
    if not why_not:
        form, status = answered(request, case, source=FollowUpSource.OFFICER, by=request.user)
    back = reverse("staff:order-follow-ups-fair", args=[fair_event.pk]) + f"?months={months}"
    if status == 302:
        messages.success(request, f"บันทึกคำตอบของ {vendor} แล้ว")
        return redirect(back)
    context = {
        "title": "บันทึกคำตอบแทนร้าน",
        "fair_event": fair_event,
        "case": case,
        "why_not": why_not,
        "form": form,
        "back": back,
        "phones": [one.number for one in vendor.phones.all()] if case.ordered else [],
        "has_errors": status != 200,
    }
    return staff_site.page(request, "sales/work/orders_vendor.html", context, status=status)
