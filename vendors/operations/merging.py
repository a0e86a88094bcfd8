"""Two entries of one shop become one, with both histories; nothing of either is lost."""

from typing import Any, cast

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import Field, Model
from django.utils import timezone

from fairs.models import FairEvent
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock, lock_all
from otopfair.outbox.models import Message
from otopfair.removals.models import Removal
from otopfair.removals.removing import remove, restore
from otopfair.stale import StalePage, seen_of
from vendors.acts import vendors_are_merged, vendors_changed
from vendors.models import (
    LIVE_STATUSES,
    BoothApplication,
    CallInvite,
    ConditionWaiver,
    LateEntry,
    Penalty,
    RegistrationState,
    Vendor,
    VendorClaim,
    VendorDocument,
    VendorInvite,
    VendorMember,
    VendorMerge,
    VendorPhone,
    VendorRegistration,
    VendorStandard,
)

# Rows of this app that move whole; of the second list only what the other has not got already.
ALL_OF: tuple[type[Model], ...] = (
    BoothApplication,
    LateEntry,
    Penalty,
    VendorInvite,
    VendorRegistration,
)
WHAT_IS_NEW: tuple[tuple[type[Model], str], ...] = (
    (VendorPhone, "number"),
    (VendorMember, "user_id"),
    (VendorClaim, "user_id"),
    (VendorStandard, "number"),
    (VendorDocument, "kind_id"),
    (ConditionWaiver, "call"),
    (CallInvite, "call"),
)
FILLED = (
    *("name_en", "identity_no", "contact_name", "district", "subdistrict", "address"),
    *("postcode", "story", "established_year_be", "founded_on", "local_workers"),
    "raw_material",
    *("yearly_income_baht", "line_id", "facebook", "website", "contact_address"),
    *("leader_birth_year_be", "leader_address", "agent_name", "agent_phone"),
    *("latitude", "longitude", "certified_by", "certified_on", "fax", "email"),
)
# What says more about another column goes with it or not at all.
ABOUT = {"agent_phone": "agent_name", "certified_on": "certified_by"}
OF_A_PLACE = ("district", "subdistrict", "postcode", "latitude", "longitude")
SHOWN = (*FILLED, "name_th", "kind", "province", "show_state")


def merge_vendors(
    kept: Vendor, gone: Vendor, *, by, reason: str = "", seen: str | None = None
) -> VendorMerge:
    """Make `gone` part of `kept`: applications, booths, products, takings, people, messages.

    A second press finds it done. Raises RuleBroken when they are two persons or stand in each
    other's way at one fair, StalePage when one of them is not as the page showed it.
    """
    with transaction.atomic():
        _lock_their_fairs(kept, gone)
        done = VendorMerge.objects.filter(kept=kept, gone_id=gone.pk, undone_at=None).first()
        if done is not None:
            return done
        kept, gone = _locked(kept, gone)
        if seen not in (None, now := seen_together(kept, gone)):
            raise StalePage("ข้อมูลร้านเปลี่ยนหลังจากคุณเปิดหน้า ดูอีกครั้งก่อนรวม", seen_now=now)
        if why := why_not_merged(kept, gone):
            raise RuleBroken(why)
        moved, filled = _move(kept, gone), _to_fill(kept, gone)
        removal = _remove(kept, gone, by, reason)
        for name in filled:
            setattr(kept, name, getattr(gone, name))
        kept.save()
        merge = VendorMerge.objects.create(
            kept=kept,
            gone_id=removal.root_id,
            gone_name=gone.name_th,
            moved=moved,
            filled=filled,
            removal=removal,
            merged_by=by,
        )
        record(kept, "merge", f"รวมร้าน {gone.name_th} เข้ามา", by=by, reason=reason)
        vendors_changed.happened(vendors=[kept])
    return merge


def undo_merge(merge: VendorMerge, *, by) -> Vendor:
    """Put the other entry back with what hung on it and still hangs on the one that stayed."""
    with transaction.atomic():
        kept = lock(merge.kept)
        merge = lock(merge)
        if merge.undone_at is not None:
            return kept
        for name in (*merge.filled, *(name for name in ABOUT if ABOUT[name] in merge.filled)):
            field = _column(name)
            setattr(kept, field.attname, None if field.null else "")
        kept.save()
        restore(merge.removal, by=by)
        gone = Vendor.objects.get(pk=merge.gone_id)
        for label, keys in merge.moved.items():
            model = apps.get_model(label)
            rows = model._base_manager.filter(pk__in=keys)
            if model is Message:
                rows.update(recipient_id=gone.pk)
            else:
                rows.filter(vendor=kept).update(vendor=gone)
        merge.undone_at = timezone.now()
        merge.save()
        record(kept, "unmerge", f"แยกร้าน {gone} ออกคืน", by=by)
        vendors_changed.happened(vendors=[kept, gone])
    return kept


