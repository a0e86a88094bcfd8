"""What vendors send and officers check: standards, and documents by kind, each with its file."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from fairs.models.scoped import PlacedQuerySet
from fairs.scopes import Place
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.model_fields import LimitedTextField
from vendors.models.held import Held, HeldQuerySet
from vendors.models.number_forms import NumberForm, NumberRefused
from vendors.models.objections import Objection
from vendors.models.vendors import VendorKind

LEAST_KEPT_DAYS = 30
OF_THE_VENDOR = (Place("provinces", "vendor__province"), Place("districts", "vendor__district"))


class PaperState(models.TextChoices):
    WAITING = "waiting", "รอเจ้าหน้าที่ตรวจ"
    ACCEPTED = "accepted", "ตรวจแล้ว ใช้ได้"
    REFUSED = "refused", "ขอให้แก้"


class PaperKind(models.Model):
    """What officers say of a kind of paper; the kinds are rows, the day's list is theirs."""

    name_th = models.CharField("ชื่อ", max_length=120, unique=True)
    hint = models.CharField("บอกร้านว่า", max_length=255, blank=True)
    expires = models.BooleanField("มีวันหมดอายุ", default=False)
    warn_days = models.PositiveSmallIntegerField("เตือนก่อนหมดอายุ (วัน)", default=60)
    sequence = models.PositiveSmallIntegerField("ลำดับ", default=50)
    is_offered = models.BooleanField("ให้ร้านเลือกได้", default=True)
    kept_days = models.PositiveSmallIntegerField(
        "เก็บไฟล์ที่ไม่ใช้แล้ว (วัน)",
        default=365,
        help_text="นับจากวันที่ถูกแทน ถูกเอาออก ขอให้แก้แล้วไม่แก้ หรือหมดอายุ ครบแล้วระบบลบไฟล์ ประวัติยังอยู่",
    )

    class Meta:
        abstract = True
        ordering = ["sequence", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kept_days__gte=LEAST_KEPT_DAYS),
                name="%(class)s_keeps_files_a_month",
                violation_error_message=f"เก็บอย่างน้อย {LEAST_KEPT_DAYS} วัน เผื่อร้านหรือเจ้าหน้าที่ต้องดูอีก",
            )
        ]

    def __str__(self) -> str:
        return self.name_th


class StandardKind(PaperKind):
    """A kind of standard or mark: who issues it, how its number looks, whether it ends."""

    issuer = models.CharField("หน่วยงานที่ออก", max_length=200, blank=True)
    number_form = models.CharField(
        "รูปแบบเลข",
        max_length=64,
        blank=True,
        help_text="9 คือตัวเลขหนึ่งตัว 9+ กี่ตัวก็ได้ A คืออักษรอังกฤษ ที่เหลือพิมพ์ตามจริง เว้นว่างคือข้อความใดก็ได้",
    )
    number_example = models.CharField("ตัวอย่างเลข", max_length=64, blank=True)

    class Meta(PaperKind.Meta):
        verbose_name = verbose_name_plural = "ชนิดมาตรฐาน"
        constraints = [
            *PaperKind.Meta.constraints,
            models.CheckConstraint(
                condition=Q(number_form="") | ~Q(number_example=""),
                name="number_form_has_an_example",
                violation_error_message="ใส่ตัวอย่างเลขตามรูปแบบด้วย ร้านอ่านตัวอย่างนี้",
            ),
        ]

    def clean(self):
        """The example is what vendors read, so it has to fit the form."""
        super().clean()
        if not self.number_form or not self.number_example:
            return
        try:
            self.number_example = self.read_number(self.number_example)
        except NumberRefused as refused:
            words = "ตัวอย่างไม่ตรงกับรูปแบบเลข แก้ให้ตรงกัน"
            raise ValidationError({"number_example": words}) from refused

    def read_number(self, typed: str) -> str:
        """The number as it is kept. Raises NumberRefused with a sentence for the vendor."""
        try:
            return NumberForm(self.number_form).read(typed)
        except NumberRefused as refused:
            example = f" เช่น {self.number_example}" if self.number_example else ""
            raise NumberRefused(f"เลขของ{self.name_th} {refused}{example}") from refused


