"""Walking past the booths of a fair with a list in hand, and what was found there."""

from django.conf import settings
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce, Now
from django.utils import timezone

from fairs.models import ProductCategory
from fairs.models.scoped import OfFairQuerySet, PlacedQuerySet
from fairs.scopes import Place, of_fair
from otopfair.thai.model_fields import LimitedTextField

LONGEST_FINDING = 1000
MOST_PHOTOS = 4


class ItemKind(models.TextChoices):
    CHECK = "check", "ผ่าน/ไม่ผ่าน"
    NOTE = "note", "เขียนบันทึก"


class Answer(models.TextChoices):
    YES = "yes", "ผ่าน"
    NO = "no", "ไม่ผ่าน"
    NONE = "none", "ไม่เกี่ยว"


class ChecklistQuerySet(PlacedQuerySet):
    """A province's own, a fair's own, or the country's, which everybody reads."""

    places = (Place("provinces", "province"), *of_fair("fair_event"))

    def for_fair(self, fair_event):
        """The newest list of the fair; else of its province; else of the country."""
        mine = self.filter(fair_event=fair_event).order_by("-version").first()
        return mine or self.for_province(fair_event.home_province_id)

    def for_province(self, province):
        """The newest list of a province; else of the country."""
        mine = self.filter(fair_event=None, province=province).order_by("-version").first()
        return mine or self.for_country()

    def for_country(self):
        """The newest list of whoever has written none."""
        return self.filter(fair_event=None, province=None).order_by("-version").first()


class Checklist(models.Model):
    """One version of what is looked at. It is never changed: a new wording is a new version, so
    that a round keeps the words it was done with."""

    fair_event = models.ForeignKey(
        "fairs.FairEvent",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="checklists",
        verbose_name="งาน",
    )
    province = models.ForeignKey(
        "fairs.Province",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="checklists",
        verbose_name="จังหวัด",
    )
    version = models.PositiveSmallIntegerField("ฉบับที่", default=1)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้เขียน",
    )
    made_at = models.DateTimeField("เขียนเมื่อ", auto_now_add=True)

    objects = ChecklistQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "รายการตรวจบูธ"
        ordering = ["-version"]
        permissions = [("write_usual_checklist", "เขียนรายการตรวจกลางที่ใช้ทั้งประเทศ")]
        constraints = [
            models.CheckConstraint(
                condition=Q(fair_event=None) | Q(province=None),
                name="checklist_of_one_place",
                violation_error_message="รายการตรวจเป็นของงานหรือของจังหวัด อย่างใดอย่างหนึ่ง",
            ),
            models.UniqueConstraint(
                # SQLite takes any number of rows that have nothing there.
                Coalesce("fair_event", 0),
                Coalesce("province", Value("")),
                "version",
                name="checklist_version_once",
                violation_error_message="มีรายการตรวจฉบับนี้แล้ว",
            ),
        ]

    def __str__(self) -> str:
        return f"รายการตรวจ{self.whose} ฉบับที่ {self.version}"

    @property
    def whose(self) -> str:
        if self.fair_event_id:
            return "ของงานนี้"
        return f"ของ{self.province.title}" if self.province_id else "กลาง"


class ChecklistItem(models.Model):
    """One thing to look at; with a `category` only where that is sold."""

    checklist = models.ForeignKey(
        Checklist, models.CASCADE, related_name="items", verbose_name="รายการตรวจ"
    )
    sequence = models.PositiveSmallIntegerField("ลำดับ")
    text = models.CharField("ข้อที่ตรวจ", max_length=255)
    kind = models.CharField("ตอบด้วย", max_length=8, choices=ItemKind, default=ItemKind.CHECK)
    category = models.PositiveSmallIntegerField(
        "เฉพาะบูธที่ขาย", choices=ProductCategory, null=True, blank=True
    )

    class Meta:
        verbose_name = verbose_name_plural = "ข้อที่ตรวจ"
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["checklist", "sequence"],
                name="checklist_item_in_one_place",
                violation_error_message="ลำดับนี้มีข้ออื่นแล้ว",
            )
        ]

    def __str__(self) -> str:
        return self.text


