"""Lampang, fiscal year 2562: the committee, its meeting, the project and its two activities.

Every fact is from the news of สวท.ลำปาง of 17 ม.ค. 2562; its misprints are put right.
"""

from datetime import date, time

from fairs.models import (
    ActivityKind,
    Agency,
    AgencyKind,
    AgendaItem,
    AgendaPart,
    Attendance,
    CommitteeMember,
    CountQualifier,
    DatePrecision,
    FairEvent,
    FairRole,
    FairState,
    Meeting,
    MeetingAttendee,
    Participation,
    Person,
    ProductFamily,
    Project,
    ProjectActivity,
    ProjectFigure,
    ProjectObjective,
    ProjectPartner,
    Resolution,
    ResolutionKind,
    Statement,
    WorkingCommittee,
)
from otopfair.thai.periods import Period

LAMPANG, NONTHABURI, CHIANG_MAI = "52", "12", "50"
PROJECT = "โครงการเพิ่มศักยภาพพัฒนาผลิตภัณฑ์ บรรจุภัณฑ์ ส่งเสริมการตลาด ผลิตภัณฑ์ OTOP SMEs และหัตถอุตสาหกรรม"
COMMITTEE = f"คณะทำงาน{PROJECT} ประจำปีงบประมาณ พ.ศ. 2562"
COMMITTEE_SHORT = "คณะทำงานส่งเสริมการตลาด ผลิตภัณฑ์ OTOP SMEs และหัตถอุตสาหกรรม"
DEPUTY_GOVERNOR = "รองผู้ว่าราชการจังหวัดลำปาง"
CDD_OFFICE = "สำนักงานพัฒนาชุมชนจังหวัดลำปาง"
NEWS_OFFICE = "สำนักประชาสัมพันธ์เขต 3 จังหวัดเชียงใหม่"
# Agency, its kind, and the position by which the news names it.
AGENCIES = (
    ("สำนักงานอุตสาหกรรมจังหวัดลำปาง", AgencyKind.STATE, "อุตสาหกรรมจังหวัดลำปาง"),
    ("สำนักงานพาณิชย์จังหวัดลำปาง", AgencyKind.STATE, "พาณิชย์จังหวัดลำปาง"),
    ("สมาคมเครื่องปั้นดินเผาลำปาง", AgencyKind.NETWORK, ""),
    ("กลุ่มพัฒนาเซรามิคและวัสดุอุตสาหกรรม", AgencyKind.OTHER, ""),
    (CDD_OFFICE, AgencyKind.STATE, "พัฒนาชุมชนจังหวัดลำปาง"),
    ("หน่วยงานที่เกี่ยวข้อง", AgencyKind.OTHER, ""),
)
AIMS = (
    "ยกระดับความสามารถในการแข่งขันให้ผู้ประกอบการสามารถเพิ่มมูลค่าทางเศรษฐกิจให้กับจังหวัดลำปาง",
    "ส่งเสริมการสร้างความเข้มแข็งของเครือข่ายธุรกิจและการรวมกลุ่มทางธุรกิจที่เกี่ยวข้อง (Cluster)",
    "เพิ่มช่องทางการตลาดและสร้างโอกาสในการขยายตลาดสินค้าดี สินค้าเด่นจังหวัดลำปางทั้งในและต่างประเทศ",
)
BACKGROUND = (
    "เป็นโครงการที่ต่อยอดจากการดำเนินงานในปีงบประมาณ พ.ศ. 2561"
    " อุตสาหกรรมเซรามิกใช้วัตถุดิบในจังหวัดลำปางเป็นส่วนใหญ่"
    " ผลิตเพื่อจำหน่ายในประเทศและเพื่อการส่งออก สนองนโยบายของรัฐในการสร้างงานและกระจายรายได้สู่ท้องถิ่น"
    " และช่วยสร้างมูลค่าเพิ่มทางเศรษฐกิจให้กับจังหวัด สินค้าดีมีคุณภาพมีจำนวนมาก แต่ยังขาดโอกาสในการเข้าถึงการตลาด"
)
DEPUTY_SAID = (
    "การดำเนินโครงการเป็นโครงการที่ต่อยอดจากปีงบประมาณ พ.ศ. 2561 จังหวัดลำปาง"
    "มีสินค้าอุตสาหกรรมที่สร้างรายได้สูง ได้แก่"
    " อุตสาหกรรมเซรามิก ซึ่งใช้วัตถุดิบในจังหวัดลำปางเป็นส่วนใหญ่"
    " ใช้กำลังแรงงานในการผลิตกว่าร้อยละ 70 ผลิตเพื่อการจำหน่ายในประเทศและเพื่อการส่งออก"
    " สนองนโยบายของรัฐในการสร้างงานและกระจายรายได้สู่ท้องถิ่น"
    " ช่วยสร้างมูลค่าเพิ่มทางเศรษฐกิจให้กับจังหวัดลำปาง"
    " มีมูลค่าการจำหน่ายเฉลี่ยถึงปีละประมาณ 2.3 พันล้านบาท"
    " และสินค้าหัตถอุตสาหกรรมจากผลิตภัณฑ์ไม้ ผ้าทอ OTOP"
    " และสินค้าบริการอื่น ๆ ที่ดีมีคุณภาพจำนวนมาก แต่ยังขาดโอกาสในการเข้าถึงการตลาด"
    " การจัดงานครั้งนี้ยกระดับความสามารถในการแข่งขันให้ผู้ประกอบการ"
    " เพิ่มมูลค่าทางเศรษฐกิจให้กับจังหวัดลำปางได้อีกทางหนึ่ง"
)
FIGURES = (
    {
        "name_th": "มูลค่าการจำหน่ายเซรามิกเฉลี่ย",
        "qualifier": CountQualifier.ABOUT,
        "amount": 2_300_000_000,
        "unit": "บาทต่อปี",
        "source": "รองผู้ว่าราชการจังหวัดลำปาง 17 ม.ค. 2562",
    },
    {
        "name_th": "กำลังแรงงานในการผลิตเซรามิก",
        "qualifier": CountQualifier.MORE_THAN,
        "amount": 70,
        "unit": "ร้อยละ",
        "source": "รองผู้ว่าราชการจังหวัดลำปาง 17 ม.ค. 2562",
    },
)
FAMILIES = ("เซรามิก", "ผลิตภัณฑ์ไม้", "ผ้าทอ", "OTOP", "สินค้าบริการ")
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
    Agency.objects.filter(name_th=CDD_OFFICE).update(phone="054000000")
    Agency.objects.create(
        name_th=NEWS_OFFICE,
        province_id=CHIANG_MAI,
        district_id="5001",
        address="49 ถนนประชาสัมพันธ์ ตำบลช้างคลาน 50100",
        phone="053283734",
    )
    committee = _committee(agencies)
    _meeting(committee, agencies)
    _project(committee, [agency for agency, _position in agencies[:-1]])


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
    _agenda(meeting, chair)
    MeetingAttendee.objects.bulk_create(
        MeetingAttendee(meeting=meeting, agency=agency, position_title=position, sequence=sequence)
        for sequence, (agency, position) in enumerate(agencies, start=2)
    )


