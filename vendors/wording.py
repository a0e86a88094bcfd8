"""What officers write to many applicants of a fair, filled in for each; nothing is sent by half."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from fairs.contacts import contact_of
from fairs.models import FairEvent
from otopfair.thai.formatting import no_break
from otopfair.thai.phones import format_phone
from vendors.due import due_of
from vendors.ground.standing import booth_codes_of
from vendors.models import BoothApplication
from vendors.placeholders import asked_in, filled, too_long

PLACEHOLDERS = {
    "ชื่อร้าน": "ชื่อของร้าน",
    "เลขที่": "เลขที่ใบสมัคร",
    "ประเภท": "ประเภทที่สมัคร",
    "บูธ": "เลขบูธที่ได้",
    "กำหนด": "สิ่งที่ร้านต้องทำ ต้องเสร็จเมื่อไร",
    "งาน": "ชื่องาน",
    "วันงาน": "วันจัดงาน",
    "สถานที่": "สถานที่จัดงาน",
    "โทรศัพท์": "เบอร์โทรศัพท์ของงาน",
}


@dataclass(frozen=True)
class FilledLetter:
    """The letter of one applicant. `empty` are placeholders for which nothing is known."""

    application: BoothApplication
    subject: str
    body: str
    empty: Sequence[str]

    @property
    def length(self) -> int:
        return len(self.subject) + len(self.body)

    @property
    def problem(self) -> str:
        """Why it cannot be sent as it is; "" when it can."""
        if self.empty:
            return f"ไม่มี{' ไม่มี'.join(self.empty)}"
        return next(iter(too_long(self.subject, self.body).values()), "")


def letters_for(
    fair_event: FairEvent,
    applications: Iterable[BoothApplication],
    subject: str,
    body: str,
    *,
    more: Mapping[str, str] | None = None,
) -> list[FilledLetter]:
    """The letter of each of `applications` of `fair_event` (vendors fetched already).

    `more` is what the caller knows beside what is known about each, or better.
    """
    rows, asked = list(applications), asked_in(subject, body)
    codes = booth_codes_of([row.pk for row in rows])
    shared = _facts_of_fair(fair_event)
    letters = []
    for row in rows:
        row.fair_event = fair_event
        facts = {**shared, **_facts_of(row, codes.get(row.pk, [])), **(more or {})}
        empty = [name for name in asked if not facts.get(name)]
        letters.append(FilledLetter(row, filled(subject, facts), filled(body, facts), empty))
    return letters


def cases_of(letters: Sequence[FilledLetter]) -> list[FilledLetter]:
    """Three to look at before sending: the longest, the shortest, and one from the middle."""
    by_length = sorted(letters, key=lambda letter: letter.length)
    places = dict.fromkeys([len(by_length) - 1, 0, len(by_length) // 2])
    return [by_length[place] for place in places] if by_length else []


def _facts_of_fair(fair_event: FairEvent) -> dict[str, str]:
    return {
        "งาน": str(fair_event),
        "วันงาน": str(fair_event.period or ""),
        "สถานที่": fair_event.venue_name,
        "โทรศัพท์": format_phone(contact_of(fair_event).phone),
    }


def _facts_of(application: BoothApplication, codes: list[str]) -> dict[str, str]:
    due = due_of(application)
    return {
        "ชื่อร้าน": application.vendor.name_th,
        "เลขที่": application.reference_no,
        "ประเภท": application.get_category_display() or "",
        "บูธ": " ".join(codes),
        "กำหนด": no_break(due.by_when) if due.act and due.until else "",
    }
