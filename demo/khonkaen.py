"""Khon Kaen 2563: OTOP CITY IN KHONKAEN ครั้งที่ 20 as the news told it, and the edition before.

From the news: names, dates, place, opening, persons, organisers, "กว่า 120 ราย", the five
categories. Invented: hours, target, telephone, all of edition 19, the vendors and every figure.
"""

from datetime import date, datetime, time

from demo.closing import close_days, close_fair
from demo.makers import Maker
from demo.plan import lay_out
from demo.seating import seat_vendors, seats_by_category
from demo.surveying import asked_at
from demo.takings import write_takings
from fairs.models import (
    ActKind,
    Agency,
    AgencyKind,
    Capacity,
    CountQualifier,
    EventOrganiser,
    FairEvent,
    FairSeries,
    FairState,
    OfficialAct,
    OrganiserRole,
    Person,
    ProgrammeItem,
    Venue,
)
from otopfair.thai.calendar import THAILAND

KHON_KAEN, TOWN = "40", "4001"
CDD_OFFICE = "สำนักงานพัฒนาชุมชนจังหวัดขอนแก่น"
NETWORK = "คณะกรรมการเครือข่าย OTOP จังหวัดขอนแก่น"
TRADER = "บริษัทขอนแก่น โอทอป อินเตอร์เทรดเดอร์ จำกัด"
PARK = "สวนรัชดานุสรณ์"
STAGE = "เวทีกลาง บริเวณสวนรัชดานุสรณ์"
SERIES = "OTOP CITY IN KHONKAEN"
AIMS_20 = (
    "จัดขึ้นเป็นประจำทุกปี เพื่อส่งเสริมผลิตภัณฑ์ชุมชนให้มีช่องทางการตลาดเพิ่มมากขึ้น สร้างงาน"
    " สร้างรายได้ให้แก่ผู้ผลิต ผู้ประกอบการ OTOP ในชุมชนท้องถิ่น"
    " และสร้างเครือข่ายนักการตลาดชุมชนให้นำเทคโนโลยีดิจิทัลมาใช้เพื่อเพิ่มช่องทางการจำหน่าย"
    " ผู้ผลิต ผู้ประกอบการทั้งในและต่างจังหวัดนำผลิตภัณฑ์ที่มีคุณภาพของแต่ละท้องถิ่น"
    "มาแสดงและจำหน่าย"
)
VENDORS_20 = {"A": 33, "B": 12, "C": 50, "D": 19, "E": 8}
VENDORS_19 = {"A": 32, "B": 12, "C": 48, "D": 18, "E": 8}


def make_agencies() -> dict[str, Agency]:
    """The three organisers by name."""
    kinds = {CDD_OFFICE: AgencyKind.STATE, NETWORK: AgencyKind.NETWORK, TRADER: AgencyKind.COMPANY}
    phones = {CDD_OFFICE: "043000000"}
    return {
        name: Agency.objects.create(
            name_th=name, kind=kind, province_id=KHON_KAEN, phone=phones.get(name, "")
        )
        for name, kind in kinds.items()
    }


def make_series() -> FairSeries:
    return FairSeries.objects.create(
        name_th=SERIES, name_en="OTOP City in Khon Kaen", province_id=KHON_KAEN
    )


def organise(fair_event: FairEvent, agencies: dict[str, Agency]) -> None:
    """The office leads, the network and the company join in."""
    roles = {CDD_OFFICE: OrganiserRole.LEAD, NETWORK: OrganiserRole.CO, TRADER: OrganiserRole.CO}
    EventOrganiser.objects.bulk_create(
        EventOrganiser(fair_event=fair_event, agency=agencies[name], role=role, sequence=sequence)
        for sequence, (name, role) in enumerate(roles.items(), start=1)
    )


def park() -> Venue:
    """Where the editions are held; how much it holds is invented."""
    return Venue.objects.get_or_create(
        name_th=PARK,
        province_id=KHON_KAEN,
        defaults={
            "district_id": TOWN,
            "people": 20_000,
            "booths": 160,
            "power_amps": 800,
            "power_text": "ตู้ไฟ 4 จุด ด้านถนนรื่นรมย์",
            "contact": "เทศบาลนครขอนแก่น",
        },
    )[0]


def city_fair(series: FairSeries, edition_no: int, **fields) -> FairEvent:
    """An edition of OTOP CITY IN KHONKAEN, published, in the park, 10 till 21 o'clock."""
    return FairEvent.objects.create(
        series=series,
        name_th=SERIES,
        name_en="OTOP City in Khon Kaen",
        slug=f"otop-city-in-khonkaen-{edition_no}",
        reference_code=f"KK{edition_no}",
        edition_no=edition_no,
        state=FairState.PUBLISHED,
        opens_time=time(10),
        closes_time=time(21),
        home_province_id=KHON_KAEN,
        venue_province_id=KHON_KAEN,
        venue_district_id=TOWN,
        venue=park(),
        venue_name=PARK,
        contact_phone="043000000",
        **fields,
    )


