"""What became of the orders, as the final reports print it."""

from collections.abc import Iterable, Sequence

from django.utils import timezone

from otopfair.documents.paper import PaperTable
from otopfair.thai.calendar import THAILAND
from otopfair.thai.line_breaks import keep_together
from sales.reports.follow_ups import RoundSums
from sales.reports.style import ReportStyle

FOLLOWED_UP = [4, 3, 4, 4, 3, 3]  # widths
AMOUNTS = ["สั่งจองในงาน", "ส่งมอบแล้ว", "ยกเลิก", "เพิ่มขึ้น"]


def answered_rounds(rounds: Sequence[RoundSums]) -> list[RoundSums]:
    return [one for one in rounds if one.answered]


def followed_up_parts(
    rounds: Sequence[RoundSums], style: ReportStyle
) -> Iterable[str | PaperTable]:
    """A row for each round that somebody has answered; nothing where nobody has.

    Of who has not answered nothing is known: what was ordered stands there for those who did.
    """
    if not (answered := answered_rounds(rounds)):
        return
    rows = [
        [style.figures(one.label), answered_text(one, style), *amount_texts(one, style)]
        for one in answered
    ]
    yield PaperTable(["ถาม", "ตอบ", *AMOUNTS], rows, FOLLOWED_UP)
    newest = answered[-1]
    ordered = style.baht(newest.asked_ordered)
    whose = f"{style.number(newest.asked)} {style.vendor_word}"
    yield keep_together(f"สั่งจองในงานทั้งหมด {ordered} ของ {whose} {counted_text(answered, style)}")


def counted_text(answered: Sequence[RoundSums], style: ReportStyle) -> str:
    """From when and until when it counts. Each round since the end of the fair: rounds do not add
    up."""
    last = max(one.last_at for one in answered if one.last_at)
    day = style.date(timezone.localtime(last, THAILAND).date())
    return f"ทุกรอบนับเฉพาะรายที่ตอบ รวมตั้งแต่จบงาน คำตอบล่าสุดวันที่ {day}"


def answered_text(one: RoundSums, style: ReportStyle) -> str:
    """ "12 จาก 20"."""
    return f"{style.number(one.answered)} จาก {style.number(one.asked)}"


def amount_texts(one: RoundSums, style: ReportStyle) -> list[str]:
    """The cells below AMOUNTS."""
    amounts = (one.ordered, one.delivered, one.cancelled, one.grown)
    return [style.number(amount) for amount in amounts]
