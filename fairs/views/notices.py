"""Notices for everybody: the list, one notice, and its paper as it was signed."""

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from fairs.models import FairState, Notice
from fairs.notice_papers import printed_notice
from fairs.reports import address_of
from fairs.views.dated_lists import by_province_and_year, chips_of, provinces_of, year_asked_for
from otopfair.addresses import without
from otopfair.documents.pdf import PDF_TYPE
from otopfair.look.sharing import Shared, in_short, list_shared, way_to
from otopfair.paging import page_of
from otopfair.thai.calendar import year_in_tongue
from otopfair.tongues import in_thai

PER_PAGE = 50
ROW = ("pk", "subject", "issuing_office", "number", "year_be", "signed_on", "state")


@login_not_required
@require_safe
@conditional_page
@cache_control(public=True, max_age=30)
def notice_list(request):
    """Every notice that was signed, the newest first; ?province= ?year= filter."""
    every = Notice.objects.published()
    rows, standing = by_province_and_year(every, request.GET, lambda year_be: {"year_be": year_be})
    page = page_of(request, rows.newest_first().values(*ROW), per_page=PER_PAGE)
    context = {
        "section": "notices",
        "page": page,
        "provinces": provinces_of(every),
        "years": _years(every),
        "asked": request.GET,
        "year": year_asked_for(request.GET),
        "chips": chips_of(standing, request.GET),
        "clear_url": without(request.GET, "province", "year"),
        "shared": list_shared(
            _("ประกาศ"),
            _("ประกาศของจังหวัดและสำนักงานพัฒนาชุมชนเกี่ยวกับงาน OTOP พร้อมเอกสารที่ลงนาม"),
            reverse("notice-list"),
            page.number,
        ),
    }
    return render(request, "fairs/notice_list.html", context)


def _years(rows) -> list[str]:
    years = rows.order_by("-year_be").values_list("year_be", flat=True).distinct()
    return [year_in_tongue(year_be) for year_be in years]


@login_not_required
@require_safe
@conditional_page
@cache_control(public=True, max_age=30)
def notice(request, notice_id: int):
    """One notice, what it amends, what amends it, and why it was withdrawn."""
    rows = Notice.objects.published().select_related("province", "fair_event", "amends")
    shown = get_object_or_404(rows, pk=notice_id)
    fair_event = shown.fair_event
    is_open = fair_event and fair_event.state in (FairState.PUBLISHED, FairState.CANCELLED)
    path = reverse("notice", args=[shown.pk])
    way = way_to((_("ประกาศ"), reverse("notice-list")), (str(shown), path))
    context = {
        "section": "notices",
        "notice": shown,
        "paper": in_thai(printed_notice)(shown, thai_digits=False),
        "amended_by": shown.amended_by.published().order_by("pk"),
        "fair": fair_event if is_open else None,
        "fair_url": address_of(fair_event) if is_open else "",
        "shared": Shared(str(shown), in_short(shown.body), path, kind="article", facts=(way,)),
    }
    return render(request, "fairs/notice.html", context)


@login_not_required
@require_safe
@cache_control(public=True, max_age=86_400)
def notice_paper(request, notice_id: int):
    """The paper as it was signed; it is never made anew."""
    shown = get_object_or_404(Notice.objects.published(), pk=notice_id)
    name = f"ประกาศ{shown.issuing_office} ที่ {shown.number}-{shown.year_be}.pdf"
    answer = FileResponse(shown.paper.open("rb"), content_type=PDF_TYPE, filename=name)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
