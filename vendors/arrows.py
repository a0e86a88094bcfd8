"""The way of an application as one table: every act, from where it may be done, where it leads.

What is not drawn here is refused to everybody, whatever the role. `tests/vendors/test_arrows.py`
walks every act from every status.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from otopfair.errors import RuleBroken
from vendors.models import ApplicationStatus as Status
from vendors.models import BoothApplication


class UndrawnArrow(RuleBroken):
    """An application does not go this way from where it stands."""

    status = 409

    @classmethod
    def of(cls, act: str, application: BoothApplication) -> "UndrawnArrow":
        return cls(f"{ARROWS[act].refusal} (ตอนนี้: {application.get_status_display()})")


@dataclass(frozen=True)
class Arrow:
    """`again`: from where the act changes what was told already, and says why."""

    sources: frozenset[str]
    leads_to: str
    refusal: str
    again: frozenset[str] = frozenset()


def _arrow(sources: Iterable[str], leads_to: str, refusal: str, again: Iterable[str] = ()) -> Arrow:
    return Arrow(frozenset(sources), leads_to, refusal, frozenset(again))


_OUT = (Status.REFUSED, Status.LAPSED, Status.DECLINED)

ARROWS = {
    # The vendor's own.
    "answer": _arrow([Status.DRAFT, Status.RETURNED], "", "ใบสมัครนี้ส่งแล้ว แก้ได้เมื่อเจ้าหน้าที่ส่งกลับ"),
    "submit": _arrow([Status.DRAFT, Status.RETURNED], Status.SUBMITTED, "ใบสมัครนี้ส่งแล้ว"),
    "withdraw": _arrow(
        [Status.DRAFT, Status.SUBMITTED, Status.RETURNED, Status.ELIGIBLE, Status.RESERVED],
        Status.WITHDRAWN,
        "ใบสมัครนี้ปิดไปแล้ว",
    ),
    "confirm": _arrow([Status.SELECTED], Status.CONFIRMED, "ยืนยันได้เฉพาะใบสมัครที่ได้รับคัดเลือก"),
    "decline": _arrow(
        [Status.SELECTED], Status.DECLINED, "สละสิทธิ์ได้เฉพาะใบสมัครที่ได้รับคัดเลือกและยังไม่ยืนยัน"
    ),
    "give_back": _arrow([Status.CONFIRMED], Status.DECLINED, "คืนได้เฉพาะใบสมัครที่ยืนยันแล้ว"),
    # The officers'. What they decide leads on when it is announced.
    "return": _arrow(
        [Status.SUBMITTED, Status.ELIGIBLE],
        Status.RETURNED,
        "ส่งกลับได้เฉพาะใบสมัครที่รอตรวจหรือผ่านเอกสาร",
    ),
    "pass": _arrow([Status.SUBMITTED], Status.ELIGIBLE, "ตรวจเอกสารได้เฉพาะใบสมัครที่รอตรวจ"),
    "select": _arrow(
        [Status.SUBMITTED, Status.ELIGIBLE],
        Status.SELECTED,
        "คัดเลือกได้เฉพาะใบสมัครที่รอตรวจหรือผ่านเอกสาร",
        again=[*_OUT, Status.RESERVED],
    ),
    "reserve": _arrow(
        [Status.SUBMITTED, Status.ELIGIBLE],
        Status.RESERVED,
        "ขึ้นบัญชีสำรองได้เฉพาะใบสมัครที่รอตรวจหรือผ่านเอกสาร",
        again=[*_OUT, Status.SELECTED],
    ),
    "refuse": _arrow(
        [Status.SUBMITTED, Status.RETURNED, Status.ELIGIBLE],
        Status.REFUSED,
        "ใบสมัครนี้ตัดสินและประกาศไปแล้ว",
        again=[Status.RESERVED, Status.SELECTED, Status.CONFIRMED],
    ),
    "release_unpaid": _arrow(
        [Status.CONFIRMED], Status.LAPSED, "ปล่อยที่ได้เฉพาะใบสมัครที่ยืนยันแล้วและค้างชำระ"
    ),
    "absent": _arrow([Status.CONFIRMED], Status.DECLINED, "ตัดสิทธิ์ร้านที่ไม่มาได้เฉพาะใบสมัครที่ยืนยันแล้ว"),
    "allocate": _arrow([Status.CONFIRMED], Status.CONFIRMED, "จัดบูธได้เฉพาะใบสมัครที่ยืนยันแล้ว"),
    # The clock's.
    "offer": _arrow([Status.RESERVED], Status.SELECTED, "เสนอที่ได้เฉพาะร้านในบัญชีสำรอง"),
    "lapse": _arrow([Status.SELECTED], Status.LAPSED, "ใบสมัครนี้ไม่ได้รอคำยืนยัน"),
}


def require_arrow(application: BoothApplication, act: str) -> Arrow:
    """The arrow of `act` from where the application stands; UndrawnArrow when there is none."""
    arrow = ARROWS[act]
    if application.status not in arrow.sources | arrow.again:
        raise UndrawnArrow.of(act, application)
    return arrow
