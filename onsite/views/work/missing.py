"""Who is not there after the hour: calls, absences, and the booth to the next in reserve."""

from datetime import date

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from fairs.models import FairEvent
from onsite.arrivals import ABSENT, WAITING, day_list, is_due, row_of
from onsite.forms.absences import EndAbsentForm, ReserveForm
from onsite.forms.arrivals import CallForm
from onsite.models import Absence
from onsite.operations.absences import (
    end_absent,
    give_to_reserve,
    mark_absent,
    take_absence_back,
)
from onsite.operations.arrivals import note_call
from onsite.views.work.arrivals import END, FAIRS, NOTE, allocation_at, day_of, frame_of
from otopfair.errors import RuleBroken, status_after
from otopfair.onward import press_only
from otopfair.paging import page_of
from otopfair.staff.site import staff_site
from otopfair.thai.calendar import today_in_thailand
from vendors.models import BoothAllocation, ReservePlace

A_PAGE = 50


@staff_site.work_page(
    "fairs/<int:fair_event_id>/arrivals/<str:day>/missing/",
    name="arrivals-missing",
    permission=NOTE,
    row=FAIRS,
)
@never_cache
@require_safe
def arrivals_missing(request, fair_event, day):
    """Who has not come, with telephones and notes; then who was noted absent."""
    return _missing_page(request, fair_event, day_of(fair_event, day))


def _missing_page(request, fair_event, day: date, *, form=None, about=None, status=200):
    every = day_list(fair_event, day, with_phones=True)
    missing = [row for row in every.rows if row.state == WAITING]
    context = {
        **frame_of(request, every),
        "is_due": is_due(fair_event, day),
        "page": page_of(request, missing, per_page=A_PAGE),
        "absent": [row for row in every.rows if row.state == ABSENT],
        "ended": _ended(fair_event, day),
        "form": form,
        "about": about,
    }
    return staff_site.page(request, "onsite/work/arrivals_missing.html", context, status=status)


def _ended(fair_event: FairEvent, day: date) -> list[tuple[Absence, BoothAllocation | None]]:
    """Who lost the booth that day, with who stands there today."""
    rows = Absence.objects.standing().filter(
        allocation__booth__fair_event=fair_event, on=day, ends_place=True
    )
    related = ("allocation__booth__zone", "allocation__application__vendor", "noted_by")
    rows = rows.select_related(*related).order_by("allocation__booth__sort_key", "pk")
    here = BoothAllocation.objects.filter(booth__in=rows.values("allocation__booth"))
    here = here.standing_on(today_in_thailand()).select_related("application__vendor")
    stands = {(one.booth_id, one.place_no): one for one in here}
    return [(row, stands.get((row.allocation.booth_id, row.allocation.place_no))) for row in rows]


