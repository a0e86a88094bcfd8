"""What a fair still needs before vendors and visitors come: the officer's list of next steps."""

from dataclasses import dataclass

from django.urls import reverse

from fairs.models import DatePrecision, FairEvent


@dataclass(frozen=True)
class Step:
    """One step, whether it is done, what there is already, and where it is done."""

    label: str
    is_done: bool
    detail: str
    url: str


def next_steps(fair: FairEvent) -> list[Step]:
    """The steps in the order of work; none of them is forced, a fair may be announced early."""
    booths = fair.booths.count()
    call = getattr(fair, "call", None)
    places = sum(row.places for row in call.places.all()) if call else 0
    change = reverse("staff:fairs_fairevent_change", args=[fair.pk])
    return [
        Step(
            "กำหนดวันและเวลา",
            fair.date_precision == DatePrecision.DAY and fair.opens_at is not None,
            "ร้านส่งยอดได้เมื่อทราบวันจัดงาน",
            change,
        ),
        Step(
            "วางผังบูธ",
            booths > 0,
            f"มีแล้ว {booths:,} บูธ" if booths else "เพิ่มโซน แล้วระบบวางบูธให้",
            reverse("staff:layout", args=[fair.pk]),
        ),
        Step(
            "ประกาศรับสมัคร",
            places > 0,
            f"รับ {places:,} บูธ" if places else "กำหนดวันเปิดปิด ข้อตกลง และจำนวนที่รับ",
            reverse("staff:fairs_vendorcall_change", args=[call.pk])
            if call
            else reverse("staff:fairs_vendorcall_add") + f"?fair_event={fair.pk}",
        ),
        Step(
            "กำหนดการ",
            fair.programme.exists(),
            "ผู้ชมเห็นรายการของวันนี้ในหน้างาน",
            change,
        ),
    ]
