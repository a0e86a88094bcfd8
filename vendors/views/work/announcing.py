"""What was decided and not told yet, gathered into one announcement; the second officer's page."""

from collections import Counter
from uuid import uuid4

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from fairs.models import FairEvent
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.staff.site import staff_site
from otopfair.thai.digits import whole_number
from vendors.due import end_of
from vendors.forms.announcing import AnnounceForm, AnnouncementActForm
from vendors.letters import Letters
from vendors.models import Announcement, BoothApplication, Decision, Outcome
from vendors.operations.announcements import (
    approve_announcement,
    call_off_announcement,
    prepare_announcement,
    seen_by_approver,
    withdraw_approval,
)
from vendors.operations.offers import day_to_answer
from vendors.published import annexes_of
from vendors.second_hand import who_approves
from vendors.views.work.ticked import items_of
from vendors.waiting import waiting_in, with_decision

DECIDE = "vendors.decide_boothapplication"
FAIRS = FairEvent.objects.prefetch_related("calls")
DONE = {
    "approve": "อนุมัติแล้ว ระบบจะแจ้งผลตามเวลา",
    "withdraw": "ถอนการอนุมัติแล้ว แก้ผลและจดหมายได้",
    "call_off": "ยกเลิกประกาศนี้แล้ว ผลที่ตัดสินยังรออยู่",
}


@staff_site.work_page(
    "fairs/<int:fair_event_id>/announcement/", name="announce-fair", permission=DECIDE, row=FAIRS
)
@never_cache
@require_http_methods(["GET", "POST"])
def announce_fair(request, fair_event):
    """Counts, every letter, and when. POST prepares an announcement of the rows that are ticked."""
    call = call_of(request, fair_event)
    waiting = waiting_in(call, request.user, DECIDE) if call else []
    start = {"answer_by": call and day_to_answer(call, call.confirm_until), "form_key": uuid4()}
    form = AnnounceForm(request.POST or None, initial=start)
    if request.method == "POST" and call and form.is_valid():
        try:
            announcement = _prepare(request, call, waiting, form)
        except RuleBroken as broken:
            broken.put_on(form)
        else:
            return redirect("staff:announcement", fair_event.pk, announcement.pk)
    answer_by = form.cleaned_data.get("answer_by") if form.is_bound else None
    context = {
        "title": f"ประกาศผล {fair_event}",
        "fair_event": fair_event,
        "rows": rows_with_letters(call, waiting, answer_by or start["answer_by"]),
        "ticked": request.POST.getlist("rows") if form.is_bound else None,
        "calls": list(fair_event.calls.all()),
        "call": call,
        "counts": counts_of(waiting),
        "announcements": _announcements(call),
        "form": form,
    }
    status = 422 if form.errors else 200
    return staff_site.page(request, "vendors/work/announce.html", context, status=status)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/announcements/<int:announcement_id>/",
    name="announcement",
    permission=DECIDE,
    row=FAIRS,
)
@never_cache
@require_http_methods(["GET", "POST"])
def announcement(request, fair_event, announcement_id):
    """One announcement: what it tells to whom, who prepared it, and the second officer's press."""
    rows = Announcement.objects.select_related("call", "prepared_by", "approved_by")
    shown = get_object_or_404(rows, pk=announcement_id, call__fair_event=fair_event)
    form = AnnouncementActForm(request.POST or None)
    status = 200
    if request.method == "POST":
        try:
            act = _act(shown, form, request.user)
        except RuleBroken as broken:
            form.add_error(None, broken.message)
            status = broken.status
            shown.refresh_from_db()
        else:
            messages.success(request, DONE[act])
            return redirect(request.path)
    return _announcement_page(request, fair_event, shown, form, status)


def _act(shown: Announcement, form: AnnouncementActForm, user) -> str:
    if not form.is_valid():
        raise Http404
    act, reason = form.cleaned_data["act"], form.cleaned_data["reason"]
    if act == "approve":
        approve_announcement(shown, by=user, seen=form.cleaned_data["seen"] or None)
    elif act == "withdraw":
        withdraw_approval(shown, reason=reason, by=user)
    else:
        call_off_announcement(shown, reason=reason, by=user)
    return act


def _announcement_page(request, fair_event, shown: Announcement, form, status: int):
    rows = BoothApplication.objects.filter(
        decisions__in=shown.decisions.pending().order_by()
    ).distinct()
    waiting = with_decision(rows) if shown.is_open else []
    context = {
        "title": str(shown),
        "fair_event": fair_event,
        "shown": shown,
        "rows": rows_with_letters(shown.call, waiting, shown.answer_by),
        "counts": counts_of(waiting),
        "annexes": annexes_of(shown),
        "second": who_approves(shown, request.user),
        "seen": seen_by_approver(shown) if shown.state == "prepared" else "",
        "history": HistoryEntry.objects.of(shown),
        "form": form,
    }
    return staff_site.page(request, "vendors/work/announcement.html", context, status=status)


def call_of(request, fair_event: FairEvent):
    """The round of ?call=, or the first with something to tell, or the one that visitors see."""
    asked = whole_number(request.GET.get("call", ""))
    calls = list(fair_event.calls.all())
    pending = Decision.objects.pending().filter(application__call__in=calls).order_by()
    waiting = set(pending.values_list("application__call", flat=True).distinct())
    chosen = [call for call in calls if call.pk == asked] or [
        call for call in calls if call.pk in waiting
    ]
    return next(iter(chosen), None) or fair_event.call_to_show()


def rows_with_letters(call, waiting, answer_by) -> list[dict]:
    """Each application with the letter that it will be told."""
    letters = Letters(call)
    rows = []
    for application in waiting:
        subject, body = letters.letter(
            application.decision, application, end_of(answer_by), named=application.applicant
        )
        value = f"{application.pk}:{application.version}"
        number = letters.numbers.get(application.pk)
        rows.append({"application": application, "decision": application.decision})
        rows[-1] |= {"value": value, "subject": subject, "body": body, "number": number}
    return rows


def counts_of(waiting) -> list[tuple[str, int]]:
    counts = Counter(application.decision.outcome for application in waiting)
    return [(outcome.label, counts[outcome]) for outcome in Outcome]


def _announcements(call) -> list[Announcement]:
    return list(call.announcements.select_related("prepared_by", "approved_by")) if call else []


def _prepare(request, call, waiting, form) -> Announcement:
    return prepare_announcement(
        call,
        items_of(request.POST.getlist("rows"), waiting),
        applies_at=form.cleaned_data["applies_at"],
        answer_by=form.cleaned_data["answer_by"],
        form_key=form.cleaned_data["form_key"],
        by=request.user,
        **form.said(),
    )
