"""What was done to a record: who, when, what, why. Rows are only ever added."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q

from otopfair.errors import RuleBroken
from otopfair.thai.model_fields import LimitedTextField

LONGEST_SUMMARY = 500
LONGEST_REASON = 4000


class HistoryQuerySet(models.QuerySet):
    def of(self, subject: models.Model):
        """The history of one record, newest first."""
        return self.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk).order_by(
            "-pk"
        )

    def of_all(self, subjects):
        """The history of several records together, newest first."""
        any_of = Q(pk__in=[])
        for subject in subjects:
            any_of |= Q(subject_type=subject._meta.label_lower, subject_id=subject.pk)
        return self.filter(any_of).order_by("-pk")


class HistoryEntry(models.Model):
    """One act on one record, with the sentence that people read."""

    subject_type = models.CharField("ชนิดรายการ", max_length=64)
    subject_id = models.BigIntegerField("รายการ")
    verb = models.CharField("การกระทำ", max_length=32)
    summary = models.CharField("สิ่งที่ทำ", max_length=LONGEST_SUMMARY)
    reason = LimitedTextField("เหตุผล", max_length=LONGEST_REASON, blank=True)
    changes = models.JSONField("ค่าที่เปลี่ยน", default=dict, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้ทำ",
    )
    actor_name = models.CharField("ชื่อผู้ทำ", max_length=200)
    at = models.DateTimeField("เมื่อ", auto_now_add=True)
    form_key = models.UUIDField("รหัสแบบฟอร์ม", null=True, blank=True, editable=False)

    objects = HistoryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "ประวัติ"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "-id"], name="history_of_subject")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["actor", "form_key"],
                condition=Q(form_key__isnull=False),
                name="history_once_per_form",
                violation_error_message="ส่งแบบฟอร์มนี้แล้ว",
            )
        ]

    def __str__(self) -> str:
        return self.summary


def record(
    subject: models.Model, verb: str, summary: str, *, by, reason="", changes=None, form_key=None
):
    """Write one act into the history of `subject`, in the caller's transaction.

    `changes` maps a field's label to [before, after] as text; `form_key` is that of a form which
    opens a record and must not open two. Raises RuleBroken when the reason is longer than a
    reason may be.
    """
    entry = entry_of(subject, verb, summary, by=by, reason=reason, changes=changes)
    entry.form_key = form_key
    entry.save(force_insert=True)
    return entry


def entry_of(
    subject: models.Model, verb: str, summary: str, *, by, reason="", changes=None
) -> HistoryEntry:
    """One act, not written yet: many are written together by record_all()."""
    if len(reason) > LONGEST_REASON:
        raise RuleBroken(f"เหตุผลยาวได้ไม่เกิน {LONGEST_REASON:,} ตัวอักษร", field="reason")
    return HistoryEntry(
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        verb=verb,
        summary=summary[:LONGEST_SUMMARY],
        reason=reason,
        changes=changes or {},
        actor=by,
        actor_name=str(by) if by else "ระบบ",
    )


def record_all(entries: Iterable[HistoryEntry]) -> None:
    """Write the acts on many records in a few statements."""
    HistoryEntry.objects.bulk_create(entries, batch_size=500)


def record_each(
    acts: Iterable[tuple[models.Model, str, dict]], verb: str, *, by, reason=""
) -> None:
    """Write one line for each of many records, (subject, summary, changes), in a few statements."""
    record_all(
        entry_of(subject, verb, summary, by=by, reason=reason, changes=changes)
        for subject, summary, changes in acts
    )
