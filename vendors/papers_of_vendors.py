"""The documents that this app knows: who applies, and where it is registered."""

from otopfair.thai.formatting import format_date_short, format_datetime
from otopfair.thai.identity import mask_id
from vendors.dossier import missing_documents
from vendors.models import (
    BoothApplication,
    RegistrationKind,
    VendorDocument,
    VendorRegistration,
    VendorStandard,
)
from vendors.paperwork import DocumentKind, PaperLine, add_document_kind

NOT_SENT = "ยังไม่ส่ง"


def identity(application: BoothApplication) -> list[str]:
    vendor = application.vendor
    number = mask_id(vendor.identity_no) if vendor.identity_no else "ยังไม่มีเลข 13 หลัก"
    return [vendor.get_kind_display(), number]


def otop_registration(application: BoothApplication) -> list[str]:
    rows = application.vendor.registrations.all()
    return [_line(application, row) for row in rows if row.kind == RegistrationKind.OTOP]


def standards(application: BoothApplication) -> list[str]:
    """Other registrations, and what the vendor holds: with an officer's word, or waiting."""
    held = application.vendor.standards.current().select_related("kind")
    return _other_registrations(application) + [_paper_line(application, row) for row in held]


def _other_registrations(application: BoothApplication) -> list[str]:
    rows = application.vendor.registrations.all()
    return [_line(application, row) for row in rows if row.kind != RegistrationKind.OTOP]


def each_standard(kind: DocumentKind, application: BoothApplication) -> list[PaperLine]:
    """Every standard that the vendor holds; other registrations are one line."""
    others = _other_registrations(application)
    lines = [PaperLine(kind.key, "ทะเบียนอื่น", kind, others)] if others else []
    held = application.vendor.standards.current().select_related("kind", "judged_by")
    return lines + [_line_of(kind, application, "standard", row) for row in held]


def each_document(kind: DocumentKind, application: BoothApplication) -> list[PaperLine]:
    """Every document that was sent, and every one that is to be sent and is not there."""
    sent = application.vendor.documents.current().select_related("kind", "judged_by")
    missing = missing_documents(application.vendor)
    return [_line_of(kind, application, "document", row) for row in sent] + [
        PaperLine(f"missing-{one.pk}", str(one), kind, [NOT_SENT], is_missing=True)
        for one in missing
    ]


def _line_of(kind: DocumentKind, application, word: str, row) -> PaperLine:
    told = _paper_line(application, row).removeprefix(str(row)).strip()
    return PaperLine(f"{word}-{row.pk}", str(row), kind, [told], row)


def documents(application: BoothApplication) -> list[str]:
    """Every document that was sent, and those that are to be sent and are not there."""
    rows = application.vendor.documents.current().select_related("kind")
    lines = [_paper_line(application, row) for row in rows]
    return lines + [f"{kind} {NOT_SENT}" for kind in missing_documents(application.vendor)]


def _paper_line(application: BoothApplication, row: VendorStandard | VendorDocument) -> str:
    """What the vendor has sent, and when: an officer's word on it does not change this line, or
    else it would count as a correction by the vendor."""
    until = f" ถึง {format_date_short(row.valid_until)}" if row.valid_until else ""
    ends = "" if row.covers(application.fair_event) else " ไม่ครอบคลุมวันงาน"
    return f"{row}{until} (ส่ง {format_datetime(row.sent_at)}){ends}"


def _line(application: BoothApplication, row: VendorRegistration) -> str:
    until = f" ถึง {format_date_short(row.valid_until)}" if row.valid_until else ""
    if row.is_told and not row.is_in_force:
        return f"{row}{until} {row.state_words}"
    ends = "" if row.holds_at(application.fair_event) else " ไม่ครอบคลุมวันงาน"
    return f"{row}{until}{ends}"


def add_document_kinds() -> None:
    add_document_kind(DocumentKind("identity", "ตัวตนผู้สมัคร", 10, identity, names=True))
    add_document_kind(
        DocumentKind("registration", "ทะเบียนผู้ผลิต OTOP", 20, otop_registration, names=True)
    )
    add_document_kind(
        DocumentKind(
            "standards", "มาตรฐานและใบอนุญาต", 30, standards, names=True, papers=each_standard
        )
    )
    add_document_kind(
        DocumentKind("papers", "เอกสารของร้าน", 35, documents, names=True, papers=each_document)
    )
