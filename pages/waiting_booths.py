"""What waits for officers about giving booths: a second officer, a draw whose time has come."""

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from fairs.models import FairEvent
from onsite.arrivals import waiting_now
from onsite.models import rules_of
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import format_datetime, format_time
from pages.tasks import Task
from vendors.models import AllocationOverride, Draw

NOTE = "onsite.note_arrival"
GIVE = "vendors.add_boothallocation"


def overrides_to_approve(user):
    """Booths beside the rules that another officer has asked for."""
    rows = AllocationOverride.objects.covered_by(user, GIVE).waiting().exclude(proposed_by=user)
    related = ("application__fair_event__series", "booth", "proposed_by")
    for row in rows.select_related(*related).order_by("pk"):
        fair_event = row.application.fair_event
        yield Task(
            1,
            "ให้บูธนอกกติการออนุมัติ",
            f"{fair_event} บูธ {row.booth} ขอโดย {row.proposed_by}",
            reverse("staff:overrides", args=[fair_event.pk]),
            "อ่านและอนุมัติ",
            "soon",
        )


def not_there_yet(user):
    """Booths whose vendors have not come by the hour of the fair."""
    fairs = FairEvent.objects.covered_by(user, NOTE)
    counts = waiting_now(fairs).order_by().values_list("booth__fair_event").annotate(Count("pk"))
    found = dict(counts)
    day = today_in_thailand().isoformat()
    for fair_event in (
        fairs.filter(pk__in=found).select_related("series", "on_site_rules").order_by("pk")
    ):
        hour = format_time(rules_of(fair_event).arrive_by_time)
        yield Task(
            found[fair_event.pk],
            "บูธยังไม่มีร้านมา",
            f"{fair_event} โทรถาม แล้วจดว่าจะมาหรือไม่มา",
            reverse("staff:arrivals-missing", args=[fair_event.pk, day]),
            "โทรตามร้าน",
            "overdue",
            f"เลย {hour}",
        )


def draws_to_hold(user):
    """Frozen lists whose public value is known by now."""
    rows = Draw.objects.covered_by(user, GIVE).open().filter(public_at__lte=timezone.now())
    for row in rows.select_related("call__fair_event__series").order_by("public_at", "pk"):
        yield Task(
            1,
            "ถึงเวลาจับสลากบูธ",
            f"{row.call.fair_event} รู้ค่าสาธารณะตั้งแต่ {format_datetime(row.public_at)}",
            reverse("staff:draw", args=[row.pk]),
            "จับสลาก",
            "soon",
        )
