"""How far a fair has come: its stage, and the steps that are the fair's own."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import TextChoices
from django.urls import reverse

from fairs.fair_steps import Part, Step
from fairs.models import DatePrecision, FairEvent, FairRole

CHANGE = "fairs.change_fairevent"
SUMMARY = "summary"  # the key of the step with which a fair is summarised


class FairStage(TextChoices):
    """What officers said, together with the days of the fair and its closed report."""

    DRAFT = "draft", "ร่าง"
    CHECKED = "checked", "ตรวจแล้ว"
    PUBLISHED = "published", "เผยแพร่แล้ว"
    OPEN = "open", "เปิดงาน"
    CLOSED = "closed", "ปิดงาน"
    SUMMARISED = "summarised", "สรุปแล้ว"


@dataclass(frozen=True)
class Rung:
    """One stage on the ladder: "done", "here" or "ahead"."""

    label: str
    state: str
    note: str = ""


def stage_of(fair_event: FairEvent, steps: list[Step]) -> FairStage:
    """The stage; that of a cancelled fair is the one at which it was called off, PUBLISHED."""
    if fair_event.is_hidden:
        return FairStage(fair_event.state)
    if any(step.key == SUMMARY and step.is_done for step in steps):
        return FairStage.SUMMARISED
    if fair_event.has_ended:
        return FairStage.CLOSED
    return FairStage.OPEN if fair_event.is_running() else FairStage.PUBLISHED


def ladder_of(fair_event: FairEvent, steps: list[Step]) -> list[Rung]:
    """All stages with how far the fair has come."""
    here = list(FairStage).index(stage_of(fair_event, steps))
    checked = f"โดย {fair_event.checked_by}" if fair_event.checked_by else ""
    notes = {FairStage.CHECKED: checked}
    states = [
        "done" if n < here else "here" if n == here else "ahead" for n in range(len(FairStage))
    ]
    return [
        Rung(stage.label, state, notes.get(stage, ""))
        for stage, state in zip(FairStage, states, strict=True)
    ]


def own_steps(fair_event: FairEvent) -> Iterator[Step]:
    """The steps of a fair's own rows; one that we join has no ground and no call of its own."""
    change = reverse("staff:fairs_fairevent_change", args=[fair_event.pk])
    yield _days(fair_event, change)
    yield _venue(fair_event, change)
    yield _words(fair_event, change)
    yield _organisers(fair_event, change)
    if fair_event.role == FairRole.JOINED:
        yield _host(fair_event, change)
        yield _trip(fair_event, change)
    else:
        yield _plan(fair_event)
        yield _call(fair_event)
    yield _programme(fair_event, change)
    yield _acts(fair_event, change)


def _step(key, part, label, is_done, detail, url, permission=CHANGE, is_needed=False) -> Step:
    return Step(key, part, label, is_done, detail, url, permission, is_needed)


def _days(fair_event: FairEvent, change: str) -> Step:
    """Hours are needed where the days are known; a fair may be announced by its month."""
    knows_days, period = fair_event.date_precision == DatePrecision.DAY, fair_event.period
    is_done = knows_days and fair_event.opens_time is not None
    detail = str(period) if period else "ร้านส่งยอดได้เมื่อทราบวันจัดงาน"
    url = change if period else reverse("staff:fair-dates", args=[fair_event.pk])
    label = "กำหนดวันและเวลา"
    return _step("days", Part.MAKE, label, is_done, detail, url, is_needed=knows_days)


def _venue(fair_event: FairEvent, change: str) -> Step:
    name = fair_event.venue_name.strip()
    detail = name or "ผู้ชมต้องรู้ว่าจัดที่ไหน"
    return _step("venue", Part.MAKE, "สถานที่จัดงาน", bool(name), detail, change, is_needed=True)


def _words(fair_event: FairEvent, change: str) -> Step:
    is_done = bool(fair_event.description.strip() and fair_event.contact_phone)
    label = "คำอธิบายและโทรศัพท์สอบถาม"
    return _step("words", Part.MAKE, label, is_done, "ผู้ชมและร้านอ่านก่อนมา", change)


def _organisers(fair_event: FairEvent, change: str) -> Step:
    number, url = fair_event.organisers.count(), f"{change}#organisers-group"
    detail = f"มีแล้ว {number:,} หน่วยงาน" if number else "หน่วยงานใดเป็นผู้จัด ผู้จัดร่วม ผู้สนับสนุน"
    return _step("organisers", Part.MAKE, "ผู้จัดงาน", number > 0, detail, url)


def _plan(fair_event: FairEvent) -> Step:
    booths, url = fair_event.booths.count(), reverse("staff:plan", args=[fair_event.pk])
    detail = f"มีแล้ว {booths:,} บูธ" if booths else "วางโซนและบูธบนผัง แล้วประกาศใช้"
    return _step("plan", Part.MAKE, "วางผังบูธ", booths > 0, detail, url, "fairs.add_zone")


def _call(fair_event: FairEvent) -> Step:
    call = fair_event.call_to_show()
    places = sum(call.places().values()) if call else 0
    detail = f"รับ {places:,} บูธ" if places else "กำหนดวันเปิดปิด ข้อตกลง และจำนวนที่รับ"
    if call:
        url = reverse("staff:fairs_vendorcall_change", args=[call.pk])
    else:
        url = reverse("staff:fairs_vendorcall_add") + f"?fair_event={fair_event.pk}"
    may_call = "fairs.change_vendorcall"
    return _step("call", Part.CALL, "ประกาศรับสมัคร", places > 0, detail, url, may_call)


def _host(fair_event: FairEvent, change: str) -> Step:
    going = getattr(fair_event, "participation", None)
    detail = str(going) if going else "เป็นงานของใคร ได้บูธช่วงใด กี่บูธ"
    url, label = f"{change}#participation-group", "งานที่ไปร่วมและบูธของเรา"
    return _step("host", Part.MAKE, label, going is not None, detail, url)


def _trip(fair_event: FairEvent, change: str) -> Step:
    number, url = fair_event.trip_members.count(), f"{change}#trip_members-group"
    detail = f"มีแล้ว {number:,} คน" if number else "ใครไป เดินทางและขนของอย่างไร"
    return _step("trip", Part.RUN, "คณะเดินทาง", number > 0, detail, url)


def _programme(fair_event: FairEvent, change: str) -> Step:
    number, url = fair_event.programme.count(), f"{change}#programme-group"
    detail = f"มีแล้ว {number:,} รายการ พิมพ์ใบกำหนดการได้" if number else "ผู้ชมเห็นรายการของวันนี้ในหน้างาน"
    return _step("programme", Part.RUN, "กำหนดการ", number > 0, detail, url)


def _acts(fair_event: FairEvent, change: str) -> Step:
    number, url = fair_event.acts.count(), f"{change}#acts-group"
    detail = f"มีแล้ว {number:,} รายการ" if number else "ประธานเปิดงาน ผู้กล่าวรายงาน และฐานะ"
    return _step("acts", Part.RUN, "พิธีการ", number > 0, detail, url)
