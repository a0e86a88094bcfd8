"""A form that has to be corrected keeps its files: nobody sends one twice over a weak line."""

from datetime import timedelta
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from otopfair.media.models import KeptFile
from otopfair.media.storing import new_files

KEPT_FOR = timedelta(days=1)
MOST_KEPT = 40  # of one person
FORGOTTEN_AT_ONCE = 50
FOLDER = KeptFile._meta.get_field("file").upload_to


def keep_file(owner, purpose: str, upload, *, key: UUID) -> KeptFile | None:
    """Keep an upload for its owner; the same key is the same file. None when too many wait."""
    with new_files() as files, transaction.atomic():
        mine = KeptFile.objects.select_for_update().filter(owner=owner)
        if earlier := mine.filter(key=key).first():
            return earlier
        if mine.count() >= MOST_KEPT:
            return None
        kept = KeptFile(owner=owner, purpose=purpose, key=key, name=upload.name, size=upload.size)
        files.save(kept.file, upload)
        kept.save()
    return kept


def kept_for(owner, purpose: str) -> list[KeptFile]:
    """What waits for this form, in the order in which it was sent."""
    return list(KeptFile.objects.filter(owner=owner, purpose=purpose).order_by("pk"))


def drop_kept(kept: KeptFile) -> None:
    """The form has been taken, or its owner does not want the file."""
    kept.delete()
    transaction.on_commit(lambda: default_storage.delete(kept.file.name))


def forget_old_files() -> int:
    """Delete what has waited for a day; the row goes last, so that no file is left over."""
    old = KeptFile.objects.filter(kept_at__lt=timezone.now() - KEPT_FOR).order_by("pk")
    rows = list(old[:FORGOTTEN_AT_ONCE])
    for row in rows:
        default_storage.delete(row.file.name)
        row.delete()
    return len(rows)
