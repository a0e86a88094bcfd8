"""Rounds of a fair, booth by booth on a phone."""

from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from fairs.current import fairs_in_scope
from fairs.models import FairEvent
from onsite.forms.inspections import (
    PhotoForm,
    RoundForm,
    VisitForm,
)
from onsite.models import Finding, InspectionPhoto, InspectionRound
from onsite.models.inspections import MOST_PHOTOS
from onsite.operations.inspections import (
    add_inspection_photo,
    begin_round,
    current_checklist,
    end_round,
    save_visit,
    take_out_photo,
)
from onsite.reports.inspections import (
    BoothToSee,
    booths_to_see,
    counts_by_state,
    items_for,
    next_to_see,
    seen_and_all,
    usual_due,
)
from onsite.views.work.leading import lead_to_fair
from otopfair.errors import RuleBroken, status_after
from otopfair.media.images import limits
from otopfair.media.serving import private_file
from otopfair.onward import press_only
from otopfair.paging import neighbours, page_of
from otopfair.rights.may import may
from otopfair.staff.removals import Asking, ask_and_remove
from otopfair.staff.site import staff_site
from otopfair.thai.calendar import today_in_thailand

VIEW, INSPECT = "onsite.view_inspectionround", "onsite.inspect_booths"
WRITE = "onsite.add_checklist"
PHOTOS = InspectionPhoto.objects.select_related("visit__round__fair_event")
ROUNDS = InspectionRound.objects.select_related("fair_event", "checklist", "begun_by")


def waiting(user) -> list:
    """What the rail counts: what should be mended by now."""
    return [Finding.objects.covered_by(user, INSPECT).overdue()]


@staff_site.work_page(
    "inspections/",
    name="inspections",
    permission=VIEW,
    group="run",
    order=60,
    label="ตรวจบูธ",
    icon="clipboard-list",
    waits=waiting,
)
@require_safe
def inspections(request):
    """The rounds of the fair that is asked for, or that runs."""
    return lead_to_fair(request, "inspections-fair", "ตรวจบูธ", VIEW)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/inspections/",
    name="inspections-fair",
    permission=VIEW,
    row=FairEvent.objects,
)
@require_http_methods(["GET", "POST"])
def inspections_fair(request, fair_event):
    """Rounds so far, what is open, and the form that begins a round."""
    day = min(today_in_thailand(), fair_event.closes_on or today_in_thailand())
    form = RoundForm(request.POST or None, fair_event=fair_event, initial={"on": day})
    status = 200
    if request.method == "POST":
        _require(request, fair_event)
        begun: list[InspectionRound] = []
        status = status_after(form, lambda: begun.append(_begin(fair_event, form, request.user)))
        if status == 302:
            return redirect("staff:inspections-round", begun[0].pk)
    rounds = ROUNDS.filter(fair_event=fair_event).prefetch_related("zones").order_by("-on", "-pk")
    page = page_of(request, rounds)
    seen = seen_and_all(list(page.object_list))
    for one in page.object_list:
        one.seen, one.opened = seen[one.pk]
    context = {
        "title": "ตรวจบูธ",
        "fair_event": fair_event,
        "fairs": fairs_in_scope(request.user, VIEW),
        "page": page,
        "form": form,
        "counts": counts_by_state(fair_event),
        "checklist": current_checklist(fair_event),
        "can_inspect": may(request.user, INSPECT, fair_event),
        "can_write": may(request.user, WRITE, fair_event),
        "has_errors": status != 200,
    }
    return staff_site.page(request, "onsite/work/inspections.html", context, status=status)


def _begin(fair_event, form: RoundForm, by) -> InspectionRound:
    answers = form.cleaned_data
    return begin_round(fair_event, **{**answers, "zones": list(answers["zones"])}, by=by)


def _require(request, row) -> None:
    if not may(request.user, INSPECT, row):
        raise PermissionDenied


@staff_site.work_page(
    "inspections/<int:inspection_id>/", name="inspections-round", permission=VIEW, row=ROUNDS
)
@require_safe
def inspections_round(request, inspection):
    """All booths of the round in walking order, and where to go on."""
    rows = booths_to_see(inspection)
    context = {
        "title": str(inspection),
        "inspection": inspection,
        "fair_event": inspection.fair_event,
        "rows": rows,
        "seen": sum(row.is_seen for row in rows),
        "asked": sum(row.is_asked for row in rows),
        "next": next_to_see(rows),
        "can_inspect": may(request.user, INSPECT, inspection) and not inspection.ended_at,
    }
    return staff_site.page(request, "onsite/work/round.html", context)


@staff_site.work_page(
    "inspections/<int:inspection_id>/end/",
    name="inspections-end",
    permission=INSPECT,
    row=ROUNDS,
)
@press_only
def inspections_end(request, inspection):
    end_round(inspection, by=request.user)
    messages.success(request, "จบรอบตรวจแล้ว สิ่งที่พบยังแก้และปิดได้ในรายการ")
    return redirect("staff:inspections-fair", inspection.fair_event_id)


def _row_of(inspection: InspectionRound, booth_id: int) -> tuple[BoothToSee, list[BoothToSee]]:
    rows = booths_to_see(inspection)
    for row in rows:
        if row.booth.pk == booth_id:
            return row, rows
    raise Http404


