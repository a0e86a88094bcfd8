"""What two shops have sent of their standards and documents: some checked, some waiting."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from otopfair.thai.calendar import fiscal_year_be, today_in_thailand
from products.operations.catalogue import save_product
from vendors.dossier import missing_documents
from vendors.models import (
    PaperState,
    RegistrationRound,
    StandardKind,
    Vendor,
    VendorDocument,
    VendorDocumentKind,
)
from vendors.operations.papers import judge_paper, send_document, send_standard
from vendors.operations.registration import save_vendor
from vendors.operations.registrations import ask_registration

COMMUNITY, FOOD = "มผช. (มาตรฐานผลิตภัณฑ์ชุมชน)", "อย. (เลขสารบบอาหาร)"
PEACOCK = "นกยูงพระราชทาน (ผ้าไหม)"
CARD, WORKSHOP = "สำเนาบัตรประชาชนของเจ้าของหรือประธาน", "รูปถ่ายสถานที่ผลิต"
CERTIFICATE = "หนังสือรับรองว่าประกอบกิจการจริง"
SHEET = Path(__file__).resolve().parent / "pictures" / "paper.png"


def make_dossiers(cloth: Vendor, food: Vendor, *, by) -> None:
    """The cloth shop has nearly all, one standard about to run out; of the food shop one waits."""
    today = today_in_thailand()
    save_vendor(
        cloth,
        by=by,
        established_year_be=2548,
        member_count=18,
        women_count=15,
        men_count=3,
        founded_on=date(2005, 6, 13),
        local_workers=22,
        raw_material="ไหมเลี้ยงเองในหมู่บ้าน สีจากครั่งและคราม",
        yearly_income_baht=Decimal(960_000),
        certified_by="นางบัวลา ศรีสุข ประธานเครือข่าย OTOP อำเภอ",
        certified_on=today - timedelta(days=120),
        agent_name="นางสาวพิมพ์ใจ แก้ววงศ์",
        agent_phone="0810000004",
        latitude=Decimal("16.0897"),
        longitude=Decimal("102.6242"),
    )
    _tell_of_products(cloth, by=by)
    held = _standard(cloth, COMMUNITY, "17/2563", today + timedelta(days=40))
    judge_paper(held, PaperState.ACCEPTED, by=by)
    _standard(cloth, PEACOCK, "ก 1204/2566", today + timedelta(days=700))
    for name in (CARD, WORKSHOP):
        judge_paper(_document(cloth, name), PaperState.ACCEPTED, by=by)
    blurred = _document(cloth, CERTIFICATE)
    judge_paper(blurred, PaperState.REFUSED, reason="ถ่ายไม่เห็นลายเซ็น ถ่ายใหม่ให้เห็นทั้งหน้า", by=by)
    _standard(food, FOOD, "4010035920001", None)
    _document(food, WORKSHOP)


def file_papers(vendors: list[Vendor], *, by) -> None:
    """Every document that is asked of `vendors`, sent three weeks ago and found right."""
    sent = timezone.now() - timedelta(days=21)
    sheet = default_storage.save("papers/demo.png", _paper())
    VendorDocument.objects.bulk_create(
        VendorDocument(
            vendor=vendor,
            kind=kind,
            file=sheet,
            file_name="เอกสารตัวอย่าง.png",
            state=PaperState.ACCEPTED,
            sent_at=sent,
            judged_by=by,
            judged_at=sent + timedelta(days=1),
        )
        for vendor in vendors
        for kind in missing_documents(vendor)
    )


def _tell_of_products(cloth: Vendor, *, by) -> None:
    for product in cloth.products.order_by("pk"):
        save_product(
            product,
            by=by,
            distinction="ลายที่ยายคิดไว้ ทอได้เฉพาะในหมู่บ้านนี้",
            process="สาวไหม มัดลาย ย้อมสีธรรมชาติ แล้วทอด้วยกี่มือ ผืนหนึ่งใช้เวลาราว 12 วัน",
            usage="ตัดชุดไปงาน หรือเป็นของขวัญ",
            wholesale_baht=Decimal(1_900),
            sold_where="ศูนย์ OTOP อำเภอชนบท",
        )


def make_registration_round(asks: list[Vendor]) -> None:
    """A round of the country that is open now; some producers have asked in it."""
    today = today_in_thailand()
    quarter = (today.month + 2) % 12 // 3 + 1
    year_be = fiscal_year_be(today)
    in_round = RegistrationRound.objects.create(
        name_th=f"ไตรมาส {quarter}/{year_be}",
        fiscal_year_be=year_be,
        opens_on=today - timedelta(days=20),
        closes_on=today + timedelta(days=25),
        holds_until=date(today.year + 5, 9, 30),
    )
    for vendor in asks:
        ask_registration(
            vendor,
            in_round,
            form_key=uuid5(NAMESPACE_URL, f"{vendor.pk} {in_round}"),
            by=_owner(vendor),
            by_labour=True,
            by_benefit=True,
            link_text="สมาชิก 12 คนในหมู่บ้านช่วยกันทำ แบ่งรายได้ทุกเดือน",
        )


def _standard(vendor: Vendor, name: str, number: str, valid_until):
    kind = StandardKind.objects.get(name_th=name)
    return send_standard(
        vendor,
        kind,
        number=number,
        valid_until=valid_until,
        upload=_paper(),
        form_key=uuid5(NAMESPACE_URL, f"{vendor.pk} {name}"),
        by=_owner(vendor),
    )


def _document(vendor: Vendor, name: str):
    kind = VendorDocumentKind.objects.get(name_th=name)
    key = uuid5(NAMESPACE_URL, f"{vendor.pk} {name}")
    return send_document(vendor, kind, _paper(), form_key=key, by=_owner(vendor))


def _owner(vendor: Vendor):
    return vendor.members.select_related("user").order_by("pk")[0].user


def _paper() -> ContentFile:
    """A sheet with lines and a stamp; nobody's data is on it."""
    return ContentFile(SHEET.read_bytes(), name="เอกสารตัวอย่าง")
