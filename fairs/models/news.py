"""News of fairs and projects, with who wrote it and where it came from."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_noop

from fairs.models.scoped import OfProvinceQuerySet, PlacedQuerySet
from fairs.scopes import Place
from otopfair.changed import ChangedAtField, TellsWhenChanged
from otopfair.media.pictures import new_name, photo_url, whole_choices
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.model_fields import FoldedTextField, LimitedTextField

MOST_PHOTOS = 12


class NewsState(models.TextChoices):
    DRAFT = "draft", "ร่าง"
    PUBLISHED = "published", "เผยแพร่แล้ว"
    WITHDRAWN = "withdrawn", "ถอนแล้ว"


class NewsQuerySet(TellsWhenChanged, OfProvinceQuerySet):
    def published(self, today=None):
        """What visitors read: published, and its day has come."""
        return self.filter(
            state=NewsState.PUBLISHED, published_on__lte=today or today_in_thailand()
        )

    def newest_first(self):
        return self.order_by("-published_on", "-pk")


class NewsItem(models.Model):
    """One piece of news. Its body is Markdown; without a province it is the whole country's.

    `published_on` is the day under which it stands, also one before this site or one to come.
    `earlier_readings` were counted where it stood before; `readings` are counted here.
    """

    title = models.CharField("หัวข้อข่าว", max_length=255)
    lead = LimitedTextField(
        "ย่อหน้านำ",
        max_length=1000,
        blank=True,
        help_text="หนึ่งหรือสองประโยค บอกว่าใครทำอะไร ที่ไหน เมื่อใด",
    )
    body = LimitedTextField("เนื้อข่าว", max_length=30_000)
    reporter = models.CharField(gettext_noop("ข่าวโดย"), max_length=200, blank=True)
    editor = models.CharField(gettext_noop("บรรณาธิการ"), max_length=200, blank=True)
    newsroom = models.CharField(
        gettext_noop("หน่วยงาน"), max_length=255, blank=True, help_text="เช่น สวท.ลำปาง"
    )
    source_name = models.CharField(
        "ที่มา", max_length=255, blank=True, help_text="กรณีนำข่าวของที่อื่นมาลง เช่น สำนักประชาสัมพันธ์เขต 3"
    )
    source_url = models.URLField("ลิงก์ข่าวต้นทาง", max_length=500, blank=True)
    earlier_readings = models.PositiveIntegerField(
        "อ่านแล้วที่ต้นทาง (ครั้ง)", default=0, blank=True, help_text="นำไปรวมกับจำนวนที่อ่านในเว็บนี้"
    )
    province = models.ForeignKey(
        "fairs.Province",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="news",
        verbose_name="จังหวัด",
    )
    fair_event = models.ForeignKey(
        "fairs.FairEvent",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="news",
        verbose_name="ข่าวของงาน",
    )
    project = models.ForeignKey(
        "fairs.Project",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="news",
        verbose_name="ข่าวของโครงการ",
    )
    meeting = models.ForeignKey(
        "fairs.Meeting",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="news",
        verbose_name="ข่าวของประชุม",
    )
    state = models.CharField("สถานะ", max_length=16, choices=NewsState, default=NewsState.DRAFT)
    published_on = models.DateField("วันที่ของข่าว", null=True, blank=True)
    published_time = models.TimeField("เวลา", null=True, blank=True)
    readings = models.PositiveIntegerField("อ่านในเว็บนี้ (ครั้ง)", default=0, editable=False)
    search_text = FoldedTextField(
        sources=(
            *("title", "lead", "body", "reporter", "editor", "newsroom", "source_name"),
            *("fair_name", "project_name"),
        )
    )
    changed_at = ChangedAtField()

    objects = NewsQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "ข่าว"
        base_manager_name = "objects"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["state", "-published_on", "-id"], name="news_state_day"),
            models.Index(fields=["province", "-published_on", "-id"], name="news_province_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_on__isnull=False),
                name="published_news_has_a_day",
                violation_error_message="ข่าวที่เผยแพร่ต้องมีวันที่",
            ),
            models.CheckConstraint(
                condition=Q(published_time=None) | Q(published_on__isnull=False),
                name="news_time_has_a_day",
                violation_error_message="กรอกวันที่ของข่าว ถ้าบอกเวลา",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def fair_name(self) -> str:
        return str(self.fair_event) if self.fair_event_id else ""

    @property
    def project_name(self) -> str:
        return str(self.project) if self.project_id else ""

    @property
    def is_published(self) -> bool:
        return self.state == NewsState.PUBLISHED

    @property
    def all_readings(self) -> int:
        return self.earlier_readings + self.readings

    @property
    def credits(self) -> list[tuple[str, str]]:
        """Who made it, as it is printed under news: (ข่าวโดย, name)."""
        names = ("reporter", "editor", "newsroom")
        said = [(self._meta.get_field(name).verbose_name, getattr(self, name)) for name in names]
        return [(str(label), value) for label, value in said if value]


class NewsPhotoQuerySet(PlacedQuerySet):
    """A photo lies where its news does."""

    places = (Place("provinces", "news_item__province"),)

    def in_order(self):
        return self.order_by("sequence", "pk")


class NewsPhoto(models.Model):
    """A photo of a piece of news, made anew in every size; the first stands on its card."""

    news_item = models.ForeignKey(
        NewsItem, models.CASCADE, related_name="photos", verbose_name="ข่าว"
    )
    name = models.CharField("ชื่อไฟล์", max_length=32, unique=True, default=new_name, editable=False)
    width = models.PositiveSmallIntegerField("กว้าง")
    height = models.PositiveSmallIntegerField("สูง")
    caption = models.CharField("คำบรรยาย", max_length=255)
    sequence = models.PositiveSmallIntegerField("ลำดับ", default=1)
    form_key = models.UUIDField("รหัสแบบฟอร์ม", editable=False)

    objects = NewsPhotoQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "รูปข่าว"
        ordering = ["sequence", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["news_item", "form_key"],
                name="news_photo_once_per_form",
                violation_error_message="ส่งรูปนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=~Q(caption=""),
                name="news_photo_says_what_it_shows",
                violation_error_message="เขียนว่ารูปนี้คืออะไร",
            ),
        ]

    def __str__(self) -> str:
        return self.caption

    @property
    def whole_url(self) -> str:
        return photo_url(self.name, "1280")

    @property
    def whole_choices(self) -> str:
        return whole_choices(self.name, self.width)
