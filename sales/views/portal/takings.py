"""The vendor's takings: today in one short form, earlier days, earlier fairs."""

from datetime import date

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, F, Sum
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from fairs.models import FairEvent
from otopfair.addresses import day_of_address
from otopfair.drafts.keeping import KEPT_BY_PAGE
from otopfair.paging import FOUR_WEEKS, page_of
from otopfair.thai.calendar import now_in_thailand, today_in_thailand
from otopfair.thai.digits import whole_number
from sales.due_days import asked_first, days_of_fair, missing_days
from sales.models import BoothSale
from sales.reports.follow_ups import cases_at, cases_waiting
from sales.views.portal.answers import not_taken, said_of, taken
from sales.views.portal.recording import posted_entry, record_entry
from sales.views.portal.takings_of import VendorFair, short_day
from vendors.models import BoothAllocation
from vendors.views.portal.access import portal_page, vendor_page

TAB = "sales"


@vendor_page
@require_safe
def sales(request):
    """The form of the day that matters now for every booth at a running fair, or else at the last
    one with a day missing; then what else is missing, and earlier fairs."""
    now = now_in_thailand()
    missing = missing_days(request.vendor, before=now.date())
    fairs = _fairs_asking(request, now.date(), missing)
    here = [one for one in fairs if one.day_number(now.date())] or fairs[:1]
    sections = [
        _section(request, fair_event, day, missing.get(fair_event.pk, ()))
        for fair_event in here
        if (day := asked_first(fair_event, _known(fair_event, missing), now))
    ]
    elsewhere = [
        (one, len(days)) for one in fairs if one not in here and (days := _known(one, missing))
    ]
    context = {"sections": sections, "elsewhere": elsewhere}
    context["orders_waiting"] = cases_waiting(request.vendor)
    return _sales_page(request, context, [one["fair"].pk for one in sections])


def _fairs_asking(request, today, missing) -> list[FairEvent]:
    """Running ones and those with a missing day, the newest first."""
    standing = BoothAllocation.objects.managed_by(request.user).standing_on(today)
    here = standing.filter(application__vendor=request.vendor).values("booth__fair_event")
    running = FairEvent.objects.today_or_called_off(today).filter(pk__in=here)
    asking = running | FairEvent.objects.filter(pk__in=missing)
    return list(asking.distinct().order_by("-opens_on", "pk"))


def _known(fair_event, missing) -> list[date]:
    return days_of_fair(fair_event, missing.get(fair_event.pk, []))


@vendor_page
@require_safe
def sales_fair(request, slug):
    """Every day of one fair, with its figure and its state."""
    at_fair = VendorFair(request.vendor, own_fair(request, slug))
    page = page_of(request, at_fair.days(), per_page=FOUR_WEEKS)
    context = {
        "fair": at_fair.fair_event,
        "page": page,
        "days": page.object_list,
        "day_count": page.paginator.count,
        "total_baht": at_fair.total_baht,
        "order_cases": cases_at(at_fair.fair_event, request.vendor),
        "today": today_in_thailand(),
    }
    return portal_page(request, "sales/portal/sales_fair.html", context, tab=TAB)


@vendor_page
@require_http_methods(["GET", "POST"])
def sales_day(request, slug, day):
    """One day's form for each booth. POST records one booth; the page keeps what was typed."""
    if request.method == "POST":
        request.vendor = _shop_of_posted(request)
    fair_event, sold_on = own_fair(request, slug), day_of_address(day)
    today = today_in_thailand()
    if fair_event.day_number(sold_on) is None or sold_on > today:
        raise Http404
    missing = missing_days(request.vendor, before=today).get(fair_event.pk, ())
    section = _section(request, fair_event, sold_on, missing)
    status = 200
    if request.method == "POST":
        entry = posted_entry(request, section["entries"])
        sale = record_entry(request.POST, entry, by=request.user)
        if KEPT_BY_PAGE in request.headers:
            return taken(sale) if sale else not_taken(entry.form)
        if sale:
            messages.success(request, said_of(sale))
            return redirect("my-sales") if sold_on == today else redirect("my-sales-day", slug, day)
        status = 422
    wrong = [entry for entry in section["entries"] if entry.form.errors]
    context = {
        "sections": [section],
        "day": sold_on,
        "form": wrong[0].form if wrong else None,
        "has_errors": status != 200,
    }
    return _sales_page(request, context, [fair_event.pk], status=status)


@login_not_required
@require_safe
def worker(request):
    """The service worker of these pages; its address is its scope. Browsers ask for it without
    saying who is there, and it names nobody."""
    context = {"static_url": settings.STATIC_URL}
    return render(request, "sales/portal/worker.js", context, content_type="text/javascript")


def _section(request, fair_event, day, missing) -> dict:
    at_fair, known = VendorFair(request.vendor, fair_event), days_of_fair(fair_event, missing)
    entries, days = at_fair.entries(day), at_fair.days()
    for entry in entries:
        entry.form = entry.unbound()
    today = today_in_thailand()
    return {
        "fair": fair_event,
        "day": day,
        "is_today": day == today,
        "today": today if day != today and fair_event.day_number(today) else None,
        "missing": [(one, short_day(one)) for one in known[-FOUR_WEEKS:]],
        "missing_count": len(known),
        "entries": entries,
        "corrections": at_fair.corrections(entries),
        "days": days[:FOUR_WEEKS],
        "day_count": len(days),
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
    past = page_of(request, past, per_page=10)
    days = {section["day"] for section in context["sections"]} or {today_in_thailand()}
    context = {**context, "past": past, "made_at": timezone.now()}
    context["is_today"] = days == {today_in_thailand()}
    context["day"] = min(days)
    return portal_page(request, "sales/portal/sales.html", context, tab=TAB, status=status)


def _shop_of_posted(request):
    """The shop whose booth the form names: what waited in the telephone is sent also while the
    person acts for another of the own shops."""
    wanted = whole_number(request.POST.get("allocation", ""))
    rows = BoothAllocation.objects.filter(pk=wanted, application__vendor__in=request.vendors)
    vendor_id = rows.values_list("application__vendor", flat=True).first()
    return next((row for row in request.vendors if row.pk == vendor_id), request.vendor)


def own_fair(request, slug) -> FairEvent:
    """A fair at which the vendor has a booth or has sold; any other is a stranger's."""
    stood = BoothAllocation.objects.filter(application__vendor=request.vendor)
    sold = BoothSale.objects.filter(vendor=request.vendor)
    own = FairEvent.objects.filter(pk__in=stood.values("booth__fair_event")) | (
        FairEvent.objects.filter(pk__in=sold.values("fair_event"))
    )
    return get_object_or_404(own, slug=slug)
