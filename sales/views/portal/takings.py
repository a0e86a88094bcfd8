"""The vendor's takings: today in one short form, earlier days, earlier fairs."""

from datetime import date

from django.contrib import messages
from django.db.models import Count, F, Sum
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from fairs.models import FairEvent
from otopfair.errors import RuleBroken
from otopfair.paging import page_of
from otopfair.stale import StalePage
from otopfair.thai.baht import format_baht
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import format_date_short, no_break
from sales.forms.takings import TakingsForm
from sales.models import BoothSale, SaleSource
from sales.operations.takings import record_booth_sale
from sales.views.portal.takings_of import BoothEntry, VendorFair
from vendors.models import BoothAllocation
from vendors.views.portal.access import portal_page, vendor_page

TAB = "sales"


@vendor_page
@require_safe
def sales(request):
    """Today's form for every booth that the vendor has at a running fair, then earlier fairs."""
    today = today_in_thailand()
    standing = BoothAllocation.objects.managed_by(request.user).standing_on(today)
    running = FairEvent.objects.today_or_called_off(today).filter(
        pk__in=standing.filter(application__vendor=request.vendor).values("booth__fair_event")
    )
    sections = [
        _section(request, fair_event, today)
        for fair_event in running.order_by("pk")
        if fair_event.day_number(today)
    ]
    context = {"sections": sections, "day": today, "is_today": True}
    return _sales_page(request, context, [section["fair"].pk for section in sections])


@vendor_page
@require_safe
def sales_fair(request, slug):
    """Every day of one fair, with its figure and its state."""
    at_fair = VendorFair(request.vendor, _own_fair(request, slug))
    context = {
        "fair": at_fair.fair_event,
        "days": at_fair.days(),
        "total_baht": at_fair.total_baht,
    }
    return portal_page(request, "sales/portal/sales_fair.html", context, tab=TAB)


@vendor_page
@require_http_methods(["GET", "POST"])
def sales_day(request, slug, day):
    """One day's form for each booth. POST records one booth; the page keeps what was typed."""
    fair_event, sold_on = _own_fair(request, slug), _day(day)
    today = today_in_thailand()
    if fair_event.day_number(sold_on) is None or sold_on > today:
        raise Http404
    section = _section(request, fair_event, sold_on)
    status = 200
    if request.method == "POST":
        entry = _posted_entry(request, section["entries"])
        if _record(request, entry):
            return redirect("my-sales") if sold_on == today else redirect("my-sales-day", slug, day)
        status = 422
    wrong = [entry for entry in section["entries"] if entry.form.errors]
    context = {
        "sections": [section],
        "day": sold_on,
        "is_today": sold_on == today,
        "form": wrong[0].form if wrong else None,
    }
    return _sales_page(request, context, [fair_event.pk], status=status)


def _section(request, fair_event, day) -> dict:
    at_fair = VendorFair(request.vendor, fair_event)
    entries = at_fair.entries(day)
    for entry in entries:
        entry.form = entry.unbound()
    return {
        "fair": fair_event,
        "entries": entries,
        "days": at_fair.days(),
        "total_baht": at_fair.total_baht,
        "is_closed": day in at_fair.closed_days,
    }


def _sales_page(request, context, shown, *, status=200):
    past = (
        BoothSale.objects.filter(vendor=request.vendor)
        .exclude(fair_event__in=shown)
        .order_by()
        .values("fair_event__slug", "fair_event__name_th", "fair_event__edition_no")
        .annotate(
            total=Sum(F("sold_baht") + F("ordered_baht")), days=Count("sold_on", distinct=True)
        )
        .order_by("-fair_event__opens_on", "fair_event__slug")
    )
    context = {**context, "past": page_of(request, past, per_page=10)}
    return portal_page(request, "sales/portal/sales.html", context, tab=TAB, status=status)


def _posted_entry(request, entries: list[BoothEntry]) -> BoothEntry:
    wanted = request.POST.get("allocation", "")
    for entry in entries:
        if str(entry.allocation.pk) == wanted:
            return entry
    raise Http404


def _record(request, entry: BoothEntry) -> bool:
    """Record the posted figures; False leaves `entry.form` with what is wrong."""
    entry.form = form = TakingsForm(request.POST, auto_id=f"id_{entry.allocation.pk}_%s")
    if not form.is_valid():
        return False
    if entry.is_unusual(form.total_baht) and not form.cleaned_data["sure"]:
        entry.asks = True
        form.add_error("sure", _ask(entry, form.total_baht))
        return False
    try:
        sale = record_booth_sale(
            entry.allocation,
            sold_on=entry.day,
            sold_baht=form.cleaned_data["sold_baht"],
            ordered_baht=form.cleaned_data["ordered_baht"],
            seen=form.cleaned_data["seen"],
            source=SaleSource.VENDOR,
            by=request.user,
        )
    except StalePage as stale:
        form.keep(stale)
        return False
    except RuleBroken as broken:
        broken.put_on(form)
        return False
    day = no_break(format_date_short(entry.day))
    messages.success(request, f"บันทึกยอด {day} แล้ว รวม {no_break(format_baht(sale.total_baht))}")
    return True


def _ask(entry: BoothEntry, total) -> str:
    usual = no_break(format_baht(round(entry.average_baht)))
    return f"ยอดมากกว่าปกติ วันอื่นเฉลี่ย {usual} วันนี้ {no_break(format_baht(total))} ใช่หรือไม่"


def _own_fair(request, slug) -> FairEvent:
    """A fair at which the vendor has a booth or has sold; any other is a stranger's."""
    stood = BoothAllocation.objects.filter(application__vendor=request.vendor)
    sold = BoothSale.objects.filter(vendor=request.vendor)
    own = FairEvent.objects.filter(pk__in=stood.values("booth__fair_event")) | (
        FairEvent.objects.filter(pk__in=sold.values("fair_event"))
    )
    return get_object_or_404(own, slug=slug)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise Http404 from wrong
