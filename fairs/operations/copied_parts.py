"""What the next edition takes over of a fair itself: days, organisers, ground, calls, programme."""

from django.core.files.base import ContentFile

from fairs.copying import Copying, CopyPart, Dated, add_copy_part, add_never_copied
from fairs.models import (
    Assignment,
    BoothClass,
    CallCell,
    CallQuestion,
    FairEvent,
    PlanPicture,
    VendorCall,
    Zone,
)
from fairs.operations.assignments import give_role
from fairs.operations.days import keep_own_days
from otopfair.errors import RuleBroken
from otopfair.thai.baht import format_number
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.listing import first_of

NAMED = 4


def add_own_parts() -> None:
    """Put the fair's own parts on the list."""
    for part in (
        CopyPart("hours", "เวลาเปิดปิด และวันที่ต่างจากปกติ", 10, _hours_told, _put_hours, _own_days),
        CopyPart("targets", "เป้าหมายยอดจำหน่ายและผู้ชม", 20, _targets_told, _put_targets),
        CopyPart("organisers", "ผู้จัดงานและบทบาท", 30, _organisers_told, _put_organisers),
        CopyPart("programme", "กำหนดการ", 40, _programme_told, _put_programme, _programme_days),
        CopyPart("calls", "ประกาศรับสมัครทุกรอบ พร้อมข้อความ", 50, _calls_told, _put_calls, _call_days),
        CopyPart("classes", "แบบบูธและค่าใช้จ่าย", 60, _classes_told, _put_classes, needs="calls"),
        CopyPart(
            "questions", "คำถามเพิ่มเติมของผู้สมัคร", 70, _questions_told, _put_questions, needs="calls"
        ),
        CopyPart("plan", "ผัง: โซน บูธ จุดบนผัง และรูปหลังผัง", 80, _plan_told, _put_plan),
        CopyPart(
            "quotas", "จำนวนที่รับของแต่ละประเภทและโซน", 90, _cells_told, _put_cells, needs="calls"
        ),
        CopyPart("host", "งานที่ไปร่วมและคณะเดินทาง", 180, _host_told, _put_host),
        CopyPart("roles", "ผู้ช่วยงานและหน่วยงานร่วมจัด", 200, _roles_told, _put_roles),
    ):
        add_copy_part(part)
    add_never_copied("ชื่อเฉพาะของครั้งนั้น และพิธีการ", "แต่ละครั้งมีชื่อ ประธาน และผู้กล่าวรายงานของตัวเอง")
    add_never_copied("ข่าวและประกาศ", "เขียนถึงครั้งนั้น")
    add_never_copied("ค่าเดินทางและขนส่ง", "เป็นเงินของครั้งนั้น")
    add_never_copied("จำนวนร้านที่ประกาศไว้", "เป็นผลของครั้งนั้น")
    add_never_copied("คณะผู้พิจารณา", "แต่งตั้งใหม่ทุกปีงบประมาณ เลือกในประกาศรับสมัคร")
    add_never_copied("ร่างผังที่ยังไม่ประกาศใช้", "คัดลอกเฉพาะผังที่ใช้จริง")


def _counted(number: int, word: str) -> str:
    return f"{format_number(number)} {word}" if number else ""


# --- Days and hours


def _hours_told(source: FairEvent) -> str:
    if source.opens_time is None or source.closes_time is None:
        return ""
    hours = f"{source.opens_time:%H.%M}–{source.closes_time:%H.%M} น."
    own = _counted(source.own_days.count(), "วันที่ต่างจากปกติ")
    return " ".join(filter(None, (hours, own)))


def _own_days(source: FairEvent) -> list[Dated]:
    days = source.own_days.order_by("on")
    return [("ปิดวันนี้" if day.is_closed else "วันที่ต่างจากปกติ", day.on) for day in days]


def _put_hours(copying: Copying) -> None:
    source, copy = copying.source, copying.copy
    copy.opens_time, copy.closes_time = source.opens_time, source.closes_time
    copy.save(update_fields=["opens_time", "closes_time"])
    copying.put(
        source.own_days.order_by("pk"), fair_event=copy, on=lambda day: copying.shift.day(day.on)
    )
    copy.kept_days = keep_own_days(copy).kept_days


