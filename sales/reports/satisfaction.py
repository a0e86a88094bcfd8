"""How satisfied visitors and vendors are, as the final reports print it."""

from collections.abc import Iterable

from onsite.models.surveys import HIGHEST
from onsite.reports.satisfaction import Satisfaction
from onsite.reports.surveys import FEW
from otopfair.documents.paper import PaperTable
from otopfair.thai.line_breaks import keep_together
from otopfair.thai.percents import percent_text, rounded
from sales.reports.style import ReportStyle

NOBODY = "ยังไม่มีผู้ตอบแบบสอบถามความพึงพอใจ"
HEAD = ["ผู้ตอบแบบสอบถาม", "ผู้ตอบ", "คำตอบ", "พึงพอใจ", "ร้อยละ", "เฉลี่ย"]
WIDTHS = [6, 3, 2, 3, 2, 2]


def satisfaction_parts(
    satisfaction: tuple[Satisfaction, ...], style: ReportStyle
) -> Iterable[str | PaperTable]:
    """Who answered and is satisfied, by audience. Where nobody answered it says so, not 0."""
    if not satisfaction:
        return
    answered = [one for one in satisfaction if one.people]
    if not answered:
        yield NOBODY
        return
    yield PaperTable(HEAD, [satisfaction_row(one, style) for one in satisfaction], WIDTHS)
    yield from (keep_together(style.figures(line)) for line in meaning_lines(answered))


def satisfaction_row(one: Satisfaction, style: ReportStyle, name: str = "") -> list[str]:
    """The cells below HEAD; what nobody has answered is a dash."""
    if not one.people:
        return [name or one.label, "ยังไม่มีผู้ตอบ", "–", "–", "–", "–"]
    scores = one.scores
    return [
        name or one.label,
        f"{style.number(one.people)} {one.unit}",
        style.number(scores.answered),
        style.number(scores.satisfied),
        share_text(one, style),
        mean_text(one, style),
    ]


def share_text(one: Satisfaction, style: ReportStyle) -> str:
    return style.figures(percent_text(one.scores.share) or "–")


def mean_text(one: Satisfaction, style: ReportStyle) -> str:
    mean = one.scores.mean
    return "–" if mean is None else style.figures(rounded(mean, 1))


def meaning_lines(answered: list[Satisfaction]) -> Iterable[str]:
    """What counts as satisfied, and whose answers are too few to speak for all."""
    by_score: dict[int, dict[str, None]] = {}
    for one in answered:
        by_score.setdefault(one.satisfied_from, {})[one.label] = None
    words = [f"{'และ'.join(labels)}ให้คะแนน {score} ขึ้นไป" for score, labels in by_score.items()]
    yield f"คะแนนเต็ม {HIGHEST} พึงพอใจ คือ{' '.join(words)} นับคำตอบของทุกข้อที่ให้คะแนน"
    if any(one.is_few for one in answered):
        yield f"แถวที่มีผู้ตอบน้อยกว่า {FEW} ชุด บอกได้เฉพาะผู้ที่ตอบ ยังใช้แทนทุกคนไม่ได้"


def satisfaction_line(one: Satisfaction, style: ReportStyle) -> str:
    """ "ผู้ชมพึงพอใจร้อยละ 78.3 คะแนนเฉลี่ย 4.1 จาก 5 (ผู้ตอบ 46 คน)"."""
    if not one.people:
        return f"{one.label}ยังไม่มีผู้ตอบแบบสอบถามความพึงพอใจ"
    who = f"ผู้ตอบ {style.number(one.people)} {one.unit}"
    if not one.scores.answered:
        return f"{one.label}ไม่ได้ให้คะแนนข้อใด ({who})"
    mean = f"คะแนนเฉลี่ย {mean_text(one, style)} จาก {style.figures(HIGHEST)}"
    return f"{one.label}พึงพอใจร้อยละ {share_text(one, style)} {mean} ({who})"
