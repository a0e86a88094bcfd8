"""Files are put with an order, a meeting, a project or a resolution, and taken out again."""

from uuid import UUID

from django.db import models, transaction

from fairs.models import Attachment
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.media.papers import PaperRefused, check_paper
from otopfair.media.storing import NewFiles, new_files
from otopfair.removals.models import Removal
from otopfair.removals.removing import called, remove
from otopfair.rights.may import permission_of

MOST_FILES = 30


def attach_file(
    owner: models.Model, name: str, upload, *, title: str, form_key: UUID, by
) -> Attachment:
    """Keep a checked photo or PDF with its owner; `name` is the owner's column of Attachment.

    The same form again is the same file. Raises RuleBroken for a file that we do not take.
    """
    with new_files() as files, transaction.atomic():
        owner = lock(owner)
        return keep_file(owner, name, upload, files, title=title, form_key=form_key, by=by)


def keep_file(
    owner: models.Model,
    name: str,
    upload,
    files: NewFiles,
    *,
    title: str = "",
    form_key: UUID,
    by,
) -> Attachment:
    """attach_file() inside the transaction of an act that has locked the owner."""
    if (first := _attached_before(form_key, by)) is not None:
        return first
    try:
        check_paper(upload)
    except PaperRefused as refused:
        raise RuleBroken(str(refused), field="file") from refused
    if Attachment.objects.filter(**{name: owner}).count() >= MOST_FILES:
        raise RuleBroken(f"แนบครบ {MOST_FILES} ไฟล์แล้ว เอาที่ไม่ใช้ออกก่อน", field="file")
    row = Attachment(title=title, form_key=form_key, sent_by=by, file_name=upload.name[-255:])
    setattr(row, name, owner)
    files.save(row.file, upload)
    row.save()
    record(owner, "attach", f"แนบไฟล์ {row}", by=by)
    return row


def _attached_before(form_key: UUID, by) -> Attachment | None:
    return Attachment.objects.filter(sent_by=by, form_key=form_key).first()


def detach_file(row: Attachment, *, page: str, by) -> Removal:
    """Take a file out; it can be put back. `page` is the address of its owner."""
    with transaction.atomic():
        owner = lock(row.owner)
        row = lock(row)
        permission = permission_of("change", type(owner))
        return remove(
            row, owner=owner, title=called(row), permission=permission, back_url=page, by=by
        )
