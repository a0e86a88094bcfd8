"""Meetings of a committee, who came, and what was resolved."""

from datetime import timedelta

from django.db import models

from fairs.models.agencies import ActorFields, Capacity
from fairs.models.scoped import PlacedQuerySet
from fairs.scopes import Place
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.model_fields import LimitedTextField, SortKeyField
from otopfair.thai.periods import Period

SOON_DAYS = 7


class MeetingQuerySet(PlacedQuerySet):
    places = (Place("provinces", "committee__province"),)


class Meeting(models.Model):
    committee = models.ForeignKey(
        "fairs.WorkingCommittee", models.PROTECT, related_name="meetings", verbose_name="คณะทำงาน"
    )
    ordinal = models.PositiveSmallIntegerField("ครั้งที่", null=True, blank=True)
    year_be = models.PositiveSmallIntegerField("ปี พ.ศ. ของครั้งที่", null=True, blank=True)
    held_on = models.DateField("วันที่ประชุม")
    starts_time = models.TimeField("เริ่มประชุมเวลา", null=True, blank=True)
    ends_time = models.TimeField("เลิกประชุมเวลา", null=True, blank=True)
    venue = models.CharField("สถานที่ประชุม", max_length=255, blank=True)
    purpose = LimitedTextField("เรื่องที่ประชุม", max_length=4000, blank=True)
    invite_number = models.CharField("หนังสือเชิญที่", max_length=60, blank=True)
    invited_on = models.DateField("ลงวันที่", null=True, blank=True)
    minutes_by = models.CharField("ผู้จดรายงานการประชุม", max_length=255, blank=True)
    checked_by = models.CharField("ผู้ตรวจรายงานการประชุม", max_length=255, blank=True)
    source = models.CharField("ที่มาของข้อมูล", max_length=255, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "ประชุม"
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "year_be", "ordinal"],
                name="meeting_ordinal_once_per_year",
                violation_error_message="คณะทำงานนี้มีการประชุมครั้งที่นี้ในปีนี้แล้ว",
            )
        ]

    def __str__(self) -> str:
        if self.ordinal and self.year_be:
            return f"ประชุม{self.committee} ครั้งที่ {self.ordinal}/{self.year_be}"
        return f"ประชุม{self.committee}"


class Attendance(models.TextChoices):
    CHAIR = "chair", "ประธานในที่ประชุม"
    PRESENT = "present", "ผู้มาประชุม"
    ABSENT = "absent", "ผู้ไม่มาประชุม"
    ATTENDING = "attending", "ผู้เข้าร่วมประชุม"


class MeetingAttendee(ActorFields):
    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="attendees", verbose_name="ประชุม"
    )
    attendance = models.CharField(
        "การมาประชุม", max_length=16, choices=Attendance, default=Attendance.PRESENT
    )
    capacity = models.CharField("ฐานะ", max_length=16, choices=Capacity, default=Capacity.OWN)
    acting_for = models.CharField("แทนตำแหน่ง", max_length=255, blank=True)
    note = models.CharField("หมายเหตุหรือเหตุที่ไม่มา", max_length=255, blank=True)
    sequence = models.PositiveSmallIntegerField("ลำดับ", default=0)

    class Meta(ActorFields.Meta):
        verbose_name = verbose_name_plural = "ผู้มาประชุม"
        ordering = ["sequence", "pk"]

    def __str__(self) -> str:
        return self.actor_text()


class AgendaPart(models.IntegerChoices):
    """The five standard parts of an agenda, in the order of the official form."""

    INFORM = 1, "เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ"
    ADOPT = 2, "เรื่องรับรองรายงานการประชุมครั้งที่แล้ว"
    FOLLOW = 3, "เรื่องสืบเนื่อง"
    CONSIDER = 4, "เรื่องเสนอเพื่อพิจารณา"
    OTHER = 5, "เรื่องอื่น ๆ (ถ้ามี)"


