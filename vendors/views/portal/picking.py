"""A vendor chooses its booth: from the map or the list, with ten minutes to say yes."""

from functools import cached_property

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from otopfair.errors import RuleBroken
from otopfair.look.hot import render_hot
from otopfair.look.plans import Drawing
from otopfair.thai.digits import whole_number
from vendors.ground.booths import BoothRow
from vendors.ground.zones import Ground, zones_of
from vendors.models import BoothApplication
from vendors.operations.holds import live_hold_of
from vendors.operations.picking import BoothGone, let_booth_go, pick_booth, take_booth
from vendors.picking import (
    Chooser,
    begins_at,
    choice_of,
    chooser_of,
    free_near,
    in_words,
    why_not_in,
    why_not_now,
)
from vendors.quota_cells import ZoneQuotas
from vendors.views.portal.access import portal_page, vendor_page

TAB = "applications"


class PickPage:
    """The map and the list as the vendor who chooses sees them."""

    def __init__(self, request, application: BoothApplication) -> None:
        self.asked, self.application = request.GET, application
        self.ground = Ground(application.fair_event, zones_of(application.fair_event))
        self.hold = live_hold_of(application)
        self.begins_at = begins_at(application)
        self.problem = why_not_now(application)
        self.given = list(application.allocations.live().select_related("booth__zone"))

    @property
    def waits_for_time(self) -> bool:
        return bool(self.begins_at and self.begins_at > timezone.now())

    @property
    def is_served(self) -> bool:
        return len(self.given) >= self.application.booths_wanted

    @property
    def is_open(self) -> bool:
        return not self.problem and not self.is_served

    @cached_property
    def chosen(self) -> BoothRow | None:
        """The booth of ?booth=, tapped on the map."""
        return self.ground.booth(self.asked.get("booth", ""))

    @property
    def chosen_code(self) -> str:
        return self.chosen.code if self.chosen else ""

    @cached_property
    def closed_zones(self) -> dict[int, str]:
        """Zones in which this vendor cannot choose, and why; nothing for who chooses nowhere."""
        if not self.is_open:
            return {}
        quotas = ZoneQuotas(self.application, self.application.call)
        problems = {
            row.zone.pk: why_not_in(row.zone, self.application, quotas) for row in self.zone_rows
        }
        return {pk: words for pk, words in problems.items() if words}

    @property
    def zone_rows(self):
        return self.ground.zones

    @property
    def choosable(self) -> int:
        """How many booths this vendor can tap; the legend counts those of others, too."""
        return sum(choice.can_pick for group in self.groups for choice in group["choices"])

    @cached_property
    def groups(self) -> list[dict]:
        """The list by zone; first the zones in which the vendor can choose."""
        groups = [
            {
                "zone": row.zone,
                "words": in_words(row.booths),
                "closed": self.closed_zones.get(row.zone.pk, ""),
                "choices": [self._choice(booth) for booth in row.booths],
            }
            for row in self.zone_rows
        ]
        return sorted(groups, key=lambda group: bool(group["closed"]))

    @property
    def chosen_choice(self):
        return self._choice(self.chosen) if self.chosen else None

    def _choice(self, booth: BoothRow):
        is_open = self.is_open and booth.zone_id not in self.closed_zones
        return choice_of(booth, self.application, is_open=is_open)

    @property
    def mine_word(self) -> str:
        return "บูธของคุณ" if self.given or self.hold else ""

    @property
    def drawing(self) -> Drawing:
        mine = {row.booth_id for row in self.given} | {self.hold.booth_id if self.hold else None}

        def says(row: BoothRow) -> tuple[str, str, str, bool]:
            choice = self._choice(row)
            state = "mine" if row.pk in mine else row.state.for_visitors.value
            return state, f"?booth={row.code}#chosen", f"{row.code} {choice.words}", False

        return self.ground.drawing(says)


@require_http_methods(["GET", "POST"])
def booth(request, application_id: int):
    """GET shows what is free. POST holds a booth, takes it, or lets it go."""
    if request.method == "POST":
        return _act(request, application_id)
    return _page(request, application_id=application_id)


def _act(request, application_id: int):
    """The rush comes this way: few queries, and nothing of the page's frame."""
    act = request.POST.get("act", "")
    if act not in ACTS:
        raise Http404
    chooser = chooser_of(request.user, application_id)
    if chooser is None:
        raise Http404
    try:
        ACTS[act](request, chooser)
    except BoothGone as gone:
        return _said(request, gone, nearby=free_near(gone.booth, chooser))
    except RuleBroken as broken:
        if request.htmx:
            return _said(request, broken, nearby=None)
        return _page(request, application_id=application_id, refusal=broken)
    return _done(request)


def _pick(request, chooser: Chooser) -> None:
    pick_booth(chooser, _named(request), by=request.user)


def _take(request, chooser: Chooser) -> None:
    given = take_booth(_application(chooser), by=request.user, booth_id=_named(request))
    messages.success(request, f"ได้บูธ {given.booth.code} แล้ว")


def _let_go(request, chooser: Chooser) -> None:
    let_booth_go(_application(chooser), by=request.user, booth_id=_named(request))


def _named(request) -> int:
    """The booth that the button named."""
    booth_id = whole_number(request.POST.get("booth", ""))
    if booth_id is None:
        raise RuleBroken("ไม่มีบูธนี้ในงานแล้ว เลือกบูธอื่น", field="booth")
    return booth_id


ACTS = {"pick": _pick, "take": _take, "let_go": _let_go}


def _application(chooser: Chooser) -> BoothApplication:
    return BoothApplication.objects.get(pk=chooser.pk)


def _done(request):
    """To the page; htmx is told so, since it would follow by itself and put a page into a part."""
    return (
        HttpResponse(headers={"HX-Redirect": request.path})
        if request.htmx
        else redirect(request.path)
    )


def _said(request, broken: RuleBroken, *, nearby):
    """Who came late reads at once what is still free nearby. The token that was just found good
    serves once more: a fresh one, with its cookie, is a tenth of the answer."""
    token = request.POST.get("csrfmiddlewaretoken") or get_token(request)
    shown = {"here": request.path, "token": token, "nearby": nearby}
    said = render_hot("vendors/portal/booth_gone.jinja", refusal=broken.message, **shown)
    if request.htmx:
        return HttpResponse(said, status=broken.status)
    context = {"here": request.path, "said": said, "has_errors": True}
    return render(request, "vendors/portal/booth_gone.html", context, status=broken.status)


@vendor_page
def _page(request, *, application_id: int, refusal: RuleBroken | None = None):
    rows = BoothApplication.objects.managed_by(request.user)
    rows = rows.select_related("call__fair_event", "fair_event", "vendor")
    application = get_object_or_404(rows, pk=application_id)
    context = {
        "application": application,
        "page": PickPage(request, application),
        "refusal": refusal.message if refusal else "",
        "has_errors": refusal is not None,
    }
    status = refusal.status if refusal else 200
    return portal_page(request, "vendors/portal/booth.html", context, tab=TAB, status=status)