def make_edition_20(series, agencies, makers: list[Maker], *, by) -> FairEvent:
    """The fair of the news with invented vendors and the takings of all seven days."""
    fair_event = city_fair(
        series,
        20,
        year_label_be=2563,
        theme_name="OTOP ขอนแก่น รวมใจ สู้ภัยโควิด – 19",
        description=AIMS_20,
        opens_on=date(2020, 10, 26),
        closes_on=date(2020, 11, 1),
        vendor_count=120,
        vendor_count_qualifier=CountQualifier.MORE_THAN,
        sales_target_baht=12_000_000,
    )
    organise(fair_event, agencies)
    _acts(fair_event, agencies)
    ProgrammeItem.objects.bulk_create(
        ProgrammeItem(fair_event=fair_event, on=on, starts_time=at, title=title, place="เวทีกลาง")
        for on, at, title in (
            (date(2020, 10, 26), time(17, 30), "พิธีเปิดงาน"),
            (date(2020, 10, 29), time(16), "สาธิตมัดหมี่และย้อมคราม"),
            (date(2020, 10, 29), time(18), "ประกวดร้องเพลงลูกทุ่ง"),
            (date(2020, 10, 29), time(20), "จับรางวัลผู้ซื้อสินค้า"),
            (date(2020, 11, 1), time(19), "มอบรางวัลร้านดีเด่นและปิดงาน"),
        )
    )
    _fill(fair_event, makers, VENDORS_20, datetime(2020, 10, 9, 14, tzinfo=THAILAND), by, 1.0)
    asked_at(fair_event, by=by)
    close_fair(fair_event, by=by)
    return fair_event


def make_edition_19(series, agencies, makers: list[Maker], *, by) -> FairEvent:
    """An invented edition to compare with."""
    fair_event = city_fair(
        series,
        19,
        year_label_be=2562,
        description="ข้อมูลตัวอย่างสำหรับเทียบกับครั้งถัดไป",
        opens_on=date(2019, 12, 16),
        closes_on=date(2019, 12, 22),
        vendor_count=118,
        sales_target_baht=11_000_000,
    )
    organise(fair_event, agencies)
    _fill(fair_event, makers, VENDORS_19, datetime(2019, 11, 28, 14, tzinfo=THAILAND), by, 0.92)
    close_fair(fair_event, by=by)
    return fair_event


def _fill(fair_event, makers, counts, sent_at, by, scale) -> None:
    seats = seats_by_category(makers, lay_out(fair_event, by=by), counts)
    allocations = seat_vendors(fair_event, seats, by=by, sent_at=sent_at)
    for day in fair_event.days:
        write_takings(allocations, day, by=by, scale=scale)
    close_days(fair_event, fair_event.days, by=by)


def _acts(fair_event: FairEvent, agencies) -> None:
    governor, deputy, reporter = (
        Person.objects.create(
            title=title,
            given_name=given,
            family_name=family,
            position_title=post,
            province_id=KHON_KAEN,
        )
        for title, given, family, post in (
            ("นาย", "สมศักดิ์", "จังตระกุล", "ผู้ว่าราชการจังหวัดขอนแก่น"),
            ("นาย", "ศรัทธา", "คชพลายุกต์", "รองผู้ว่าราชการจังหวัดขอนแก่น"),
            ("นาง", "จิรภา", "เชื้อดวงผุย", "ผู้อำนวยการกลุ่มงานส่งเสริมการพัฒนาชุมชน"),
        )
    )
    opening = {"fair_event": fair_event, "on": date(2020, 10, 26), "place": STAGE}
    OfficialAct.objects.create(
        **opening,
        kind=ActKind.OPENS,
        person=deputy,
        position_title=deputy.position_title,
        capacity=Capacity.ASSIGNED,
        acting_for=governor.position_title,
        acting_for_person=governor,
        time=time(17, 30),
        sequence=1,
    )
    OfficialAct.objects.create(
        **opening,
        kind=ActKind.REPORTS,
        person=reporter,
        position_title=reporter.position_title,
        capacity=Capacity.ACTING,
        acting_for="พัฒนาการจังหวัดขอนแก่น",
        sequence=2,
    )
    guests = (
        ("หัวหน้าส่วนราชการ", None),
        ("ผู้อำนวยการกลุ่มงาน", None),
        ("พัฒนาการอำเภอ", None),
        ("เจ้าหน้าที่พัฒนาชุมชน", None),
        ("", agencies[NETWORK]),
        ("ประธาน", agencies[TRADER]),
    )
    OfficialAct.objects.bulk_create(
        OfficialAct(
            **opening,
            kind=ActKind.ATTENDS,
            position_title=position,
            agency=agency,
            sequence=sequence,
        )
        for sequence, (position, agency) in enumerate(guests, start=3)
    )
