"""Files of planning: a signed order, papers of a meeting, a project's paper, proof of a result."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from fairs.models.scoped import PlacedQuerySet
from fairs.scopes import Place

OWNERS = ("order", "meeting", "project", "resolution")


class AttachmentQuerySet(PlacedQuerySet):
    places = (
        Place("provinces", "order__province"),
        Place("provinces", "meeting__committee__province"),
        Place("provinces", "project__province"),
        Place("provinces", "resolution__meeting__committee__province"),
    )


def _of(owner: str) -> Q:
    return Q(**{f"{name}__isnull": name != owner for name in OWNERS})


class Attachment(models.Model):
    """A photo or a PDF of one owner, as it was sent; private."""

    order = models.ForeignKey(
        "fairs.AppointmentOrder",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="attachments",
        verbose_name="คำสั่ง",
    )
    meeting = models.ForeignKey(
        "fairs.Meeting",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="attachments",
        verbose_name="ประชุม",
    )
    project = models.ForeignKey(
        "fairs.Project",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="attachments",
        verbose_name="โครงการ",
    )
    resolution = models.ForeignKey(
        "fairs.Resolution",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="attachments",
        verbose_name="มติ",
    )
    file = models.FileField("ไฟล์", upload_to="planning/")
    file_name = models.CharField("ชื่อไฟล์", max_length=255)
    title = models.CharField("เรื่อง", max_length=255, blank=True)
    form_key = models.UUIDField("รหัสแบบฟอร์ม", editable=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้แนบ"
    )
    sent_at = models.DateTimeField("แนบเมื่อ", auto_now_add=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "ไฟล์แนบ"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=_of("order") | _of("meeting") | _of("project") | _of("resolution"),
                name="attachment_has_one_owner",
            ),
            models.UniqueConstraint(
                fields=["sent_by", "form_key"], name="attachment_once_per_form"
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.file_name

    @property
    def owner(self):
        return self.order or self.meeting or self.project or self.resolution
