"""What the next edition takes over of a fair's days: its rules, its own checklist, its gates,
the questions of its surveys."""

from fairs.copying import Copying, CopyPart, add_copy_part, add_never_copied
from fairs.models import FairEvent, PlanLandmark
from onsite.models import Checklist, Gate, OnSiteRules, Survey, SurveyQuestion
from otopfair.thai.formatting import format_deadline


def add_on_site_parts() -> None:
    """Put the parts of this app on the list, and say what stays with the edition."""
    add_copy_part(
        CopyPart("on_site", "กติกาหน้างาน และรายการตรวจของงานนี้", 160, _rules_told, _put_rules)
    )
    add_copy_part(CopyPart("gates", "ประตูที่นับผู้ชม", 170, _gates_told, _put_gates))
    add_copy_part(CopyPart("surveys", "คำถามของแบบสอบถาม", 180, _surveys_told, _put_surveys))
    add_never_copied("การมาถึง การตรวจบูธ เรื่องร้องเรียน คำตอบของแบบสอบถาม และจำนวนผู้ชม", "เกิดขึ้นในครั้งนั้น")


def _newest_checklist(source: FairEvent) -> Checklist | None:
    return Checklist.objects.filter(fair_event=source).order_by("-version").first()


def _rules_told(source: FairEvent) -> str:
    rules = OnSiteRules.objects.filter(fair_event=source).first()
    arrive = f"ถึงบูธ{format_deadline(rules.arrive_by_time)}" if rules else ""
    checklist = _newest_checklist(source)
    items = f"รายการตรวจ {checklist.items.count()} ข้อ" if checklist else ""
    return " ".join(filter(None, (arrive, items)))


def _put_rules(copying: Copying) -> None:
    copying.put(OnSiteRules.objects.filter(fair_event=copying.source), fair_event=copying.copy)
    if (checklist := _newest_checklist(copying.source)) is None:
        return
    copying.put([checklist], fair_event=copying.copy, version=1, made_by=copying.by)
    copying.put(checklist.items.order_by("pk"), checklist=copying.new(Checklist, checklist.pk))


def _gates_told(source: FairEvent) -> str:
    return ", ".join(gate.name for gate in source.gates.all())


def _put_gates(copying: Copying) -> None:
    """A gate stands at the entrance of the new plan, where the plan was taken over."""
    copying.put(
        Gate.objects.filter(fair_event=copying.source).order_by("pk"),
        fair_event=copying.copy,
        landmark=lambda gate: copying.new(PlanLandmark, gate.landmark_id),
    )


def _asked_at(source: FairEvent):
    rows = SurveyQuestion.objects.filter(survey__fair_event=source, is_used=True)
    return rows.order_by("pk")


def _surveys_told(source: FairEvent) -> str:
    number = _asked_at(source).count()
    return f"{number} คำถาม" if number else ""


def _put_surveys(copying: Copying) -> None:
    """Questions that are asked; the next edition opens its surveys itself."""
    rows = Survey.objects.filter(fair_event=copying.source).order_by("pk")
    copying.put(rows, fair_event=copying.copy, opened_at=None, closed_at=None)
    copying.put(
        _asked_at(copying.source),
        survey=lambda question: copying.new(Survey, question.survey_id),
    )
