"""A draft takes over the answers of the vendor's last application."""

from dataclasses import dataclass, field

from django.db import transaction

from fairs.models import CallQuestion, FairEvent, ProductCategory, QuestionKind
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.media.storing import NewFiles, new_files
from vendors.acts import application_copied
from vendors.asked import Asked, follows, questions_of
from vendors.costs import classes_of
from vendors.models import (
    ENDED_STATUSES,
    ApplicationStatus,
    BoothApplication,
    QuestionAnswer,
    Vendor,
)
from vendors.operations.rules import require


@dataclass
class Copied:
    """What was taken over and what was not, in words for the vendor."""

    taken: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    answers: int = 0


def last_sent(vendor: Vendor, fair_event: FairEvent) -> BoothApplication | None:
    """The vendor's last application to this fair that has ended, or else the last one that it
    has sent to another."""
    rows = BoothApplication.objects.filter(vendor=vendor).exclude(category=None)
    rows = rows.select_related("fair_event", "booth_class")
    here = rows.filter(fair_event=fair_event, status__in=ENDED_STATUSES).order_by("-pk").first()
    sent = rows.exclude(fair_event=fair_event).exclude(submitted_at=None)
    return here or sent.order_by("-submitted_at", "-pk").first()


def copy_application(application: BoothApplication, source: BoothApplication, *, by) -> Copied:
    """Take over category, booths, wishes, note, answers and what the apps above add, as they fit.

    Raises RuleBroken when the application is no draft any more.
    """
    copied = Copied()
    with new_files() as stored, transaction.atomic():
        application = lock(application)
        require(application, {ApplicationStatus.DRAFT}, "ใบสมัครนี้ส่งแล้ว")
        _copy_category(application, source, copied)
        _copy_booths(application, source, copied)
        _copy_zone(application, source, copied)
        for name, label in (("neighbours_wished", "เพื่อนบ้าน"), ("note", "ที่บอกเจ้าหน้าที่")):
            if getattr(source, name):
                setattr(application, name, getattr(source, name))
                copied.taken.append(label)
        application.save()
        _copy_answers(application, source, copied, stored)
        for part in application_copied.happened(application=application, source=source, by=by):
            copied.taken += part["taken"]
            copied.left += part["left"]
        summary = f"ใช้ข้อมูลเดิมจากใบสมัคร {source} {source.fair_event.called}"
        record(application, "copy", summary, by=by)
    return copied


def _copy_category(application, source, copied: Copied) -> None:
    label = ProductCategory(source.category).label
    if application.call_for_sending().takes(source.category):
        application.category = source.category
        copied.taken.append(f"ประเภท{label}")
    else:
        copied.left.append(f"ประเภท{label} งานนี้ไม่รับ")


def _copy_booths(application, source, copied: Copied) -> None:
    most = application.call_for_sending().max_booths
    application.booths_wanted = min(source.booths_wanted, most)
    copied.taken.append(f"{application.booths_wanted} บูธ")
    if source.booths_wanted > most:
        copied.left.append(f"เดิมขอ {source.booths_wanted} บูธ งานนี้ขอได้ไม่เกิน {most} บูธ")
    if source.booth_class:
        _copy_class(application, source.booth_class.name, copied)


def _copy_class(application, name: str, copied: Copied) -> None:
    """The class of that name; what it costs here stands on the page to check."""
    offered = classes_of(application.call_for_sending())
    application.booth_class = next((one for one in offered if one.name == name), None)
    if application.booth_class:
        copied.taken.append(name)
    else:
        copied.left.append(f"{name} รอบนี้ไม่มี")


def _copy_zone(application, source, copied: Copied) -> None:
    zone = source.zone_wished
    if zone and application.fair_event.zones.filter(code=zone).exists():
        application.zone_wished = zone
        copied.taken.append(f"โซน {zone}")
    elif zone:
        copied.left.append(f"โซน {zone} งานนี้ไม่มี")


def _copy_answers(application, source, copied: Copied, stored: NewFiles) -> None:
    """What was answered before, where this call asks the same and the answer still is one."""
    before = _answers_by_question(source)
    texts = {row.question_id: row.text for row in application.answers.all()}
    asked: list[int] = []
    for question in questions_of(application.call_for_sending(), application.category):
        if not follows(question, texts, asked):
            continue
        asked.append(question.pk)
        answer = before.get(_same(question))
        if answer is None or question.pk in texts:
            continue
        if Asked(question, answer, is_asked=True).fits and _keep(
            application, question, answer, stored
        ):
            texts[question.pk] = answer.text
            copied.answers += 1
        else:
            copied.left.append(f"คำตอบข้อ “{question.text}” ใช้กับรอบนี้ไม่ได้")
    if copied.answers:
        copied.taken.append(f"คำตอบ {copied.answers} ข้อ")


def _same(question: CallQuestion) -> tuple[str, str]:
    """Another call that asks in the same words, for the same kind of answer, asks the same."""
    return question.text, question.kind


def _answers_by_question(source) -> dict[tuple[str, str], QuestionAnswer]:
    return {_same(row.question): row for row in source.answers.select_related("question")}


def _keep(application, question, answer: QuestionAnswer, stored: NewFiles) -> bool:
    """Give the new application an answer of its own; False where the file is not there any more."""
    kept = QuestionAnswer(application=application, question=question, text=answer.text)
    if question.kind == QuestionKind.FILE:
        try:
            with answer.file.open() as content:
                stored.save(kept.file, content)
        except FileNotFoundError:
            return False
        kept.file_name = answer.file_name
    kept.save()
    return True
