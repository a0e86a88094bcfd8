"""Visitors' pages about fairs alone: the list, and the pictures of a fair."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import F
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from fairs.models import FairEvent, PlanPicture
from fairs.reports import cards, for_public_cards, provinces, published_counts
from fairs.sharing import card_words
from otopfair.addresses import without, year_of_address
from otopfair.documents.pictures import PICTURE_TYPE, kept_picture
from otopfair.look.sharing import list_shared
from otopfair.media.serving import private_file
from otopfair.paging import page_of
from otopfair.thai.calendar import ce_year, today_in_thailand, year_in_tongue, year_of_page

SHOWN_OF_EACH = 6
PER_PAGE = 24
KINDS = {
    "now": gettext_lazy("กำลังจัด"),
    "coming": gettext_lazy("กำลังจะมาถึง"),
    "past": gettext_lazy("ผ่านมาแล้ว"),
}


GROUP_TITLES = {
    "now": gettext_lazy("งานที่กำลังจัด"),
    "coming": gettext_lazy("งานที่กำลังจะมาถึง"),
    "past": gettext_lazy("งานที่ผ่านมา"),
}


@login_not_required
@require_safe
@conditional_page
@cache_control(public=True, max_age=10)
def fair_list(request):
    """Fairs on now, coming and past; ?when= shows one kind in full, ?province= ?year= filter."""
    today = today_in_thailand()
    every = FairEvent.objects.published()
    fairs, year = _filtered(every, request.GET)
    counts = published_counts(fairs, today)
    when = request.GET.get("when") if request.GET.get("when") in KINDS else ""
    page = None
    groups = []
    if when:
        page = page_of(request, _of_kind(fairs, when, today), per_page=PER_PAGE, count=counts[when])
        groups = [_group(when, page.object_list, counts, today)]
    else:
        groups = [
            _group(kind, _of_kind(fairs, kind, today)[:SHOWN_OF_EACH], counts, today)
            for kind in KINDS
        ]
    chips = _chips(request.GET, year)
    context = {
        "section": "fairs",
        "groups": [group for group in groups if group["cards"]],
        "page": page,
        "when": when,
        "total": sum(counts.values()),
        "kinds": [
            {"key": key, "label": label, "count": counts[key]} for key, label in KINDS.items()
        ],
        "provinces": _venue_provinces(every),
        "years": _years(every),
        "province": request.GET.get("province", ""),
        "year": year,
        "chips": chips,
        "clear_url": without(request.GET, "province", "year"),
        "ways_out": [] if any(counts.values()) else _ways_out(request.GET, every, chips),
        "unfiltered": 0 if any(counts.values()) or not chips else every.count(),
        "filters": without(request.GET, "when").removeprefix("?"),
        "shared": list_shared(
            _("งานแฟร์ OTOP"),
            _("งาน OTOP ที่กำลังจัด กำลังจะมาถึง และที่ผ่านมา พร้อมวัน สถานที่ ผังบูธ ร้านและสินค้า"),
            reverse("fair-list"),
        ),
    }
    return render(request, "fairs/list.html", context)


FILTER_LABELS = {"province": gettext_lazy("จังหวัด"), "year": gettext_lazy("ปี")}


def _chips(asked: QueryDict, year: str) -> list[dict]:
    """What the list is filtered by, each to be taken off."""
    names = {row["code"]: row["name"] for row in provinces()}
    code = asked.get("province", "")
    ticked = {"province": names.get(code, code), "year": year and _("ปี %(year)s") % {"year": year}}
    return [
        {"name": name, "label": label, "url": without(asked, name)}
        for name, label in ticked.items()
        if label
    ]


def _ways_out(asked: QueryDict, every, chips: list[dict]) -> list[dict]:
    """Where no fair passes two filters: each of them, with how many there would be without it."""
    ways = []
    for chip in chips if len(chips) > 1 else ():
        left = asked.copy()
        left.pop(chip["name"])
        count = _filtered(every, left)[0].count()
        ways += [{**chip, "label": FILTER_LABELS[chip["name"]], "count": count}] if count else []
    return ways


def _filtered(fairs, wanted) -> tuple:
    if province := wanted.get("province"):
        fairs = fairs.filter(venue_province__code=province)
    if year_be := year_of_address(wanted.get("year", "")):
        return fairs.filter(opens_on__year=ce_year(year_be)), year_in_tongue(year_be)
    return fairs, ""


def _of_kind(fairs, kind: str, today):
    if kind == "now":
        return for_public_cards(fairs.running(today)).order_by("closes_on", "pk")
    if kind == "coming":
        # A fair without a date stands last on every database.
        return for_public_cards(fairs.coming(today)).order_by(
            F("opens_on").asc(nulls_last=True), "pk"
        )
    return for_public_cards(fairs.past(today)).order_by(F("opens_on").desc(nulls_last=True), "-pk")


def _group(kind: str, fairs, counts, today) -> dict:
    shown = cards(fairs, today=today)
    return {
        "key": kind,
        "label": GROUP_TITLES[kind],
        "cards": shown,
        "count": counts[kind],
        "more": counts[kind] > len(shown),
    }


def _venue_provinces(fairs) -> list:
    codes = set(fairs.order_by().values_list("venue_province_id", flat=True).distinct())
    return [row for row in provinces() if row["code"] in codes]


def _years(fairs) -> list[str]:
    dates = fairs.exclude(opens_on=None).dates("opens_on", "year", order="DESC")
    return [str(year_of_page(day)) for day in dates]


@login_not_required
@require_safe
def fair_plan_picture(request, slug: str):
    """The picture behind the plan, where officers show it to visitors."""
    shown = PlanPicture.objects.filter(is_shown=True)
    fairs = FairEvent.objects.published().filter(slug=slug)
    row = get_object_or_404(shown, fair_event__in=fairs)
    response = private_file(row.file, "plan.webp")
    response.headers["Cache-Control"] = "public, max-age=60"
    return response


@login_not_required
@require_safe
@cache_control(public=True, max_age=86_400)
def fair_card(request, slug: str):
    """The fair as a picture, for LINE and others that show one beside an address."""
    fairs = FairEvent.objects.published().for_cards()
    words = card_words(get_object_or_404(fairs, slug=slug))
    return HttpResponse(kept_picture("share-card.typ", words), content_type=PICTURE_TYPE)