class AgendaItem(models.Model):
    """วาระย่อย: one matter below a part of the agenda; its number is its place there."""

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="agenda", verbose_name="ประชุม"
    )
    part = models.PositiveSmallIntegerField("ระเบียบวาระที่", choices=AgendaPart)
    title = models.CharField("เรื่อง", max_length=500)
    text = LimitedTextField("ข้อเท็จจริง", max_length=20000, blank=True)
    follows = models.ForeignKey(
        "fairs.Resolution",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="followed_by",
        verbose_name="สืบเนื่องจากมติ",
    )
    sequence = models.PositiveSmallIntegerField("ลำดับ", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "เรื่องในวาระ"
        ordering = ["part", "sequence", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "follows"],
                name="resolution_followed_once_per_meeting",
                violation_error_message="มตินี้อยู่ในวาระของการประชุมนี้แล้ว",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Statement(ActorFields):
    """What somebody said at a meeting."""

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="statements", verbose_name="ประชุม"
    )
    item = models.ForeignKey(
        AgendaItem,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="statements",
        verbose_name="เรื่อง",
    )
    text = LimitedTextField("กล่าวว่า", max_length=20000)
    sequence = models.PositiveSmallIntegerField("ลำดับ", default=0)

    class Meta(ActorFields.Meta):
        verbose_name = verbose_name_plural = "ถ้อยแถลง"
        ordering = ["sequence", "pk"]

    def __str__(self) -> str:
        return self.actor_text()


class ResolutionKind(models.TextChoices):
    ACKNOWLEDGED = "acknowledged", "รับทราบ"
    ADOPTED = "adopted", "รับรอง"
    AGREED = "agreed", "เห็นชอบ"
    APPROVED = "approved", "อนุมัติ"
    ASSIGNED = "assigned", "มอบหมาย"


class ResolutionQuerySet(PlacedQuerySet):
    places = (Place("provinces", "meeting__committee__province"),)

    def open(self):
        return self.filter(done_on=None, due_on__isnull=False)

    def to_follow(self):
        """Not done, and somebody has to do it: by a day, or because it was assigned."""
        has_to = models.Q(due_on__isnull=False) | models.Q(kind=ResolutionKind.ASSIGNED)
        return self.filter(has_to, done_on=None)

    def overdue(self):
        return self.open().filter(due_on__lt=today_in_thailand())

    def due_soon(self):
        """Not late yet, and within SOON_DAYS."""
        today = today_in_thailand()
        return self.open().filter(due_on__range=(today, today + timedelta(days=SOON_DAYS)))


class Resolution(models.Model):
    """มติที่ประชุม: what was decided, who does it, by when, and the proof that it was done."""

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="resolutions", verbose_name="ประชุม"
    )
    item = models.ForeignKey(
        AgendaItem,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="resolutions",
        verbose_name="เรื่อง",
    )
    number = models.CharField("ข้อ", max_length=16, blank=True)
    sort_key = SortKeyField(source="number")
    kind = models.CharField("มติ", max_length=16, choices=ResolutionKind)
    text = LimitedTextField("รายละเอียด", max_length=4000)
    responsible = models.CharField("ผู้รับผิดชอบ", max_length=255, blank=True)
    due_on = models.DateField("กำหนดเสร็จ", null=True, blank=True)
    due_in_month = models.BooleanField("กำหนดเป็นเดือน", default=False)
    done_on = models.DateField("เสร็จเมื่อ", null=True, blank=True)
    result = LimitedTextField("ผลการดำเนินการ", max_length=4000, blank=True)

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "มติที่ประชุม"
        ordering = ["meeting", "sort_key"]
        indexes = [models.Index(fields=["done_on", "due_on"], name="resolution_open_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"],
                name="resolution_number_once_per_meeting",
                violation_error_message="การประชุมนี้มีมติข้อนี้แล้ว",
            )
        ]

    def __str__(self) -> str:
        return f"ข้อ {self.number} {self.get_kind_display()}"

    @property
    def due(self) -> Period | None:
        """A day, or a month whose last day is the day by which it must be done."""
        if self.due_on is None:
            return None
        return (
            Period.month_of(self.due_on) if self.due_in_month else Period(self.due_on, self.due_on)
        )

    @due.setter
    def due(self, period: Period | None) -> None:
        self.due_on = period and period.last
        self.due_in_month = bool(period and period.is_month)
