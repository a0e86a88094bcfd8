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


def next_steps(fair_event: FairEvent) -> list[Step]:
    """The steps in the order of work; none of them is forced, a fair may be announced early."""
    booths = fair_event.booths.count()
    call = fair_event.call_to_show()
    places = sum(call.places().values()) if call else 0
    change = reverse("staff:fairs_fairevent_change", args=[fair_event.pk])
    return [
        Step(
            "กำหนดวันและเวลา",
            fair_event.date_precision == DatePrecision.DAY and fair_event.opens_time is not None,
            "ร้านส่งยอดได้เมื่อทราบวันจัดงาน",
            change if fair_event.period else reverse("staff:fair-dates", args=[fair_event.pk]),
        ),
        Step(
            "วางผังบูธ",
            booths > 0,
            f"มีแล้ว {booths:,} บูธ" if booths else "วางโซนและบูธบนผัง แล้วประกาศใช้",
            reverse("staff:plan", args=[fair_event.pk]),
        ),
        Step(
            "ประกาศรับสมัคร",
            places > 0,
            f"รับ {places:,} บูธ" if places else "กำหนดวันเปิดปิด ข้อตกลง และจำนวนที่รับ",
            reverse("staff:fairs_vendorcall_change", args=[call.pk])
            if call
            else reverse("staff:fairs_vendorcall_add") + f"?fair_event={fair_event.pk}",
        ),
        Step(
            "กำหนดการ",
            fair_event.programme.exists(),
            "ผู้ชมเห็นรายการของวันนี้ในหน้างาน",
            change,
        ),
    ]
