"""What helpers have found, counted and heard at the fair that runs."""

from datetime import timedelta
from uuid import UUID, uuid5

from django.utils import timezone

from fairs.models import FairEvent
from onsite.models import Answer, Complaint, CountMethod, Gate, ItemKind
from onsite.operations.complaints import (
    Contacts,
    answer_complaint,
    ask_vendor,
    assign_complaint,
    close_complaint,
    complain,
)
from onsite.operations.inspections import (
    Said,
    begin_round,
    end_round,
    mend_finding,
    put_on_record,
    save_visit,
    seen_of_visit,
)
from onsite.operations.visitor_counts import gates_from_plan, seen_of_count, set_count
from onsite.reports.inspections import BoothToSee, booths_to_see, items_for, usual_due
from onsite.reports.visitor_counts import hours_of
from otopfair.thai.calendar import today_in_thailand

LUNCH = 13
KEYS = UUID("6f1c2f6e-3f0e-4a57-9a53-0d6f0d6f0d6f")
# Booth of zone A, and what does not pass there: (item that begins so, what was found).
FOUND = {
    "A03": ("ติดป้ายราคา", "ไม่มีป้ายราคา 3 ชิ้นบนโต๊ะหน้า"),
    "A05": ("ถังแก๊ส", "สายแก๊สกรอบและไม่มีที่กั้น"),
    "A07": ("ถังดับเพลิง", "ตั้งลังน้ำขวางทางเดินข้างบูธ"),
    "A11": ("บูธและพื้น", "เศษอาหารหน้าบูธ ไม่มีถังขยะ"),
}


def inspect(fair_event: FairEvent, *, by, helper) -> None:
    """Yesterday's round of zone A is done; today's has begun."""
    zone = fair_event.zones.get(code="A")
    today = today_in_thailand()
    done = _begin(fair_event, zone, today - timedelta(days=1), helper)
    for row in booths_to_see(done):
        _see(done, row, FOUND.get(row.booth.code), helper)
    end_round(done, by=helper)
    found = {str(one.booth): one for one in fair_event.findings.select_related("booth")}
    mend_finding(found["A03"], by=helper)
    put_on_record(found["A05"], by=by)
    going = _begin(fair_event, zone, today, helper)
    for row in booths_to_see(going)[:6]:
        _see(going, row, None, helper)


def count_visitors(fair_event: FairEvent, *, helper) -> None:
    """Two gates since the first day; today as far as it has gone, one gate by estimate."""
    gates_from_plan(fair_event, by=helper)
    gates = list(fair_event.gates.order_by("sequence")[:2])
    now = timezone.localtime()
    for number, day in enumerate(fair_event.days):
        for hour in hours_of(fair_event, day):
            if day > now.date() or (day == now.date() and hour >= now.hour):
                break
            for place, gate in enumerate(gates):
                _count(gate, day, hour, number, place, helper)


def _count(gate: Gate, day, hour: int, number: int, place: int, by) -> None:
    """More come in the evening; nobody stood at the second gate on the second morning."""
    if place and number == 1 and hour < LUNCH:
        return
    evening = max(0, 6 - abs(hour - 18))
    people = 60 + 55 * evening + 13 * ((hour * 7 + number * 5 + place * 3) % 9)
    method = CountMethod.ESTIMATE if place else CountMethod.HAND
    seen = seen_of_count(None)
    set_count(gate, on=day, hour=hour, people=people, method=method, seen=seen, by=by)


COMPLAINTS = [
    ("A05", "ราคาที่เก็บไม่ตรงกับป้าย ป้ายบอก 50 บาท แต่เก็บ 60 บาท", ""),
    ("C12", "ผ้าที่ซื้อเมื่อวานสีตก ร้านไม่ยอมเปลี่ยน", "ผู้ซื้อตัวอย่าง"),
    ("", "ห้องน้ำฝั่งลานจอดรถไม่มีน้ำ", ""),
    ("A11", "มีแมลงวันที่ถาดอาหาร", ""),
]


def hear_complaints(fair_event: FairEvent, *, by) -> None:
    """One is new, one waits for the vendor, one is answered, one is closed."""
    rows = [_complain(fair_event, number, *one) for number, one in enumerate(COMPLAINTS)]
    assign_complaint(rows[0], by, by=by)
    ask_vendor(rows[0], "วันนี้มีผู้ซื้อบอกว่าราคาไม่ตรงป้าย เล่าให้เจ้าหน้าที่ฟังหน่อย", by=by)
    answer_complaint(rows[2], "เติมน้ำและตั้งเวรดูทุกชั่วโมงแล้ว ขอบคุณที่แจ้ง", by=by)
    answer_complaint(rows[3], "ร้านใส่ฝาครอบทุกถาดแล้ว เจ้าหน้าที่ไปดูแล้ว", by=by)
    close_complaint(rows[3], by=by)
    Complaint.objects.filter(pk=rows[1].pk).update(
        answer_by=today_in_thailand() - timedelta(days=1)
    )


def _complain(fair_event: FairEvent, number: int, code: str, text: str, name: str) -> Complaint:
    return complain(
        fair_event,
        text,
        booth=fair_event.booths.get(code=code) if code else None,
        contacts=Contacts(name=name, phone="0800000009" if name else ""),
        consents=True,
        form_key=uuid5(KEYS, f"{fair_event.pk} complaint {number}"),
    )


def _begin(fair_event: FairEvent, zone, on, by):
    key = uuid5(KEYS, f"{fair_event.pk} {on}")
    return begin_round(fair_event, on=on, zones=[zone], form_key=key, by=by)


def _see(inspection, row: BoothToSee, wrong, by) -> None:
    """All passes but what is `wrong`."""
    said = {
        item: Said(Answer.YES) if item.kind == ItemKind.CHECK else Said()
        for item in items_for(inspection.checklist, row.categories)
    }
    for item in said:
        if wrong and item.text.startswith(wrong[0]):
            said[item] = Said(Answer.NO, wrong[1])
    save_visit(
        inspection,
        row.booth,
        said,
        vendor=row.occupants[0].application.vendor if row.occupants else None,
        note="",
        due_at=usual_due(inspection.fair_event, inspection.on),
        seen=seen_of_visit(None),
        by=by,
    )
