"""What applicants will read: the words of a call for each outcome, filled in for one case."""

from collections.abc import Iterable
from datetime import datetime

from fairs.models import VendorCall
from otopfair.errors import RuleBroken
from otopfair.thai.formatting import format_date, format_time
from vendors.costs import agreed_in_words
from vendors.models import BoothApplication, Decision, LetterTemplate, Outcome, ReservePlace
from vendors.placeholders import PLACEHOLDER, filled, require_known, too_long

PLACEHOLDERS = {
    "ชื่อร้าน": "ชื่อของร้าน",
    "งาน": "ชื่องาน",
    "วันงาน": "วันจัดงาน",
    "เลขที่": "เลขที่ใบสมัคร",
    "ประเภท": "ประเภทที่สมัคร",
    "จำนวนบูธ": "จำนวนบูธที่ขอ",
    "ค่าบูธ": "ค่าบูธและเงินประกันที่ร้านตกลงตอนส่ง",
    "เหตุผล": "เหตุผลและข้อความถึงผู้สมัคร",
    "ยืนยันภายใน": "วันและเวลาที่ต้องยืนยัน",
    "ลำดับสำรอง": "ลำดับในบัญชีสำรอง",
}
# Without it the letter would leave out what its reader needs most.
NEEDED = {
    Outcome.SELECT: "ยืนยันภายใน",
    Outcome.RESERVE: "ลำดับสำรอง",
    Outcome.REFUSE: "เหตุผล",
}
USUAL = {
    Outcome.PASS: (
        "ใบสมัคร {เลขที่} ผ่านเอกสารแล้ว",
        "ขั้นต่อไปคือการคัดเลือก ไม่ต้องทำอะไรเพิ่ม\n{เหตุผล}",
    ),
    Outcome.SELECT: (
        "ใบสมัคร {เลขที่} ได้รับคัดเลือก",
        "กดยืนยันเข้าร่วมงานภายใน {ยืนยันภายใน} ถ้าไม่ยืนยัน สิทธิ์จะไปที่รายอื่น\n{ค่าบูธ}\n{เหตุผล}",
    ),
    Outcome.RESERVE: (
        "ใบสมัคร {เลขที่} เป็นสำรองลำดับที่ {ลำดับสำรอง}",
        "ถ้ามีร้านสละสิทธิ์ ระบบจะเสนอที่ให้ตามลำดับและแจ้งทันที ตอนนี้ไม่ต้องทำอะไรเพิ่ม\n{เหตุผล}",
    ),
    Outcome.REFUSE: ("ใบสมัคร {เลขที่} ไม่ผ่าน", "เหตุผล: {เหตุผล}"),
}


def require_known_placeholders(outcome: Outcome, subject: str, body: str) -> None:
    """Raise RuleBroken unless every placeholder is one of ours, and the needed one is there."""
    require_known(PLACEHOLDERS, subject, body)
    needed = NEEDED.get(outcome)
    if needed and f"{{{needed}}}" not in body:
        raise RuleBroken(f"จดหมายนี้ต้องมี {{{needed}}} เพื่อบอก{PLACEHOLDERS[needed]}", field="body")


class Letters:
    """The letters of one call, read once."""

    def __init__(self, call: VendorCall | None) -> None:
        rows = LetterTemplate.objects.filter(call=call).order_by("pk")
        self.own = {row.outcome: (row.subject, row.body) for row in rows}
        places = ReservePlace.objects.filter(call=call, left_at=None).order_by()
        self.numbers = dict(places.values_list("application", "number"))

    def wording(self, outcome: str, decision: Decision | None = None) -> tuple[str, str]:
        """Subject and body with their placeholders: the case's own, the call's, the usual."""
        if decision is not None and decision.own_body:
            return decision.own_subject, decision.own_body
        return self.own.get(outcome, USUAL[Outcome(outcome)])

    def letter(
        self,
        decision: Decision,
        application: BoothApplication,
        answer_until: datetime,
        *,
        named: str = "",
    ) -> tuple[str, str]:
        """Subject and body of what this applicant reads; `named` stands for the shop's name where
        officers do not see it yet."""
        facts = _facts(decision, application, answer_until)
        facts["ชื่อร้าน"] = named or application.vendor.name_th
        facts["ลำดับสำรอง"] = str(self.numbers.get(application.pk, ""))
        subject, body = self.wording(decision.outcome, decision)
        return _filled(subject, facts), _filled(body, facts)

    def sendable(
        self, decision: Decision, application: BoothApplication, answer_until: datetime
    ) -> tuple[str, str]:
        """The letter as it goes out. Raises RuleBroken when a message cannot be that long."""
        letter = self.letter(decision, application, answer_until)
        for field, problem in too_long(*letter).items():
            raise RuleBroken(f"จดหมายถึง {application.reference_no} {problem} แก้ให้สั้นลง", field=field)
        return letter

    def require_sendable(
        self, applications: Iterable[BoothApplication], answer_until: datetime
    ) -> None:
        """Raise RuleBroken unless the letter of each of `applications` can go out; they bring
        their decision."""
        for application in applications:
            self.sendable(application.decision, application, answer_until)


def moment_in_words(moment: datetime) -> str:
    """29 ตุลาคม 2563 เวลา 23.59 น."""
    return f"{format_date(moment)} เวลา {format_time(moment)}"


def _facts(decision, application: BoothApplication, answer_until: datetime) -> dict[str, str]:
    fair_event = application.fair_event
    return {
        "งาน": str(fair_event),
        "วันงาน": str(fair_event.period or "ยังไม่กำหนดวัน"),
        "เลขที่": application.reference_no,
        "ประเภท": application.get_category_display() or "",
        "จำนวนบูธ": str(application.booths_wanted),
        "ค่าบูธ": agreed_in_words(application),
        "เหตุผล": decision.told,
        "ยืนยันภายใน": moment_in_words(answer_until),
    }


def _filled(text: str, facts: dict[str, str]) -> str:
    """Every line filled; one that had nothing but an empty placeholder is left out."""
    lines = []
    for line in text.splitlines():
        words = filled(line, facts)
        if words.strip() or not PLACEHOLDER.search(line):
            lines.append(words)
    return "\n".join(lines).strip()