# --- Targets, organisers, programme


def _targets_told(source: FairEvent) -> str:
    sales, visitors = source.sales_target_baht, source.visitor_target
    baht = f"{format_number(sales)} บาท" if sales is not None else ""
    people = f"{format_number(visitors)} คน" if visitors is not None else ""
    return " ".join(filter(None, (baht, people)))


def _put_targets(copying: Copying) -> None:
    source, copy = copying.source, copying.copy
    copy.sales_target_baht = source.sales_target_baht
    copy.visitor_target = source.visitor_target
    copy.save(update_fields=["sales_target_baht", "visitor_target"])


def _organisers_told(source: FairEvent) -> str:
    rows = source.organisers.select_related("agency")
    return first_of([row.agency.name_th for row in rows], NAMED)


def _put_organisers(copying: Copying) -> None:
    copying.put(copying.source.organisers.order_by("pk"), fair_event=copying.copy)


def _programme_told(source: FairEvent) -> str:
    return _counted(source.programme.count(), "รายการ")


def _programme_days(source: FairEvent) -> list[Dated]:
    first = source.programme.order_by("on").first()
    return [("รายการแรกของกำหนดการ", first.on)] if first else []


def _put_programme(copying: Copying) -> None:
    copying.put(
        copying.source.programme.order_by("pk"),
        fair_event=copying.copy,
        on=lambda item: copying.shift.day(item.on),
    )


# --- Calls


def _calls_of(source: FairEvent):
    return source.calls.order_by("sequence", "pk")


def _calls_told(source: FairEvent) -> str:
    return first_of([call.name for call in _calls_of(source)], NAMED)


def _call_days(source: FairEvent) -> list[Dated]:
    columns = {
        "opens_at": "เปิดรับสมัคร",
        "closes_at": "ปิดรับสมัคร",
        "result_on": "แจ้งผล",
        "confirm_until": "ยืนยันภายใน",
        "pay_until": "ชำระเงินภายใน",
        "picking_opens_at": "เปิดให้ร้านเลือกบูธ",
    }
    return [
        (f"{words} {call.name}", value)
        for call in _calls_of(source)
        for column, words in columns.items()
        if (value := getattr(call, column))
    ]


def _put_calls(copying: Copying) -> None:
    shift = copying.shift
    copying.put(
        _calls_of(copying.source),
        fair_event=copying.copy,
        decided_by=None,
        **{
            name: lambda call, name=name: shift.moment(getattr(call, name))
            for name in ("opens_at", "closes_at", "picking_opens_at")
        },
        **{
            name: lambda call, name=name: shift.day(getattr(call, name))
            for name in ("result_on", "confirm_until", "pay_until")
        },
    )


def new_call(copying: Copying):
    """For a row of a call: the call of the copy that its own became."""
    return lambda row: copying.new(VendorCall, row.call_id)


def _classes_told(source: FairEvent) -> str:
    rows = BoothClass.objects.filter(call__fair_event=source).order_by("sequence", "pk")
    return first_of([row.name for row in rows], NAMED)


def _put_classes(copying: Copying) -> None:
    rows = BoothClass.objects.filter(call__fair_event=copying.source).order_by("pk")
    copying.put(rows, call=new_call(copying))


def _questions_told(source: FairEvent) -> str:
    return _counted(CallQuestion.objects.filter(call__fair_event=source).count(), "ข้อ")


def _put_questions(copying: Copying) -> None:
    """What is asked after an earlier answer comes after the question that it follows."""
    waiting = list(
        CallQuestion.objects.filter(call__fair_event=copying.source).order_by("sequence", "pk")
    )
    while waiting:
        ready = [
            row
            for row in waiting
            if row.asked_after_id is None or copying.new(CallQuestion, row.asked_after_id)
        ]
        copying.put(
            ready,
            call=new_call(copying),
            asked_after=lambda row: copying.new(CallQuestion, row.asked_after_id),
        )
        done = {row.pk for row in ready}
        waiting = [row for row in waiting if row.pk not in done]


# --- The ground


