"""Booths that something was written down about: they stay on the plan."""

from django.db.models import Q

from fairs.acts import BoothUse
from fairs.models import Booth, FairEvent
from onsite.models import Complaint, InspectionVisit


def booths_written_about(fair_event: FairEvent) -> dict[int, BoothUse]:
    """Booths that were inspected or complained of, also where nobody has ever stood; one query."""
    seen = InspectionVisit.objects.filter(round__fair_event=fair_event).values("booth")
    heard = Complaint.objects.filter(fair_event=fair_event).exclude(booth=None).values("booth")
    written = Q(pk__in=seen) | Q(pk__in=heard)
    rows = Booth.objects.filter(written, fair_event=fair_event).order_by("pk")
    return {
        key: BoothUse("", "", f"บูธ {code} มีผลตรวจหรือเรื่องร้องเรียน จึงเอาออกจากผังไม่ได้ ปิดใช้แทนได้")
        for key, code in rows.values_list("pk", "code")
    }
