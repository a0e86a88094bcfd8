"""Lampang, fiscal year 2562: the committee, its meeting, the project and its two activities.

Every fact is from the news of สวท.ลำปาง of 17 ม.ค. 2562; its misprints are put right.
"""

from datetime import date, time

from fairs.models import (
    Agency,
    AgencyKind,
    Attendance,
    CommitteeMember,
    DatePrecision,
    FairEvent,
    FairRole,
    FairState,
    Meeting,
    MeetingAttendee,
    Person,
    Project,
    ProjectActivity,
    WorkingCommittee,
)

LAMPANG, NONTHABURI, CHIANG_MAI = "52", "12", "50"
PROJECT = "โครงการเพิ่มศักยภาพพัฒนาผลิตภัณฑ์ บรรจุภัณฑ์ ส่งเสริมการตลาด ผลิตภัณฑ์ OTOP SMEs และหัตถอุตสาหกรรม"
COMMITTEE = f"คณะทำงาน{PROJECT} ประจำปีงบประมาณ พ.ศ. 2562"
COMMITTEE_SHORT = "คณะทำงานส่งเสริมการตลาด ผลิตภัณฑ์ OTOP SMEs และหัตถอุตสาหกรรม"
DEPUTY_GOVERNOR = "รองผู้ว่าราชการจังหวัดลำปาง"
# Agency, its kind, and the position by which the news names it.
AGENCIES = (
    ("สำนักงานอุตสาหกรรมจังหวัดลำปาง", AgencyKind.STATE, "อุตสาหกรรมจังหวัดลำปาง"),
    ("สำนักงานพาณิชย์จังหวัดลำปาง", AgencyKind.STATE, "พาณิชย์จังหวัดลำปาง"),
    ("สมาคมเครื่องปั้นดินเผาลำปาง", AgencyKind.NETWORK, ""),
    ("กลุ่มพัฒนาเซรามิคและวัสดุอุตสาหกรรม", AgencyKind.OTHER, ""),
    ("สำนักงานพัฒนาชุมชนจังหวัดลำปาง", AgencyKind.STATE, "พัฒนาชุมชนจังหวัดลำปาง"),
    ("หน่วยงานที่เกี่ยวข้อง", AgencyKind.OTHER, ""),
)
AIMS = (
    "ยกระดับความสามารถในการแข่งขันให้ผู้ประกอบการสามารถเพิ่มมูลค่าทางเศรษฐกิจให้กับจังหวัดลำปาง",
    "ส่งเสริมการสร้างความเข้มแข็งของเครือข่ายธุรกิจและการรวมกลุ่มทางธุรกิจที่เกี่ยวข้อง (Cluster)",
    "เพิ่มช่องทางการตลาดและสร้างโอกาสในการขยายตลาดสินค้าดี สินค้าเด่นจังหวัดลำปางทั้งในและต่างประเทศ",
)
SOURCE = (
    "ข่าวโดย ชุติกาญจน์ เหล่าชัย บรรณาธิการ ศศิธร สุดเจริญ หน่วยงาน สวท.ลำปาง"
    " (สำนักประชาสัมพันธ์เขต 3 วันที่ 17 มกราคม 2562)"
)


def make_lampang() -> None:
    """Write the whole chain: agencies, committee, meeting, project, fairs."""
    agencies = [
        (Agency.objects.create(name_th=name, kind=kind, province_id=LAMPANG), position)
        for name, kind, position in AGENCIES
    ]
    committee = _committee(agencies)
    _meeting(committee, agencies)
    _project(committee)


def _committee(agencies) -> WorkingCommittee:
    committee = WorkingCommittee.objects.create(
        name_th=COMMITTEE,
        short_name=COMMITTEE_SHORT,
        fiscal_year_be=2562,
        province_id=LAMPANG,
    )
    CommitteeMember.objects.bulk_create(
        CommitteeMember(
            committee=committee, agency=agency, position_title=position, sequence=sequence
        )
        for sequence, (agency, position) in enumerate(agencies, start=1)
    )
    return committee


def _meeting(committee: WorkingCommittee, agencies) -> None:
    meeting = Meeting.objects.create(
        committee=committee,
        held_on=date(2019, 1, 17),
        starts_time=time(13, 30),
        venue="ห้องประชุมเขลางค์นคร",
        purpose="แนวทางการดำเนินโครงการ ประจำปีงบประมาณ พ.ศ. 2562",
        source=SOURCE,
    )
    chair = Person.objects.create(
        title="นาย",
        given_name="ประจวบ",
        family_name="กันธิยะ",
        position_title=DEPUTY_GOVERNOR,
        province_id=LAMPANG,
    )
    MeetingAttendee.objects.create(
        meeting=meeting,
        attendance=Attendance.CHAIR,
        person=chair,
        position_title=DEPUTY_GOVERNOR,
        sequence=1,
    )
    MeetingAttendee.objects.bulk_create(
        MeetingAttendee(meeting=meeting, agency=agency, position_title=position, sequence=sequence)
        for sequence, (agency, position) in enumerate(agencies, start=2)
    )


def _project(committee: WorkingCommittee) -> None:
    before = Project.objects.create(name_th=PROJECT, fiscal_year_be=2561, province_id=LAMPANG)
    project = Project.objects.create(
        name_th=PROJECT,
        fiscal_year_be=2562,
        province_id=LAMPANG,
        committee=committee,
        continues=before,
        objectives="\n".join(AIMS),
    )
    organised = FairEvent.objects.create(
        name_th="มหกรรมเซรามิกและหัตถกรรมลำปาง@บางกอก",
        slug="lampang-ceramic-craft-bangkok-2562",
        reference_code="LPBKK62",
        role=FairRole.ORGANISED,
        state=FairState.PUBLISHED,
        date_precision=DatePrecision.MONTH,
        opens_on=date(2019, 5, 1),
        closes_on=date(2019, 5, 31),
        home_province_id=LAMPANG,
        # The news says กรุงเทพฯ; the hall stands in ปากเกร็ด, Nonthaburi.
        venue_province_id=NONTHABURI,
        venue_district_id="1206",
        venue_name="ศูนย์การจัดนิทรรศการอิมแพ็ค เมืองทองธานี",
    )
    joined = FairEvent.objects.create(
        name_th="ลานนาเอ็กโปร 2019",
        slug="lanna-expo-2019",
        reference_code="LANNA62",
        role=FairRole.JOINED,
        state=FairState.PUBLISHED,
        date_precision=DatePrecision.UNKNOWN,
        year_label_be=2562,  # the name says 2019
        home_province_id=LAMPANG,
        venue_province_id=CHIANG_MAI,
        venue_name="ศูนย์ประชุมและแสดงสินค้านานาชาติเฉลิมพระเกียรติ 7 รอบ พระชนมพรรษา",
    )
    ProjectActivity.objects.bulk_create(
        [
            ProjectActivity(
                project=project,
                sequence=1,
                name_th="การจัดงาน “มหกรรมเซรามิกและหัตถกรรมลำปาง@บางกอก”",
                fair_event=organised,
            ),
            ProjectActivity(
                project=project,
                sequence=2,
                name_th="การนำผู้ประกอบการร่วมในงาน ลานนาเอ็กโปร 2019",
                fair_event=joined,
            ),
        ]
    )
