"""What vendors' own rows say for the scores: registrations, first time at a fair, district."""

from collections import Counter

from django.utils.translation import gettext_noop

from vendors.models import BoothAllocation, BoothApplication, VendorRegistration, VendorStandard
from vendors.sources import Figure, ScoreSource, add_source

NEW, KNOWN = gettext_noop("ยังไม่เคยออกงาน"), gettext_noop("เคยออกงาน")
FOR_REGISTRATIONS = (0, 3, 4, 5)
# A district's applications against an even share of all: up to so many times, so many points.
FOR_SHARE = ((0.5, 5), (1.0, 4), (1.5, 3), (2.0, 2))


def registrations(applications: list[BoothApplication]) -> dict[int, Figure]:
    """Kinds of registration and of standard that hold on every day of the fair."""
    if not applications:
        return {}
    vendors, fair_event = [row.vendor_id for row in applications], applications[0].fair_event
    registered = VendorRegistration.objects.filter(vendor__in=vendors).holding_at(fair_event)
    held = VendorStandard.objects.filter(vendor__in=vendors).holding_at(fair_event)
    kinds: dict[int, set] = {}
    for row in registered.order_by("pk"):
        kinds.setdefault(row.vendor_id, set()).add(row.get_kind_display())
    for row in held.select_related("kind").order_by("pk"):
        kinds.setdefault(row.vendor_id, set()).add(str(row.kind))
    return {row.pk: _of_kinds(sorted(kinds.get(row.vendor_id, ()))) for row in applications}


def _of_kinds(kinds: list[str]) -> Figure:
    points = FOR_REGISTRATIONS[min(len(kinds), len(FOR_REGISTRATIONS) - 1)]
    return Figure(
        points, ", ".join(kinds)[:255] or "ไม่มีทะเบียนหรือมาตรฐานที่ใช้ได้ถึงวันงาน", str(len(kinds))
    )


def first_time(applications: list[BoothApplication]) -> dict[int, Figure]:
    """Whether a vendor has stood in a booth of an earlier fair."""
    stood = BoothAllocation.objects.filter(
        application__vendor__in=[row.vendor_id for row in applications], released_at=None
    ).exclude(booth__fair_event__in={row.fair_event_id for row in applications})
    if first_day := _first_day(applications):
        stood = stood.filter(booth__fair_event__opens_on__lt=first_day)
    times = Counter(
        vendor_id
        for vendor_id, _fair in stood.order_by()
        .values_list("application__vendor", "booth__fair_event")
        .distinct()
    )
    return {row.pk: _of_times(times[row.vendor_id]) for row in applications}


def _first_day(applications):
    fair_event = applications[0].fair_event if applications else None
    return fair_event and (fair_event.opens_on or fair_event.closes_on)


def _of_times(times: int) -> Figure:
    return Figure(0, f"เคยออกงาน {times} ครั้ง", KNOWN) if times else Figure(5, NEW, NEW)


def district_balance(applications: list[BoothApplication]) -> dict[int, Figure]:
    """Few applications from a district are many points."""
    counts = Counter(
        BoothApplication.objects.filter(call__in={row.call_id for row in applications})
        .exclude(status="draft")
        .order_by("pk")
        .values_list("call", "vendor__province", "vendor__district")
    )
    of_calls: dict[int, list[int]] = {}
    for (call_id, *_place), count in counts.items():
        of_calls.setdefault(call_id, []).append(count)
    return {
        row.pk: _of_share(
            row,
            counts[row.call_id, row.vendor.province_id, row.vendor.district_id],
            of_calls.get(row.call_id, []),
        )
        for row in applications
    }


def _of_share(row: BoothApplication, mine: int, districts: list[int]) -> Figure:
    """`mine` applications come from its district, and `districts` many from each of the call."""
    total = sum(districts)
    ratio = mine * len(districts) / total if total else 1
    points = next((points for most, points in FOR_SHARE if ratio <= most), 1)
    return Figure(points, f"{row.vendor.place} สมัคร {mine} จาก {total} ใบ", row.vendor.place)


def add_sources() -> None:
    add_source(
        ScoreSource(
            "registrations",
            "ทะเบียนและมาตรฐาน",
            "ที่ใช้ได้ถึงวันงาน ไม่มี 0, 1 ชนิด 3, 2 ชนิด 4, มากกว่านั้น 5",
            15,
            registrations,
            20,
        )
    )
    add_source(
        ScoreSource(
            "first_time",
            gettext_noop("ผู้สมัครรายใหม่"),
            "ยังไม่เคยออกงานในระบบ 5, เคยแล้ว 0",
            15,
            first_time,
            40,
            (NEW, KNOWN),
        )
    )
    add_source(
        ScoreSource(
            "district",
            "กระจายอำเภอ",
            "อำเภอที่สมัครน้อยได้คะแนนมาก",
            10,
            district_balance,
            50,
        )
    )