class VendorDocumentKind(PaperKind):
    """A kind of document, and which vendors are to send it."""

    for_group = models.BooleanField("กลุ่มผู้ผลิตชุมชน", default=True)
    for_single = models.BooleanField("เจ้าของรายเดียว", default=True)
    for_sme = models.BooleanField("วิสาหกิจขนาดกลางและขนาดย่อม", default=True)
    is_required = models.BooleanField("ต้องมี", default=False)
    shows_person = models.BooleanField(
        "มีข้อมูลบุคคลที่ต้องปิดก่อนถ่าย",
        default=False,
        help_text="เช่น บัตรประชาชน ร้านจะอ่านว่าให้ถ่ายด้านหน้าด้านเดียวและปิดช่องศาสนา",
    )

    class Meta(PaperKind.Meta):
        verbose_name = verbose_name_plural = "ชนิดเอกสาร"

    def is_for(self, kind: str) -> bool:
        """Whether vendors of this VendorKind send it."""
        asked = {
            VendorKind.GROUP: self.for_group,
            VendorKind.SINGLE: self.for_single,
            VendorKind.SME: self.for_sme,
        }
        return asked[VendorKind(kind)]


def _needless_since(moment: datetime) -> Q:
    """Replaced or taken out, refused and not mended, or run out, before `moment`."""
    refused = Q(state=PaperState.REFUSED, judged_at__lt=moment)
    return Q(ended_at__lt=moment) | refused | Q(valid_until__lt=timezone.localdate(moment))


def has_open_objection() -> Exists:
    """Of rows with a `vendor`: whether something that it objects to is not answered."""
    rows = Objection.objects.open().filter(
        Q(decision__application__vendor=OuterRef("vendor")) | Q(penalty__vendor=OuterRef("vendor"))
    )
    return Exists(rows)


class PaperQuerySet(PlacedQuerySet, HeldQuerySet):
    """Rows of a vendor's home, as the vendor itself. What has ended is kept and counts no more."""

    places = OF_THE_VENDOR

    def current(self):
        return self.filter(ended_at=None)

    def in_force(self):
        """What an officer has checked and found right."""
        return self.current().filter(state=PaperState.ACCEPTED)

    def outlived(self):
        """Those whose file is kept no longer, by the days of their kind; never while an objection
        of the vendor is open, since it may be about them."""
        kinds = self.model._meta.get_field("kind").related_model.objects.order_by()
        due = Q(pk__in=[])
        for days in set(kinds.values_list("kept_days", flat=True)):
            due |= Q(kind__kept_days=days) & _needless_since(timezone.now() - timedelta(days=days))
        return self.exclude(file="").exclude(has_open_objection()).filter(due).order_by("pk")

    def waiting(self):
        """What officers have to check, the oldest first."""
        return self.current().filter(state=PaperState.WAITING).order_by("sent_at", "pk")


