"""Vendors whose booth a release of the plan touches hear of it; nobody else does."""

from urllib.parse import quote

from django.db.models import Q, QuerySet

from fairs.acts import Consequence
from fairs.models import FairEvent
from otopfair.outbox.writing import Letter, write
from vendors.models import BoothAllocation, BoothApplication, BoothHold
from vendors.notifications import recipient_of, to_be_called, with_recipients
from vendors.operations.fair_changes import is_nobodys_news

# Booth id → its number before the release, and what of it changes, in words.
Touched = dict[int, tuple[str, str]]


def who_hears_of_plan(fair_event: FairEvent, booths: list[int]) -> list[Consequence]:
    """How many vendors are told, and how many of them by telephone."""
    if is_nobodys_news(fair_event, None):
        return []
    rows = with_recipients(_standing_in(booths))
    recipients = [recipient_of(row.vendor) for row in rows]
    if not recipients:
        return [Consequence("ไม่มีร้านที่บูธเปลี่ยน จึงไม่ต้องแจ้งร้านใด")]
    told = Consequence(f"แจ้งร้านที่บูธเปลี่ยน {len(recipients):,} ราย")
    by_telephone = to_be_called(recipients)
    to_call = f"ในนี้ไม่มีบัญชี {by_telephone:,} ราย ต้องโทรบอก รายชื่อจะขึ้นที่โต๊ะงาน"
    return [told, Consequence(to_call)] if by_telephone else [told]


def tell_of_plan(fair_event: FairEvent, touched: Touched) -> int:
    """One letter to each application, with all its booths that change; returns how many."""
    if is_nobodys_news(fair_event, None):
        return 0
    applications = with_recipients(_standing_in(list(touched)))
    booths = _booths_of(touched)
    letters = [
        Letter(
            recipient_of(row.vendor),
            f"บูธของร้านใน{fair_event.called} เปลี่ยน",
            _words(fair_event, booths[row.pk], touched),
            f"/fairs/{fair_event.slug}/plan/?booth={quote(booths[row.pk][0][1])}",
        )
        for row in applications
    ]
    write(letters, kind="plan_released", about=fair_event)
    return len(letters)


def _standing_in(booths: list[int]):
    """Who stands in one of the booths, or has it offered."""
    stands, offers = _concerned(booths)
    return BoothApplication.objects.filter(
        Q(pk__in=stands.values("application")) | Q(pk__in=offers.values("application"))
    )


def _concerned(booths: list[int]) -> tuple[QuerySet, QuerySet]:
    stands = BoothAllocation.objects.live().filter(booth__in=booths)
    offers = BoothHold.objects.live().filter(booth__in=booths, application__isnull=False)
    return stands, offers


def _booths_of(touched: Touched) -> dict[int, list[tuple[int, str]]]:
    """Application → (booth id, its number now)."""
    booths: dict[int, list[tuple[int, str]]] = {}
    for rows in _concerned(list(touched)):
        named = rows.order_by("booth__sort_key", "pk")
        for application_id, booth_id, code in named.values_list(
            "application_id", "booth_id", "booth__code"
        ):
            booths.setdefault(application_id, []).append((booth_id, code))
    return booths


def _words(fair_event: FairEvent, booths: list[tuple[int, str]], touched: Touched) -> str:
    lines = [f"ผังของ{fair_event.called} เปลี่ยน บูธของร้านเป็นดังนี้"]
    for booth_id, code in dict.fromkeys(booths):
        was, changed = touched[booth_id]
        called = f"บูธ {was} เป็นบูธ {code}" if was != code else f"บูธ {code}"
        lines.append(f"{called} {changed}".strip())
    return "\n".join([*lines, "ดูที่ตั้งบูธบนผังได้จากลิงก์นี้ ถ้ามีข้อขัดข้อง โทรบอกเจ้าหน้าที่"])