class InspectionRound(models.Model):
    """One walk on one day, through the whole fair or some zones."""

    fair_event = models.ForeignKey(
        "fairs.FairEvent", models.PROTECT, related_name="inspection_rounds", verbose_name="งาน"
    )
    checklist = models.ForeignKey(
        Checklist, models.PROTECT, related_name="rounds", verbose_name="รายการตรวจ"
    )
    on = models.DateField("วันที่ตรวจ")
    zones = models.ManyToManyField(
        "fairs.Zone", blank=True, related_name="+", verbose_name="โซน", help_text="ไม่เลือกคือทุกโซน"
    )
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้ตรวจ"
    )
    begun_at = models.DateTimeField("เริ่มเมื่อ", auto_now_add=True)
    ended_at = models.DateTimeField("จบเมื่อ", null=True, blank=True)
    form_key = models.UUIDField("รหัสแบบฟอร์ม", editable=False)

    objects = OfFairQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "รอบตรวจบูธ"
        ordering = ["-on", "-pk"]
        permissions = [("inspect_booths", "ตรวจบูธและดูว่าแก้แล้ว")]
        indexes = [models.Index(fields=["fair_event", "-on", "-id"], name="round_of_fair")]
        constraints = [
            models.UniqueConstraint(
                fields=["begun_by", "form_key"],
                name="round_once_per_form",
                violation_error_message="ส่งแบบฟอร์มนี้แล้ว",
            )
        ]

    def __str__(self) -> str:
        return f"รอบตรวจที่ {self.pk}"


class InspectionVisit(models.Model):
    """One booth in one round. `seen_at` is empty while only photos have come in."""

    round = models.ForeignKey(
        InspectionRound, models.CASCADE, related_name="visits", verbose_name="รอบตรวจ"
    )
    booth = models.ForeignKey(
        "fairs.Booth", models.PROTECT, related_name="inspections", verbose_name="บูธ"
    )
    vendor = models.ForeignKey(
        "vendors.Vendor",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="inspections",
        verbose_name="ร้านในบูธ",
    )
    note = LimitedTextField("บันทึก", max_length=LONGEST_FINDING, blank=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้ตรวจ",
    )
    seen_at = models.DateTimeField("ตรวจเมื่อ", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "การตรวจบูธ"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "booth"],
                name="booth_seen_once_per_round",
                violation_error_message="รอบนี้ตรวจบูธนี้แล้ว",
            )
        ]

    def __str__(self) -> str:
        return f"บูธ {self.booth}"


class InspectionAnswer(models.Model):
    """What was said to one item at one booth."""

    visit = models.ForeignKey(
        InspectionVisit, models.CASCADE, related_name="answers", verbose_name="การตรวจ"
    )
    item = models.ForeignKey(
        ChecklistItem, models.PROTECT, related_name="+", verbose_name="ข้อที่ตรวจ"
    )
    answer = models.CharField("ผล", max_length=4, choices=Answer, blank=True)
    note = LimitedTextField("บันทึก", max_length=LONGEST_FINDING, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "คำตอบข้อที่ตรวจ"
        ordering = ["item__sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "item"],
                name="item_answered_once_per_visit",
                violation_error_message="ตอบข้อนี้แล้ว",
            )
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.get_answer_display()}"


class InspectionPhotoQuerySet(PlacedQuerySet):
    places = of_fair("visit__round__fair_event")


class InspectionPhoto(models.Model):
    """A photo of what was seen, made anew; for officers and the vendor of the booth alone."""

    visit = models.ForeignKey(
        InspectionVisit, models.CASCADE, related_name="photos", verbose_name="การตรวจ"
    )
    file = models.FileField("รูป", upload_to="inspections/")
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้ถ่าย"
    )
    taken_at = models.DateTimeField("ส่งเมื่อ", auto_now_add=True)
    form_key = models.UUIDField("รหัสแบบฟอร์ม", editable=False)

    objects = InspectionPhotoQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "รูปการตรวจบูธ"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "form_key"],
                name="inspection_photo_once",
                violation_error_message="ส่งรูปนี้แล้ว",
            )
        ]

    def __str__(self) -> str:
        return f"รูปที่ {self.pk}"


