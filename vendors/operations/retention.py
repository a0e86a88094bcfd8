"""Files of papers and slips that nobody needs any more are deleted, each after its own time."""

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from otopfair.history.models import record
from vendors.models import BankStatement, PaperState, PaymentSlip, VendorDocument, VendorStandard

Paper = VendorStandard | VendorDocument
AT_ONCE = 50


def erase_old_papers() -> int:
    """Delete what was replaced, taken out, refused and not mended, or has run out, once the days
    of its kind are over; how many files. The row stays, with a line of history."""
    return sum(
        _erase(model, key)
        for model in (VendorStandard, VendorDocument)
        for key in list(model.objects.outlived().values_list("pk", flat=True)[:AT_ONCE])
    )


def _erase(model: type[Paper], key: int) -> bool:
    """The row goes last: a worker that dies in between comes back for the file."""
    with transaction.atomic():
        rows = model.objects.outlived().select_related("kind").filter(pk=key)
        row = rows.select_for_update(of=("self",), no_key=True).first()
        if row is None:
            return False
        default_storage.delete(row.file.name)
        row.file, row.file_name, row.erased_at = "", "", timezone.now()
        if row.state == PaperState.REFUSED:  # it was never mended: what is asked for is not there
            row.ended_at = row.ended_at or row.erased_at
        row.save(update_fields=["file", "file_name", "erased_at", "ended_at"])
        record(row, "erase", f"ลบไฟล์ {row} ตามกำหนดเก็บ {row.kind.kept_days} วัน", by=None)
    return True


def erase_old_slips() -> int:
    """Delete the pictures of slips that were judged `SLIPS_KEPT_DAYS` days ago; how many. What
    tells a picture that was sent before (its fingerprints) stays, with a line of history."""
    keys = list(PaymentSlip.objects.outlived().values_list("pk", flat=True)[:AT_ONCE])
    return sum(_erase_slip(key) for key in keys)


def _erase_slip(key: int) -> bool:
    with transaction.atomic():
        rows = PaymentSlip.objects.outlived().filter(pk=key)
        slip = rows.select_for_update(of=("self",), no_key=True).first()
        if slip is None:
            return False
        default_storage.delete(slip.file.name)
        slip.file, slip.erased_at = "", timezone.now()
        slip.save(update_fields=["file", "erased_at"])
        kept = f"ลบรูปสลิปตามกำหนดเก็บ {settings.SLIPS_KEPT_DAYS} วัน"
        record(slip.application, "erase", kept, by=None)
    return True


def erase_old_statements() -> int:
    """Forget the rows of bank statements after `STATEMENTS_KEPT_DAYS`: they name people who are
    no vendors. The payments written from them stay."""
    rows = BankStatement.objects.outlived()
    return rows.update(cells=[], named={}, erased_at=timezone.now())
