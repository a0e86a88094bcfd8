"""This year's committee of Khon Kaen with resolutions to follow up, and results of past years."""

from datetime import timedelta
from decimal import Decimal

from demo.khonkaen import CDD_OFFICE, KHON_KAEN, NETWORK, TRADER
from demo.people import dice
from fairs.models import (
    ActivityKind,
    Agency,
    AgendaItem,
    AgendaPart,
    AppointmentOrder,
    Attendance,
    BudgetLine,
    CommitteeMember,
    FairEvent,
    Meeting,
    MeetingAttendee,
    MemberRole,
    Project,
    ProjectActivity,
    ProjectIndicator,
    ProjectObjective,
    Resolution,
    ResolutionKind,
    ResultSource,
    SubCommittee,
    WorkingCommittee,
)
from otopfair.thai.calendar import be_year, current_fiscal_year_be, today_in_thailand
from sales.models import FiscalYearResult, TargetRule

# Published: Chiang Mai's results and the target of 2557 made from them, average × 1.22.
CHIANG_MAI_RESULTS = {2554: 4_877_112_422, 2555: 5_432_857_881, 2556: 5_895_307_755}
RULE_SOURCE = "ตัวชี้วัด 1.1.1 กรมการพัฒนาชุมชน เฉลี่ย 3 ปี เพิ่มร้อยละ 22"
INVENTED = "ตัวเลขตัวอย่าง"
INDICATORS = (
    {
        "name_th": "ยอดจำหน่าย",
        "unit": "บาท",
        "target": 12_000_000,
        "filled_from": ResultSource.SOLD,
    },
    {"name_th": "ร้านที่ออกงาน", "unit": "ร้าน", "target": 120, "filled_from": ResultSource.VENDORS},
    {"name_th": "ความพึงพอใจของผู้ชม", "unit": "ร้อยละ", "target": 85},
)
COMMITTEE_SHORT = "คณะทำงานกลั่นกรองสินค้า OTOP ขอนแก่น"


def make_committee(agencies: dict[str, Agency], fairs: list[FairEvent]) -> None:
    """A committee of this fiscal year, two meetings, resolutions done, due and overdue."""
    year = current_fiscal_year_be()
    today = today_in_thailand()
    committee = WorkingCommittee.objects.create(
        name_th=f"คณะทำงานกลั่นกรองและจัดแสดงสินค้า OTOP จังหวัดขอนแก่น ประจำปีงบประมาณ พ.ศ. {year}",
        short_name=COMMITTEE_SHORT,
        fiscal_year_be=year,
        province_id=KHON_KAEN,
        order=_order(year, today - timedelta(days=60)),
        duties="คัดเลือกร้าน จัดบูธ ติดตามยอดขาย และรายงานผลทุกวันตลอดงาน",
    )
    _sub_committees(committee, agencies)
    members = (
        (MemberRole.CHAIR, "รองผู้ว่าราชการจังหวัดขอนแก่น", None),
        (MemberRole.VICE_CHAIR, "พัฒนาการจังหวัดขอนแก่น", agencies[CDD_OFFICE]),
        (MemberRole.MEMBER, "", agencies[NETWORK]),
        (MemberRole.MEMBER, "", agencies[TRADER]),
        (MemberRole.SECRETARY, "ผู้อำนวยการกลุ่มงานส่งเสริมการพัฒนาชุมชน", agencies[CDD_OFFICE]),
    )
    CommitteeMember.objects.bulk_create(
        CommitteeMember(
            committee=committee, role=role, position_title=title, agency=agency, sequence=sequence
        )
        for sequence, (role, title, agency) in enumerate(members, start=1)
    )
    _meetings(committee, members, today)
    project = Project.objects.create(
        name_th="โครงการส่งเสริมการตลาดสินค้า OTOP จังหวัดขอนแก่น (ข้อมูลตัวอย่าง)",
        fiscal_year_be=year,
        province_id=KHON_KAEN,
        committee=committee,
        owner_agency=agencies[CDD_OFFICE],
        plan="แผนปฏิบัติราชการประจำปีของจังหวัดขอนแก่น",
        target_group="ผู้ผลิต ผู้ประกอบการ OTOP ของจังหวัดขอนแก่น",
        is_public=True,
    )
    _below(project)
    ProjectActivity.objects.bulk_create(
        ProjectActivity(
            project=project,
            sequence=sequence,
            kind=ActivityKind.ORGANISED,
            name_th=f"จัด{fair_event.called}",
            fair_event=fair_event,
        )
        for sequence, fair_event in enumerate(fairs, start=1)
    )


def _below(project: Project) -> None:
    """Aims, money and indicators; two of these are filled by the fairs."""
    aims = ("เพิ่มช่องทางขายให้ผู้ผลิต", "เพิ่มรายได้ของชุมชน")
    ProjectObjective.objects.bulk_create(
        ProjectObjective(project=project, sequence=number, text=aim)
        for number, aim in enumerate(aims, start=1)
    )
    BudgetLine.objects.create(
        project=project,
        source="งบพัฒนาจังหวัด",
        allocated_baht=Decimal(1_850_000),
        used_baht=Decimal(1_120_000),
    )
    ProjectIndicator.objects.bulk_create(
        ProjectIndicator(project=project, sequence=number, **indicator)
        for number, indicator in enumerate(INDICATORS, start=1)
    )


