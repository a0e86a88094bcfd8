"""An application as officers read it: today, as it was sent, and what differs between the two."""

from fairs.models import ProductCategory
from otopfair.thai.identity import mask_id
from otopfair.thai.phones import format_phones
from vendors.asked import as_sent
from vendors.costs import costs_of
from vendors.models import ANSWERED_BY_VENDOR, BoothApplication, SentCopy, Vendor

LABELS = {
    "name": "ชื่อร้าน",
    "contact": "ผู้ติดต่อ",
    "phones": "โทรศัพท์",
    "identity": "เลข 13 หลัก",
    "kind": "ประเภทผู้ลงทะเบียน",
    "registrations": "ทะเบียน",
    "address": "ที่อยู่",
    "applied_for": "ประเภทที่สมัคร",
    "costs": "แบบบูธและค่าใช้จ่าย",
    "wishes": "โซนและเพื่อนบ้านที่อยากได้",
    "note": "บอกเพิ่ม",
}


def as_shown(application: BoothApplication) -> dict[str, str]:
    """Every fact of an application by its key in LABELS, as text. ID numbers stay masked."""
    category, costs = application.category, costs_of(application)
    name = ProductCategory(category).label if category else "ยังไม่เลือก"
    return {
        **_vendor_as_shown(application.vendor),
        "applied_for": f"{category or ''} {name} {application.booths_wanted} บูธ".strip(),
        "costs": costs.in_words if costs else "",
        "wishes": wishes_of(application),
        "note": application.note,
    }


def answers_now(application: BoothApplication) -> list[tuple[str, str]]:
    """What its vendor has answered so far, in words; of what is sent there is a copy to read."""
    shown = as_shown(application)
    keys = ["applied_for", "costs", "wishes", "note"]
    if application.status not in ANSWERED_BY_VENDOR:
        keys.remove("costs")  # nobody has agreed to what the call says today
    lines = [(LABELS[key], shown[key]) for key in keys if shown[key]]
    lines += [(row["text"], row["answer"]) for row in as_sent(application)]
    products = application.offered_products.select_related("product").order_by("pk")
    names = ", ".join(str(offer.product) for offer in products)
    return [*lines, ("สินค้า", names or "ยังไม่เลือก")]


def wishes_of(application: BoothApplication) -> str:
    """The zone and the neighbours that the vendor would like, in words; "" for none."""
    zone = f"โซน {application.zone_wished}" if application.zone_wished else ""
    return " ".join(filter(None, (zone, application.neighbours_wished)))


def _vendor_as_shown(vendor: Vendor) -> dict[str, str]:
    return {
        "name": vendor.name_th,
        "contact": vendor.contact_name,
        "phones": format_phones([row.number for row in vendor.phones.all()]),
        "identity": mask_id(vendor.identity_no) if vendor.identity_no else "",
        "kind": vendor.get_kind_display(),
        "registrations": ", ".join(map(str, vendor.registrations.order_by("kind", "pk"))),
        "address": address_of(vendor),
    }


def address_of(vendor: Vendor) -> str:
    """The whole address on one line."""
    subdistrict = f"ต.{vendor.subdistrict}" if vendor.subdistrict else ""
    return " ".join(filter(None, (vendor.address, subdistrict, vendor.place, vendor.postcode)))


def last_copy(application: BoothApplication) -> SentCopy | None:
    """What was sent last; None for a vendor whom an officer entered from the committee's list."""
    return application.copies.order_by("-revision").first()


def differences(copy: SentCopy | None, application: BoothApplication) -> list[dict[str, str]]:
    """Facts that are not as they were sent: label, sent, now."""
    if copy is None:
        return []
    sent, now = copy.answers, as_shown(application)
    facts = [
        {"label": label, "sent": sent[key], "now": now[key]}
        for key, label in LABELS.items()
        if key in sent and sent[key] != now[key]
    ]
    return facts + _answered_otherwise(copy, application)


def _answered_otherwise(copy: SentCopy, application: BoothApplication) -> list[dict[str, str]]:
    """Answers that are not as they were sent; a question that now reads otherwise is none."""
    now = {row["id"]: row["answer"] for row in as_sent(application)}
    return [
        {"label": row["text"], "sent": row["answer"], "now": now[row["id"]]}
        for row in copy.answers.get("questions", [])
        if row["id"] in now and now[row["id"]] != row["answer"]
    ]
