"""Takings over fairs, provinces, categories and years, narrowed step by step; also on paper."""

from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from fairs.models import FairEvent, ProductCategory, Province
from fairs.scopes import Scope, scope_of
from otopfair.documents.xlsx import xlsx_response
from otopfair.onward import press_only
from otopfair.staff.site import staff_site
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.digits import whole_number
from sales.books import overview_book
from sales.reports.overview import (
    FAIRS_AT_ONCE,
    MOST_FAIRS,
    Asked,
    fairs_of,
    years_to_ask,
)
from sales.reports.overview_tables import (
    SumTable,
    fair_tables,
    tables_of,
)
from sales.reports.running import beside_the_edition_before, cumulative_until, running
from sales.views.work.exporting import refused_export

VIEW = "sales.view_dailyreport"


@dataclass(frozen=True)
class Address:
    """What ?year=, ?province=, ?category= and ?fair= ask for, as this reader may."""

    asked: Asked
    province: Province | None = None
    fair_event: FairEvent | None = None

    def query(self, **changes) -> str:
        """The address with some of it said otherwise; "" takes a filter away."""
        said = {
            "year": self.asked.year,
            "province": self.asked.province,
            "category": self.asked.category,
            "fair": self.fair_event and self.fair_event.pk,
        }
        return "?" + urlencode({key: value for key, value in (said | changes).items() if value})

    @cached_property
    def chips(self) -> list[dict]:
        """Each filter with the address without it."""
        category = self.asked.category
        found = {
            "year": self.asked.year and f"ปีงบประมาณ {self.asked.year}",
            "province": self.province and self.province.title,
            "category": category and ProductCategory(category).label,
            "fair": self.fair_event and str(self.fair_event),
        }
        return [
            {"label": label, "url": self.query(**{key: ""})}
            for key, label in found.items()
            if label
        ]

    @property
    def title(self) -> str:
        """Of a sheet and of the paper: what was asked for, in one line."""
        return " ".join(chip["label"] for chip in self.chips) or "ทุกงานที่ดูแล"


def address_of(request) -> Address:
    """404 for a province or a fair that the reader does not see; other nonsense asks nothing."""
    get, scope = request.GET, scope_of(request.user, VIEW)
    category = whole_number(get.get("category"))
    asked = Asked(
        scope,
        year=_year(get.get("year")),
        category=category if category in ProductCategory.values else None,
    )
    fair_event = province = None
    if key := get.get("fair"):
        fair_event = _found(FairEvent.objects.within(scope), whole_number(key))
    if key := get.get("province"):
        province = _found(_provinces_of(scope), key)
        asked = replace(asked, province=province.pk)
    return Address(asked, province, fair_event)


def _provinces_of(scope: Scope):
    """Those of the reader, and those whose fairs the reader sees singly."""
    fairs = FairEvent.objects.within(scope).order_by()
    return Province.objects.filter(pk__in=fairs.values("home_province"))


def _found(rows, key):
    row = rows.filter(pk=key).first() if key else None
    if row is None:
        raise Http404
    return row


def _year(text: str | None) -> int | None:
    year = whole_number(text)
    return year if year and 2400 < year < 2700 else None


@staff_site.work_page(
    "overview/",
    name="overview",
    permission=VIEW,
    group="report",
    label="ภาพรวมยอดขาย",
    icon="trending-up",
)
def overview(request):
    """The sums of what the address asks for; each row leads one step further in."""
    address = address_of(request)
    context = {
        "title": "ภาพรวมยอดขาย",
        "address": address,
        "selects": _selects(address),
        "chips": address.chips,
        "clear_url": request.path,
        "query": address.query(),
        **_shown(request, address),
    }
    return staff_site.page(request, "sales/work/overview.html", context)


def _selects(address: Address) -> list[dict]:
    """What can be chosen in the address: what the reader has, and nothing with one answer alone.
    A fair has its province."""
    asked = address.asked
    provinces = [] if address.fair_event else _provinces_of(asked.scope).order_by("sort_key", "pk")
    years = [(year, f"ปีงบประมาณ {year}") for year in years_to_ask(asked)]
    found = (
        ("year", "ปีงบประมาณ", "ทุกปี", asked.year, years),
        ("province", "จังหวัด", "ทุกจังหวัด", asked.province, [(p.pk, p.name_th) for p in provinces]),
        ("category", "ประเภท", "ทุกประเภท", asked.category, ProductCategory.choices),
    )
    return [
        {"name": name, "label": label, "all": every, "chosen": chosen, "options": options}
        for name, label, every, chosen, options in found
        if len(options) > 1 or chosen
    ]


@staff_site.work_page("overview/print/", name="overview-print", permission=VIEW)
def overview_print(request):
    """The same tables on paper."""
    address = address_of(request)
    context = {
        "address": address,
        "query": address.query(),
        "made_at": timezone.localtime(),
        **_shown(request, address),
    }
    return render(request, "sales/work/overview_print.html", context)


@staff_site.work_page("overview/export/", name="overview-export", permission=VIEW)
@press_only
def overview_export(request):
    """The tables of the page as .xlsx, with who took them and what for in the history."""
    address = address_of(request)
    subject = address.fair_event or address.province or request.user
    page = reverse("staff:overview") + address.query()
    if refused := refused_export(request, subject, f"ภาพรวมยอดขาย: {address.title}", page):
        return refused
    tables = _shown(request, address)["tables"]
    data = overview_book(tables, address.title, made_at=timezone.now())
    name = f"overview-{today_in_thailand():%Y%m%d}"
    return xlsx_response(data, ascii_name=name, thai_name=f"ภาพรวมยอดขาย {address.title}")


def _shown(request, address: Address) -> dict:
    if address.fair_event:
        return _of_fair(address, address.fair_event)
    most = min(whole_number(request.GET.get("fairs")) or FAIRS_AT_ONCE, MOST_FAIRS)
    fairs = fairs_of(address.asked, most + 1)
    tables = tables_of(address.asked, fairs[:most], address.query)
    has_more = len(fairs) > most and most < MOST_FAIRS
    return {
        "tables": tables,
        "whole": tables[0].amount if tables else None,
        "more_url": address.query(fairs=most + FAIRS_AT_ONCE) if has_more else "",
    }


def _of_fair(address: Address, fair_event: FairEvent) -> dict:
    """By day beside the edition before, by category, and how far the target is."""
    run = running(fair_event, address.asked.category)
    last = max([*fair_event.days[-1:], *(one.day for one in run.taken[-1:])], default=None)
    so_far = cumulative_until(run, last) if last else None
    if so_far and address.asked.category:
        so_far = replace(so_far, target=None)  # the fair's target is for all categories
    days = beside_the_edition_before(run, last) if last else ()
    tables: list[SumTable] = fair_tables(fair_event, address.asked, days, so_far, address.query)
    return {"tables": tables, "whole": tables[0].amount if tables else None, "cumulative": so_far}