def _plan_told(source: FairEvent) -> str:
    return " ".join(
        filter(
            None,
            (
                _counted(source.zones.count(), "โซน"),
                _counted(source.booths.count(), "บูธ"),
                _counted(source.landmarks.count(), "จุดบนผัง"),
            ),
        )
    )


def _put_plan(copying: Copying) -> None:
    source, copy = copying.source, copying.copy
    copying.put(source.zones.order_by("pk"), fair_event=copy)
    copying.put(
        source.booths.order_by("pk"),
        zone=lambda booth: copying.new(Zone, booth.zone_id),
        booth_class=lambda booth: copying.new(BoothClass, booth.booth_class_id),
    )
    copying.put(source.landmarks.order_by("pk"), fair_event=copy)
    _put_picture(copying)


def _put_picture(copying: Copying) -> None:
    """The file once more: the two editions share none, so that neither takes the other's away."""
    before = PlanPicture.objects.filter(fair_event=copying.source).first()
    if before is None:
        return
    picture = PlanPicture(fair_event=copying.copy, changed_by=copying.by)
    for name in ("plan_x", "plan_y", "plan_width", "plan_height", "is_shown"):
        setattr(picture, name, getattr(before, name))
    try:
        with before.file.open() as content:
            copying.files.save(picture.file, ContentFile(content.read()))
    except FileNotFoundError:
        copying.left.append("รูปหลังผัง เพราะไม่พบไฟล์เดิม")
        return
    picture.save()
    copying.note({before.pk: picture})


def _cells_told(source: FairEvent) -> str:
    rows = CallCell.objects.filter(call__fair_event=source)
    return _counted(sum(rows.values_list("maximum", flat=True)), "บูธ")


def _put_cells(copying: Copying) -> None:
    """Places in a zone go along with the zone; without the plan they are named as left."""
    rows = list(CallCell.objects.filter(call__fair_event=copying.source).order_by("pk"))
    stays = [row for row in rows if row.zone_id and not copying.new(Zone, row.zone_id)]
    if stays:
        copying.left.append(f"จำนวนที่รับ {len(stays)} แถวที่ผูกกับโซน เพราะไม่ได้คัดลอกผัง")
    copying.put(
        [row for row in rows if row not in stays],
        call=new_call(copying),
        zone=lambda row: copying.new(Zone, row.zone_id),
    )


# --- A fair that is joined


def _host_told(source: FairEvent) -> str:
    going = getattr(source, "participation", None)
    host = going.host_name if going else ""
    return " ".join(filter(None, (host, _counted(source.trip_members.count(), "คน"))))


def _put_host(copying: Copying) -> None:
    """Whose fair it is and who goes; which booths the host gives is said anew each time."""
    going, day = getattr(copying.source, "participation", None), copying.shift.day
    if going:
        moved = {"leaves_on": day(going.leaves_on), "returns_on": day(going.returns_on)}
        given = {"booths_text": "", "booth_count": None}
        copying.put([going], fair_event=copying.copy, **moved, **given)
    copying.put(copying.source.trip_members.order_by("pk"), fair_event=copying.copy)


# --- Roles at the fair


def _roles_of(source: FairEvent) -> list[Assignment]:
    """The last term of each person in each role, as far as nobody has taken it back."""
    rows = Assignment.objects.filter(fair_event=source, taken_at=None, user__is_active=True)
    rows = rows.select_related("user").order_by("until", "pk")
    return list({(row.user_id, row.role): row for row in rows}.values())


def _roles_told(source: FairEvent) -> str:
    return first_of([f"{row.user} ({row.get_role_display()})" for row in _roles_of(source)], NAMED)


def _put_roles(copying: Copying) -> None:
    """Given once more by give_role(), from today until as many days later."""
    for row in _roles_of(copying.source):
        try:
            given = give_role(
                row.user,
                row.role,
                by=copying.by,
                reason=f"คัดลอกจาก {copying.source}",
                until=_until(copying, row),
                fair_event=copying.copy,
            )
        except RuleBroken as broken:
            copying.left.append(f"บทบาท{row.get_role_display()}ของ {row.user} {broken.message}")
        else:
            copying.note({row.pk: given})


def _until(copying: Copying, row: Assignment):
    until = copying.shift.day(row.until)
    return until and max(until, today_in_thailand())
