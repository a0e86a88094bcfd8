"""What an applicant answered to the questions of its call."""

from django.db import models
from django.db.models import Q

from fairs.models.scoped import PlacedQuerySet
from fairs.scopes import Place, of_fair
from otopfair.thai.model_fields import LimitedTextField


class QuestionAnswerQuerySet(PlacedQuerySet):
    """Answers lie where their application does."""

    places = (
        *of_fair("application__fair_event"),
        Place("districts", "application__vendor__district"),
    )

    def managed_by(self, user):
        return self.filter(application__vendor__members__user=user)


class QuestionAnswer(models.Model):
    """The answer to one question; a sent copy keeps question and answer as they were sent."""

    application = models.ForeignKey(
        "vendors.BoothApplication", models.CASCADE, related_name="answers", verbose_name="ใบสมัคร"
    )
    question = models.ForeignKey(
        "fairs.CallQuestion", models.PROTECT, related_name="answers", verbose_name="คำถาม"
    )
    text = LimitedTextField("คำตอบ", max_length=2000, blank=True)
    file = models.FileField("ไฟล์", upload_to="answers/", blank=True)
    file_name = models.CharField("ชื่อไฟล์เดิม", max_length=255, blank=True)

    objects = QuestionAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "คำตอบเพิ่มเติม"
        ordering = ["question__sequence", "question"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "question"],
                name="answer_once_per_question",
                violation_error_message="ตอบคำถามนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(file="") | ~Q(file_name=""),
                name="answered_file_has_a_name",
                violation_error_message="ไฟล์ต้องมีชื่อ",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name or self.text
