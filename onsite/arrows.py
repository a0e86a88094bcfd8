"""The way of a complaint as one table: every act, from where it may be done, where it leads.

What is not drawn here is refused to everybody. `tests/onsite/test_complaints.py` walks every act
from every state.
"""

from dataclasses import dataclass

from onsite.models import Complaint
from onsite.models import ComplaintState as State
from otopfair.errors import RuleBroken


class UndrawnArrow(RuleBroken):
    """A complaint does not go this way from where it stands."""

    status = 409


@dataclass(frozen=True)
class Arrow:
    sources: frozenset[State]
    leads_to: State
    refusal: str


ARROWS = {
    "assign": Arrow(
        frozenset([State.NEW, State.GOING]), State.GOING, "มอบหมายได้เฉพาะเรื่องที่ยังไม่ได้ตอบ"
    ),
    "ask": Arrow(
        frozenset([State.NEW, State.GOING]), State.WITH_VENDOR, "ถามร้านได้เฉพาะเรื่องที่ยังไม่ได้ตอบ"
    ),
    "vendor_says": Arrow(
        frozenset([State.WITH_VENDOR]), State.GOING, "เจ้าหน้าที่ไม่ได้รอคำชี้แจงเรื่องนี้แล้ว"
    ),
    "answer": Arrow(
        frozenset([State.NEW, State.GOING, State.WITH_VENDOR]),
        State.ANSWERED,
        "เรื่องนี้ตอบแล้ว ถ้าจะตอบใหม่ให้เปิดเรื่องอีกครั้ง",
    ),
    "close": Arrow(frozenset([State.ANSWERED]), State.CLOSED, "ปิดได้เฉพาะเรื่องที่ตอบแล้ว"),
    "reopen": Arrow(
        frozenset([State.ANSWERED, State.CLOSED]),
        State.GOING,
        "เปิดอีกครั้งได้เฉพาะเรื่องที่ตอบหรือปิดแล้ว",
    ),
}


def follow(complaint: Complaint, act: str) -> None:
    """Move the complaint along the arrow of `act`; UndrawnArrow when there is none from here."""
    arrow = ARROWS[act]
    if complaint.state not in arrow.sources:
        raise UndrawnArrow(f"{arrow.refusal} (ตอนนี้: {complaint.get_state_display()})")
    complaint.state = arrow.leads_to


def acts_from(state: str) -> list[str]:
    return [act for act, arrow in ARROWS.items() if state in arrow.sources]
