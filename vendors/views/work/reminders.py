"""What the vendors of a fair are reminded of by the clock: each kind on, off, when and how."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from fairs.models import FairEvent
from otopfair.errors import RuleBroken
from otopfair.staff.site import staff_site
from otopfair.stale import StalePage
from vendors.forms.reminders import ReminderForm
from vendors.models import BoothApplication, SentReminder
from vendors.operations.reminders import save_reminder_rule, words_of
from vendors.recipients import TELL
from vendors.reminding import reminder_kinds, rules_of, waiting_occasions
from vendors.wording import PLACEHOLDERS

FAIRS = FairEvent.objects.prefetch_related("calls")
ALSO = {"เอกสาร": "มาตรฐานหรือเอกสารที่จะหมดอายุ", "ยอดชำระ": "ยอดที่ร้านยังต้องชำระ"}


@staff_site.work_page(
    "fairs/<int:fair_event_id>/messages/reminders/",
    name="messages-reminders",
    permission=TELL,
    row=FAIRS,
)
@never_cache
@require_safe
def reminders_of_fair(request, fair_event):
    """Every kind, whom it waits for, and how many have been reminded."""
    rules = rules_of(fair_event)
    applications = BoothApplication.objects.filter(fair_event=fair_event)
    sent = SentReminder.objects.filter(application__in=applications)
    rows = [
        {
            "kind": kind,
            "rule": rules[kind.key],
            "waiting": len(waiting_occasions(fair_event, kind, applications)),
            "sent": sent.filter(kind=kind.key).count(),
        }
        for kind in reminder_kinds()
    ]
    context = {"title": "การเตือน", "fair_event": fair_event, "rows": rows}
    return staff_site.page(request, "vendors/work/reminders.html", context)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/messages/reminders/<str:reminder>/",
    name="messages-reminder",
    permission=TELL,
    row=FAIRS,
)
@never_cache
@require_http_methods(["GET", "POST"])
def reminder(request, fair_event, reminder):
    """One kind: on or off, when, and in which words."""
    kind = next((one for one in reminder_kinds() if one.key == reminder), None)
    if kind is None:
        raise Http404
    form = ReminderForm(request.POST or None, initial=words_of(rules_of(fair_event)[kind.key]))
    status = 200
    if form.is_bound:
        status = _save(fair_event, kind, form, request.user)
        if status == 302:
            messages.success(request, f"บันทึกการเตือน “{kind.label}” แล้ว")
            return redirect("staff:messages-reminders", fair_event.pk)
    context = {
        "title": kind.label,
        "fair_event": fair_event,
        "kind": kind,
        "form": form,
        "placeholders": [(name, {**PLACEHOLDERS, **ALSO}[name]) for name in kind.placeholders],
    }
    return staff_site.page(request, "vendors/work/reminder.html", context, status=status)


def _save(fair_event, kind, form, by) -> int:
    """302 when it is saved, or else the status of the page that says why not."""
    if not form.is_valid():
        return 422
    seen = form.cleaned_data["seen"] or None
    try:
        save_reminder_rule(fair_event, kind, by=by, seen=seen, **form.answers())
    except StalePage as stale:
        form.keep(stale)
        return stale.status
    except RuleBroken as broken:
        return broken.put_on(form)
    return 302
