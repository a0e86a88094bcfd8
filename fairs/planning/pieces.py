"""The pieces of each page of planning, in the order in which they stand on it."""

from fairs.doubts import doubts_about_meeting
from fairs.models import (
    AgendaItem,
    AppointmentOrder,
    BudgetLine,
    CommitteeMember,
    Meeting,
    MeetingAttendee,
    ProductFamily,
    Project,
    ProjectActivity,
    ProjectFigure,
    ProjectIndicator,
    ProjectObjective,
    ProjectPartner,
    Resolution,
    Statement,
    SubCommittee,
    WorkingCommittee,
)
from fairs.planning.kinds import PieceKind
from fairs.planning.suggesting import aims_again, source_again, who_came, who_speaks

WHO = ("person_name", "position_title", "agency_name")
STANDS_IN = ("capacity", "acting_for")

ORDER = (
    PieceKind(
        "head",
        "หัวคำสั่ง",
        AppointmentOrder,
        ("issuing_office", "number", "year_be", "subject"),
    ),
    PieceKind(
        "body",
        "เนื้อความคำสั่ง",
        AppointmentOrder,
        ("reason", "legal_basis", "amends", "cancels"),
    ),
    PieceKind(
        "signing",
        "การลงนาม",
        AppointmentOrder,
        ("signed_on", "effective_on", "signer_name", "signer_position", "signer_capacity"),
    ),
)
COMMITTEE = (
    PieceKind(
        "head",
        "ข้อมูลคณะทำงาน",
        WorkingCommittee,
        ("name_th", "short_name", "fiscal_year_be", "order", "duties"),
    ),
    PieceKind(
        "member",
        "คนในคณะทำงาน",
        CommitteeMember,
        ("role", *WHO, *STANDS_IN, "sub_committee", "substitute", "from_on", "until_on"),
        above="committee",
        within=("sub_committee",),
        by_lines="who",
    ),
    PieceKind(
        "part",
        "ฝ่าย",
        SubCommittee,
        ("name_th", "duties"),
        above="committee",
        by_lines="name_th",
    ),
)
MEETING = (
    PieceKind(
        "head",
        "วัน เวลา และสถานที่",
        Meeting,
        (
            *("committee", "ordinal", "year_be", "held_on", "starts_time", "ends_time"),
            *("venue", "purpose", "source"),
        ),
        doubts=doubts_about_meeting,
    ),
    PieceKind("invitation", "หนังสือเชิญ", Meeting, ("invite_number", "invited_on")),
    PieceKind("signing", "ผู้จดและผู้ตรวจรายงาน", Meeting, ("minutes_by", "checked_by")),
    PieceKind(
        "attendee",
        "รายชื่อ",
        MeetingAttendee,
        ("attendance", *WHO, *STANDS_IN, "note"),
        above="meeting",
        within=("attendance",),
        by_lines="who",
    ),
    PieceKind(
        "agenda",
        "เรื่องในวาระ",
        AgendaItem,
        ("title", "text", "part"),
        above="meeting",
        within=("part",),
        by_lines="title",
    ),
    PieceKind(
        "statement",
        "คำกล่าว",
        Statement,
        (*WHO, "text", "item"),
        above="meeting",
        within=("item",),
        starts_with=(*WHO, "text"),
        suggests=who_speaks,
    ),
    PieceKind(
        "resolution",
        "มติ",
        Resolution,
        ("kind", "text", "responsible", "due", "number", "item"),
        above="meeting",
        within=("item",),
        starts_with=("kind", "text", "responsible", "due"),
        has_order=False,
    ),
)
PROJECT = (
    PieceKind(
        "head",
        "ข้อมูลโครงการ",
        Project,
        (
            *("name_th", "fiscal_year_be", "period", "plan", "owner_name"),
            *("committee", "continues", "continues_year_be", "source", "is_public"),
        ),
    ),
    PieceKind("background", "ที่มาและกลุ่มเป้าหมาย", Project, ("background", "target_group")),
    PieceKind("results", "ผลการดำเนินการ", Project, ("results",)),
    PieceKind(
        "objective",
        "วัตถุประสงค์",
        ProjectObjective,
        ("text",),
        above="project",
        by_lines="text",
        suggests=aims_again,
    ),
    PieceKind(
        "activity",
        "กิจกรรม",
        ProjectActivity,
        ("kind", "name_th", "period", "place", "fair_event"),
        above="project",
        starts_with=("kind", "name_th", "period", "place", "fair_event"),
    ),
    PieceKind(
        "figure",
        "ตัวเลขสำคัญ",
        ProjectFigure,
        ("name_th", "qualifier", "amount", "unit", "year_be", "source"),
        above="project",
        starts_with=("name_th", "qualifier", "amount", "unit", "year_be", "source"),
        suggests=source_again,
    ),
    PieceKind(
        "family",
        "กลุ่มสินค้า",
        ProductFamily,
        ("name_th", "note"),
        above="project",
        by_lines="name_th",
    ),
    PieceKind(
        "partner",
        "หน่วยงานร่วม",
        ProjectPartner,
        ("agency_name", "part"),
        above="project",
        by_lines="agency_name",
        suggests=who_came,
    ),
    PieceKind(
        "budget",
        "งบประมาณ",
        BudgetLine,
        ("source", "allocated_baht", "used_baht"),
        above="project",
        starts_with=("source", "allocated_baht", "used_baht"),
    ),
    PieceKind(
        "indicator",
        "ตัวชี้วัด",
        ProjectIndicator,
        ("name_th", "unit", "target", "filled_from", "result"),
        above="project",
        starts_with=("name_th", "unit", "target", "filled_from", "result"),
    ),
)


def kind_of(kinds: tuple[PieceKind, ...], key: str) -> PieceKind | None:
    return next((kind for kind in kinds if kind.key == key), None)