class CheckedPaper(Held):
    """What a vendor has sent: its file, and what an officer says of it."""

    file = models.FileField("ไฟล์", upload_to="papers/", blank=True)
    file_name = models.CharField("ชื่อไฟล์เดิม", max_length=255, blank=True)
    state = models.CharField("ผลตรวจ", max_length=8, choices=PaperState, default=PaperState.WAITING)
    reason = LimitedTextField("สิ่งที่ขอให้แก้", max_length=1000, blank=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้ตรวจ",
    )
    judged_at = models.DateTimeField("ตรวจเมื่อ", null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="ผู้ส่ง",
    )
    sent_at = models.DateTimeField("ส่งเมื่อ")
    ended_at = models.DateTimeField("เลิกใช้เมื่อ", null=True, blank=True)
    erased_at = models.DateTimeField("ลบไฟล์เมื่อ", null=True, blank=True)
    form_key = models.UUIDField("รหัสแบบฟอร์ม", null=True, editable=False)

    objects = PaperQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(state=PaperState.WAITING) | Q(judged_by__isnull=False),
                name="%(class)s_judged_by_somebody",
                violation_error_message="ยังไม่มีผู้ตรวจ",
            ),
            models.CheckConstraint(
                condition=~Q(state=PaperState.REFUSED) | ~Q(reason=""),
                name="%(class)s_refused_says_why",
                violation_error_message="บอกร้านว่าต้องแก้อะไร",
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None)
                | Q(valid_until=None)
                | Q(valid_until__gte=F("valid_from")),
                name="%(class)s_ends_after_it_begins",
                violation_error_message="วันหมดอายุต้องไม่มาก่อนวันที่ออกให้",
            ),
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(file="", file_name=""),
                name="%(class)s_erased_has_no_file",
                violation_error_message="ไฟล์ที่ลบแล้วต้องไม่มีชื่อ",
            ),
            models.UniqueConstraint(
                fields=["sent_by", "form_key"],
                name="%(class)s_once_per_form",
                violation_error_message="ส่งแบบฟอร์มนี้แล้ว",
            ),
        ]
        indexes = [
            models.Index(
                fields=["sent_at", "id"],
                condition=Q(state=PaperState.WAITING, ended_at=None),
                name="%(class)s_queue",
            )
        ]

    @property
    def is_in_force(self) -> bool:
        return self.state == PaperState.ACCEPTED and self.ended_at is None

    @property
    def has_run_out(self) -> bool:
        return bool(self.valid_until) and self.valid_until < today_in_thailand()

    @property
    def runs_out_soon(self) -> bool:
        """Within the days of its kind, and not yet."""
        return not self.has_run_out and bool(self.valid_until) and self.valid_until <= self._warned

    @property
    def _warned(self) -> date:
        return today_in_thailand() + timedelta(days=self.kind.warn_days)


class VendorStandard(CheckedPaper):
    """A standard or mark that a vendor holds. A renewed one is a new row."""

    vendor = models.ForeignKey(
        "vendors.Vendor", models.CASCADE, related_name="standards", verbose_name="ผู้ประกอบการ"
    )
    kind = models.ForeignKey(
        StandardKind, models.PROTECT, related_name="standards", verbose_name="มาตรฐาน"
    )
    number = models.CharField("เลขที่", max_length=64)

    class Meta(CheckedPaper.Meta):
        verbose_name = verbose_name_plural = "มาตรฐานของร้าน"
        ordering = ["kind__sequence", "kind", "-valid_until", "pk"]
        constraints = [
            *CheckedPaper.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(number=""),
                name="standard_has_a_number",
                violation_error_message="กรอกเลขที่",
            ),
            # SQLite tells nulls apart in a unique index, so what has no end has its own.
            models.UniqueConstraint(
                fields=["vendor", "kind", "number", "valid_until"],
                condition=Q(ended_at=None),
                name="standard_once",
                violation_error_message="มีมาตรฐานเลขนี้ของวันหมดอายุนี้อยู่แล้ว",
            ),
            models.UniqueConstraint(
                fields=["vendor", "kind", "number"],
                condition=Q(ended_at=None, valid_until=None),
                name="standard_without_an_end_once",
                violation_error_message="มีมาตรฐานเลขนี้อยู่แล้ว",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class VendorDocument(CheckedPaper):
    """A document of a vendor. A newer one of its kind ends the one before, which is kept."""

    vendor = models.ForeignKey(
        "vendors.Vendor", models.CASCADE, related_name="documents", verbose_name="ผู้ประกอบการ"
    )
    kind = models.ForeignKey(
        VendorDocumentKind, models.PROTECT, related_name="documents", verbose_name="เอกสาร"
    )

    class Meta(CheckedPaper.Meta):
        verbose_name = verbose_name_plural = "เอกสารของร้าน"
        ordering = ["kind__sequence", "kind", "-pk"]
        constraints = [
            *CheckedPaper.Meta.constraints,
            models.UniqueConstraint(
                fields=["vendor", "kind"],
                condition=Q(ended_at=None),
                name="document_once_of_a_kind",
                violation_error_message="มีเอกสารชนิดนี้อยู่แล้ว",
            ),
            models.CheckConstraint(
                condition=~Q(file="") | Q(erased_at__isnull=False),
                name="document_has_a_file",
                violation_error_message="เลือกไฟล์",
            ),
        ]

    def __str__(self) -> str:
        return self.kind.name_th