def _order(fiscal_year_be: int, signed_on) -> AppointmentOrder:
    return AppointmentOrder.objects.create(
        province_id=KHON_KAEN,
        issuing_office="จังหวัดขอนแก่น",
        number=999,
        year_be=be_year(signed_on),
        reason="เพื่อให้การกลั่นกรองและจัดแสดงสินค้า OTOP เป็นไปด้วยความเรียบร้อยและเป็นธรรม",
        legal_basis="มาตรา 57 แห่งพระราชบัญญัติระเบียบบริหารราชการแผ่นดิน พ.ศ. 2534",
        subject=f"แต่งตั้งคณะทำงานกลั่นกรองและจัดแสดงสินค้า OTOP ประจำปีงบประมาณ พ.ศ. {fiscal_year_be}",
        signed_on=signed_on,
        signer_position="ผู้ว่าราชการจังหวัดขอนแก่น",
    )


def _sub_committees(committee: WorkingCommittee, agencies: dict[str, Agency]) -> None:
    """Two ฝ่าย, each led by an agency."""
    for sequence, (name, duties, agency) in enumerate(
        (
            ("ฝ่ายกลั่นกรองและคัดเลือก", "ตรวจเอกสาร\nคัดเลือกร้าน\nจัดบัญชีสำรอง", NETWORK),
            ("ฝ่ายสถานที่และผังบูธ", "วางผัง\nจัดบูธ\nดูแลไฟฟ้าและน้ำ", CDD_OFFICE),
        ),
        start=1,
    ):
        part = SubCommittee.objects.create(
            committee=committee, name_th=name, duties=duties, sequence=sequence
        )
        CommitteeMember.objects.create(
            committee=committee,
            sub_committee=part,
            role=MemberRole.CHAIR,
            agency=agencies[agency],
            sequence=10 + sequence,
        )


def _meetings(committee: WorkingCommittee, members, today) -> None:
    for ordinal, days_ago, resolutions in (
        (
            1,
            48,
            (
                ("4.1", ResolutionKind.APPROVED, "จัดงาน 7 วัน ที่สวนรัชดานุสรณ์", CDD_OFFICE, -40, True),
                ("4.2", ResolutionKind.ASSIGNED, "คัดเลือกร้านทุกประเภทให้ครบ", NETWORK, -20, True),
            ),
        ),
        (
            2,
            13,
            (
                ("3.1", ResolutionKind.ACKNOWLEDGED, "แผนรับแขกพิธีเปิดงาน", "", None, False),
                ("4.1", ResolutionKind.ASSIGNED, "ส่งบัญชีร้านสำรองให้คณะทำงาน", NETWORK, -2, False),
                ("4.2", ResolutionKind.ASSIGNED, "สรุปยอดขายครึ่งแรกของงาน", CDD_OFFICE, 1, False),
                ("4.3", ResolutionKind.AGREED, "ประกาศรับสมัครงานไหม", CDD_OFFICE, 9, False),
            ),
        ),
    ):
        held_on = today - timedelta(days=days_ago)
        meeting = Meeting.objects.create(
            committee=committee,
            ordinal=ordinal,
            year_be=be_year(held_on),
            held_on=held_on,
            starts_time="13:30",
            ends_time="15:40",
            venue="ห้องประชุมแก่นเมือง ศาลากลางจังหวัดขอนแก่น",
            purpose="เตรียมงานและคัดเลือกร้าน",
            source="ข้อมูลตัวอย่าง",
        )
        MeetingAttendee.objects.bulk_create(
            MeetingAttendee(
                meeting=meeting,
                attendance=Attendance.CHAIR if sequence == 1 else Attendance.PRESENT,
                position_title=title,
                agency=agency,
                sequence=sequence,
            )
            for sequence, (_, title, agency) in enumerate(members, start=1)
        )
        items = _matters(meeting, resolutions)
        Resolution.objects.bulk_create(
            Resolution(
                meeting=meeting,
                item=items[number],
                number=number,
                kind=kind,
                text=text,
                responsible=responsible,
                due_on=None if due is None else today + timedelta(days=due),
                done_on=today + timedelta(days=due - 1) if done else None,
                result="ทำแล้วตามมติ" if done else "",
            )
            for number, kind, text, responsible, due, done in resolutions
        )


def _matters(meeting: Meeting, resolutions) -> dict[str, AgendaItem]:
    """One matter for each resolution, in the part of the agenda that its number names."""
    items = {
        number: AgendaItem(
            meeting=meeting,
            part=AgendaPart(int(number[0])),
            title=text,
            sequence=sequence,
        )
        for sequence, (number, _kind, text, *_rest) in enumerate(resolutions, start=1)
    }
    AgendaItem.objects.bulk_create(items.values())
    return items


def make_results() -> None:
    """Chiang Mai as published; Khon Kaen and Lampang invented, up to last fiscal year."""
    TargetRule.objects.create(
        fiscal_year_be=2557, years=3, factor=Decimal("1.22"), source=RULE_SOURCE
    )
    results = [
        FiscalYearResult(
            province_id="50",
            fiscal_year_be=year,
            sold_baht=sold,
            source="คณะอนุกรรมการ หนึ่งตำบล หนึ่งผลิตภัณฑ์ จังหวัดเชียงใหม่",
        )
        for year, sold in CHIANG_MAI_RESULTS.items()
    ]
    for province, start in ((KHON_KAEN, 2_140_000_000), ("52", 1_310_000_000)):
        rng, sold = dice(f"results {province}"), start
        for year in range(2561, current_fiscal_year_be()):
            sold = int(sold * rng.uniform(0.97, 1.13))
            results.append(
                FiscalYearResult(
                    province_id=province, fiscal_year_be=year, sold_baht=sold, source=INVENTED
                )
            )
    FiscalYearResult.objects.bulk_create(results)
