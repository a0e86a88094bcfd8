"""The parts of the dossier that this app knows, and where each stands."""

from django.urls import reverse

from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.formatting import format_date_short
from vendors.dossier_parts import DossierPart, PartState, Standing, add_dossier_part
from vendors.models import (
    PaperState,
    RegistrationKind,
    RegistrationRound,
    RegistrationState,
    ShowState,
    Vendor,
    VendorDocumentKind,
    VendorKind,
)

TO_FILL, TO_FINISH, TO_MEND, WAITING, DONE = (
    PartState.TO_FILL,
    PartState.TO_FINISH,
    PartState.TO_MEND,
    PartState.WAITING,
    PartState.DONE,
)


def shop(vendor: Vendor) -> Standing:
    if vendor.show_state == ShowState.RETURNED:
        return Standing(TO_MEND, "เจ้าหน้าที่ขอให้แก้ก่อนแสดง")
    if not vendor.story:
        return Standing(TO_FINISH, "ยังไม่ได้เขียนเรื่องของร้าน")
    if vendor.show_state == ShowState.NEW:
        return Standing(WAITING, "เจ้าหน้าที่ดูหนึ่งครั้งก่อนผู้ชมเห็น")
    return Standing(DONE)


def contact(vendor: Vendor) -> Standing:
    phones = list(vendor.phones.all())
    return _lacking(
        ("ผู้ติดต่อ", vendor.contact_name), ("โทรศัพท์", phones), ("เลข 13 หลัก", vendor.identity_no)
    )


def address(vendor: Vendor) -> Standing:
    return _lacking(
        ("อำเภอ", vendor.district), ("ตำบล", vendor.subdistrict), ("เลขที่", vendor.address)
    )


def business(vendor: Vendor) -> Standing:
    asked = [
        ("ปีที่เริ่ม", vendor.established_year_be or vendor.founded_on),
        ("คนในชุมชนที่ร่วมทำงาน", vendor.local_workers is not None),
        ("วัตถุดิบ", vendor.raw_material),
        ("รายได้ต่อปี", vendor.yearly_income_baht is not None),
    ]
    if vendor.kind == VendorKind.GROUP:
        asked.insert(1, ("จำนวนสมาชิก", vendor.member_count))
    return _lacking(*asked)


def _lacking(*asked) -> Standing:
    missing = [name for name, there in asked if not there]
    if not missing:
        return Standing(DONE)
    state = TO_FILL if len(missing) == len(asked) else TO_FINISH
    return Standing(state, f"ยังไม่มี {', '.join(missing)}")


def registration(vendor: Vendor) -> Standing:
    """Whether it is a registered producer today, or has asked; without a round it can only wait."""
    every = list(vendor.registrations.select_related("round").order_by("-pk"))
    latest = next((row for row in every if row.is_told), None)
    if latest and latest.state == RegistrationState.REFUSED:
        return Standing(TO_MEND, f"เจ้าหน้าที่ขอให้แก้เลข{latest.get_kind_display()}")
    rows = [row for row in every if row.kind == RegistrationKind.OTOP]
    today = today_in_thailand()
    if held := next((row for row in rows if row.is_valid_on(today)), None):
        until = f" ใช้ได้ถึง {format_date_short(held.valid_until)}" if held.valid_until else ""
        return Standing(DONE, f"{held.number}{until}")
    if rows and rows[0].state == RegistrationState.ASKED:
        if rows[0].is_told:
            return Standing(WAITING, f"แจ้ง{rows[0]} แล้ว รอเจ้าหน้าที่ตรวจ")
        return Standing(WAITING, f"ยื่นรอบ {rows[0].round} แล้ว รออำเภอพิจารณา")
    if rows and rows[0].state == RegistrationState.REFUSED:
        return Standing(TO_MEND, f"อำเภอยังไม่ขึ้นทะเบียน: {rows[0].reason}")
    if RegistrationRound.objects.open_for(vendor).exists():
        return Standing(TO_FILL, "ยังไม่ได้ขึ้นทะเบียน ตอนนี้เปิดรับ")
    return Standing(PartState.IF_ANY, "ยังไม่มีทะเบียน ตอนนี้ไม่มีรอบที่เปิดรับ")


def standards(vendor: Vendor) -> Standing:
    rows = list(vendor.standards.current().select_related("kind"))
    if not rows:
        return Standing(PartState.IF_ANY, "เช่น อย. มผช. ฮาลาล")
    return _of_papers(rows) or Standing(DONE, ", ".join(str(row) for row in rows))


def missing_documents(vendor: Vendor) -> list[VendorDocumentKind]:
    """What vendors of its kind must send, and it has not sent."""
    there = vendor.documents.current().values("kind")
    asked = VendorDocumentKind.objects.filter(is_offered=True, is_required=True)
    return [kind for kind in asked.exclude(pk__in=there) if kind.is_for(vendor.kind)]


def documents(vendor: Vendor) -> Standing:
    rows = list(vendor.documents.current().select_related("kind"))
    missing = missing_documents(vendor)
    standing = _of_papers(rows)
    if standing and standing.state == TO_MEND:
        return standing
    if missing:
        lacks = f"ยังขาด {len(missing)} อย่าง: {', '.join(map(str, missing))}"
        return Standing(TO_FINISH if rows else TO_FILL, lacks)
    return standing or Standing(DONE)


def _of_papers(rows) -> Standing | None:
    """What is to be done about the papers that are there, the most urgent first."""
    refused = [row for row in rows if row.state == PaperState.REFUSED]
    if refused:
        return Standing(TO_MEND, f"เจ้าหน้าที่ขอให้แก้ {refused[0]}")
    run_out = [row for row in rows if row.has_run_out]
    if run_out:
        return Standing(TO_MEND, f"{run_out[0]} หมดอายุแล้ว")
    waiting = [row for row in rows if row.state == PaperState.WAITING]
    if waiting:
        return Standing(WAITING, f"รอตรวจ {len(waiting)} รายการ")
    soon = [row for row in rows if row.runs_out_soon]
    return Standing(DONE, f"{soon[0]} ใกล้หมดอายุ") if soon else None


def add_dossier_parts() -> None:
    def profile(part: str):
        return lambda: f"{reverse('my-profile')}?part={part}"

    def page(name: str):
        return lambda: reverse(name)

    parts = [
        ("shop", "ร้านและสิ่งที่ผู้ชมเห็น", 10, profile("shop"), shop),
        ("contact", "ผู้ติดต่อ", 20, profile("contact"), contact),
        ("address", "ที่ตั้ง", 30, profile("address"), address),
        ("standards", "มาตรฐาน", 60, page("my-standards"), standards),
        ("business", "กิจการและชุมชน", 35, profile("business"), business),
        ("registration", "ทะเบียนของร้าน", 40, page("my-registration"), registration),
        ("documents", "เอกสาร", 70, page("my-documents"), documents),
    ]
    for part in parts:
        add_dossier_part(DossierPart(*part))
