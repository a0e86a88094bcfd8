"""The catalogue: search, filters, sorting and paging, all of it in the address."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from fairs.models import ProductCategory
from fairs.reports import districts_of, provinces
from otopfair.addresses import without
from otopfair.look.sharing import list_shared
from otopfair.paging import page_of
from otopfair.thai.baht import format_number
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.ranking import Query
from products.cards import hits, hits_in_order
from products.facets import Facets, Filters, facets_of_catalogue, sub_groups
from products.search import MOST_HITS, browse, search

PER_PAGE = 30
PROVINCES_SHOWN = 5
SORT_LABELS = {
    "new": gettext_lazy("ใหม่ล่าสุด"),
    "price": gettext_lazy("ราคาต่ำไปสูง"),
    "price-desc": gettext_lazy("ราคาสูงไปต่ำ"),
    "name": gettext_lazy("ชื่อ ก–ฮ"),
}


# Groups of filters by their names in an address.
PARAMETERS = {
    "categories": "category",
    "groups": "group",
    "provinces": "province",
    "districts": "district",
    "stars": "stars",
    "on_sale": "on_sale",
}
GROUP_LABELS = {
    "categories": gettext_lazy("ประเภท"),
    "groups": gettext_lazy("กลุ่มย่อย"),
    "provinces": gettext_lazy("จังหวัด"),
    "districts": gettext_lazy("อำเภอ"),
    "stars": gettext_lazy("ระดับดาว"),
    "on_sale": gettext_lazy("อยู่ที่งานวันนี้"),
}


@login_not_required
@require_safe
@conditional_page
@cache_control(public=True, max_age=10)
def product_list(request):
    """Public products; ?q= searches, category, province, stars and on_sale filter, sort orders."""
    today = today_in_thailand()
    query = Query(request.GET.get("q", "")[:100])
    filters = Filters.from_address(request.GET)
    sort = request.GET.get("sort", "")
    sort = sort if sort in SORT_LABELS else ""
    is_near = is_capped = False
    marked = query
    if query:
        found = search(query, filters, sort, today)
        facets, is_near, is_capped = found.facets, found.is_near, found.is_capped
        page = page_of(request, found.ids, per_page=PER_PAGE)
        marked = Query(found.words)
        sold_today = today if facets is None or facets.on_sale else None
        rows = hits_in_order(list(page.object_list), query=marked, today=sold_today)
    else:
        facets = facets_of_catalogue(filters, today)
        page = page_of(request, browse(filters, sort, today), per_page=PER_PAGE, count=facets.total)
        # Nothing of it is sold today: the booths need not be looked for.
        rows = hits(page.object_list, today=today if facets.on_sale else None)
    context = {
        "section": "products",
        "query": query.text,
        "marked": marked.text,
        "hits": rows,
        "page": page,
        "found": _found_words(page.paginator.count, is_capped),
        "is_near": is_near and rows,
        "filter_count": _filter_count(filters),
        "chips": _chips(request, filters),
        "clear_url": without(request.GET, *PARAMETERS.values()),
        "ways_out": [] if rows else _ways_out(request, filters, facets),
        "unfiltered": facets.unfiltered if facets else MOST_HITS - 1,
        "groups": _groups(filters, facets),
        "on_sale": filters.on_sale,
        "on_sale_count": facets.on_sale if facets else "",
        "sorts": _sorts(sort, bool(query)),
        "sort": sort,
        "shared": list_shared(
            _("สินค้า OTOP"),
            _("สินค้า OTOP ทั่วไทย ค้นด้วยชื่อ กรองตามประเภท จังหวัด และระดับดาว พร้อมราคาและผู้ผลิต"),
            reverse("product-list"),
            page.number,
        ),
    }
    return render(request, "products/list.html", context)


def _found_words(count: int, is_capped: bool) -> str:
    if is_capped:
        return _("พบมากกว่า %(count)s รายการ") % {"count": format_number(MOST_HITS - 1)}
    return _("พบ %(count)s รายการ") % {"count": format_number(count)}


def _filter_count(filters: Filters) -> int:
    groups = (
        *(filters.categories, filters.groups),
        *(filters.provinces, filters.districts),
        filters.stars,
    )
    return sum(len(group) for group in groups) + filters.on_sale


def _chips(request, filters: Filters) -> list[dict]:
    chips = [("category", str(n), ProductCategory(n).title) for n in filters.categories]
    if filters.groups:
        chips += [("group", str(pk), sub_groups()[pk]["name"]) for pk in filters.groups]
    if filters.provinces:
        names = {row["code"]: row["name"] for row in provinces()}
        chips += [("province", code, names[code]) for code in filters.provinces]
    if filters.districts:
        within = districts_of(filters.provinces)
        chips += [("district", code, within[code]) for code in filters.districts]
    chips += [("stars", str(n), _stars(n)) for n in filters.stars]
    if filters.on_sale:
        chips.append(("on_sale", "1", _("อยู่ที่งานวันนี้")))
    return [
        {"label": label, "url": without(request.GET, name, value=value)}
        for name, value, label in chips
    ]


def _ways_out(request, filters: Filters, facets: Facets | None) -> list[dict]:
    """Where no hit passes: each group whose ticks keep them away, with how many there would be."""
    counts = facets.without if facets else {}
    return [
        {
            "label": GROUP_LABELS[name],
            "count": format_number(counts[name]),
            "url": without(request.GET, PARAMETERS[name]),
        }
        for name in filters.used
        if counts.get(name)
    ]


def _stars(number: int) -> str:
    return ngettext("%(stars)d ดาว", "%(stars)d ดาว", number) % {"stars": number}


def _groups(filters: Filters, facets: Facets | None) -> list[dict]:
    """The groups of ticks. Without counts (too many hits to count) they stand without numbers.
    Sub-groups and districts stand below the category and the province that were ticked."""
    categories = [(n.value, n.title) for n in ProductCategory]
    stars = [(n, _stars(n)) for n in (5, 4, 3, 2, 1)]
    return [
        _group("categories", categories, filters, facets),
        *_narrower("groups", _sub_groups(filters), filters, facets),
        _provinces(filters, facets),
        *_narrower("districts", _districts(filters), filters, facets),
        _group("stars", stars, filters, facets),
    ]


def _group(name: str, rows: list[tuple], filters: Filters, facets: Facets | None) -> dict:
    """A group of filters with the number of hits that each tick would leave."""
    counts, ticked = getattr(facets or Facets(), name), getattr(filters, name)
    return {
        "name": PARAMETERS[name],
        "label": GROUP_LABELS[name],
        "choices": [
            {
                "value": value,
                "label": label,
                "count": format_number(counts.get(value, 0)) if facets else "",
                "on": value in ticked,
            }
            for value, label in rows
        ],
    }


def _narrower(name: str, rows: list[tuple], filters: Filters, facets: Facets | None) -> list[dict]:
    """A group below a ticked one: what has hits, and what is ticked; none where nothing has."""
    if facets:
        counts, ticked = getattr(facets, name), getattr(filters, name)
        rows = [row for row in rows if counts.get(row[0]) or row[0] in ticked]
    return [_group(name, rows, filters, facets)] if rows else []


def _sub_groups(filters: Filters) -> list[tuple]:
    if not filters.categories:
        return []
    rows = sub_groups().items()
    return [(pk, row["name"]) for pk, row in rows if row["category"] in filters.categories]


def _districts(filters: Filters) -> list[tuple]:
    return list(districts_of(filters.provinces).items())


def _provinces(filters: Filters, facets: Facets | None) -> dict:
    """Those with the most hits and the ticked ones to be ticked; all others in a list."""
    counts = facets.provinces if facets else {}
    shown = {*sorted(counts, key=lambda code: -counts[code])[:PROVINCES_SHOWN], *filters.provinces}
    rows = [(row["code"], row["name"]) for row in provinces()]
    others = _group("provinces", [row for row in rows if row[0] not in shown], filters, facets)
    here = _group("provinces", [row for row in rows if row[0] in shown], filters, facets)
    return here | {"more": _("เลือกจังหวัดอื่น"), "others": others["choices"]}


def _sorts(chosen: str, is_search: bool) -> list[dict]:
    sorts = [{"value": "", "label": _("ตรงคำค้นที่สุด")}] if is_search else []
    sorts += [{"value": value, "label": label} for value, label in SORT_LABELS.items()]
    for row in sorts:
        row["on"] = row["value"] == chosen
    return sorts
