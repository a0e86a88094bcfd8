"""Visitors are counted: a number typed for an hour, or taps that add to it."""

from datetime import date
from uuid import UUID

from django.db import transaction

from fairs.models import FairEvent, FairState, LandmarkKind
from fairs.operations.holding import hold_fair, lock_fair
from onsite.models import CountMethod, CountTap, Gate, VisitorCount
from onsite.models.visitor_counts import MOST_PEOPLE, hours_text
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.stale import Difference, StalePage, seen_of
from otopfair.thai.baht import format_number
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import format_date_short

NOT_NOW = "จึงนับผู้ชมไม่ได้"


def add_gate(fair_event: FairEvent, name: str, *, by) -> Gate:
    """A place where visitors are counted. The same name is the same gate."""
    name = name.strip()
    if not name:
        raise RuleBroken("กรอกชื่อประตู", field="name")
    with transaction.atomic():
        fair_event = lock_fair(fair_event, what=NOT_NOW)
        if earlier := _gate_called(fair_event, name):
            return earlier
        return _new_gate(fair_event, name, None, by)


def _gate_called(fair_event: FairEvent, name: str) -> Gate | None:
    return fair_event.gates.filter(name=name).first()


def gates_from_plan(fair_event: FairEvent, *, by) -> int:
    """Count at every entrance of the plan; how many are new. Twice is once."""
    with transaction.atomic():
        fair_event = lock_fair(fair_event, what=NOT_NOW)
        known = set(fair_event.gates.values_list("landmark", flat=True))
        names = set(fair_event.gates.values_list("name", flat=True))
        new = 0
        for entrance in entrances_of(fair_event):
            if entrance.pk not in known:
                _new_gate(fair_event, _free_name(entrance.label, names), entrance, by)
                new += 1
    return new


def entrances_of(fair_event: FairEvent):
    return fair_event.landmarks.filter(kind=LandmarkKind.GATE).order_by("pk")


def _free_name(label: str, names: set[str]) -> str:
    """Two entrances of one name are told apart by a number."""
    name, number = label, 2
    while name in names:
        name, number = f"{label} {number}", number + 1
    names.add(name)
    return name


def _new_gate(fair_event: FairEvent, name: str, landmark, by) -> Gate:
    place = fair_event.gates.count() + 1
    gate = fair_event.gates.create(name=name, landmark=landmark, sequence=place)
    record(gate, "open", f"เพิ่มประตู {gate}", by=by)
    return gate


def set_count(
    gate: Gate, *, on: date, hour: int, people: int | None, method: CountMethod, seen: str, by
) -> VisitorCount | None:
    """Write what was counted in one hour; nothing takes the number back: it was not counted.

    Raises StalePage when somebody else has counted that hour since the page was opened.
    """
    with transaction.atomic():
        gate = _open_gate(gate, on)
        now = gate.counts.filter(on=on, hour=hour).first()
        if _stands(now, people, method):
            return now
        if seen_of_count(now) != seen:
            raise _overtaken(now, people)
        _require_people(people)
        what = _change(on, hour, now, people, method)
        record(gate, "count", f"{gate} {what}", by=by)
        if people is None:
            gate.counts.filter(on=on, hour=hour).delete()
            return None
        count = now or VisitorCount(gate=gate, fair_event_id=gate.fair_event_id, on=on, hour=hour)
        count.people, count.method, count.counted_by = people, method, by
        count.save()
    return count


def seen_of_count(count: VisitorCount | None) -> str:
    """The fingerprint of what stands in one cell."""
    return seen_of({"people": count.people, "method": count.method} if count else {})


def tap_count(gate: Gate, *, on: date, hour: int, people: int, form_key: UUID, by) -> VisitorCount:
    """Add what a clicker has counted by hand. Its key counts once, however often it is sent."""
    if people < 1:
        raise RuleBroken("กดนับอย่างน้อย 1 คน")
    with transaction.atomic():
        gate = _open_gate(gate, on)
        count = gate.counts.filter(on=on, hour=hour).first()
        if count and CountTap.objects.filter(by=by, form_key=form_key).exists():
            return count
        before = count.people if count else 0
        _require_people(before + people)
        CountTap.objects.create(
            gate=gate, on=on, hour=hour, people=people, by=by, form_key=form_key
        )
        count = count or VisitorCount(
            gate=gate,
            fair_event_id=gate.fair_event_id,
            on=on,
            hour=hour,
            method=CountMethod.HAND,
        )
        count.people, count.counted_by = before + people, by
        count.save()
        record(gate, "count", f"{gate} {_when(on, hour)} กดนับเพิ่ม {people} คน", by=by)
    return count


def _open_gate(gate: Gate, on: date) -> Gate:
    """The gate, locked, on a day on which one may count."""
    fair_event = hold_fair(gate.fair_event, what=NOT_NOW)
    if fair_event.state != FairState.PUBLISHED:
        raise RuleBroken("งานนี้ยังไม่เผยแพร่ จึงนับผู้ชมไม่ได้")
    if not fair_event.spans(on):
        raise RuleBroken(f"{format_date_short(on)} ไม่ใช่วันของงานนี้")
    if on > today_in_thailand():
        raise RuleBroken("ยังไม่ถึงวันนี้ นับได้ตั้งแต่วันงาน")
    return lock(gate)


def _stands(now: VisitorCount | None, people: int | None, method: str) -> bool:
    if now is None or people is None:
        return now is None and people is None
    return (now.people, now.method) == (people, method)


def _require_people(people: int | None) -> None:
    if people is not None and people > MOST_PEOPLE:
        raise RuleBroken(f"ชั่วโมงหนึ่งของประตูหนึ่งไม่เกิน {MOST_PEOPLE:,} คน ตรวจตัวเลขอีกครั้ง")


def _overtaken(now: VisitorCount | None, people: int | None) -> StalePage:
    theirs = f"{format_number(now.people)} คน {now.get_method_display()}" if now else "ยังไม่นับ"
    mine = "ยังไม่นับ" if people is None else f"{format_number(people)} คน"
    sentence = f"มีผู้บันทึกชั่วโมงนี้แล้ว ({theirs}) บันทึกอีกครั้งถ้าต้องการใช้ตัวเลขของคุณ"
    differences = [Difference("จำนวนคน", theirs, mine)]
    return StalePage(sentence, seen_now=seen_of_count(now), differences=differences)


def _when(on: date, hour: int) -> str:
    return f"วันที่ {format_date_short(on)} เวลา {hours_text(hour)} น."


def _change(on: date, hour: int, now, people: int | None, method: CountMethod) -> str:
    before = f"{format_number(now.people)} คน ({now.get_method_display()})" if now else ""
    if people is None:
        return f"{_when(on, hour)} เอาตัวเลข {before} ออก"
    after = f"{format_number(people)} คน ({CountMethod(method).label})"
    return (
        f"{_when(on, hour)} แก้จาก {before} เป็น {after}" if before else f"{_when(on, hour)} {after}"
    )
