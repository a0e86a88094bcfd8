"""The complaints of a fair: the queue by the day on which each is due, and one of them."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from fairs.current import fairs_in_scope
from fairs.models import FairEvent
from onsite.arrows import acts_from
from onsite.exports import complaints_workbook
from onsite.forms.complaints import (
    ANSWER,
    AnswerForm,
    AssignForm,
    CloseForm,
    NoteForm,
    QuestionForm,
    ReopenForm,
)
from onsite.models import Complaint
from onsite.operations import complaints as acts
from onsite.reports.complaints import (
    FILTERS,
    ComplaintFilter,
    answer_link,
    counts_of,
    working_days_for,
)
from onsite.views.work.leading import lead_to_fair
from otopfair.documents.xlsx import xlsx_response
from otopfair.errors import status_after
from otopfair.history.models import HistoryEntry
from otopfair.media.serving import private_file
from otopfair.paging import page_of
from otopfair.rights.may import may
from otopfair.staff.site import staff_site

VIEW, CONTACTS = "onsite.view_complaint", "onsite.read_contacts_of_complaint"
COMPLAINTS = Complaint.objects.select_related(
    "fair_event__home_province", "booth", "vendor", "assigned_to"
)


def waiting(user) -> list:
    """What the rail counts: what nobody has answered."""
    return [Complaint.objects.covered_by(user, ANSWER).waiting()]


@staff_site.work_page(
    "complaints/",
    name="complaints",
    permission=VIEW,
    group="run",
    order=64,
    label="เรื่องร้องเรียน",
    icon="megaphone",
    waits=waiting,
)
@require_safe
def complaints(request):
    """The fair that is asked for, or that runs."""
    return lead_to_fair(request, "complaints-fair", "เรื่องร้องเรียน", VIEW)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/complaints/",
    name="complaints-fair",
    permission=VIEW,
    row=FairEvent.objects.select_related("home_province"),
)
@never_cache
@require_safe
def complaints_fair(request, fair_event):
    """The queue as it is filtered; ?print=1 is the paper."""
    filters, found = ComplaintFilter.from_query(request.GET), _of_fair(request, fair_event)
    rows = filters.rows(found, request.user)
    context = {
        "title": "เรื่องร้องเรียน",
        "fair_event": fair_event,
        "filters": filters,
        "made_at": timezone.localtime(),
    }
    if request.GET.get("print") == "1":
        return render(request, "onsite/work/complaints_print.html", {**context, "rows": rows})
    context |= {
        "page": page_of(request, rows),
        "fairs": fairs_in_scope(request.user, VIEW),
        "chips": _chips(filters, counts_of(found)),
        "working_days": working_days_for(fair_event),
        "print_url": filters.address(print="1"),
    }
    return staff_site.page(request, "onsite/work/complaints.html", context)


def _of_fair(request, fair_event: FairEvent):
    return Complaint.objects.covered_by(request.user, VIEW).filter(fair_event=fair_event)


def _chips(filters: ComplaintFilter, counts: dict[str, int]) -> list[dict]:
    chips = [
        {
            "label": f"{label} {counts[state]}",
            "url": filters.address(state=state),
            "on": filters.state == state,
        }
        for state, label in {**FILTERS, "all": "ทั้งหมด"}.items()
    ]
    mine = filters.address(mine="" if filters.mine else "1")
    return [*chips, {"label": "ที่ฉันรับผิดชอบ", "url": mine, "on": filters.mine}]


@staff_site.work_page(
    "fairs/<int:fair_event_id>/complaints/complaints.xlsx",
    name="complaints-xlsx",
    permission=VIEW,
    row=FairEvent.objects,
)
@require_safe
def complaints_xlsx(request, fair_event):
    """The queue as it is filtered, without who complained."""
    filters, made_at = ComplaintFilter.from_query(request.GET), timezone.localtime()
    rows = filters.rows(_of_fair(request, fair_event), request.user)
    data = complaints_workbook(f"เรื่องร้องเรียน {fair_event}", rows, made_at=made_at)
    code = fair_event.reference_code
    return xlsx_response(
        data, ascii_name=f"complaints-{code}-{made_at:%Y%m%d-%H%M}", thai_name=f"ร้องเรียน {code}"
    )


@dataclass(frozen=True)
class Act:
    """One thing that an officer does with a complaint: its form, its operation, what is said."""

    form: type
    operation: object
    said: str
    permission: str = ANSWER


ACTS = {
    "note": Act(NoteForm, acts.note_complaint, "เก็บบันทึกแล้ว", VIEW),
    "assign": Act(AssignForm, acts.assign_complaint, "มอบหมายแล้ว"),
    "ask": Act(QuestionForm, acts.ask_vendor, "ถามร้านแล้ว ร้านได้รับแจ้ง"),
    "answer": Act(AnswerForm, acts.answer_complaint, "ตอบแล้ว ผู้แจ้งอ่านได้จากลิงก์"),
    "close": Act(CloseForm, acts.close_complaint, "ปิดเรื่องแล้ว"),
    "reopen": Act(ReopenForm, acts.reopen_complaint, "เปิดเรื่องอีกครั้งแล้ว"),
}


@staff_site.work_page(
    "complaints/<int:complaint_id>/", name="complaints-one", permission=VIEW, row=COMPLAINTS
)
@never_cache
@sensitive_variables()
@require_http_methods(["GET", "POST"])
def complaints_one(request, complaint):
    """What was said, by whom only for who may read it; and what can be done from here."""
    done, status = request.POST.get("act", ""), 200
    forms = {name: _form(name, complaint, request.POST if name == done else None) for name in ACTS}
    if act := ACTS.get(done):
        if not may(request.user, act.permission, complaint):
            raise PermissionDenied
        status = _do(act, complaint, forms[done], request.user)
        if status == 302:
            messages.success(request, act.said)
            return redirect("staff:complaints-one", complaint.pk)
        complaint.refresh_from_db()
    drawn = acts_from(complaint.state)
    context = {
        "title": f"เรื่อง {complaint}",
        "complaint": complaint,
        "fair_event": complaint.fair_event,
        "forms": forms,
        "drawn": drawn,
        "form": forms.get(done),
        "opened": done,
        "notes": complaint.notes.select_related("by"),
        "history": HistoryEntry.objects.of(complaint),
        "can_answer": may(request.user, ANSWER, complaint),
        "reads_contacts": may(request.user, CONTACTS, complaint),
        "is_told": [channel.label for channel, _address in acts.channels_to(complaint)],
        "answer_url": answer_link(complaint),
    }
    return staff_site.page(request, "onsite/work/complaint.html", context, status=status)


def _form(name: str, complaint: Complaint, posted):
    kind = ACTS[name].form
    if kind is AssignForm:
        start = {"to": complaint.assigned_to_id}
        return AssignForm(posted, complaint=complaint, initial=start, prefix="assign")
    return kind(posted, prefix=name)


def _do(act: Act, complaint: Complaint, form, by) -> int:
    return status_after(form, lambda: act.operation(complaint, **form.cleaned_data, by=by))


@staff_site.work_page(
    "complaints/<int:complaint_id>/photo.webp",
    name="complaints-photo",
    permission=VIEW,
    row=COMPLAINTS,
)
@never_cache
@require_safe
def complaints_photo(request, complaint):
    return private_file(complaint.photo, f"complaint-{complaint.pk}.webp")
