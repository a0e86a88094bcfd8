"""Where a vendor is registered: asked for in a round, decided by its district, for how long."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from fairs.models.scoped import PlacedQuerySet, SharedQuerySet
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.identity import IdKind, has_valid_checksum, id_kind, mask_id
from otopfair.thai.model_fields import LimitedTextField
from vendors.models.held import Held, HeldQuerySet
from vendors.models.papers import OF_THE_VENDOR


class RegistrationKind(models.TextChoices):
    OTOP = "otop", "ทะเบียนผู้ผลิต OTOP"
    COMMUNITY_ENTERPRISE = "community", "ทะเบียนวิสาหกิจชุมชน"
    JURISTIC = "juristic", "ทะเบียนนิติบุคคล"
    COMMERCE = "commerce", "ทะเบียนพาณิชย์"


class RegistrationState(models.TextChoices):
    ASKED = "asked", "รออำเภอพิจารณา"
    APPROVED = "approved", "ขึ้นทะเบียนแล้ว"
    REFUSED = "refused", "ไม่ขึ้นทะเบียน"


TOLD_WORDS = {
    RegistrationState.ASKED: "รอเจ้าหน้าที่ตรวจ",
    RegistrationState.APPROVED: "ตรวจแล้ว ใช้ได้",
    RegistrationState.REFUSED: "ขอให้แก้",
}


class RegistrationRoundQuerySet(SharedQuerySet):
    def open_for(self, vendor):
        """Rounds of the country and of its province in which a vendor may ask today."""
        today = today_in_thailand()
        here = Q(province=None) | Q(province=vendor.province_id)
        return self.filter(here, opens_on__lte=today, closes_on__gte=today)


class RegistrationRound(models.Model):
    """A window in which producers register. The days differ from round to round."""

    name_th = models.CharField("ชื่อรอบ", max_length=120, help_text="เช่น ไตรมาส 1/2570")
    fiscal_year_be = models.PositiveSmallIntegerField("ปีงบประมาณ")
    province = models.ForeignKey(
        "fairs.Province",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="registration_rounds",
        verbose_name="จังหวัด",
        help_text="เว้นว่างคือทั้งประเทศ",
    )
    opens_on = models.DateField("เปิดรับ")
    closes_on = models.DateField("ปิดรับ")
    holds_until = models.DateField("ทะเบียนของรอบนี้ใช้ได้ถึง", null=True, blank=True)

    objects = RegistrationRoundQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "รอบลงทะเบียนผู้ผลิต"
        ordering = ["-opens_on", "pk"]
        indexes = [models.Index(fields=["closes_on", "opens_on"], name="registration_round_open")]
        constraints = [
            models.UniqueConstraint(
                fields=["province", "name_th"],
                name="registration_round_once",
                violation_error_message="มีรอบชื่อนี้อยู่แล้ว",
            ),
            models.UniqueConstraint(
                fields=["name_th"],
                condition=Q(province=None),
                name="registration_round_of_the_country_once",
                violation_error_message="มีรอบชื่อนี้อยู่แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")),
                name="registration_round_closes_after_it_opens",
                violation_error_message="วันปิดรับต้องไม่มาก่อนวันเปิดรับ",
            ),
            models.CheckConstraint(
                condition=Q(holds_until=None) | Q(holds_until__gte=F("opens_on")),
                name="registration_round_holds_after_it_opens",
                violation_error_message="วันสุดท้ายของทะเบียนต้องไม่มาก่อนวันเปิดรับ",
            ),
        ]

    def __str__(self) -> str:
        return self.name_th


class VendorRegistrationQuerySet(PlacedQuerySet, HeldQuerySet):
    """Rows of a vendor's home; its district decides."""

    places = OF_THE_VENDOR

    def in_force(self):
        return self.filter(state=RegistrationState.APPROVED)

    def waiting(self):
        """What a district has to decide, the oldest first."""
        return self.filter(state=RegistrationState.ASKED).order_by("asked_at", "pk")


