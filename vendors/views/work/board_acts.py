"""The presses on the board: each does one act, says what was done, and how it is undone."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from fairs.models import FairEvent
from otopfair.rights.may import may
from otopfair.thai.digits import whole_number
from vendors.forms.board import FORMS, BoardForm
from vendors.models import BoothAllocation, BoothHold
from vendors.operations.allocations import (
    allocate_booth,
    move_allocation,
    release_allocation,
    swap_allocations,
)
from vendors.operations.days import days_between
from vendors.operations.holds import (
    close_booth,
    hold_booth,
    offer_booth,
    release_hold,
    reopen_booth,
)
from vendors.operations.shared_booths import change_days, share_booth

VIEW = "vendors.view_boothallocation"
GIVE = "vendors.add_boothallocation"
CHANGE = "vendors.change_boothallocation"
ROWS = ("booth", "application", "allocation", "other", "hold")
TAKEN_BACK = "เลิกทำ กดผิด"


@dataclass(frozen=True)
class Done:
    """What was done, in words; what "เลิกทำ" posts; what the board goes on showing."""

    words: str
    undo: dict[str, Any]
    shows: dict[str, str] = field(default_factory=dict)

    @property
    def undo_needs(self) -> str:
        """The permission without which nobody is offered to undo it."""
        return permission_for(self.undo["act"])


def permission_for(act: str) -> str:
    return GIVE if act in ("allocate", "offer") else CHANGE


class Press:
    """One press of a button. 404 for rows of other fairs, 403 without the rank."""

    def __init__(self, request, fair_event: FairEvent) -> None:
        self.posted, self.fair_event, self.by = request.POST, fair_event, request.user
        self.name = self.posted.get("act", "")
        if not may(request.user, permission_for(self.name), fair_event):
            raise PermissionDenied
        if self.name not in ACTS:
            raise Http404

    @cached_property
    def form(self) -> BoardForm | None:
        """What was typed; None for an act that is nothing but a press."""
        form = FORMS.get(self.name)
        return form(self.posted, days=days_between(self.fair_event)) if form else None

    @property
    def rows(self) -> dict[str, str]:
        """What was posted to say what the act is about."""
        return {name: self.posted[name] for name in ("act", *ROWS) if name in self.posted}

    @property
    def is_valid(self) -> bool:
        return self.form is None or self.form.is_valid()

    def act(self) -> Done:
        return ACTS[self.name](self, **(self.form.cleaned_data if self.form else {}))

    # --- Giving

    def allocate(self, *, first_on, last_on) -> Done:
        application = self._application()
        days = {"first_on": first_on, "last_on": last_on}
        given = allocate_booth(application, self._booth(), by=self.by, **days)
        words = f"{given.application.vendor} ได้บูธ {given.place_text} แล้ว"
        return Done(words, {"act": "undo", "allocation": given.pk})

    def undo(self) -> Done:
        """Given by mistake: the vendor has stood there on no day."""
        return self._released("เลิกทำ จัดผิดร้าน", date.min)

    def release(self, *, reason, from_on) -> Done:
        return self._released(reason, from_on)

    def _released(self, reason: str, from_on: date | None) -> Done:
        row = self._allocation()
        given = release_allocation(row, reason=reason, from_on=from_on, by=self.by)
        again = {"act": "allocate", "application": given.application_id, "booth": given.booth_id}
        days = {"first_on": _iso(given.first_on), "last_on": _iso(given.last_on)}
        words = f"คืนบูธ {row.booth.code} จาก {row.application.vendor} แล้ว"
        return Done(words, {**again, **days}, _vendor_of(row))

    def move(self, *, reason) -> Done:
        given = self._allocation()
        moved = move_allocation(given, self._booth(), by=self.by, reason=reason)
        words = (
            f"{given.application.vendor} ย้ายจากบูธ {given.booth.code} ไปบูธ {moved.booth.code} แล้ว"
        )
        back = {"act": "move", "allocation": moved.pk, "booth": given.booth_id}
        return Done(words, {**back, "reason": TAKEN_BACK}, _vendor_of(moved))

    def swap(self, *, reason) -> Done:
        first, second = self._two_allocations()
        new, other = swap_allocations(first, second, by=self.by, reason=reason)
        words = (
            f"สลับแล้ว {first.application.vendor} อยู่บูธ {new.booth.code}"
            f" และ {second.application.vendor} อยู่บูธ {other.booth.code}"
        )
        back = {"act": "swap", "allocation": new.pk, "other": other.pk}
        return Done(words, {**back, "reason": TAKEN_BACK}, _vendor_of(new))

    def days(self, *, first_on, last_on, reason) -> Done:
        row = self._allocation()
        before = {"first_on": _iso(row.first_on), "last_on": _iso(row.last_on)}
        days = {"first_on": first_on, "last_on": last_on}
        new = change_days(row, by=self.by, reason=reason, **days)
        words = f"{row.application.vendor} อยู่บูธ {row.booth.code} {new.days_text or 'ทั้งงาน'}"
        back = {"act": "days", "allocation": row.pk, "reason": TAKEN_BACK}
        return Done(words, {**back, **before}, _vendor_of(row))

    # --- Keeping back

    def hold(self, *, reason, until) -> Done:
        hold = hold_booth(self._booth(), reason=reason, until=until, by=self.by)
        return self._about(hold.booth, f"กันไว้สำหรับ{hold.reason}แล้ว", act="open")

    def offer(self, *, until) -> Done:
        application = self._application()
        hold = offer_booth(application, self._booth(), until=until, by=self.by)
        return self._about(hold.booth, f"เสนอให้ {application.vendor} แล้ว", act="open")

    def open(self) -> Done:
        ended = release_hold(self._booth(), by=self.by)
        return self._about(ended.booth, "เปิดให้จัดได้แล้ว", act="hold_again", hold=ended.pk)

    def hold_again(self) -> Done:
        """Opened by mistake: for whom and until when it was held stay the same."""
        rows = BoothHold.objects.filter(booth__fair_event=self.fair_event)
        ended = self._row("hold", rows.select_related("booth", "application"))
        if ended.application and ended.until:
            offer_booth(ended.application, ended.booth, until=ended.until, by=self.by)
        else:
            hold_booth(ended.booth, reason=ended.reason, until=ended.until, by=self.by)
        return self._about(ended.booth, f"กันไว้สำหรับ{ended.reason}แล้ว", act="open")

    def close(self, *, reason) -> Done:
        return self._about(
            close_booth(self._booth(), reason=reason, by=self.by), "ปิดใช้แล้ว", act="reopen"
        )

    def reopen(self) -> Done:
        booth = self._booth()
        why = booth.why_closed or TAKEN_BACK
        return self._about(reopen_booth(booth, by=self.by), "เปิดใช้แล้ว", act="close", reason=why)

    def share(self, *, places) -> Done:
        booth = self._booth()
        shared = share_booth(booth, places=places, by=self.by)
        words = f"ใช้ได้ {places} ร้านแล้ว" if places > 1 else "ใช้ร้านเดียวแล้ว"
        return self._about(shared, words, act="share", places=booth.places)

    def _about(self, booth, words: str, **undo) -> Done:
        shows = {"booth": booth.code}
        return Done(f"บูธ {booth.code} {words}", {"booth": booth.pk, **undo}, shows)

    # --- Rows of this fair

    def _booth(self):
        return self._row("booth", self.fair_event.booths.select_related("zone"))

    def _application(self):
        return self._row("application", self.fair_event.applications.select_related("vendor"))

    def _allocation(self) -> BoothAllocation:
        return self._row("allocation", self._allocations())

    def _two_allocations(self) -> list[BoothAllocation]:
        keys = [whole_number(self.posted.get(name, "")) for name in ("allocation", "other")]
        rows = {row.pk: row for row in self._allocations().filter(pk__in=filter(None, keys))}
        if not rows.keys() >= set(keys):
            raise Http404
        return [rows[key] for key in keys]

    def _allocations(self):
        rows = BoothAllocation.objects.filter(booth__fair_event=self.fair_event)
        return rows.select_related("application__vendor", "booth")

    def _row(self, name: str, rows):
        value = whole_number(self.posted.get(name, ""))
        if value is None:
            raise Http404
        return get_object_or_404(rows, pk=value)


ACTS = {
    "allocate": Press.allocate,
    "undo": Press.undo,
    "release": Press.release,
    "move": Press.move,
    "swap": Press.swap,
    "days": Press.days,
    "hold": Press.hold,
    "offer": Press.offer,
    "open": Press.open,
    "hold_again": Press.hold_again,
    "close": Press.close,
    "reopen": Press.reopen,
    "share": Press.share,
}


def _vendor_of(allocation: BoothAllocation) -> dict[str, str]:
    return {"application": str(allocation.application_id)}


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
