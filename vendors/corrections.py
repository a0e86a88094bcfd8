"""What was sent back for correction, and whether it is corrected. The vendor's own parts."""

from dataclasses import dataclass

from django.urls import reverse

from otopfair.thai.phones import format_phones
from vendors.copies import address_of, wishes_of
from vendors.models import ApplicationStatus, BoothApplication, Correction
from vendors.paperwork import document_kinds
from vendors.parts import Part, parts_of

# Documents that are the shop's, and the page on which it sends them.
SHOP_DOCUMENTS = {
    "identity": "my-documents",
    "registration": "my-registration",
    "standards": "my-standards",
    "papers": "my-documents",
}


@dataclass(frozen=True)
class CorrectionLine:
    """One part that was sent back, as its page shows it. `part` is None when it is gone."""

    correction: Correction
    part: Part | None

    @property
    def is_changed(self) -> bool:
        return self.part is None or self.part.mark != self.correction.mark

    @property
    def is_answered(self) -> bool:
        return self.is_changed or bool(self.correction.explanation)


def lines_of(application: BoothApplication) -> list[CorrectionLine]:
    """What is still to be corrected, in the order of the parts."""
    parts = parts_of(application)
    rows = {row.part: row for row in application.corrections.open()}
    order = [key for key in parts if key in rows] + [key for key in rows if key not in parts]
    return [CorrectionLine(rows[key], parts.get(key)) for key in order]


def may_change(application: BoothApplication, *keys: str) -> bool:
    """Whether any of these parts may be changed now: all of a draft, of others what came back."""
    if application.status == ApplicationStatus.DRAFT:
        return True
    return bool(open_parts(application) & {*keys})


def open_parts(application: BoothApplication) -> set[str]:
    """The keys of the parts that were sent back and are with the vendor."""
    if application.status != ApplicationStatus.RETURNED:
        return set()
    return set(application.corrections.open().values_list("part", flat=True))


def own_parts(application: BoothApplication) -> list[Part]:
    """The parts that the vendors' app knows: the shop, and the application's own answers."""
    return [*_shop(application), *_documents(application), *_answers(application)]


def _shop(application: BoothApplication) -> list[Part]:
    vendor, profile = application.vendor, reverse("my-profile")
    phones = format_phones([row.number for row in vendor.phones.all()])
    return [
        Part("name", "ชื่อกลุ่มหรือกิจการ", vendor.name_th, profile, "id_name_th"),
        Part(
            "contact",
            "ผู้ติดต่อและโทรศัพท์",
            f"{vendor.contact_name} {phones}".strip(),
            profile,
            "id_contact_name",
        ),
        Part("address", "ที่อยู่", address_of(vendor), profile, "place"),
    ]


def _documents(application: BoothApplication) -> list[Part]:
    """Every kind of document that officers look at and that has no part of its own."""
    return [
        Part(
            f"document-{kind.key}",
            kind.name,
            " ".join(kind.tells(application)),
            reverse(SHOP_DOCUMENTS[kind.key]),
        )
        for kind in document_kinds()
        if kind.key in SHOP_DOCUMENTS
    ]


def _answers(application: BoothApplication) -> list[Part]:
    slug = application.fair_event.slug
    booths, note = (reverse(name, args=[slug]) for name in ("my-apply-category", "my-apply-note"))
    category = application.get_category_display() if application.category else ""
    return [
        Part("category", "ประเภทที่สมัคร", category, booths, "id_category"),
        Part("booths", "จำนวนบูธ", _booths(application), booths, "id_booths_wanted"),
        Part("wishes", "โซนและเพื่อนบ้านที่อยากได้", wishes_of(application), note, "id_zone_wished"),
        Part("note", "ข้อความถึงเจ้าหน้าที่", application.note, note, "id_note"),
    ]


def _booths(application: BoothApplication) -> str:
    booth_class = application.booth_class
    return " ".join(filter(None, (f"{application.booths_wanted} บูธ", str(booth_class or ""))))
