"""One dated edition of a fair."""

from datetime import time, timedelta

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import cached_property

from fairs.models.scoped import PlacedQuerySet
from fairs.scopes import Place
from otopfair.changed import ChangedAtField, TellsWhenChanged
from otopfair.thai.calendar import be_year, today_in_thailand
from otopfair.thai.fair_names import fair_called
from otopfair.thai.model_fields import FoldedTextField, LimitedTextField, PhoneNumberField
from otopfair.thai.periods import Period
from otopfair.tongues import in_tongue, name_of


class FairRole(models.TextChoices):
    ORGANISED = "organised", "จัดเอง"
    JOINED = "joined", "ไปร่วมงาน"


class DatePrecision(models.TextChoices):
    """How exactly the dates are known. An unknown date has no first and last day."""

    DAY = "day", "ทราบวัน"
    MONTH = "month", "ทราบเดือน"
    UNKNOWN = "unknown", "ยังไม่ทราบ"


def _precision_of(period: Period | None) -> DatePrecision:
    if period is None:
        return DatePrecision.UNKNOWN
    return DatePrecision.MONTH if period.is_month else DatePrecision.DAY


class FairState(models.TextChoices):
    DRAFT = "draft", "ร่าง"
    CHECKED = "checked", "ตรวจแล้ว"
    PUBLISHED = "published", "เผยแพร่แล้ว"
    CANCELLED = "cancelled", "ยกเลิก"


class CountQualifier(models.TextChoices):
    EXACT = "", "พอดี"
    MORE_THAN = "กว่า", "กว่า"
    ABOUT = "ประมาณ", "ประมาณ"
    AT_LEAST = "ไม่น้อยกว่า", "ไม่น้อยกว่า"


class FairEventQuerySet(TellsWhenChanged, PlacedQuerySet):
    """A district sees the fairs of its province; the rows of a fair say for themselves."""

    places = (
        Place("provinces", "home_province"),
        Place("fairs", "pk"),
        Place("provinces_of_districts", "home_province"),
    )

    def published(self):
        return self.filter(state__in=[FairState.PUBLISHED, FairState.CANCELLED])

    def running(self, today=None):
        return self.filter(self.is_on(today or today_in_thailand()))

    def today_or_called_off(self, today=None):
        """Fairs with a day today, also those that were cancelled: their vendors ask where it is."""
        today = today or today_in_thailand()
        states = [FairState.PUBLISHED, FairState.CANCELLED]
        days = Q(date_precision=DatePrecision.DAY, opens_on__lte=today, closes_on__gte=today)
        return self.filter(days, state__in=states)

    def coming(self, today=None):
        return self.filter(self.lies_ahead(today or today_in_thailand()))

    def past(self, today=None):
        return self.filter(self.is_over(today or today_in_thailand()))

    @staticmethod
    def is_on(today) -> Q:
        return Q(
            state=FairState.PUBLISHED,
            date_precision=DatePrecision.DAY,
            opens_on__lte=today,
            closes_on__gte=today,
        )

    @staticmethod
    def lies_ahead(today) -> Q:
        undated = Q(opens_on=None) & ~Q(year_label_be__lt=be_year(today))
        month_not_over = Q(
            date_precision=DatePrecision.MONTH, opens_on__lte=today, closes_on__gte=today
        )
        return Q(opens_on__gt=today) | undated | month_not_over

    @staticmethod
    def is_over(today) -> Q:
        """A fair whose day was never learnt is over when its year is."""
        year_gone = Q(opens_on=None, year_label_be__lt=be_year(today))
        return Q(closes_on__lt=today) | year_gone

    def for_cards(self):
        """All that a fair's card shows, in one query."""
        return self.select_related("series", "venue_province", "venue_district")

    def with_lead_agency(self):
        """`lead_agency_name` in the same statement."""
        lead = FairEvent.objects.filter(pk=OuterRef("pk"), organisers__isnull=False)
        lead = lead.order_by("organisers__sequence", "organisers__pk")
        name = Subquery(lead.values("organisers__agency__name_th")[:1])
        return self.annotate(lead_agency_name=Coalesce(name, Value("")))


