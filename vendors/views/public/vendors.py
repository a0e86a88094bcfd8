"""The list of vendors."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from fairs.reports import provinces
from otopfair.paging import page_of
from otopfair.thai.ranking import Query
from vendors.models import Vendor
from vendors.reports import names_first, search_vendors, vendor_cards, vendor_cards_by_id

PER_PAGE = 48


@login_not_required
@require_safe
@conditional_page
@cache_control(public=True, max_age=10)
def vendor_list(request):
    """Published vendors in Thai order; ?q= searches their names, ?province= filters."""
    query = Query(request.GET.get("q", "")[:100])
    known = {row["code"]: row for row in provinces()}
    province = known.get(request.GET.get("province", ""))
    code = province["code"] if province else ""
    if query:
        page = page_of(request, search_vendors(query, code), per_page=PER_PAGE)
        rows = vendor_cards_by_id(list(page.object_list))
    else:
        vendors = Vendor.objects.published()
        if code:
            vendors = vendors.filter(province=code)
        page = page_of(request, names_first(vendors), per_page=PER_PAGE)
        rows = vendor_cards(page.object_list)
    context = {
        "section": "vendors",
        "query": query.text,
        "province": code,
        "province_name": province["name"] if province else "",
        "provinces": known.values(),
        "page": page,
        "rows": rows,
    }
    return render(request, "vendors/list.html", context)
