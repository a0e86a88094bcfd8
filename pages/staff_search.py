"""One search box for everything an officer handles."""

from django.db.models import Q
from django.shortcuts import render

from fairs.models import Booth, FairEvent
from otopfair.rights.roles import USE_STAFF_SITE
from otopfair.staff.site import staff_site
from otopfair.thai.folding import fold
from products.models import Product
from products.similarity import nearest
from vendors.filtering import mentions_name
from vendors.models import BoothApplication, Vendor, reference_is

MOST = 20


@staff_site.work_page("search/", name="search", permission=USE_STAFF_SITE)
def staff_search(request):
    """Applications by number, booths by code, and vendors, fairs and products by name.

    When nothing has the words, vendors and products with a near spelling are found instead.
    """
    query = request.GET.get("q", "").strip()[:100]
    found = _found(request.user, query) if query else {}
    is_near = bool(query) and not any(found.values())
    if is_near:
        found |= _found_near(request.user, query)
    context = {
        **staff_site.each_context(request),
        "title": "ค้นทั้งระบบ",
        "staff_query": query,
        "query": query,
        "found": found,
        "total": sum(len(rows) for rows in found.values()),
        "most": MOST,
        "is_near": is_near,
    }
    return render(request, "pages/staff_search.html", context)


def _found(user, query: str) -> dict[str, list]:
    words = fold(query).split()
    named = Q()
    for word in words:
        named &= Q(search_text__contains=word)
    applicant = Q()
    for word in words:
        applicant &= mentions_name(word)
    applications = (
        BoothApplication.objects.visible_to(user)
        .with_standing_for(user)
        .filter(reference_is(query) | applicant)
        .select_related("vendor", "fair_event")
        .order_by("-pk")
    )
    booths = (
        Booth.objects.visible_to(user)
        .filter(code__iexact=query)
        .select_related("fair_event", "zone")
        .order_by("-fair_event__opens_on", "pk")
    )
    vendors = Vendor.objects.visible_to(user).filter(named).select_related("province", "district")
    products = Product.objects.visible_to(user).filter(named).select_related("vendor")
    fairs = FairEvent.objects.visible_to(user).filter(named)
    return {
        "applications": list(applications[:MOST]),
        "booths": list(booths[:MOST]),
        "vendors": list(vendors.order_by("sort_key", "pk")[:MOST]),
        "fairs": list(fairs.order_by("-opens_on", "-pk")[:MOST]),
        "products": list(products.order_by("-pk")[:MOST]),
    }


def _found_near(user, query: str) -> dict[str, list]:
    folded = fold(query)
    vendors = Vendor.objects.visible_to(user).select_related("province", "district")
    products = Product.objects.visible_to(user).select_related("vendor")
    return {
        "vendors": list(nearest(vendors, folded, "search_text")[:MOST]),
        "products": list(nearest(products, folded, "name_folded")[:MOST]),
    }