class FairEvent(models.Model):
    """One edition of a fair. The edition number is what the poster says, never computed."""

    series = models.ForeignKey(
        "fairs.FairSeries",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name="ชุดงาน",
    )
    name_th = models.CharField("ชื่องาน", max_length=255)
    name_en = models.CharField("ชื่ออังกฤษ", max_length=255, blank=True)
    slug = models.SlugField(
        "ที่อยู่หน้าเว็บ",
        max_length=80,
        unique=True,
        help_text="อักษรอังกฤษตัวเล็ก ตัวเลข และขีด เช่น khonkaen-silk-2569",
    )
    # Of applications that were taken back with an import; what was told is not given again.
    highest_number = models.PositiveIntegerField("เลขที่ใบสมัครสูงสุดที่ถอน", default=0, editable=False)
    reference_code = models.CharField(
        "รหัสงาน",
        max_length=8,
        unique=True,
        help_text="อักษรอังกฤษตัวใหญ่และตัวเลข นำหน้าเลขที่ใบสมัคร เช่น KK69",
        validators=[
            RegexValidator("^[A-Z0-9]{2,8}$", "รหัสงานใช้อักษรอังกฤษตัวใหญ่และตัวเลข 2 ถึง 8 ตัว เช่น KK69")
        ],
    )
    edition_no = models.PositiveSmallIntegerField("ครั้งที่", null=True, blank=True)
    year_label_be = models.PositiveSmallIntegerField("ประจำปี", null=True, blank=True)
    theme_name = models.CharField("ภายใต้ชื่องาน", max_length=255, blank=True)
    description = LimitedTextField("รายละเอียด", max_length=8000, blank=True)
    role = models.CharField("ลักษณะงาน", max_length=16, choices=FairRole, default=FairRole.ORGANISED)
    state = models.CharField("สถานะ", max_length=16, choices=FairState, default=FairState.DRAFT)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ผู้ตรวจ",
        editable=False,
    )
    checked_at = models.DateTimeField("ตรวจเมื่อ", null=True, blank=True, editable=False)
    date_precision = models.CharField(
        "วันที่จัด", max_length=8, choices=DatePrecision, default=DatePrecision.DAY
    )
    opens_on = models.DateField("วันแรก", null=True, blank=True)
    closes_on = models.DateField("วันสุดท้าย", null=True, blank=True)
    opens_time = models.TimeField("เปิดเวลา", null=True, blank=True)
    closes_time = models.TimeField("ปิดเวลา", null=True, blank=True)
    # {ISO date: [opens, closes]}, [] for a closed day, null for a remark alone: kept from the rows
    # of FairDay, so that lists know days and hours without them; keep_own_days() alone writes it.
    kept_days = models.JSONField(default=dict, editable=False)
    home_province = models.ForeignKey(
        "fairs.Province", models.PROTECT, related_name="home_fairs", verbose_name="จังหวัดเจ้าของงาน"
    )
    venue_province = models.ForeignKey(
        "fairs.Province", models.PROTECT, related_name="venue_fairs", verbose_name="จังหวัดที่จัด"
    )
    venue_district = models.ForeignKey(
        "fairs.District",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="venue_fairs",
        verbose_name="อำเภอที่จัด",
    )
    venue = models.ForeignKey(
        "fairs.Venue",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="fairs",
        verbose_name="สถานที่ในทะเบียน",
        help_text="เลือกแล้วไม่ต้องพิมพ์ชื่อ อำเภอ และแผนที่อีก",
    )
    venue_name = models.CharField("สถานที่", max_length=255)
    map_url = models.URLField("ลิงก์แผนที่", blank=True)
    contact_phone = PhoneNumberField("โทรศัพท์สอบถาม", max_length=10, blank=True)
    vendor_count = models.PositiveIntegerField("จำนวนร้าน (ราย)", null=True, blank=True)
    vendor_count_qualifier = models.CharField(
        "คำหน้าจำนวน", max_length=16, choices=CountQualifier, blank=True, default=""
    )
    sales_target_baht = models.DecimalField(
        "เป้าหมายยอดจำหน่าย (บาท)", max_digits=14, decimal_places=2, null=True, blank=True
    )
    visitor_target = models.PositiveIntegerField("เป้าหมายผู้ชม (คน)", null=True, blank=True)
    search_text = FoldedTextField(
        sources=("name_th", "name_en", "theme_name", "venue_name", "series_name")
    )
    changed_at = ChangedAtField()

    objects = FairEventQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "งานแฟร์"
        base_manager_name = "objects"
        ordering = ["-opens_on", "-pk"]
        permissions = [
            ("check_fairevent", "ตรวจว่างานพร้อมเผยแพร่"),
            ("publish_fairevent", "เผยแพร่และซ่อนงาน"),
        ]
        indexes = [
            models.Index(fields=["state", "opens_on"], name="fair_state_opens"),
            models.Index(fields=["series", "-opens_on", "-id"], name="fair_series_opens"),
            models.Index(fields=["home_province", "-opens_on"], name="fair_home_opens"),
            models.Index(fields=["venue_province", "-opens_on"], name="fair_venue_opens"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_on=None) | Q(closes_on__gte=F("opens_on")),
                name="fair_closes_after_it_opens",
                violation_error_message="วันสุดท้ายต้องไม่มาก่อนวันแรก",
            ),
            models.CheckConstraint(
                condition=Q(date_precision="unknown", opens_on=None, closes_on=None)
                | Q(
                    date_precision__in=["day", "month"],
                    opens_on__isnull=False,
                    closes_on__isnull=False,
                ),
                name="fair_dates_as_precise_as_said",
                violation_error_message="กรอกวันแรกและวันสุดท้ายให้ครบ หรือเลือกว่ายังไม่ทราบวัน",
            ),
            models.CheckConstraint(
                condition=Q(sales_target_baht=None) | Q(sales_target_baht__gte=0),
                name="fair_target_not_negative",
                violation_error_message="เป้าหมายต้องไม่ติดลบ",
            ),
            models.CheckConstraint(
                condition=~Q(state="checked")
                | Q(checked_by__isnull=False, checked_at__isnull=False),
                name="fair_is_checked_by_somebody",
                violation_error_message="งานที่ตรวจแล้วต้องบอกว่าใครตรวจและเมื่อใด",
            ),
        ]

    def __str__(self) -> str:
        if not self.edition_no:
            return self.name
        number = in_tongue("ครั้งที่", "no.")
        return f"{self.name} {number} {self.edition_no}"

    @property
    def name(self) -> str:
        """Its name in the language of the page, if it has one there."""
        return name_of(self)

    @property
    def series_name(self) -> str:
        return self.series.name_th if self.series_id else ""

    @property
    def called(self) -> str:
        """ "งาน OTOP CITY", also when the name begins with the word."""
        return fair_called(str(self))

    @property
    def period(self) -> Period | None:
        """When it is, as exactly as it is known; writing it writes days and precision."""
        if self.opens_on is None:
            return None
        is_month = self.date_precision == DatePrecision.MONTH
        return Period(self.opens_on, self.closes_on, is_month=is_month)

    @period.setter
    def period(self, period: Period | None) -> None:
        self.opens_on = period and period.first
        self.closes_on = period and period.last
        self.date_precision = _precision_of(period)

    @property
    def is_hidden(self) -> bool:
        """Not shown to the public yet, checked or not."""
        return self.state in (FairState.DRAFT, FairState.CHECKED)

    @property
    def is_cancelled(self) -> bool:
        return self.state == FairState.CANCELLED

    @property
    def days(self) -> list:
        """The sales days, first to last, without closed ones; empty while they are not known."""
        if self.date_precision != DatePrecision.DAY:
            return []
        length = (self.closes_on - self.opens_on).days + 1
        span = (self.opens_on + timedelta(days=offset) for offset in range(length))
        return [day for day in span if not self.is_closed_on(day)]

    def spans(self, day) -> bool:
        """Whether `day` lies between the first and the last day, open or closed."""
        known = self.date_precision == DatePrecision.DAY
        return known and self.opens_on <= day <= self.closes_on

    def accepting_call(self, now=None):
        """The call that takes applications now; of two, the earlier round."""
        return next((call for call in self._calls() if call.is_accepting(now)), None)

    def newest_call(self):
        """The last of the rounds, open or not; None when the fair has made no call."""
        return next(reversed(self._calls()), None)

    def call_to_show(self, now=None):
        """The call that people ask about: open now, or else next to open, or else last closed."""
        now = now or timezone.now()
        ahead = [call for call in self._calls() if call.opens_at > now]
        return self.accepting_call(now) or next(iter(ahead), None) or self.newest_call()

    def _calls(self) -> list:
        return sorted(self.calls.all(), key=lambda call: call.sequence)

    def day_number(self, day) -> int | None:
        """1 for the opening day; None when `day` is no day of the fair, or a closed one."""
        if not self.spans(day) or self.is_closed_on(day):
            return None
        return self.days.index(day) + 1

    def is_closed_on(self, day) -> bool:
        """Whether the fair pauses on `day`."""
        return self.kept_days.get(day.isoformat()) == []

    def hours_on(self, day) -> tuple[time, time] | None:
        """The hours of `day`: its own or the usual ones; None when closed or not known."""
        if self.is_closed_on(day):
            return None
        if own := self.kept_days.get(day.isoformat()):
            return time.fromisoformat(own[0]), time.fromisoformat(own[1])
        return (self.opens_time, self.closes_time) if self.opens_time and self.closes_time else None

    def is_running(self, today=None) -> bool:
        """Between the first and the last day, a closed day in between included."""
        return self.state == FairState.PUBLISHED and self.spans(today or today_in_thailand())

    @property
    def has_ended(self) -> bool:
        """Its last day, the last of its month or, where neither is known, its year is past."""
        today = today_in_thailand()
        if self.period:
            return self.period.last < today
        return bool(self.year_label_be and self.year_label_be < be_year(today))

    def edition_to_come(self):
        """The next edition of its series that the public may read of and that is not over."""
        if self.series_id is None:
            return None
        today = today_in_thailand()
        others = FairEvent.objects.filter(series=self.series_id, state=FairState.PUBLISHED)
        ahead = others.exclude(FairEventQuerySet.is_over(today)).exclude(pk=self.pk)
        return ahead.order_by(F("opens_on").asc(nulls_last=True), "pk").first()

    def edition_before(self):
        """The edition of its series that was held last before it; a cancelled or unpublished one
        was not. It is the same for every comparison, also where its days are known to the month
        only and nothing of it can be compared."""
        return self.editions_before().first()

    def editions_before(self):
        """The editions of its series that were held before it, the last one first."""
        if self.series_id is None or self.opens_on is None:
            return FairEvent.objects.none()
        held = FairEvent.objects.filter(series=self.series_id, state=FairState.PUBLISHED)
        # It began before, too: the index of the series is read from there, and no further.
        held = held.filter(opens_on__lt=self.opens_on, closes_on__lt=self.opens_on)
        return held.order_by("-opens_on", "-pk")

    @cached_property
    def lead_agency_name(self) -> str:
        """Its first organiser; "" without one. `with_lead_agency()` reads it with the row."""
        organisers = self.organisers.order_by("sequence", "pk")
        return organisers.values_list("agency__name_th", flat=True).first() or ""

    @property
    def cloth(self) -> str:
        return self.series.cloth if self.series else "indigo"