def _agenda(meeting: Meeting, chair: Person) -> None:
    """What was said and what is to be done, each at its place in the agenda."""
    told = AgendaItem.objects.create(
        meeting=meeting,
        part=AgendaPart.INFORM,
        title="ความเป็นมาของโครงการและสินค้าของจังหวัดลำปาง",
        sequence=1,
    )
    Statement.objects.create(
        meeting=meeting,
        item=told,
        person=chair,
        position_title=DEPUTY_GOVERNOR,
        text=DEPUTY_SAID,
        sequence=1,
    )
    way = AgendaItem.objects.create(
        meeting=meeting,
        part=AgendaPart.CONSIDER,
        title="แนวทางการดำเนินโครงการ ประจำปีงบประมาณ พ.ศ. 2562",
        text="จัดงานมหกรรมเซรามิกและหัตถกรรมลำปาง@บางกอก ในเดือนพฤษภาคม 2562"
        "\nนำผู้ประกอบการร่วมงานลานนาเอ็กโปร 2019",
        sequence=2,
    )
    Resolution.objects.create(
        meeting=meeting,
        item=way,
        number="4.1",
        kind=ResolutionKind.AGREED,
        text="แนวทางการดำเนินโครงการตามที่เสนอ",
        due=Period.month_of(date(2019, 5, 1)),
        done_on=date(2019, 5, 31),
        result="จัดงานแล้วในเดือนพฤษภาคม 2562 (ข้อมูลตัวอย่าง)",
    )


def _project(committee: WorkingCommittee, partners: list[Agency]) -> None:
    before = Project.objects.create(name_th=PROJECT, fiscal_year_be=2561, province_id=LAMPANG)
    project = Project.objects.create(
        name_th=PROJECT,
        fiscal_year_be=2562,
        province_id=LAMPANG,
        committee=committee,
        continues=before,
        background=BACKGROUND,
        target_group="ผู้ประกอบการเซรามิก ผลิตภัณฑ์ไม้ ผ้าทอ OTOP และบริการของจังหวัดลำปาง",
        source=SOURCE,
        is_public=True,
    )
    ProjectObjective.objects.bulk_create(
        ProjectObjective(project=project, sequence=number, text=aim)
        for number, aim in enumerate(AIMS, start=1)
    )
    ProjectFigure.objects.bulk_create(
        ProjectFigure(project=project, sequence=number, **figure)
        for number, figure in enumerate(FIGURES, start=1)
    )
    ProductFamily.objects.bulk_create(
        ProductFamily(project=project, sequence=number, name_th=name)
        for number, name in enumerate(FAMILIES, start=1)
    )
    ProjectPartner.objects.bulk_create(
        ProjectPartner(project=project, sequence=number, agency=agency)
        for number, agency in enumerate(partners, start=1)
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
    Participation.objects.create(fair_event=joined, host_name="ลานนาเอ็กโปร 2019")
    ProjectActivity.objects.bulk_create(
        [
            ProjectActivity(
                project=project,
                sequence=1,
                kind=ActivityKind.ORGANISED,
                name_th="การจัดงาน “มหกรรมเซรามิกและหัตถกรรมลำปาง@บางกอก”",
                fair_event=organised,
            ),
            ProjectActivity(
                project=project,
                sequence=2,
                kind=ActivityKind.JOINED,
                name_th="การนำผู้ประกอบการร่วมในงาน ลานนาเอ็กโปร 2019",
                fair_event=joined,
            ),
        ]
    )
