"""Draws of booths: how each call of a fair gives its booths, a call's draws, one draw."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from fairs.current import fair_asked_for, fair_being_prepared, fairs_in_scope
from fairs.models import FairEvent, VendorCall
from otopfair.errors import status_after
from otopfair.staff.site import staff_site
from vendors.draws import booths_free_again, entrants_of, next_pass, read_draw, zones_to_draw
from vendors.forms.draws import CallOffForm, EmptyForm, FreezeForm, HoldDrawForm
from vendors.models import Draw
from vendors.operations.draws import call_off_draw, freeze_draw, hold_draw, pass_on_booth

GIVE = "vendors.add_boothallocation"
CALLS = VendorCall.objects.select_related("fair_event__home_province")
DRAWS = Draw.objects.select_related("call__fair_event", "frozen_by", "drawn_by")


@staff_site.work_page(
    "allocating/",
    name="allocating",
    permission=GIVE,
    group="call",
    order=35,
    label="วิธีจัดบูธ",
    icon="sliders-horizontal",
)
@require_safe
def allocating(request):
    """Leads to the fair that is being prepared."""
    fairs = fairs_in_scope(request.user, GIVE)
    fair_event = fair_asked_for(request.GET.get("fair", ""), fairs) or fair_being_prepared(fairs)
    if fair_event is None:
        return staff_site.page(request, "vendors/work/allocating_none.html", {"title": "วิธีจัดบูธ"})
    return redirect("staff:allocating-fair", fair_event.pk)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/allocating/",
    name="allocating-fair",
    permission=GIVE,
    row=FairEvent.objects,
)
@require_safe
def allocating_fair(request, fair_event):
    """The calls of a fair, each with its way of giving booths, and what leads on from there."""
    context = {
        "title": "วิธีจัดบูธ",
        "fair_event": fair_event,
        "fairs": fairs_in_scope(request.user, GIVE),
        "calls": list(fair_event.calls.all()),
    }
    return staff_site.page(request, "vendors/work/allocating.html", context)


@staff_site.work_page(
    "calls/<int:vendorcall_id>/draws/", name="call-draws", permission=GIVE, row=CALLS
)
@never_cache
@require_http_methods(["GET", "POST"])
def call_draws(request, vendorcall):
    """The draws of a call; POST freezes a list."""
    zones = zones_to_draw(vendorcall.fair_event)
    start = {"form_key": uuid4(), "zones": zones}
    form = FreezeForm(request.POST or None, initial=start, zones=zones)
    status = 200
    if request.method == "POST":
        frozen: list[Draw] = []
        status = status_after(form, lambda: frozen.append(_freeze(vendorcall, form, request.user)))
        if frozen:
            messages.success(request, "ปิดรายการแล้ว ประกาศ SHA-256 ของรายการในหน้าของงานแล้ว")
            return redirect("staff:draw", frozen[0].pk)
    context = {
        "title": f"จับสลากบูธ {vendorcall}",
        "call": vendorcall,
        "fair_event": vendorcall.fair_event,
        "draws": list(vendorcall.draws.all()),
        "is_open": vendorcall.draws.open().exists(),
        "is_drawn": vendorcall.allocation_way == "draw",
        "entrants": entrants_of(vendorcall, zones),
        "form": form,
    }
    return staff_site.page(request, "vendors/work/call_draws.html", context, status=status)


def _freeze(call: VendorCall, form: FreezeForm, user) -> Draw:
    answers = dict(form.cleaned_data)
    return freeze_draw(call, list(answers.pop("zones")), by=user, **answers)


@staff_site.work_page("draws/<int:draw_id>/", name="draw", permission=GIVE, row=DRAWS)
@never_cache
@require_http_methods(["GET", "POST"])
def draw(request, draw):
    """One draw: what is frozen, the draw itself, the result; booths that came back go on."""
    form, off = HoldDrawForm(), CallOffForm()
    status = 200
    if request.method == "POST":
        press = Press(draw, request.POST, request.user)
        status = press.act()
        if status == 302:
            messages.success(request, press.done)
            return redirect("staff:draw", draw.pk)
        form, off = press.form, press.off
        draw.refresh_from_db()
    free = booths_free_again(draw)
    context = {
        "title": str(draw),
        "draw": draw,
        "call": draw.call,
        "fair_event": draw.call.fair_event,
        "read": read_draw(draw),
        "free": free,
        "next": next_pass(draw, free),
        "form": form,
        "off": off,
        "refusals": form if form.is_bound else off,
    }
    return staff_site.page(request, "vendors/work/draw.html", context, status=status)


class Press:
    """One press on the page of a draw; `done` says what it did."""

    def __init__(self, draw: Draw, posted, user) -> None:
        self.draw, self.posted, self.user = draw, posted, user
        self.form, self.off, self.done = HoldDrawForm(), CallOffForm(), ""

    def act(self) -> int:
        acts = {"draw": self.hold, "call_off": self.call_off, "pass_on": self.pass_on}
        if self.posted.get("act") not in acts:
            raise Http404
        return acts[self.posted["act"]]()

    def hold(self) -> int:
        self.form, self.done = HoldDrawForm(self.posted), "จับสลากแล้ว ผลขึ้นหน้าของงาน และร้านได้รับแจ้งแล้ว"
        form = self.form
        return status_after(form, lambda: hold_draw(self.draw, by=self.user, **form.cleaned_data))

    def call_off(self) -> int:
        self.off, self.done = CallOffForm(self.posted), "ยกเลิกการจับสลากแล้ว บูธว่างอีกครั้ง"
        off = self.off
        return status_after(off, lambda: call_off_draw(self.draw, by=self.user, **off.cleaned_data))

    def pass_on(self) -> int:
        """The button names the booth and the reserve that were read."""
        self.form, self.done = EmptyForm(self.posted), "เลื่อนบูธให้สำรองแล้ว ร้านได้รับแจ้งแล้ว"
        named = {name: self.posted.get(name, "") for name in ("code", "reference")}
        return status_after(self.form, lambda: pass_on_booth(self.draw, by=self.user, **named))
