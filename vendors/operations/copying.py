"""A draft takes over the answers of the vendor's last application."""

from dataclasses import dataclass, field

from django.db import transaction

from fairs.models import FairEvent, ProductCategory
from otopfair.history.models import record
from otopfair.locking import lock
from vendors.acts import application_copied
from vendors.models import ApplicationStatus, BoothApplication, Vendor
from vendors.operations.rules import require


@dataclass
class Copied:
    """What was taken over and what was not, in words for the vendor."""

    taken: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def last_sent(vendor: Vendor, fair_event: FairEvent) -> BoothApplication | None:
    """The last application that the vendor sent to another fair."""
    rows = BoothApplication.objects.filter(vendor=vendor).exclude(submitted_at=None)
    rows = rows.exclude(fair_event=fair_event).select_related("fair_event")
    return rows.order_by("-submitted_at", "-pk").first()


def copy_application(application: BoothApplication, source: BoothApplication, *, by) -> Copied:
    """Take over category, booths, wishes, note and what the apps above add, as far as they fit.

    Raises RuleBroken when the application is no draft any more.
    """
    copied = Copied()
    with transaction.atomic():
        application = lock(application)
        require(application, {ApplicationStatus.DRAFT}, "ใบสมัครนี้ส่งแล้ว")
        _copy_category(application, source, copied)
        _copy_booths(application, source, copied)
        _copy_zone(application, source, copied)
        for name, label in (("neighbours_wished", "เพื่อนบ้าน"), ("note", "ที่บอกเจ้าหน้าที่")):
            if getattr(source, name):
                setattr(application, name, getattr(source, name))
                copied.taken.append(label)
        application.save()
        for part in application_copied.happened(application=application, source=source, by=by):
            copied.taken += part["taken"]
            copied.left += part["left"]
        summary = f"ใช้ข้อมูลเดิมจากใบสมัคร {source} งาน {source.fair_event}"
        record(application, "copy", summary, by=by)
    return copied


def _copy_category(application, source, copied: Copied) -> None:
    label = ProductCategory(source.category).label
    if application.call_for_sending().takes(source.category):
        application.category = source.category
        copied.taken.append(f"ประเภท{label}")
    else:
        copied.left.append(f"ประเภท{label} งานนี้ไม่รับ")


def _copy_booths(application, source, copied: Copied) -> None:
    most = application.call_for_sending().max_booths
    application.booths_wanted = min(source.booths_wanted, most)
    copied.taken.append(f"{application.booths_wanted} บูธ")
    if source.booths_wanted > most:
        copied.left.append(f"เดิมขอ {source.booths_wanted} บูธ งานนี้ขอได้ไม่เกิน {most} บูธ")


def _copy_zone(application, source, copied: Copied) -> None:
    zone = source.zone_wished
    if zone and application.fair_event.zones.filter(code=zone).exists():
        application.zone_wished = zone
        copied.taken.append(f"โซน {zone}")
    elif zone:
        copied.left.append(f"โซน {zone} งานนี้ไม่มี")
