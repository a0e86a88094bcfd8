"""What the next edition takes over of calls and reminders; never anything of vendors."""

from fairs.copying import Copying, CopyPart, Dated, add_copy_part, add_never_copied
from fairs.models import FairEvent, VendorCall
from fairs.operations.copied_parts import new_call
from vendors.models import (
    CallCondition,
    LetterTemplate,
    NominationQuota,
    ReviewPhase,
    RunRules,
    ScoreCriterion,
    ScoringRule,
)
from vendors.operations.phases import give_criteria, give_phases


def add_vendor_parts() -> None:
    """Put the parts of this app on the list, and say what stays with the edition."""
    for part in (
        CopyPart(
            "conditions", "เงื่อนไขว่าใครสมัครได้", 100, _conditions_told, _put_conditions, needs="calls"
        ),
        CopyPart(
            "review",
            "ขั้นการพิจารณา และเกณฑ์ให้คะแนน",
            110,
            _review_told,
            _put_review,
            _phase_days,
            "calls",
        ),
        CopyPart(
            "letters", "จดหมายแจ้งผลที่แก้ถ้อยคำไว้", 120, _letters_told, _put_letters, needs="calls"
        ),
        CopyPart(
            "nominations", "โควตาเสนอชื่อของอำเภอ", 130, _quotas_told, _put_quotas, needs="calls"
        ),
        CopyPart("run_rules", "กติกาจัดบูธ", 140, _rules_told, _put_run_rules, needs="calls"),
        CopyPart("reminders", "การเตือนร้าน", 150, _reminders_told, _put_reminders),
    ):
        add_copy_part(part)
    add_never_copied("ใบสมัคร ร้านที่เชิญหรือเสนอชื่อ และผลพิจารณา", "ร้านสมัครใหม่ทุกครั้ง")
    add_never_copied("การจัดบูธและการกันบูธ", "บูธของครั้งใหม่เริ่มว่างทั้งหมด")
    add_never_copied("เงินทุกรายการ สลิป และผู้รับเงิน", "ผู้รับเงินต้องมีเจ้าหน้าที่สองคนรับรองใหม่ทุกงาน")


def _of_calls(model, source: FairEvent):
    return model.objects.filter(call__fair_event=source).order_by("pk")


def _told(model, source: FairEvent, word: str) -> str:
    number = _of_calls(model, source).count()
    return f"{number:,} {word}" if number else ""


def _conditions_told(source: FairEvent) -> str:
    return _told(CallCondition, source, "เงื่อนไข")


def _put_conditions(copying: Copying) -> None:
    copying.put(_of_calls(CallCondition, copying.source), call=new_call(copying))


def _review_told(source: FairEvent) -> str:
    told = (_told(ReviewPhase, source, "ขั้น"), _told(ScoreCriterion, source, "เกณฑ์"))
    return " ".join(filter(None, told))


def _phase_days(source: FairEvent) -> list[Dated]:
    return [
        (f"{words}ขั้น{phase.name}", day)
        for phase in _of_calls(ReviewPhase, source)
        for words, day in (("เริ่ม", phase.from_on), ("จบ", phase.until_on))
        if day
    ]


def _put_review(copying: Copying) -> None:
    """Where the line was drawn is a decision of that edition, and stays there."""
    call, day = new_call(copying), copying.shift.day
    phases = _of_calls(ReviewPhase, copying.source).prefetch_related("workers")
    made = copying.put(
        phases,
        call=call,
        from_on=lambda phase: day(phase.from_on),
        until_on=lambda phase: day(phase.until_on),
    )
    works = ReviewPhase.workers.through
    works.objects.bulk_create(
        works(reviewphase_id=made[phase.pk].pk, user_id=user.pk)
        for phase in phases
        for user in phase.workers.all()
        if user.is_active
    )
    copying.put(_of_calls(ScoreCriterion, copying.source), call=call)
    no_line = {"line": None, "line_set_by": None, "line_set_at": None}
    copying.put(_of_calls(ScoringRule, copying.source), call=call, **no_line)


def give_review(copying: Copying) -> None:
    """A call whose review was not taken over begins as every call does."""
    for call in copying.became.get(VendorCall, {}).values():
        if call.phases.exists():
            continue
        give_phases(call)
        give_criteria(call)
        for rows in (call.phases.all(), call.criteria.all(), [call.scoring_rule]):
            copying.note({row.pk: row for row in rows})


def _letters_told(source: FairEvent) -> str:
    return _told(LetterTemplate, source, "ฉบับ")


def _put_letters(copying: Copying) -> None:
    copying.put(_of_calls(LetterTemplate, copying.source), call=new_call(copying))


def _quotas_told(source: FairEvent) -> str:
    return _told(NominationQuota, source, "อำเภอ")


def _put_quotas(copying: Copying) -> None:
    copying.put(_of_calls(NominationQuota, copying.source), call=new_call(copying))


def _newest_rules(source: FairEvent) -> list[RunRules]:
    rows = RunRules.objects.filter(call__fair_event=source).order_by("version")
    return list({row.call_id: row for row in rows}.values())


def _rules_told(source: FairEvent) -> str:
    return " ".join(row.in_words for row in _newest_rules(source))


def _put_run_rules(copying: Copying) -> None:
    rules = _newest_rules(copying.source)
    copying.put(rules, call=new_call(copying), version=1, made_by=copying.by)


def _reminders_told(source: FairEvent) -> str:
    number = source.reminder_rules.count()
    return f"{number:,} เรื่อง" if number else ""


def _put_reminders(copying: Copying) -> None:
    copying.put(copying.source.reminder_rules.order_by("pk"), fair_event=copying.copy)