class FindingQuerySet(OfFairQuerySet):
    def open(self):
        return self.filter(mended_at=None)

    def asking(self):
        """What a vendor is asked to mend."""
        return self.open().exclude(due_at=None)

    def overdue(self):
        # The database's clock: the rail puts its question together once a day.
        return self.open().filter(due_at__lt=Now())

    def of_vendors_of(self, user):
        """What the vendors of a person are asked to mend, or were."""
        return self.filter(vendor__members__user=user).exclude(due_at=None)


class Finding(models.Model):
    """What does not pass at a booth. With `due_at` it asks the vendor for something."""

    fair_event = models.ForeignKey(
        "fairs.FairEvent", models.PROTECT, related_name="findings", verbose_name="งาน"
    )
    visit = models.ForeignKey(
        InspectionVisit, models.PROTECT, related_name="findings", verbose_name="การตรวจ"
    )
    item = models.ForeignKey(
        ChecklistItem, models.PROTECT, related_name="+", verbose_name="ข้อที่ตรวจ"
    )
    booth = models.ForeignKey(
        "fairs.Booth", models.PROTECT, related_name="findings", verbose_name="บูธ"
    )
    vendor = models.ForeignKey(
        "vendors.Vendor",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="findings",
        verbose_name="ร้าน",
    )
    text = LimitedTextField("สิ่งที่พบ", max_length=LONGEST_FINDING, blank=True)
    due_at = models.DateTimeField("ต้องแก้ภายใน", null=True, blank=True)
    found_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ผู้พบ"
    )
    found_at = models.DateTimeField("พบเมื่อ", auto_now_add=True)
    mended_at = models.DateTimeField("แก้แล้วเมื่อ", null=True, blank=True)
    mended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้ดูว่าแก้แล้ว",
    )
    recorded_at = models.DateTimeField("ลงประวัติร้านเมื่อ", null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้ลงประวัติร้าน",
    )

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "สิ่งที่พบจากการตรวจ"
        ordering = ["pk"]
        permissions = [("record_finding", "ลงสิ่งที่พบในประวัติของร้าน")]
        indexes = [
            models.Index(
                fields=["fair_event", "due_at"], condition=Q(mended_at=None), name="finding_open"
            ),
            models.Index(fields=["vendor", "-id"], name="finding_of_vendor"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "item"],
                name="finding_once_per_item",
                violation_error_message="ข้อนี้บันทึกสิ่งที่พบแล้ว",
            ),
            models.CheckConstraint(
                condition=Q(mended_at=None, mended_by=None)
                | Q(mended_at__isnull=False, mended_by__isnull=False),
                name="mended_finding_says_by_whom",
                violation_error_message="บอกว่าใครดูว่าแก้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(recorded_at=None, recorded_by=None)
                | Q(recorded_at__isnull=False, recorded_by__isnull=False, vendor__isnull=False),
                name="recorded_finding_has_a_vendor",
                violation_error_message="บูธนี้ไม่มีร้าน จึงลงประวัติร้านไม่ได้",
            ),
        ]

    def __str__(self) -> str:
        return f"บูธ {self.booth}: {self.item}"

    @property
    def is_overdue(self) -> bool:
        return self.mended_at is None and self.due_at is not None and self.due_at < timezone.now()

    @property
    def badge(self) -> tuple[str, str]:
        """Meaning and words of where it stands."""
        if self.mended_at:
            return "done", "แก้แล้ว"
        if self.is_overdue:
            return "wrong", "เกินกำหนดแก้"
        return ("waiting", "รอแก้") if self.due_at else ("off", "บันทึกไว้")
