"""What waits for officers about giving booths: a second officer, a draw whose time has come."""

from django.urls import reverse
from django.utils import timezone

from otopfair.thai.formatting import format_datetime
from pages.tasks import Task
from vendors.models import AllocationOverride, Draw

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
            f"{fair_event} บูธ {row.booth} ขอโดย{row.proposed_by}",
            reverse("staff:overrides", args=[fair_event.pk]),
            "อ่านและอนุมัติ",
            "soon",
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
