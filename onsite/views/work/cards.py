"""The cards of a fair: who is named, on paper, and what an officer does when a code is opened."""

from django.db.models import Min, Q
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from fairs.current import fairs_in_scope
from fairs.models import FairEvent
from onsite.cards import booths_in_words, check_card, helpers_of
from onsite.models import ExhibitorCard
from onsite.operations.cards import most_cards
from onsite.printing import cards_pdf
from onsite.views.card_acts import DONE, press_cards
from onsite.views.work.arrivals import FAIRS, NOTE
from onsite.views.work.leading import lead_to_fair
from otopfair.documents.pdf import PDF_TYPE
from otopfair.documents.xlsx import file_response
from otopfair.paging import page_of
from otopfair.rights.may import may
from otopfair.staff.site import staff_site
from otopfair.thai.digits import whole_number
from otopfair.thai.folding import fold
from vendors.models import BoothAllocation, BoothApplication

KEEP = "onsite.keep_exhibitorcard"


@staff_site.work_page(
    "cards/",
    name="cards",
    permission=KEEP,
    group="run",
    order=35,
    label="บัตรผู้ขาย",
    icon="users",
)
@require_safe
def cards(request):
    """Leads to the fair that is asked for, or the one that matters now."""
    return lead_to_fair(request, "cards-fair", "บัตรผู้ขาย", KEEP)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/cards/", name="cards-fair", permission=KEEP, row=FAIRS
)
@never_cache
@require_safe
def cards_fair(request, fair_event):
    """The vendors who stand at a fair and the people that each has named; ?zone= and ?q= choose."""
    zones = list(fair_event.zones.order_by("sequence", "pk"))
    zone = next((one for one in zones if str(one.pk) == request.GET.get("zone", "")), None)
    words = request.GET.get("q", "").strip()[:100]
    rows = [row for row in _standing(fair_event, zone) if fold(words) in fold(row.vendor.name_th)]
    page = page_of(request, rows)
    _with_cards(page.object_list)
    context = {
        "title": "บัตรผู้ขาย",
        "fair_event": fair_event,
        "fairs": fairs_in_scope(request.user, KEEP),
        "zones": zones,
        "zone": zone,
        "words": words,
        "page": page,
        "named": ExhibitorCard.objects.live().filter(application__fair_event=fair_event).count(),
        "helpers": helpers_of(fair_event),
    }
    return staff_site.page(request, "onsite/work/cards.html", context)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/cards/cards.pdf", name="cards-pdf", permission=KEEP, row=FAIRS
)
@never_cache
@require_safe
def cards_print(request, fair_event):
    """Cards on A4: of ?application=, of the vendors of ?zone=, or of the ?helpers=1."""
    rows = ExhibitorCard.objects.live().filter(application__fair_event=fair_event)
    rows = rows.select_related("application__vendor")
    helpers = []
    if request.GET.get("helpers") == "1":
        rows, helpers = rows.none(), helpers_of(fair_event)
    elif key := whole_number(request.GET.get("application", "")):
        rows = rows.filter(application=key)
    elif key := whole_number(request.GET.get("zone", "")):
        live = BoothAllocation.objects.live().filter(booth__zone=key)
        rows = rows.filter(application__in=live.values("application"))
    data = cards_pdf(fair_event, rows.order_by("application", "number"), helpers)
    code = fair_event.reference_code
    return file_response(
        data, PDF_TYPE, ascii_name=f"cards-{code}.pdf", thai_name=f"บัตรผู้ขาย {code}.pdf"
    )


@staff_site.work_page(
    "fairs/<int:fair_event_id>/cards/<int:application_id>/",
    name="cards-vendor",
    permission=KEEP,
    row=FAIRS,
)
@never_cache
@require_http_methods(["GET", "POST"])
def cards_vendor(request, fair_event, application_id):
    """The cards of one vendor: named, corrected, replaced, cancelled by an officer."""
    rows = BoothApplication.objects.filter(fair_event=fair_event, pk=application_id)
    application = rows.select_related("fair_event__on_site_rules", "vendor").first()
    if application is None:
        raise Http404
    form, status, about = press_cards(request, application)
    if status == DONE:
        return redirect("staff:cards-vendor", fair_event.pk, application.pk)
    live = list(application.cards.live().order_by("number"))
    context = {
        "title": f"บัตรผู้ขาย {application.vendor}",
        "fair_event": fair_event,
        "application": application,
        "cards": live,
        "most": most_cards(application),
        "left": most_cards(application) - len(live),
        "gone": list(application.cards.exclude(cancelled_at=None).order_by("-cancelled_at")),
        "booths": booths_in_words([application.pk]).get(application.pk, ""),
        "form": form,
        "about": about,
    }
    return staff_site.page(request, "onsite/work/cards_vendor.html", context, status=status)


@staff_site.work_page("cards/<str:token>/", name="card-check", permission=NOTE)
@never_cache
@require_safe
def card_check(request, token):
    """Who it is, at which booth, whether it holds today, and the tap that notes the arrival."""
    checked = check_card(token)
    if checked is None or not may(request.user, NOTE, checked.fair_event):
        raise Http404
    context = {
        "title": "ตรวจบัตร",
        "checked": checked,
        "fair_event": checked.fair_event,
        "here": request.path,
        "can_note": not checked.refusal,
    }
    return staff_site.page(request, "onsite/work/card_check.html", context)


def _standing(fair_event: FairEvent, zone):
    """The applications with a booth at a fair, in the order of their first booths."""
    live = BoothAllocation.objects.live().filter(booth__fair_event=fair_event)
    if zone:
        live = live.filter(booth__zone=zone)
    first = Min("allocations__booth__sort_key", filter=Q(allocations__in=live))
    rows = BoothApplication.objects.annotate(first_booth=first).filter(first_booth__isnull=False)
    return rows.select_related("vendor", "fair_event__on_site_rules").order_by("first_booth", "pk")


def _with_cards(applications: list[BoothApplication]) -> None:
    """Put booths and cards on the rows of a page, in two queries."""
    keys = [row.pk for row in applications]
    booths = booths_in_words(keys)
    cards: dict[int, list[ExhibitorCard]] = {}
    for card in ExhibitorCard.objects.live().filter(application__in=keys).order_by("number"):
        cards.setdefault(card.application_id, []).append(card)
    for row in applications:
        row.booths, row.named = booths.get(row.pk, ""), cards.get(row.pk, [])
        row.card_words = f"{len(row.named)} จาก {most_cards(row)} ใบ"
