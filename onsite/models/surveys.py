"""What vendors and visitors of a fair are asked, and what they answered; visitors name nobody."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce

from fairs.models.scoped import PlacedQuerySet
from fairs.scopes import Place, of_fair
from otopfair.thai.model_fields import LimitedTextField

LONGEST_ANSWER = 1000
HIGHEST = 5  # of the scale, whose lowest is 1
MOST_NUMBER = 1_000_000_000


class Audience(models.TextChoices):
    VISITORS = "visitors", "ผู้ชม"
    VENDORS = "vendors", "ร้านค้า"


class SurveyKind(models.TextChoices):
    SCALE = "scale", "คะแนน 1–5"
    CHOICE = "choice", "เลือกหนึ่งข้อ"
    NUMBER = "number", "ตัวเลข"
    TEXT = "text", "ข้อความ"


@dataclass(frozen=True)
class Choice:
    """One answer to choose: its words, and those for who reads no Thai."""

    text: str
    text_en: str = ""


class SurveyQuerySet(PlacedQuerySet):
    """A province's usual one, a fair's own, or the country's, which everybody reads."""

    places = (Place("provinces", "province"), *of_fair("fair_event"))

    def for_fair(self, fair_event, audience):
        """What the fair asks; while it has written none, the usual one of its province or of the
        country."""
        mine = self.filter(fair_event=fair_event, audience=audience).first()
        return mine or self.usual_in(fair_event.home_province_id, audience)

    def usual_in(self, province, audience):
        """What fairs of a province ask that have written none of their own."""
        rows = self.filter(fair_event=None, audience=audience)
        return rows.filter(province=province).first() or rows.filter(province=None).first()

    def taking_answers(self):
        return self.filter(opened_at__isnull=False, closed_at=None)


class Survey(models.Model):
    """The questions for one audience: of a fair, or the usual ones that fairs copy.

    `satisfied_from` is the least of 5 that counts as satisfied.
    """

    fair_event = models.ForeignKey(
        "fairs.FairEvent",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="surveys",
        verbose_name="งาน",
    )
    province = models.ForeignKey(
        "fairs.Province",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="surveys",
        verbose_name="จังหวัด",
    )
    audience = models.CharField("ถามใคร", max_length=8, choices=Audience)
    satisfied_from = models.PositiveSmallIntegerField("นับว่าพึงพอใจตั้งแต่คะแนน", default=4)
    opened_at = models.DateTimeField("เปิดรับคำตอบเมื่อ", null=True, blank=True)
    closed_at = models.DateTimeField("ปิดรับคำตอบเมื่อ", null=True, blank=True)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "แบบสอบถาม"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(fair_event=None) | Q(province=None),
                name="survey_of_one_place",
                violation_error_message="แบบสอบถามเป็นของงานหรือของจังหวัด อย่างใดอย่างหนึ่ง",
            ),
            models.UniqueConstraint(
                # SQLite takes any number of rows that have nothing there.
                Coalesce("fair_event", 0),
                Coalesce("province", Value("")),
                "audience",
                name="survey_once_for_an_audience",
                violation_error_message="มีแบบสอบถามนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(satisfied_from__gte=1, satisfied_from__lte=HIGHEST),
                name="satisfied_on_the_scale",
                violation_error_message="คะแนนที่นับว่าพึงพอใจคือ 1 ถึง 5",
            ),
            models.CheckConstraint(
                condition=Q(opened_at=None) | Q(fair_event__isnull=False),
                name="usual_survey_takes_no_answers",
                violation_error_message="แบบสอบถามกลางรับคำตอบไม่ได้ คัดลอกไปใช้กับงานก่อน",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(opened_at__isnull=False),
                name="closed_survey_was_open",
                violation_error_message="แบบสอบถามที่ปิดแล้วต้องเคยเปิด",
            ),
        ]

    def __str__(self) -> str:
        return f"แบบสอบถาม{self.get_audience_display()}{self.whose}"

    @property
    def whose(self) -> str:
        if self.fair_event_id:
            return "ของงานนี้"
        return f"ของ{self.province.title}" if self.province_id else "กลาง"

    @property
    def is_taking_answers(self) -> bool:
        return self.opened_at is not None and self.closed_at is None

    @property
    def badge(self) -> tuple[str, str]:
        """Meaning and words of where it stands."""
        if self.is_taking_answers:
            return "going", "เปิดรับคำตอบ"
        return ("done", "ปิดรับคำตอบแล้ว") if self.closed_at else ("waiting", "ยังไม่เปิด")


