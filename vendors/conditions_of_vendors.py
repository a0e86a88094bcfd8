"""The conditions that this app knows: where a vendor is, what it is, which papers it has."""

from django.urls import reverse

from fairs.models import ORIGINS, CallOrigin, FairEvent
from vendors.conditions import Barrier, ConditionKind, add_condition_kind
from vendors.models import (
    RegistrationKind,
    RegistrationState,
    StandardKind,
    Vendor,
    VendorKind,
    VendorRegistration,
)

TO_STANDARDS = "ส่งใบรับรอง"


def _labels(choices, values: list[str]) -> str:
    return " หรือ ".join(str(label) for value, label in choices if value in values)


def _origins() -> list[tuple[str, str]]:
    return [(origin.value, f"ร้าน{origin.label}เจ้าของงาน") for origin in ORIGINS]


def _origin_words(values: list[str], fair_event: FairEvent) -> str:
    home = fair_event.home_province
    words = {
        CallOrigin.INSIDE: f"ร้านในจังหวัด{home}",
        CallOrigin.OUTSIDE: f"ร้านนอกจังหวัด{home}",
    }
    return " หรือ ".join(words[origin] for origin in ORIGINS if origin in values)


def _origin_barrier(values: list[str], vendor: Vendor, fair_event: FairEvent) -> Barrier | None:
    home = fair_event.home_province_id == vendor.province_id
    if (CallOrigin.INSIDE if home else CallOrigin.OUTSIDE) in values:
        return None
    sentence = f"รอบนี้รับเฉพาะ{_origin_words(values, fair_event)} ร้านนี้อยู่จังหวัด{vendor.province}"
    return Barrier("origin", sentence, "ถ้าจังหวัดในข้อมูลร้านไม่ถูกต้อง โทรแจ้งเจ้าหน้าที่")


def _kind_words(values: list[str], _fair_event: FairEvent) -> str:
    return _labels(VendorKind.choices, values)


def _kind_barrier(values: list[str], vendor: Vendor, fair_event: FairEvent) -> Barrier | None:
    if vendor.kind in values:
        return None
    asked = _kind_words(values, fair_event)
    sentence = f"รอบนี้รับเฉพาะ{asked} ร้านนี้ลงไว้เป็น{vendor.get_kind_display()}"
    todo = "ถ้าลงประเภทไว้ไม่ถูกต้อง แก้ในข้อมูลร้าน"
    return Barrier("kind", sentence, todo, reverse("my-profile"))


def _registration_words(values: list[str], _fair_event: FairEvent) -> str:
    return f"มี{_labels(RegistrationKind.choices, values)} ที่ใช้ได้ในวันจัดงาน"


def _registration_barrier(
    values: list[str], vendor: Vendor, fair_event: FairEvent
) -> Barrier | None:
    rows = [row for row in vendor.registrations.all() if row.kind in values]
    if any(row.holds_at(fair_event) for row in rows):
        return None
    asked = _labels(RegistrationKind.choices, values)
    held = [row for row in rows if row.is_in_force]
    waiting = [row for row in rows if row.state == RegistrationState.ASKED]
    if waiting:
        return _waiting_barrier(asked, waiting[0])
    todo, address, act = _way_to_register(values)
    if held:
        sentence = f"{held[0]} ที่มีอยู่ใช้ไม่ได้ถึงวันจัดงาน"
        todo = "ต้องขึ้นทะเบียนใหม่ หรือแจ้งวันหมดอายุใหม่"
    else:
        sentence = f"รอบนี้ต้องมี{asked} ยังไม่มีในข้อมูลร้าน"
    return Barrier("registration", sentence, todo, address, act)


def _waiting_barrier(asked: str, row: VendorRegistration) -> Barrier:
    if row.is_told:
        sentence = f"รอบนี้ต้องมี{asked} เลขที่ร้านแจ้งไว้เจ้าหน้าที่ยังตรวจไม่เสร็จ"
        todo = "ตรวจเสร็จแล้วจึงสมัครได้ ถ้าใกล้ปิดรับ โทรแจ้งเจ้าหน้าที่"
    else:
        sentence = f"รอบนี้ต้องมี{asked} คำขอของร้านรออำเภอพิจารณา"
        todo = "สมัครได้เมื่ออำเภอขึ้นทะเบียนแล้ว เราจะแจ้งในหน้าข้อความ"
    return Barrier("registration", sentence, todo, reverse("my-registration"), "ดูคำขอของร้าน")


def _way_to_register(values: list[str]) -> tuple[str, str, str]:
    """What to do, where, and how the link reads: one kind leads to its own form."""
    others = [kind for kind in RegistrationKind if kind in values and kind != RegistrationKind.OTOP]
    if len(values) == 1 and others:
        to = reverse("my-registration-tell", args=[others[0].value])
        return "ถ้ามีแล้ว", to, f"แจ้งเลข{others[0].label}"
    if others:
        return "ถ้ามีอย่างหนึ่งแล้ว", reverse("my-registration"), "แจ้งเลขทะเบียน"
    return "ถ้ามีแล้ว แจ้งเลขในหน้าเดียวกัน ถ้ายังไม่มี", reverse("my-registration"), "ยื่นขอขึ้นทะเบียน"


def _standards() -> list[tuple[str, str]]:
    rows = StandardKind.objects.order_by("sequence", "pk").values_list("pk", "name_th")
    return [(str(key), name) for key, name in rows]


def _standard_words(values: list[str], _fair_event: FairEvent) -> str:
    return f"มี{_labels(_standards(), values)} ที่เจ้าหน้าที่ตรวจแล้วและใช้ได้ในวันจัดงาน"


def _standard_barrier(values: list[str], vendor: Vendor, fair_event: FairEvent) -> Barrier | None:
    rows = vendor.standards.filter(kind__in=values)
    if rows.holding_at(fair_event).exists():
        return None
    asked = _labels(_standards(), values)
    if rows.waiting().exists():
        sentence = f"รอบนี้ต้องมี{asked} ที่ส่งไว้เจ้าหน้าที่ยังตรวจไม่เสร็จ"
        return Barrier("standard", sentence, "ตรวจเสร็จแล้วจึงสมัครได้ ถ้าใกล้ปิดรับ โทรแจ้งเจ้าหน้าที่")
    if rows.in_force().exists():
        sentence = f"{asked} ที่มีอยู่ใช้ไม่ได้ถึงวันจัดงาน"
        todo = "ต่ออายุแล้วส่งใบใหม่ให้เจ้าหน้าที่ตรวจ"
        return Barrier("standard", sentence, todo, reverse("my-standards"), TO_STANDARDS)
    sentence = f"รอบนี้ต้องมี{asked} ยังไม่มีในข้อมูลร้าน"
    return Barrier("standard", sentence, "ถ้ามีแล้ว", reverse("my-standards"), TO_STANDARDS)


def add_condition_kinds() -> None:
    kinds = [
        ("origin", "ร้านจากที่ไหน", _origins, _origin_words, _origin_barrier),
        ("kind", "ประเภทผู้ลงทะเบียน", lambda: VendorKind.choices, _kind_words, _kind_barrier),
        (
            "registration",
            "ทะเบียนที่ใช้ได้ในวันจัดงาน",
            lambda: RegistrationKind.choices,
            _registration_words,
            _registration_barrier,
        ),
        (
            "standard",
            "มาตรฐานที่ใช้ได้ในวันจัดงาน",
            _standards,
            _standard_words,
            _standard_barrier,
        ),
    ]
    for order, kind in enumerate(kinds, start=1):
        add_condition_kind(ConditionKind(*kind, order * 10))