@staff_site.work_page(
    "fairs/<int:fair_event_id>/arrivals/<str:day>/calls/<int:allocation_id>/",
    name="arrivals-call",
    permission=NOTE,
    row=FAIRS,
)
@press_only
def arrivals_call(request, fair_event, day, allocation_id):
    """Keep what came of a call."""
    day = day_of(fair_event, day)
    allocation = allocation_at(fair_event, allocation_id)
    form = CallForm(request.POST)
    status = status_after(
        form, lambda: note_call(allocation, day, by=request.user, **form.cleaned_data)
    )
    if status != 302:
        return _missing_page(
            request, fair_event, day, form=form, about=allocation.pk, status=status
        )
    return _back(fair_event, day, allocation)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/arrivals/<str:day>/absent/<int:allocation_id>/",
    name="arrivals-absent",
    permission=END,
    row=FAIRS,
)
@press_only
def arrivals_absent(request, fair_event, day, allocation_id):
    """Note that the vendor did not come that day, or take that back."""
    day = day_of(fair_event, day)
    allocation = allocation_at(fair_event, allocation_id)
    try:
        if request.POST.get("undo") == "1":
            noted = Absence.objects.standing().filter(allocation=allocation, on=day)
            take_absence_back(get_object_or_404(noted), by=request.user)
        else:
            mark_absent(allocation, day, by=request.user)
    except RuleBroken as broken:
        messages.error(request, f"บูธ {allocation.booth}: {broken.message}")
    return _back(fair_event, day, allocation)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/arrivals/<str:day>/end/<int:allocation_id>/",
    name="arrivals-end",
    permission=END,
    row=FAIRS,
)
@never_cache
@require_http_methods(["GET", "POST"])
def arrivals_end(request, fair_event, day, allocation_id):
    """What it means to take the booth for the rest of the fair, whom it goes to; the press does
    it."""
    day = day_of(fair_event, day)
    allocation = allocation_at(fair_event, allocation_id)
    form = EndAbsentForm(
        request.POST or None,
        places=places_for(allocation),
        initial={"reason": "ไม่มาออกบูธและติดต่อไม่ได้"},
    )
    status = 200
    if request.method == "POST":
        status = status_after(form, lambda: _end(allocation, day, form.cleaned_data, request.user))
        if status == 302:
            messages.success(request, "ตัดสิทธิ์แล้ว ร้านได้รับแจ้งแล้ว")
            return _back(fair_event, day, allocation)
    row = row_of(allocation, day)
    frame = frame_of(request, day_list(fair_event, day))
    context = {**frame, "row": row, "form": form, "places": form.places}
    context |= {"days_left": list(allocation.days.filter(on__gte=day).order_by("on"))}
    context |= {"had_days": allocation.days.filter(on__lt=day).exists()}
    return staff_site.page(request, "onsite/work/arrivals_end.html", context, status=status)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/arrivals/<str:day>/reserve/<int:allocation_id>/",
    name="arrivals-reserve",
    permission=END,
    row=FAIRS,
)
@never_cache
@require_http_methods(["GET", "POST"])
def arrivals_reserve(request, fair_event, day, allocation_id):
    """The booth of a vendor that has lost it stands empty: whom of the reserve list it goes to."""
    day = day_of(fair_event, day)
    allocation = allocation_at(fair_event, allocation_id)
    lost = Absence.objects.standing().filter(allocation=allocation, on=day, ends_place=True)
    absence = lost.first()
    if absence is None:
        messages.error(request, f"ร้านที่บูธ {allocation.booth} ไม่ได้เสียบูธวันนี้ จึงไม่มีบูธให้ร้านสำรอง")
        return _back(fair_event, day, allocation)
    form = ReserveForm(request.POST or None, places=places_for(allocation))
    status = 200
    if request.method == "POST":
        status = status_after(
            form, lambda: give_to_reserve(absence, by=request.user, **form.cleaned_data)
        )
        if status == 302:
            messages.success(request, f"ให้บูธ {allocation.booth} แก่ร้านสำรองแล้ว ร้านได้รับแจ้งแล้ว")
            return _back(fair_event, day, allocation)
    frame = frame_of(request, day_list(fair_event, day))
    context = {**frame, "absence": absence, "form": form, "places": form.places}
    return staff_site.page(request, "onsite/work/arrivals_reserve.html", context, status=status)


def _end(allocation: BoothAllocation, day: date, answers: dict, user) -> None:
    end_absent(
        allocation,
        day,
        place=answers.get("place"),
        passed_over=answers.get("passed_over", ""),
        reason=answers["reason"],
        by=user,
    )


def places_for(allocation: BoothAllocation):
    """Who waits for a booth of this call and category, in order, with telephones."""
    application = allocation.application
    waiting = ReservePlace.objects.waiting().filter(
        call=application.call_id, category=application.category, application__status="reserved"
    )
    related = ("application__vendor", "call__fair_event")
    return waiting.select_related(*related).prefetch_related("application__vendor__phones")


def _back(fair_event: FairEvent, day: date, allocation: BoothAllocation):
    page = reverse("staff:arrivals-missing", args=[fair_event.pk, day.isoformat()])
    return redirect(f"{page}#row-{allocation.pk}")
