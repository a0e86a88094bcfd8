"""What looks wrong in a figure of takings: one reading for vendors, officers and sheets.

A doubt is one Thai sentence. It never blocks: "ถูกต้อง" is an answer.
"""

from dataclasses import dataclass
from decimal import Decimal

from otopfair.thai.baht import format_baht
from otopfair.thai.formatting import no_break
from sales.reports.follow_ups import Case

UNUSUAL_TIMES = 10
A_DIGIT_APART = (5, 20)  # times the usual: between them one zero more or less explains it
MOST_OF_A_FIRST_DAY = 1_000_000


@dataclass(frozen=True)
class Usual:
    """What a booth brings otherwise: the day before, and the mean of the other days with sales."""

    sold_yesterday: Decimal | None = None
    ordered_yesterday: Decimal | None = None
    average_baht: Decimal | None = None

    @classmethod
    def of(cls, day_before, totals) -> "Usual":
        """From yesterday's figure, or None, and the sums of the other days."""
        earning = [total for total in totals if total]
        average = Decimal(sum(earning)) / len(earning) if earning else None
        if day_before is None:
            return cls(average_baht=average)
        return cls(day_before.sold_baht, day_before.ordered_baht, average)


def doubts_of(sold: Decimal, ordered: Decimal, usual: Usual) -> list[str]:
    """Sentences that ask; none when the figure looks like those of the other days."""
    total = sold + ordered
    if not total:
        return []
    found = [_copied(sold, ordered, usual), _of_another_size(sold, total, usual.average_baht)]
    return [sentence for sentence in found if sentence]


def _copied(sold: Decimal, ordered: Decimal, usual: Usual) -> str:
    if (sold, ordered) != (usual.sold_yesterday, usual.ordered_yesterday):
        return ""
    return f"ยอดเท่ากับวันก่อนทุกบาท {_baht(sold + ordered)} ใช่หรือไม่"


def _of_another_size(sold: Decimal, total: Decimal, average: Decimal | None) -> str:
    if not average:
        is_much = total > MOST_OF_A_FIRST_DAY
        return f"ยอดของบูธเดียวในวันเดียว {_baht(total)} ใช่หรือไม่" if is_much else ""
    least, most = A_DIGIT_APART
    beside = f"วันอื่นเฉลี่ย {_baht(average)} ยอดนี้ {_baht(total)} ใช่หรือไม่"
    if total > UNUSUAL_TIMES * average:
        return f"ยอดมากกว่าปกติ {beside}"
    if total >= least * average and sold % 10 == 0:
        return f"อาจพิมพ์ศูนย์เกินหนึ่งตัว {beside}"
    if average / most <= total <= average / least:
        return f"อาจพิมพ์ขาดไปหนึ่งหลัก {beside}"
    return ""


def _baht(amount: Decimal) -> str:
    return no_break(format_baht(round(amount)))


def doubts_of_orders(case: Case, delivered: Decimal, cancelled: Decimal) -> list[str]:
    """What looks wrong in what became of the orders of a fair; amounts since its end."""
    found, told, earlier = [], delivered + cancelled, case.earlier
    if told > case.ordered:
        found.append(
            f"ส่งมอบแล้วกับยกเลิกรวม {no_break(format_baht(told))}"
            f" มากกว่าที่สั่งจองในงาน {no_break(format_baht(case.ordered))}"
        )
    if earlier is not None and delivered < earlier.delivered_baht:
        before = no_break(format_baht(earlier.delivered_baht))
        found.append(
            f"ส่งมอบแล้วน้อยกว่าที่ตอบไว้เมื่อ {earlier.months} เดือนหลังงาน ({before}) ยอดนับรวมตั้งแต่จบงาน"
        )
    return found
