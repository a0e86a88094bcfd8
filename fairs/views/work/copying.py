"""The next edition from a past one: choose, look at what would be, make it; and undo it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fairs.copying import never_copied
from fairs.doubts import doubts_about_fair
from fairs.forms.copying import NextEditionForm
from fairs.models import FairEvent
from fairs.operations.copying import (
    ADD,
    copy_fair,
    is_taken,
    next_edition,
    undo_copy,
    why_not_undone,
)
from otopfair.errors import RuleBroken
from otopfair.staff.removals import Asking, ask_and_remove
from otopfair.staff.site import staff_site
from otopfair.thai.calendar import THAILAND, today_in_thailand
from otopfair.thai.formatting import format_date

LOOK_AGAIN = "ตัวอย่างเปลี่ยนตามที่แก้แล้ว ตรวจ แล้วกดสร้างงานอีกครั้ง"


@dataclass(frozen=True)
class Moved:
    """One day of the source and the day that it becomes; with its hour where it has one."""

    label: str
    before: date | datetime
    after: date | datetime

    @property
    def has_hour(self) -> bool:
        return isinstance(self.before, datetime)


class Preview:
    """What the valid form would make."""

    def __init__(self, form: NextEditionForm):
        source, self.shift = form.source, form.shift
        chosen = form.cleaned_data["parts"]
        self.fair = next_edition(source, self.shift, form.called)
        self.parts = [
            (part, told) for part, told in form.told.items() if told and is_taken(part, chosen)
        ]
        self.without = [
            part for part in form.told if part.key in chosen and not is_taken(part, chosen)
        ]
        self.moved = [
            self._moved(label, day)
            for part, _told in self.parts
            for label, day in part.dates(source)
        ]
        period, number = self.fair.period, self.fair.edition_no
        self.days = str(period) if period else "ยังไม่กำหนดวัน"
        self.press = f"สร้างงานครั้งที่ {number}" if number else "สร้างงานใหม่"
        self.doubts = [*doubts_about_fair(self.fair), *self._past()]

    def _moved(self, label: str, day: date | datetime) -> Moved:
        later = self.shift.moment(day) if isinstance(day, datetime) else self.shift.day(day)
        return Moved(label, day, later)

    def _past(self) -> list[str]:
        today = today_in_thailand()
        return [
            f"{one.label} {format_date(day)} ผ่านไปแล้ว แก้ได้หลังสร้างงาน"
            for one in self.moved
            if (day := _day(one.after)) < today
        ]


def _day(moment: date | datetime) -> date:
    return moment.astimezone(THAILAND).date() if isinstance(moment, datetime) else moment


@staff_site.work_page(
    "fairs/<int:fair_event_id>/copy/",
    name="fair-copy",
    permission=ADD,
    row=FairEvent.objects.select_related(
        "series", "home_province", "venue_province", "venue_district"
    ),
)
@require_http_methods(["GET", "POST"])
def fair_copy(request, fair_event):
    """What would be made is always shown; act=save makes it when it is what was shown."""
    form = NextEditionForm(request.POST or None, source=fair_event)
    status, preview, note = 200, None, ""
    if not form.is_valid():
        status = 422
    elif request.POST.get("act") == "save" and form.cleaned_data["seen"] == form.mark:
        status, copy = _make(request, fair_event, form)
        if copy is not None:
            messages.success(request, f"สร้าง {copy} แล้ว เป็นร่าง ผู้ชมยังไม่เห็น")
            return redirect("staff:fair-state", copy.pk)
    elif request.POST.get("act") == "save":
        note = LOOK_AGAIN
    if not form.errors:
        preview = Preview(form)
        form.data = form.data.copy()
        form.data["seen"] = form.mark
    context = {
        "form": form,
        "fair": fair_event,
        "preview": preview,
        "note": note,
        "never": never_copied(),
        "has_errors": status != 200,
    }
    return staff_site.page(request, "fairs/work/fair_copy.html", context, status=status)


def _make(request, fair_event: FairEvent, form: NextEditionForm):
    """(302, the fair), or (status, None) with what refuses on the form."""
    try:
        copy = copy_fair(
            fair_event,
            shift=form.shift,
            named=form.called,
            taken=form.cleaned_data["parts"],
            form_key=form.cleaned_data["form_key"],
            by=request.user,
        )
    except RuleBroken as broken:
        return broken.put_on(form), None
    return 302, copy


@staff_site.work_page(
    "fairs/<int:fair_event_id>/copy/undo/",
    name="fair-copy-undo",
    permission=ADD,
    row=FairEvent.objects,
)
@require_http_methods(["GET", "POST"])
def fair_copy_undo(request, fair_event):
    """An untouched copy goes as a whole."""
    back_url = reverse("staff:fairs_fairevent_changelist")
    asking = Asking(
        title=f"งานแฟร์ {fair_event}",
        goes=["ทุกอย่างที่คัดลอกมากับงานนี้"],
        back_url=reverse("staff:fair-state", args=[fair_event.pk]),
        why_not=why_not_undone(fair_event),
    )
    act = lambda _reason: undo_copy(fair_event, back_url=back_url, by=request.user)  # noqa: E731
    return ask_and_remove(request, asking, act)
