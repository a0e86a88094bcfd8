"""A drawing behind the plan: re-encoded, so that nothing of the file from outside is kept."""

from decimal import Decimal

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from fairs.models import FairEvent, PlanPicture
from fairs.operations.holding import lock_fair
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.media.images import EncodedImage, largest_made
from otopfair.media.storing import new_files

NOT_MADE = "ย่อรูปนี้ไม่สำเร็จ ลองอีกครั้ง หรือเลือกรูปที่เล็กกว่านี้"


def lay_picture(
    fair_event: FairEvent,
    upload,
    *,
    plan_x: Decimal,
    plan_y: Decimal,
    plan_width: Decimal,
    is_shown: bool,
    by,
) -> PlanPicture:
    """Lay a picture behind the plan, `plan_width` metres wide; without an upload, the one there.

    Raises RuleBroken (field "file") when there is none, or it cannot be read.
    """
    encoded = largest_made(upload, not_made=NOT_MADE) if upload else None
    with new_files() as files, transaction.atomic():
        fair_event = lock_fair(fair_event, what="จึงแก้ผังไม่ได้")
        row = PlanPicture.objects.filter(fair_event=fair_event).first()
        if row is None and encoded is None:
            raise RuleBroken("เลือกรูปก่อน", field="file")
        row = row or PlanPicture(fair_event=fair_event)
        ratio = _ratio(row, encoded)
        former = row.file.name
        if encoded is not None:
            files.save(row.file, ContentFile(encoded.content))
        row.plan_x, row.plan_y, row.plan_width = plan_x, plan_y, plan_width
        row.plan_height = max(round(plan_width * ratio, 1), Decimal("0.1"))
        row.is_shown, row.changed_by = is_shown, by
        row.save()
        if encoded is not None and former:
            transaction.on_commit(lambda: default_storage.delete(former))
        shown = "ผู้ชมเห็น" if is_shown else "เห็นเฉพาะเจ้าหน้าที่"
        record(fair_event, "lay_picture", f"วางรูปหลังผัง กว้าง {plan_width:f} ม. {shown}", by=by)
    return row


def take_picture_away(fair_event: FairEvent, *, by) -> None:
    """The picture and its file go; a second press finds nothing to do."""
    with transaction.atomic():
        fair_event = lock_fair(fair_event, what="จึงแก้ผังไม่ได้")
        row = PlanPicture.objects.filter(fair_event=fair_event).first()
        if row is None:
            return
        name = str(row.file.name)
        row.delete()
        transaction.on_commit(lambda: default_storage.delete(name))
        record(fair_event, "take_picture_away", "เอารูปหลังผังออก", by=by)


def _ratio(row: PlanPicture, encoded: EncodedImage | None) -> Decimal:
    """How deep the picture is for each metre of its width."""
    if encoded is not None:
        return Decimal(encoded.height) / encoded.width
    return row.plan_height / row.plan_width
