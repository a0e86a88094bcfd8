"""Two entries that may be one shop, and who says that a registered shop is theirs."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from fairs.models.scoped import PlacedQuerySet
from fairs.scopes import Place
from otopfair.thai.model_fields import LimitedTextField
from otopfair.thai.shop_names import LONGEST_KEY, shop_key


class ShopKeyField(models.CharField):
    """The key of `name_th` by which twins are found, written with every row."""

    def __init__(self, *args, **kwargs):
        kwargs.update(editable=False, default="", max_length=LONGEST_KEY)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        for key in ("editable", "default", "max_length"):
            del kwargs[key]
        return name, path, args, kwargs

    def pre_save(self, row, add):
        key = shop_key(row.name_th)
        setattr(row, self.attname, key)
        return key


class TwinPairQuerySet(PlacedQuerySet):
    """A pair lies where either of the two is at home."""

    places = tuple(
        Place(kind, f"{side}__{column}")
        for side in ("first", "second")
        for kind, column in (("provinces", "province"), ("districts", "district"))
    )

    def open(self):
        return self.filter(decided_at=None).order_by("pk")


class TwinPair(models.Model):
    """Two vendors that may be one; an officer merges them, or says that they are two."""

    first = models.ForeignKey(
        "vendors.Vendor", models.CASCADE, related_name="+", verbose_name="ร้านที่ลงทะเบียนก่อน"
    )
    second = models.ForeignKey(
        "vendors.Vendor", models.CASCADE, related_name="+", verbose_name="ร้านที่ลงทะเบียนทีหลัง"
    )
    why = models.CharField("เหมือนกันที่", max_length=255)
    found_at = models.DateTimeField("พบเมื่อ", auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้บอกว่าเป็นคนละร้าน",
    )
    decided_at = models.DateTimeField("บอกเมื่อ", null=True, blank=True)

    objects = TwinPairQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "ร้านที่อาจซ้ำ"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"],
                name="twins_found_once",
                violation_error_message="คู่นี้พบแล้ว",
            ),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")),
                name="twins_stand_in_order",
                violation_error_message="ร้านที่ลงทะเบียนก่อนมาก่อน",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} / {self.second}"


class ClaimState(models.TextChoices):
    OPEN = "open", "รอเจ้าหน้าที่"
    ACCEPTED = "accepted", "ผูกร้านแล้ว"
    REFUSED = "refused", "ไม่ผูก"


class VendorClaimQuerySet(PlacedQuerySet):
    places = (Place("provinces", "vendor__province"), Place("districts", "vendor__district"))

    def open(self):
        return self.filter(state=ClaimState.OPEN).order_by("pk")


class VendorClaim(models.Model):
    """Somebody says that a registered shop is theirs; an officer of its home decides."""

    vendor = models.ForeignKey(
        "vendors.Vendor", models.CASCADE, related_name="claims", verbose_name="ร้าน"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="claims", verbose_name="ผู้ขอ"
    )
    note = LimitedTextField("บอกเจ้าหน้าที่", max_length=1000, blank=True)
    state = models.CharField("สถานะ", max_length=8, choices=ClaimState, default=ClaimState.OPEN)
    reason = LimitedTextField("เหตุผล", max_length=1000, blank=True)
    asked_at = models.DateTimeField("ขอเมื่อ", auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้พิจารณา",
    )
    decided_at = models.DateTimeField("พิจารณาเมื่อ", null=True, blank=True)

    objects = VendorClaimQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "คำขอดูแลร้าน"
        ordering = ["pk"]
        permissions = [("decide_vendorclaim", "พิจารณาคำขอดูแลร้าน")]
        constraints = [
            models.UniqueConstraint(
                fields=["vendor", "user"],
                condition=Q(state=ClaimState.OPEN),
                name="claim_open_once",
                violation_error_message="ขอดูแลร้านนี้ไว้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(state=ClaimState.OPEN) | Q(decided_at__isnull=False),
                name="decided_claim_has_its_time",
                violation_error_message="คำขอที่พิจารณาแล้วต้องมีเวลา",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.vendor}"
