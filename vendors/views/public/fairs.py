"""The list of a fair's vendors, and how they were chosen."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from fairs.models import FairEvent, ProductCategory
from fairs.models.provinces import short_place
from fairs.sharing import fair_part_shared
from otopfair.paging import page_of
from otopfair.tongues import name_column
from vendors import allocation_fairness
from vendors.fairness import for_public, is_announced
from vendors.ground.standing import booth_codes_of, exhibitors_of
from vendors.models import Draw

VENDORS_PER_PAGE = 48


def published_fair(slug: str) -> FairEvent:
    """The published fair of that address, with its series and place; 404 for a draft."""
    return get_object_or_404(FairEvent.objects.published().for_cards(), slug=slug)


@login_not_required
@require_safe
@conditional_page
@cache_control(public=True, max_age=10)
def fair_vendors(request, slug: str):
    """Vendors with a booth at this fair, in Thai order; ?category= filters by what they sell."""
    fair_event = published_fair(slug)
    exhibitors = exhibitors_of(fair_event)
    counts = dict(
        exhibitors.order_by().values_list("category").annotate(Count("pk")).order_by("category")
    )
    chosen = _category(request.GET.get("category"))
    if chosen:
        exhibitors = exhibitors.filter(category=chosen)
    columns = ("pk", "vendor_id", name_column("vendor__"), "category", "vendor__province_id")
    place = (name_column("vendor__province__"), name_column("vendor__district__"))
    total = counts.get(chosen, 0) if chosen else sum(counts.values())
    page = page_of(
        request,
        exhibitors.values_list(*columns, *place),
        per_page=VENDORS_PER_PAGE,
        count=total,
    )
    rows = list(page.object_list)
    codes = booth_codes_of([row[0] for row in rows])
    context = {
        "section": "fairs",
        "fair": fair_event,
        "tab": "vendors",
        "total": sum(counts.values()),
        "chosen": chosen,
        "categories": [
            {"value": value, "label": ProductCategory(value).title, "count": counts[value]}
            for value in ProductCategory.values
            if counts.get(value)
        ],
        "rows": [
            {
                "vendor_id": vendor_id,
                "name": name,
                "place": short_place(province_id, province, district),
                "category": ProductCategory(category).title,
                "codes": codes.get(pk, []),
            }
            for pk, vendor_id, name, category, province_id, province, district in rows
        ],
        "page": page,
        "has_fairness": is_announced(fair_event),
        "shared": fair_part_shared(fair_event, _("ร้านค้า"), request.path),
    }
    return render(request, "vendors/fair_vendors.html", context)


@login_not_required
@require_safe
@conditional_page
@cache_control(public=True, max_age=10)
def fair_fairness(request, slug: str):
    """Who applied and who was chosen, in numbers; nothing before the result was announced."""
    fair_event = published_fair(slug)
    fairness = for_public(fair_event)
    if fairness is None:
        raise Http404
    context = {"section": "fairs", "fair": fair_event, "tab": "fairness", "fairness": fairness}
    return render(request, "vendors/fair_fairness.html", context)


@login_not_required
@require_safe
@conditional_page
@cache_control(public=True, max_age=10)
def fair_fairness_booths(request, slug: str):
    """Who has a booth, in numbers; nothing before there is a result for everybody."""
    fair_event = published_fair(slug)
    fairness = allocation_fairness.for_public(fair_event)
    if fairness is None:
        raise Http404
    context = {
        "section": "fairs",
        "fair": fair_event,
        "tab": "fairness",
        "fairness": fairness,
        "has_draws": Draw.objects.filter(call__fair_event=fair_event).exists(),
    }
    return render(request, "vendors/fair_fairness_booths.html", context)


def _category(text: str | None) -> int | None:
    return int(text) if text in {"1", "2", "3", "4", "5"} else None
