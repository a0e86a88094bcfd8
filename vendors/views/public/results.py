"""Results as they were announced: the list for everybody, on the page and as an official paper."""

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from otopfair.documents.emblem import emblem_numbers
from otopfair.documents.pdf import PDF_TYPE, render_pdf
from otopfair.documents.xlsx import file_response
from otopfair.tongues import in_thai
from vendors.ledger import settled_references
from vendors.models import Announcement
from vendors.printing import printed_announcement
from vendors.published import annexes_of
from vendors.views.public.fairs import published_fair

SECONDS = 30
KEPT_SECONDS = 86_400


def _applied(fair_event):
    rows = Announcement.objects.applied().filter(call__fair_event=fair_event)
    return rows.select_related("call")


@login_not_required
@require_safe
@conditional_page
@cache_control(public=True, max_age=SECONDS)
def fair_results(request, slug: str):
    """Every announcement of a fair that has a list, newest first."""
    fair_event = published_fair(slug)
    announcements = [row for row in _applied(fair_event) if annexes_of(row)]
    context = {"section": "fairs", "fair": fair_event, "tab": "results"}
    return render(request, "vendors/results.html", {**context, "announcements": announcements})


@login_not_required
@require_safe
@conditional_page
@cache_control(public=True, max_age=SECONDS)
def fair_result(request, slug: str, announcement_id: int):
    """One announcement with its annexes."""
    fair_event, shown, annexes = _one(slug, announcement_id)
    context = {
        "section": "fairs",
        "fair": fair_event,
        "tab": "results",
        "shown": shown,
        "annexes": annexes,
        "paid": settled_references(fair_event.applications.order_by("pk")),
        "paper": in_thai(printed_announcement)(shown, fair_event, annexes, thai_digits=False),
    }
    return render(request, "vendors/result.html", context)


@login_not_required
@require_safe
def fair_result_pdf(request, slug: str, announcement_id: int):
    """The announcement as it hangs on the board, in Thai digits. What it says never changes."""
    fair_event, shown, annexes = _one(slug, announcement_id)

    def typeset() -> bytes:
        words = printed_announcement(shown, fair_event, annexes)
        return render_pdf("announcement.typ", words | {"emblem": emblem_numbers()})

    data = cache.get_or_set(f"announcement-pdf-{shown.pk}", typeset, KEPT_SECONDS)
    return file_response(
        data,
        PDF_TYPE,
        ascii_name=f"announcement-{fair_event.reference_code}-{shown.pk}.pdf",
        thai_name=f"ประกาศผล {fair_event} {shown.call.name} ฉบับที่ {shown.number}.pdf",
    )


def _one(slug: str, announcement_id: int):
    """404 before it is announced, and for one without a list."""
    fair_event = published_fair(slug)
    shown = get_object_or_404(_applied(fair_event), pk=announcement_id)
    annexes = annexes_of(shown)
    if not annexes:
        raise Http404
    return fair_event, shown, annexes
