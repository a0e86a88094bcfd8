"""What was removed, kept whole: a removal can be undone for `REMOVED_KEPT_DAYS` days."""

from datetime import date, datetime, time, timedelta

from django.apps import apps
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.functional import cached_property

from otopfair.history.models import LONGEST_REASON
from otopfair.rights.may import may
from otopfair.thai.calendar import THAILAND, today_in_thailand
from otopfair.thai.model_fields import LimitedTextField


class ExactEncoder(DjangoJSONEncoder):
    """Moments keep their microseconds, which Django's encoder cuts: what comes back is equal."""

    def default(self, value):
        return value.isoformat() if isinstance(value, datetime) else super().default(value)


class RemovalQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Removals below records that the officer may see."""
        seen = Q(pk__in=[])
        owned = self.exclude(owner_type="").order_by()
        for label in owned.values_list("owner_type", flat=True).distinct():
            owners = apps.get_model(label)._default_manager.visible_to(user).order_by()
            keys = owners.annotate(key=Cast("pk", models.CharField(max_length=32))).values("key")
            seen |= Q(owner_type=label, owner_id__in=keys)
        national = self.filter(owner_type="").order_by()
        for permission in national.values_list("permission", flat=True).distinct():
            if may(user, permission):
                seen |= Q(owner_type="", permission=permission)
        return self.filter(seen)

    def outlived(self):
        """Removals whose time to be put back is over."""
        kept_on = today_in_thailand() - timedelta(days=settings.REMOVED_KEPT_DAYS)
        return self.filter(removed_at__lt=datetime.combine(kept_on, time(), THAILAND))

    def covers(self, user, permission: str, row: "Removal") -> bool:
        """A removal lies where its owner lies."""
        return may(user, permission, row.owner)


class Removal(models.Model):
    """One thing that was removed with everything below it, and how to put it back.

    `rows` are the rows as they were (Django's serialisation), `links` the columns elsewhere that
    pointed to them and were emptied, `changes` those of rows that stay and went back to former
    values ([model, key, what was put there, what stood there]; none of either: only locked).
    `stays` names what could not go, and why. `owner` is the record above (a zone's fair, a
    meeting's committee): it is locked, it carries the history, and who sees it sees the removal.
    What belongs to nobody's province (a star round) has none: who may restore it sees it.
    """

    title = models.CharField("สิ่งที่ลบ", max_length=255)
    done_word = models.CharField("สิ่งที่ทำ", max_length=32, default="ลบ")
    root_type = models.CharField("ชนิด", max_length=64)
    root_id = models.BigIntegerField("รายการ")
    owner_type = models.CharField("ชนิดของรายการแม่", max_length=64, blank=True)
    owner_id = models.CharField("รายการแม่", max_length=32, blank=True)  # a province has a code
    permission = models.CharField("สิทธิ์ที่ใช้เรียกคืน", max_length=100)
    goes = models.JSONField("สิ่งที่ไปด้วย", default=list)
    rows = models.JSONField("ข้อมูลที่เก็บไว้", encoder=ExactEncoder)
    links = models.JSONField("รายการที่เคยผูกอยู่", default=list)
    changes = models.JSONField("ค่าที่กลับเป็นค่าเดิม", encoder=ExactEncoder, default=list)
    stays = models.JSONField("สิ่งที่คงไว้", default=list)
    reason = LimitedTextField("เหตุผล", max_length=LONGEST_REASON, blank=True)
    back_url = models.CharField("หน้าที่กลับไป", max_length=255)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้ลบ"
    )
    removed_at = models.DateTimeField("ลบเมื่อ", auto_now_add=True)
    restored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้เรียกคืน",
    )
    restored_at = models.DateTimeField("เรียกคืนเมื่อ", null=True, blank=True)

    objects = RemovalQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "สิ่งที่ลบแล้ว"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["owner_type", "owner_id", "-id"], name="removal_of_owner")]

    def __str__(self) -> str:
        return self.title

    @property
    def state_word(self) -> str:
        return "เรียกคืน" if self.restored_at else self.done_word

    @property
    def changed_rows(self) -> int:
        """How many rows went back to former values; the others are only locked."""
        return sum(bool(left) for _label, _key, left, _back in self.changes)

    @property
    def restorable_until(self) -> date:
        """The last day on which it can be put back."""
        removed_on = timezone.localdate(self.removed_at)
        return removed_on + timedelta(days=settings.REMOVED_KEPT_DAYS)

    @cached_property
    def owner(self) -> models.Model | None:
        if not self.owner_type:
            return None
        return apps.get_model(self.owner_type)._base_manager.get(pk=self.owner_id)

    @property
    def root(self) -> models.Model:
        """What was removed, once it stands there again."""
        return apps.get_model(self.root_type)._base_manager.get(pk=self.root_id)
