"""The letters of a round: worded by officers, read on real cases before anybody gets them."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from otopfair.errors import RuleBroken
from otopfair.staff.site import staff_site
from otopfair.stale import seen_of
from otopfair.thai.digits import whole_number
from vendors.due import end_of
from vendors.forms.announcing import LetterForm
from vendors.letters import PLACEHOLDERS, Letters
from vendors.models import BoothApplication, Outcome
from vendors.operations.letters import save_letter, save_own_letter
from vendors.operations.offers import day_to_answer
from vendors.views.work.announcing import DECIDE, FAIRS, call_of
from vendors.waiting import waiting_in, with_decision


@staff_site.work_page(
    "fairs/<int:fair_event_id>/letters/", name="letters-fair", permission=DECIDE, row=FAIRS
)
@never_cache
@require_safe
def letters_fair(request, fair_event):
    """The four letters of a round, each with its words and how many will get it."""
    call = call_of(request, fair_event)
    letters = Letters(call)
    waiting = waiting_in(call, request.user, DECIDE) if call else []
    rows = [
        {
            "outcome": outcome,
            "wording": letters.wording(outcome),
            "is_own": outcome in letters.own,
            "count": sum(one.decision.outcome == outcome for one in waiting),
        }
        for outcome in Outcome
    ]
    context = {
        "title": f"จดหมายแจ้งผล {fair_event}",
        "fair_event": fair_event,
        "calls": list(fair_event.calls.all()),
        "call": call,
        "rows": rows,
    }
    return staff_site.page(request, "vendors/work/letters.html", context)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/letters/<str:outcome>/",
    name="letters-word",
    permission=DECIDE,
    row=FAIRS,
)
@never_cache
@require_http_methods(["GET", "POST"])
def letters_word(request, fair_event, outcome):
    """The words of one letter, and beside them one real case after the other."""
    call = call_of(request, fair_event)
    if call is None or outcome not in Outcome.values:
        raise Http404
    outcome = Outcome(outcome)
    subject, body = Letters(call).wording(outcome)
    start = {"subject": subject, "body": body}
    form = LetterForm(request.POST or None, initial={**start, "seen": seen_of(start)})
    saved, status = _saved(
        form, lambda **words: save_letter(call, outcome, by=request.user, **words)
    )
    if saved:
        messages.success(request, f"บันทึกจดหมาย “{outcome.label}” แล้ว")
        return redirect(f"{request.path}?call={call.pk}")
    cases = [
        one for one in waiting_in(call, request.user, DECIDE) if one.decision.outcome == outcome
    ]
    context = {
        "title": f"จดหมาย “{outcome.label}” {fair_event}",
        "fair_event": fair_event,
        "call": call,
        "outcome": outcome,
        "placeholders": PLACEHOLDERS.items(),
        "form": form,
        **_case(request, call, cases),
    }
    return staff_site.page(request, "vendors/work/letters_word.html", context, status=status)


@staff_site.work_page(
    "applications/<int:application_id>/letter/",
    name="review-letter",
    permission=DECIDE,
    row=BoothApplication.objects.with_standing().select_related("fair_event", "call", "vendor"),
)
@never_cache
@require_http_methods(["GET", "POST"])
def review_letter(request, application):
    """The letter of one application, worded for it alone."""
    decision = application.decisions.pending().order_by("-pk").first()
    subject, body = ("", "")
    if decision:
        subject, body = Letters(application.call).wording(decision.outcome, decision)
    own = {"own_subject": decision.own_subject, "own_body": decision.own_body} if decision else {}
    start = {"subject": subject, "body": body, "seen": seen_of(own)}
    form = LetterForm(request.POST or None, initial=start)
    if "usual" in request.POST and decision:
        save_own_letter(application, subject="", body="", by=request.user)
        return redirect(request.path)
    saved, status = _saved(
        form, lambda **words: save_own_letter(application, by=request.user, **words)
    )
    if saved:
        messages.success(request, "บันทึกจดหมายของรายนี้แล้ว")
        return redirect(request.path)
    rows = BoothApplication.objects.filter(pk=application.pk)
    cases = with_decision(rows) if decision else []
    context = {
        "title": f"จดหมายถึง {application.reference_no}",
        "application": application,
        "decision": decision,
        "placeholders": PLACEHOLDERS.items(),
        "form": form,
        "announce_url": reverse("staff:announce-fair", args=[application.fair_event_id]),
        **_case(request, application.call, cases),
    }
    return staff_site.page(request, "vendors/work/letter_own.html", context, status=status)


def _saved(form: LetterForm, save) -> tuple[bool, int]:
    """Whether the words were saved, and the status of the page that shows them otherwise."""
    if not form.is_bound:
        return False, 200
    if not form.is_valid():
        return False, 422
    words = form.cleaned_data
    try:
        save(subject=words["subject"], body=words["body"], seen=words["seen"] or None)
    except RuleBroken as broken:
        return False, broken.put_on(form)
    return True, 200


def _case(request, call, cases: list) -> dict:
    """One case of ?case=1…n as its applicant will read it, and the way to the others."""
    if not cases:
        return {"case": None, "case_count": 0}
    number = whole_number(request.GET.get("case", ""), least=1, most=len(cases)) or 1
    application = cases[number - 1]
    until = end_of(day_to_answer(call, call.confirm_until if call else None))
    subject, body = Letters(call).letter(
        application.decision, application, until, named=application.applicant
    )
    return {
        "case": {"application": application, "subject": subject, "body": body},
        "case_number": number,
        "case_count": len(cases),
        "before_url": f"?call={call.pk}&case={number - 1}" if number > 1 else "",
        "after_url": f"?call={call.pk}&case={number + 1}" if number < len(cases) else "",
    }