@staff_site.work_page(
    "inspections/<int:inspection_id>/booths/<int:booth_id>/",
    name="inspections-booth",
    permission=INSPECT,
    row=ROUNDS,
)
@never_cache
@require_http_methods(["GET", "POST"])
def inspections_booth(request, inspection, booth_id):
    """One booth: one tap an item; saved, the next one comes."""
    row, rows = _row_of(inspection, booth_id)
    form, status = _visit_form(inspection, row, request.POST or None), 200
    if request.method == "POST":
        status = _save(inspection, form, request.user)
        if status == 302:
            return redirect(_after(request, inspection, rows, row))
    context = {
        "title": f"ตรวจบูธ {row.booth}",
        "form": form,
        **_booth_context(inspection, row, rows),
    }
    return staff_site.page(request, "onsite/work/booth.html", context, status=status)


def _visit_form(inspection: InspectionRound, row: BoothToSee, posted) -> VisitForm:
    due_at = usual_due(inspection.fair_event, inspection.on)
    start = {"due_at": due_at}
    if row.is_seen:
        due = [one.due_at for one in row.visit.findings.all() if not one.mended_at]
        start = {"note": row.visit.note, "due_at": due[0] if due else due_at}
    items = items_for(inspection.checklist, row.categories)
    return VisitForm(posted, row=row, items=items, initial=start)


def _save(inspection: InspectionRound, form: VisitForm, by) -> int:
    def act():
        answers = form.cleaned_data
        save_visit(
            inspection,
            form.row.booth,
            form.said(),
            vendor=form.whose(),
            note=answers["note"],
            due_at=answers["due_at"],
            seen=answers["seen"],
            by=by,
        )

    return status_after(form, act)


def _after(request, inspection, rows: list[BoothToSee], row: BoothToSee) -> str:
    """The next booth that nobody has seen; the whole round when there is none."""
    coming = next_to_see(rows, row.booth)
    if coming is None or coming is row:
        messages.success(request, "ตรวจครบทุกบูธของรอบนี้แล้ว")
        return reverse("staff:inspections-round", args=[inspection.pk])
    messages.success(request, f"บันทึกบูธ {row.booth} แล้ว")
    return reverse("staff:inspections-booth", args=[inspection.pk, coming.booth.pk])


def _booth_context(inspection, row: BoothToSee, rows: list[BoothToSee]) -> dict:
    before, after = neighbours(rows, row)
    photos = list(row.visit.photos.order_by("pk")) if row.visit else []
    return {
        "inspection": inspection,
        "fair_event": inspection.fair_event,
        "row": row,
        "booth": row.booth,
        "number": rows.index(row) + 1,
        "of": len(rows),
        "before": before,
        "after": after,
        "photos": photos,
        "places": MOST_PHOTOS - len(photos),
        "most_bytes": limits().megabytes * 1024 * 1024,
        "photo_form": PhotoForm(initial={"form_key": uuid4()}),
    }


@staff_site.work_page(
    "inspections/<int:inspection_id>/booths/<int:booth_id>/photos/",
    name="inspections-photos",
    permission=INSPECT,
    row=ROUNDS,
)
@never_cache
@require_http_methods(["GET", "POST"])
def inspections_photos(request, inspection, booth_id):
    """The photos of one booth; the page script sends them one by one and is answered in JSON."""
    row, rows = _row_of(inspection, booth_id)
    form, status = PhotoForm(initial={"form_key": uuid4()}), 200
    if request.method == "POST":
        form = PhotoForm(request.POST, request.FILES)
        status = status_after(form, lambda: _add_photo(inspection, row.booth, form, request.user))
        if request.headers.get("Accept") == "application/json":
            return _said_to_script(form, status)
        if status == 302:
            messages.success(request, "ส่งรูปแล้ว")
            return redirect("staff:inspections-booth", inspection.pk, row.booth.pk)
        row, rows = _row_of(inspection, booth_id)
    context = {"title": f"รูปบูธ {row.booth}", **_booth_context(inspection, row, rows)}
    context |= {"photo_form": form, "form": form}
    return staff_site.page(request, "onsite/work/photos.html", context, status=status)


def _add_photo(inspection, booth, form: PhotoForm, by) -> None:
    answers = form.cleaned_data
    try:
        add_inspection_photo(
            inspection, booth, answers["photo"], form_key=answers["form_key"], by=by
        )
    except RuleBroken as broken:
        raise RuleBroken(broken.message, field="photo") from broken


def _said_to_script(form: PhotoForm, status: int) -> JsonResponse:
    if status == 302:
        return JsonResponse({}, status=201)
    said = [str(error) for errors in form.errors.values() for error in errors]
    return JsonResponse({"problem": " ".join(said)}, status=422)


@staff_site.work_page(
    "inspections/photos/<int:photo_id>/photo.webp",
    name="inspections-photo",
    permission=VIEW,
    row=PHOTOS,
)
@never_cache
@require_safe
def inspections_photo(request, photo):
    return private_file(photo.file, f"inspection-{photo.pk}.webp")


@staff_site.work_page(
    "inspections/photos/<int:photo_id>/take-out/",
    name="inspections-photo-out",
    permission=INSPECT,
    row=PHOTOS.select_related("visit__booth__zone"),
)
@never_cache
@require_http_methods(["GET", "POST"])
def inspections_photo_out(request, photo):
    """Asks first; the page after it puts the photo back."""
    visit = photo.visit
    back_url = reverse("staff:inspections-booth", args=[visit.round_id, visit.booth_id])
    asking = Asking(
        title=f"รูปบูธ {visit.booth}",
        goes=[],
        back_url=back_url,
        why_not="รอบตรวจนี้จบแล้ว รูปอยู่กับผลที่ตรวจไว้" if visit.round.ended_at else "",
    )
    return ask_and_remove(request, asking, lambda _: take_out_photo(photo, by=request.user))