def why_not_merged(kept: Vendor, gone: Vendor) -> str:
    """A sentence when the two cannot be one entry; "" when they can."""
    if kept.pk == gone.pk:
        return "เป็นร้านเดียวกันอยู่แล้ว"
    if kept.identity_no and gone.identity_no:
        return "เลข 13 หลักต่างกัน เป็นคนละราย จึงรวมไม่ได้ ถ้าเลขผิด แก้เลขก่อน"
    both = FairEvent.objects.all()
    for vendor in (kept, gone):
        live = vendor.applications.filter(status__in=LIVE_STATUSES)
        both = both.filter(pk__in=live.values("fair_event"))
    if fair_event := both.order_by("pk").first():
        return f"ทั้งสองร้านมีใบสมัครของ{fair_event.called} ให้ถอนใบหนึ่งก่อนรวม"
    asked = kept.registrations.exclude(state=RegistrationState.REFUSED).exclude(round=None)
    again = gone.registrations.exclude(state=RegistrationState.REFUSED)
    if row := again.filter(round__in=asked.values("round")).select_related("round").first():
        return f"ทั้งสองร้านยื่นขอขึ้นทะเบียนรอบ {row.round} ให้พิจารณาใบหนึ่งก่อนรวม"
    told = kept.registrations.waiting().filter(round=None)
    if row := gone.registrations.waiting().filter(round=None, kind__in=told.values("kind")).first():
        return f"ทั้งสองร้านแจ้ง{row.get_kind_display()}ที่ยังไม่ได้ตรวจ ให้ตรวจเลขหนึ่งก่อนรวม"
    return ""


def seen_together(kept: Vendor, gone: Vendor) -> str:
    """The fingerprint of a page that shows both side by side."""
    columns = [_column(name).attname for name in SHOWN]
    sides = (("kept", kept), ("gone", gone))
    rows = ((side, name, vendor) for side, vendor in sides for name in columns)
    return seen_of({f"{side} {name}": getattr(vendor, name) for side, name, vendor in rows})


def follow_merge(vendor_id: int) -> int | None:
    """Where an entry went that is no longer there; None for one that never was."""
    merge = VendorMerge.objects.filter(gone_id=vendor_id, undone_at=None).order_by("-pk").first()
    return merge.kept_id if merge else None


def _column(name: str) -> Field[Any, Any]:
    return cast(Field[Any, Any], Vendor._meta.get_field(name))


def _lock_their_fairs(*vendors: Vendor) -> None:
    """Nobody enters takings or gives booths meanwhile: the fairs come before their vendors."""
    theirs = BoothApplication.objects.filter(vendor__in=vendors).values("fair_event")
    lock_all(FairEvent.objects.filter(pk__in=theirs))


def _locked(kept: Vendor, gone: Vendor) -> tuple[Vendor, Vendor]:
    rows = {row.pk: row for row in lock_all(Vendor.objects.filter(pk__in=[kept.pk, gone.pk]))}
    if kept.pk not in rows or gone.pk not in rows:
        raise RuleBroken("ร้านหนึ่งไม่อยู่แล้ว กลับไปหน้ารายการแล้วเลือกใหม่")
    lock_all(BoothApplication.objects.filter(vendor__in=rows))
    return rows[kept.pk], rows[gone.pk]


def _move(kept: Vendor, gone: Vendor) -> dict[str, list[int]]:
    """Hang what belongs to `gone` on `kept`; {label: keys} of what was moved."""
    moved: dict[str, list[int]] = {}
    try:
        with transaction.atomic():
            for model in ALL_OF:
                moved |= move_rows(model, kept, gone)
            for model, key in WHAT_IS_NEW:
                there = model._base_manager.filter(vendor=kept).values(key)
                moved |= move_rows(model, kept, gone, without={f"{key}__in": there})
            for part in vendors_are_merged.happened(kept=kept, gone=gone):
                moved |= part
    except IntegrityError as taken:
        raise RuleBroken("ทั้งสองร้านมียอดขายของบูธเดียวกันในวันเดียวกัน แก้ยอดก่อนรวม") from taken
    messages = Message.objects.to(gone)
    moved[Message._meta.label_lower] = list(messages.values_list("pk", flat=True))
    messages.update(recipient_id=kept.pk)
    return moved


def move_rows(
    model: type[Model], kept: Vendor, gone: Vendor, *, without: dict | None = None
) -> dict[str, list[int]]:
    """Move the rows of one model with a `vendor`; {label: keys}, for taking them back."""
    rows = model._base_manager.filter(vendor=gone)
    rows = rows.exclude(**without) if without else rows
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    model._base_manager.filter(pk__in=keys).update(vendor=kept)
    return {model._meta.label_lower: keys}


def _to_fill(kept: Vendor, gone: Vendor) -> list[str]:
    """Columns that only `gone` knows; a place goes together or not at all."""
    names = [name for name in FILLED if getattr(gone, name) and not getattr(kept, name)]
    if kept.province_id != gone.province_id or kept.district_id:
        names = [name for name in names if name not in OF_A_PLACE]
    return [name for name in names if ABOUT.get(name, name) in names]


def _remove(kept: Vendor, gone: Vendor, by, reason: str) -> Removal:
    return remove(
        gone,
        owner=kept,
        title=f"ร้าน {gone.name_th} (รวมกับ {kept.name_th})",
        permission="vendors.merge_vendor",
        back_url="/staff/shops/new/",
        by=by,
        reason=reason,
    )
