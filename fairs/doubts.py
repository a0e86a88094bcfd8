"""What an officer is asked about before a fair, a call, a meeting or a person is saved.

Each function takes the row as it would be saved and gives one Thai sentence for each doubt. A
doubt is no rule: edition numbers are what the poster says, and two persons may share a name.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Q, Sum
from django.utils.timezone import localtime

from fairs.models import (
    CallCell,
    FairEvent,
    FairState,
    Meeting,
    Person,
    Project,
    VendorCall,
    WorkingCommittee,
)
from otopfair.thai.calendar import be_year, fiscal_year_be, today_in_thailand
from otopfair.thai.folding import fold
from otopfair.thai.formatting import format_date, format_deadline

LONGEST_FAIR_DAYS = 45
MOST_EDITIONS_A_YEAR = 3
YEARS_BACK, YEARS_AHEAD = 30, 5


def doubts_about_fair(fair_event: FairEvent) -> Iterator[str]:
    """Edition, year and dates against each other and against the other editions."""
    if fair_event.edition_no:
        siblings = [row for row in _siblings(fair_event) if row.edition_no]
        yield from _second_edition(fair_event, siblings)
        yield from _editions_out_of_order(fair_event, siblings)
        yield from _leap_of_editions(fair_event, siblings)
    yield from _odd_dates(fair_event)
    yield from _same_ground(fair_event)
    for call in fair_event.calls.all() if fair_event.pk else ():
        call.fair_event = fair_event
        yield from _call_against_fair(call)
    if fair_event.state == FairState.PUBLISHED and fair_event.period is None:
        yield f"{fair_event} เผยแพร่แล้ว แต่จะไม่มีวันจัด ผู้ชมจะเห็นว่ายังไม่กำหนดวัน"


def doubts_about_publication(fair_event: FairEvent) -> Iterator[str]:
    """What visitors and vendors will miss on the page of a fair that is about to be shown."""
    if fair_event.state == FairState.PUBLISHED:
        return
    if fair_event.period is None:
        yield "งานนี้ยังไม่มีวันจัด ผู้ชมจะเห็นว่ายังไม่กำหนดวัน"
    elif fair_event.period.last < today_in_thailand():
        return
    if not fair_event.calls.exists():
        yield "งานนี้ยังไม่มีประกาศรับสมัคร ร้านจะสมัครไม่ได้"


def doubts_about_call(call: VendorCall) -> Iterator[str]:
    """The days of a call in their order, and against those of the fair."""
    yield from _call_against_fair(call)
    yield from _in_order("แจ้งผล", call.result_on, "ปิดรับสมัคร", _closes_on(call))
    yield from _in_order("ให้ยืนยัน", call.confirm_until, "แจ้งผล", call.result_on)


def _call_against_fair(call: VendorCall) -> Iterator[str]:
    closes_on, period = _closes_on(call), call.fair_event.period
    if period and closes_on > period.last:
        yield f"ปิดรับสมัคร {format_date(closes_on)} หลังงานจบแล้ว ({period})"
    elif period and closes_on > period.first and not period.is_month:
        yield f"ปิดรับสมัคร {format_date(closes_on)} หลังงานเริ่มแล้ว ({period})"
    if period and call.confirm_until and call.confirm_until > period.last:
        yield f"ให้ยืนยัน{format_deadline(call.confirm_until)} หลังงานจบแล้ว ({period})"


def _closes_on(call: VendorCall) -> date:
    return localtime(call.closes_at).date()


def doubts_about_places(fair_event: FairEvent, cells: list[CallCell]) -> Iterator[str]:
    """More places in the cells of a call, saved or not, than the ground of its fair has."""
    call = VendorCall(fair_event=fair_event)
    call.every_cell = cells  # what is typed is not in the database yet
    offered = sum(call.places().values())
    usable = fair_event.booths.filter(is_usable=True)
    places = usable.aggregate(places=Sum("places"))["places"] or 0
    if offered > places:
        has = f"ผังงานมี {places:,} ที่" if places else "งานนี้ยังไม่มีผังบูธ"
        yield f"ประกาศรับ {offered:,} บูธ แต่{has}"


def doubts_about_meeting(meeting: Meeting) -> Iterator[str]:
    """A second meeting of one day, and a number that its year or its day does not bear out."""
    others = Meeting.objects.filter(committee=meeting.committee_id).exclude(pk=meeting.pk)
    if same_day := others.filter(held_on=meeting.held_on).first():
        yield f"มี{same_day} วันที่ {format_date(meeting.held_on)} อยู่แล้ว"
    if not meeting.ordinal:
        return
    year_be = meeting.year_be or be_year(meeting.held_on)
    if year_be not in {be_year(meeting.held_on), fiscal_year_be(meeting.held_on)}:
        yield f"ครั้งที่ {meeting.ordinal}/{year_be} แต่ประชุมวันที่ {format_date(meeting.held_on)}"
    same_year = others.filter(year_be=year_be).order_by("ordinal", "pk")
    if meeting.year_be is None and (twin := same_year.filter(ordinal=meeting.ordinal).first()):
        yield f"ปี {year_be} มีการประชุมครั้งที่ {meeting.ordinal} แล้ว วันที่ {format_date(twin.held_on)}"
    earlier = same_year.filter(ordinal__lt=meeting.ordinal, held_on__gt=meeting.held_on).last()
    later = same_year.filter(ordinal__gt=meeting.ordinal, held_on__lt=meeting.held_on).first()
    for other in filter(None, (earlier, later)):
        yield f"ลำดับไม่ตรงกับวัน ครั้งที่ {other.ordinal} ประชุมวันที่ {format_date(other.held_on)}"


def doubts_about_committee(province, *, name_th: str, fiscal_year_be=None) -> Iterator[str]:
    """A committee of this name is there already."""
    rows = WorkingCommittee.objects.filter(province=province)
    if fiscal_year_be:
        rows = rows.filter(fiscal_year_be=fiscal_year_be)
    names = {fold(name) for row in rows for name in (row.name_th, row.short_name) if name}
    if fold(name_th) in names:
        yield f"มี{name_th}อยู่แล้ว ถ้าเป็นคณะเดียวกัน เลือกจากรายการ"


def doubts_about_project(province, *, name_th: str, fiscal_year_be: int) -> Iterator[str]:
    """A project of this name and year is there already."""
    rows = Project.objects.filter(province=province, fiscal_year_be=fiscal_year_be)
    if fold(name_th) in {fold(name) for name in rows.values_list("name_th", flat=True)}:
        yield f"มี{name_th} ปีงบประมาณ {fiscal_year_be} อยู่แล้ว"


def doubts_about_person(person: Person) -> Iterator[str]:
    """Somebody of this name is there already."""
    same = Person.objects.filter(given_name=person.given_name, family_name=person.family_name)
    twin = same.exclude(pk=person.pk).select_related("agency").order_by("pk").first()
    if twin:
        parts = [str(twin), twin.position_title, twin.agency.name_th if twin.agency else ""]
        yield f"มี {' '.join(filter(None, parts))} อยู่แล้ว ถ้าเป็นคนเดียวกัน ใช้รายการเดิม"


def _siblings(fair_event: FairEvent) -> Iterable[FairEvent]:
    """The other editions: of the series, or of the same name where there is no series."""
    rows = FairEvent.objects.exclude(pk=fair_event.pk).select_related("series")
    if fair_event.series_id:
        return rows.filter(series=fair_event.series_id).order_by("edition_no", "pk")
    rows = rows.filter(
        series=None, home_province=fair_event.home_province_id, name_th=fair_event.name_th
    )
    return rows.order_by("edition_no", "pk")


def _second_edition(fair_event, siblings) -> Iterator[str]:
    for other in siblings:
        if other.edition_no == fair_event.edition_no:
            yield f"มีครั้งที่ {fair_event.edition_no} แล้ว คือ {_when(other)}"


def _editions_out_of_order(fair_event, siblings) -> Iterator[str]:
    for other in siblings:
        order = _compared(fair_event, other)
        if order * (fair_event.edition_no - other.edition_no) < 0:
            this, that = (f"ครั้งที่ {row.edition_no} ({_year(row)})" for row in (fair_event, other))
            yield f"{this} {'มาก่อน' if order < 0 else 'มาหลัง'}{that}"


def _leap_of_editions(fair_event, siblings) -> Iterator[str]:
    """20 typed as 200, or the year in place of the number."""
    before = [row for row in siblings if row.edition_no < fair_event.edition_no]
    if not before:
        return
    nearest = max(before, key=lambda row: row.edition_no)
    years = max(1, (_year(fair_event) or 0) - (_year(nearest) or 0))
    if fair_event.edition_no - nearest.edition_no > MOST_EDITIONS_A_YEAR * years:
        before = f"ครั้งก่อนคือครั้งที่ {nearest.edition_no} ({_year(nearest)})"
        yield f"{before} ครั้งนี้เป็นครั้งที่ {fair_event.edition_no}"


def _odd_dates(fair_event) -> Iterator[str]:
    period = fair_event.period
    if period is None:
        return
    held_be = be_year(period.first)
    if fair_event.year_label_be and abs(fair_event.year_label_be - held_be) > 1:
        yield f"ประจำปี {fair_event.year_label_be} แต่จัด {period}"
    if (period.last - period.first).days >= LONGEST_FAIR_DAYS:
        yield f"งานนานถึง {(period.last - period.first).days + 1:,} วัน ({period})"
    now_be = be_year(today_in_thailand())
    if not now_be - YEARS_BACK <= held_be <= now_be + YEARS_AHEAD:
        yield f"ปี {held_be} ห่างจากปีนี้มาก ({period})"


def _same_ground(fair_event) -> Iterator[str]:
    """Two fairs at one place on the same days have confused whole provinces."""
    period = fair_event.period
    if period is None or period.is_month:
        return
    others = FairEvent.objects.filter(
        date_precision="day",
        opens_on__lte=period.last,
        closes_on__gte=period.first,
    )
    near = Q(venue_province=fair_event.venue_province_id)
    if fair_event.venue_id:
        near |= Q(venue=fair_event.venue_id)
    others = others.filter(near).exclude(pk=fair_event.pk).exclude(state=FairState.CANCELLED)
    for other in others.order_by("pk"):
        if _same_place(fair_event, other):
            yield f"{other} จัดที่ {other.venue_name} ช่วงเดียวกัน ({other.period})"


def _same_place(one: FairEvent, other: FairEvent) -> bool:
    """The same row of the register; where one of them has none, the same name."""
    if one.venue_id and other.venue_id:
        return one.venue_id == other.venue_id
    return fold(one.venue_name) == fold(other.venue_name)


def _compared(fair_event, other) -> int:
    """-1 when `fair_event` is earlier, 1 when it is later, 0 when nobody can say."""
    if fair_event.opens_on and other.opens_on:
        return _sign(fair_event.opens_on, other.opens_on)
    ours, theirs = _year(fair_event), _year(other)
    return _sign(ours, theirs) if ours and theirs else 0


def _sign(one, other) -> int:
    return (one > other) - (one < other)


def _year(fair_event) -> int | None:
    return fair_event.year_label_be or (
        be_year(fair_event.opens_on) if fair_event.opens_on else None
    )


def _when(fair_event) -> str:
    year = f"ประจำปี {fair_event.year_label_be}" if fair_event.year_label_be else ""
    return " ".join(
        filter(None, [str(fair_event), year, f"({fair_event.period})" if fair_event.period else ""])
    )


def _in_order(what: str, day: date | None, after: str, earlier: date | None) -> Iterator[str]:
    if day and earlier and day < earlier:
        yield f"{what} {format_date(day)} ก่อน{after} {format_date(earlier)}"
