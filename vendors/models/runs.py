"""Runs of the rules: what vendors wish, what officers weigh, and each run with its result."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from fairs.models.scoped import PlacedQuerySet
from fairs.scopes import of_fair

MOST_WISHES = 5


class BoothWish(models.Model):
    """A zone or a booth, by its code, that an application wishes; rank 1 is the dearest."""

    application = models.ForeignKey(
        "vendors.BoothApplication",
        models.CASCADE,
        related_name="booth_wishes",
        verbose_name="ใบสมัคร",
    )
    rank = models.PositiveSmallIntegerField("อันดับ")
    code = models.CharField("โซนหรือบูธ", max_length=8)

    class Meta:
        verbose_name = verbose_name_plural = "โซนหรือบูธที่อยากได้"
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "rank"],
                name="wish_rank_once_per_application",
                violation_error_message="อันดับนี้มีแล้ว",
            ),
            models.UniqueConstraint(
                fields=["application", "code"],
                name="wish_once_per_application",
                violation_error_message="ขอโซนหรือบูธนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(rank__gte=1, rank__lte=MOST_WISHES),
                name="wish_rank_within_the_most",
                violation_error_message=f"ขอได้ไม่เกิน {MOST_WISHES} อันดับ",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rank}. {self.code}"


class RunRules(models.Model):
    """One version of what officers weigh, in points. A change is a new version."""

    call = models.ForeignKey(
        "fairs.VendorCall", models.CASCADE, related_name="run_rules", verbose_name="ประกาศรับสมัคร"
    )
    version = models.PositiveSmallIntegerField("ฉบับที่")
    wish_points = models.PositiveSmallIntegerField("แต้มของอันดับแรกที่ขอ", default=100)
    product_points = models.PositiveSmallIntegerField("หักต่อร้านติดกันที่ขายแบบเดียวกัน", default=60)
    district_points = models.PositiveSmallIntegerField("เพิ่มต่อร้านติดกันที่มาจากอำเภอเดียวกัน", default=5)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้กำหนด"
    )
    made_at = models.DateTimeField("กำหนดเมื่อ", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "กติกาจัดบูธ"
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "version"],
                name="run_rules_version_once_per_call",
                violation_error_message="มีกติกาฉบับนี้แล้ว",
            )
        ]

    def __str__(self) -> str:
        return f"กติกาฉบับที่ {self.version}"

    @property
    def in_words(self) -> str:
        return (
            f"อันดับแรก {self.wish_points} แต้ม ติดร้านที่ขายแบบเดียวกันหัก {self.product_points}"
            f" ติดร้านอำเภอเดียวกันเพิ่ม {self.district_points}"
        )

    @property
    def points(self) -> dict[str, int]:
        names = ("wish_points", "product_points", "district_points")
        return {name: getattr(self, name) for name in names}


class RulesRunQuerySet(PlacedQuerySet):
    places = of_fair("call__fair_event")

    def applied(self):
        return self.filter(applied_at__isnull=False)


class RulesRun(models.Model):
    """One run: what went in, which rules, what came out turn by turn, and whether it was applied.

    `input` is what `vendors/runs.py` writes; `input_sha256` tells whether the ground or the
    applications have changed since. `code_version` is that of the rules in code.
    """

    call = models.ForeignKey(
        "fairs.VendorCall", models.PROTECT, related_name="runs", verbose_name="ประกาศรับสมัคร"
    )
    number = models.PositiveSmallIntegerField("ครั้งที่")
    rules = models.ForeignKey(RunRules, models.PROTECT, related_name="runs", verbose_name="กติกา")
    code_version = models.PositiveSmallIntegerField("รุ่นของโปรแกรม")
    input = models.JSONField("ข้อมูลเข้า")
    input_sha256 = models.CharField("SHA-256 ของข้อมูลเข้า", max_length=64)
    result = models.JSONField("ผล")
    log = models.JSONField("บันทึกทีละรอบ")
    sums = models.JSONField("สรุป")
    run_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้ทดลองจัด"
    )
    run_at = models.DateTimeField("ทดลองจัดเมื่อ")
    form_key = models.UUIDField("รหัสแบบฟอร์ม", editable=False)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้ใช้ผล",
    )
    applied_at = models.DateTimeField("ใช้ผลเมื่อ", null=True, blank=True)

    objects = RulesRunQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "การจัดบูธตามกติกา"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "number"],
                name="run_number_once_per_call",
                violation_error_message="รอบนี้มีการทดลองครั้งที่นี้แล้ว",
            ),
            models.UniqueConstraint(
                fields=["run_by", "form_key"],
                name="run_once_per_form",
                violation_error_message="ส่งแบบฟอร์มนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(applied_at=None, applied_by=None)
                | Q(applied_at__isnull=False, applied_by__isnull=False),
                name="applied_run_says_by_whom",
                violation_error_message="การใช้ผลต้องมีผู้ใช้ผล",
            ),
        ]

    def __str__(self) -> str:
        return f"จัดตามกติกา {self.call.name} ครั้งที่ {self.number}"