class VendorRegistration(Held):
    """One registration of one round. Producers register anew in later rounds, so rows stay.

    What officers enter is approved from the start; what a vendor asks for waits for its district,
    and so does the number of a registration that it tells of, which is of no round.
    """

    vendor = models.ForeignKey(
        "vendors.Vendor",
        models.CASCADE,
        related_name="registrations",
        verbose_name="ผู้ประกอบการ",
    )
    kind = models.CharField(
        "ทะเบียน", max_length=16, choices=RegistrationKind, default=RegistrationKind.OTOP
    )
    number = models.CharField("เลขทะเบียน", max_length=32, blank=True)
    state = models.CharField(
        "ผลพิจารณา",
        max_length=8,
        choices=RegistrationState,
        default=RegistrationState.APPROVED,
        editable=False,
    )
    round = models.ForeignKey(
        RegistrationRound,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="registrations",
        verbose_name="รอบ",
    )
    by_labour = models.BooleanField("คนในชุมชนร่วมผลิต หรือใช้วัตถุดิบในชุมชน", default=False)
    by_management = models.BooleanField("คนในชุมชนร่วมบริหาร", default=False)
    by_benefit = models.BooleanField("ชุมชนได้รับผลประโยชน์", default=False)
    link_text = LimitedTextField("ชุมชนเกี่ยวข้องอย่างไร", max_length=1000, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้ยื่น",
    )
    asked_at = models.DateTimeField("ยื่นเมื่อ", null=True, blank=True)
    received_by = models.CharField("ผู้รับคำขอ", max_length=200, blank=True)
    received_position = models.CharField("ตำแหน่งของผู้รับคำขอ", max_length=200, blank=True)
    reason = LimitedTextField("เหตุผล", max_length=1000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้พิจารณา",
    )
    decided_at = models.DateTimeField("พิจารณาเมื่อ", null=True, blank=True)
    form_key = models.UUIDField("รหัสแบบฟอร์ม", null=True, blank=True, editable=False)
    created_at = models.DateTimeField("เพิ่มเมื่อ", auto_now_add=True)

    objects = VendorRegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "ทะเบียนของร้าน"
        ordering = ["kind", "-valid_from", "pk"]
        permissions = [("decide_vendorregistration", "พิจารณาคำขอขึ้นทะเบียนผู้ผลิต")]
        indexes = [
            models.Index(
                fields=["asked_at", "id"],
                condition=Q(state=RegistrationState.ASKED),
                name="registration_queue",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "number", "valid_from"],
                condition=Q(state=RegistrationState.APPROVED) & ~Q(number=""),
                name="registration_once_per_round",
                violation_error_message="เลขทะเบียนนี้ของรอบนี้เป็นของร้านหนึ่งอยู่แล้ว",
            ),
            # SQLite tells nulls apart in a unique index, so the open round has its own.
            models.UniqueConstraint(
                fields=["kind", "number"],
                condition=Q(state=RegistrationState.APPROVED, valid_from=None) & ~Q(number=""),
                name="registration_without_a_round_once",
                violation_error_message="เลขทะเบียนนี้เป็นของร้านหนึ่งอยู่แล้ว",
            ),
            models.UniqueConstraint(
                fields=["vendor", "round"],
                condition=~Q(state=RegistrationState.REFUSED),
                name="registration_asked_once_in_a_round",
                violation_error_message="ร้านนี้ยื่นในรอบนี้แล้ว",
            ),
            models.UniqueConstraint(
                fields=["vendor", "kind"],
                condition=Q(state=RegistrationState.ASKED, round=None),
                name="registration_told_once",
                violation_error_message="แจ้งทะเบียนนี้ไว้แล้ว รอเจ้าหน้าที่ตรวจ",
            ),
            models.UniqueConstraint(
                fields=["asked_by", "form_key"],
                name="registration_once_per_form",
                violation_error_message="ส่งแบบฟอร์มนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=~Q(number="") | ~Q(state=RegistrationState.APPROVED),
                name="registration_has_a_number",
                violation_error_message="กรอกเลขทะเบียน",
            ),
            models.CheckConstraint(
                condition=Q(received_position="") | ~Q(received_by=""),
                name="registration_received_by_somebody",
                violation_error_message="กรอกชื่อผู้รับคำขอ",
            ),
            models.CheckConstraint(
                condition=~Q(reason="") | ~Q(state=RegistrationState.REFUSED),
                name="refused_registration_says_why",
                violation_error_message="บอกเหตุผลที่ไม่ขึ้นทะเบียน",
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None)
                | Q(valid_until=None)
                | Q(valid_until__gte=F("valid_from")),
                name="registration_ends_after_it_begins",
                violation_error_message="วันหมดอายุต้องไม่มาก่อนวันเริ่ม",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.shown_number or self.state_words}"

    @property
    def is_in_force(self) -> bool:
        return self.state == RegistrationState.APPROVED

    @property
    def is_told(self) -> bool:
        """A registration that the vendor has already, and tells of by its number."""
        return self.asked_at is not None and self.round_id is None

    @property
    def shown_number(self) -> str:
        """For screens and history: a shop registered in its owner's name has the owner's number."""
        is_a_person = has_valid_checksum(self.number) and id_kind(self.number) == IdKind.CITIZEN
        return mask_id(self.number) if is_a_person else self.number

    @property
    def state_words(self) -> str:
        """A district registers whom it was asked to; a number that is told of is only checked."""
        words = TOLD_WORDS if self.is_told else {}
        return words.get(self.state, self.get_state_display())

    @property
    def links(self) -> list[str]:
        """How it hangs together with its community, in words."""
        names = ("by_labour", "by_management", "by_benefit")
        return [
            str(self._meta.get_field(name).verbose_name) for name in names if getattr(self, name)
        ]