class SurveyQuestion(models.Model):
    """One question. Once answered its words stay: a new wording is another question, and this
    one is asked no more."""

    survey = models.ForeignKey(
        Survey, models.CASCADE, related_name="questions", verbose_name="แบบสอบถาม"
    )
    sequence = models.PositiveSmallIntegerField("ลำดับ")
    text = models.CharField("คำถาม", max_length=255)
    text_en = models.CharField("ภาษาอังกฤษ", max_length=255, blank=True)
    kind = models.CharField("ตอบเป็น", max_length=8, choices=SurveyKind, default=SurveyKind.SCALE)
    choices_text = LimitedTextField("ข้อให้เลือก", max_length=2000, blank=True)
    is_required = models.BooleanField("ต้องตอบ", default=False)
    is_used = models.BooleanField("ถามอยู่", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "คำถามของแบบสอบถาม"
        ordering = ["sequence", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind="choice") & ~Q(choices_text=""))
                | (~Q(kind="choice") & Q(choices_text="")),
                name="survey_question_has_choices_when_it_is_a_choice",
                violation_error_message="คำถามแบบเลือกต้องมีข้อให้เลือก แบบอื่นเว้นว่างไว้",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def choices(self) -> list[Choice]:
        """Each line is one: "ตลาด | Market"."""
        lines = [line.partition("|") for line in self.choices_text.splitlines() if line.strip()]
        return [Choice(text.strip(), english.strip()) for text, _bar, english in lines]


class SurveyResponse(models.Model):
    """One set of answers: of a vendor, which may change it, or of a visitor whom nothing names."""

    survey = models.ForeignKey(
        Survey, models.PROTECT, related_name="responses", verbose_name="แบบสอบถาม"
    )
    vendor = models.ForeignKey(
        "vendors.Vendor",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="survey_responses",
        verbose_name="ร้าน",
    )
    sent_at = models.DateTimeField("ตอบเมื่อ", auto_now_add=True)
    form_key = models.UUIDField("รหัสแบบฟอร์ม", unique=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "ผู้ตอบแบบสอบถาม"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "vendor"],
                name="survey_answered_once_by_a_vendor",
                violation_error_message="ร้านนี้ตอบแบบสอบถามนี้แล้ว",
            ),
        ]

    def __str__(self) -> str:
        return f"คำตอบที่ {self.pk}"


class SurveyAnswer(models.Model):
    """What was answered to one question: a number (of a scale, too), or words. No row is none."""

    response = models.ForeignKey(
        SurveyResponse, models.CASCADE, related_name="answers", verbose_name="ผู้ตอบ"
    )
    question = models.ForeignKey(
        SurveyQuestion, models.PROTECT, related_name="answers", verbose_name="คำถาม"
    )
    number = models.PositiveIntegerField("ตัวเลข", null=True, blank=True)
    text = LimitedTextField("ข้อความ", max_length=LONGEST_ANSWER, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "คำตอบ"
        ordering = ["pk"]
        indexes = [models.Index(fields=["question", "number"], name="survey_answer_sums")]
        constraints = [
            models.UniqueConstraint(
                fields=["response", "question"],
                name="survey_question_answered_once",
                violation_error_message="ตอบคำถามนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=True) ^ Q(text=""),
                name="survey_answer_is_a_number_or_words",
                violation_error_message="คำตอบเป็นตัวเลขหรือข้อความ อย่างใดอย่างหนึ่ง",
            ),
        ]

    def __str__(self) -> str:
        return self.text or str(self.number)
