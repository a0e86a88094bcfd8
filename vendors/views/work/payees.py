"""Whom the vendors of a fair pay: what counts, what waits for a second officer, what was before."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from fairs.models import FairEvent
from fairs.people import people_with
from otopfair.accounts.presence import require_presence
from otopfair.errors import RuleBroken
from otopfair.staff.site import staff_site
from vendors.forms.payees import ApprovalForm, PayeeForm
from vendors.operations.payees import approve_payee, propose_payee, set_payee_aside

NAME = "vendors.name_payee"


@staff_site.work_page(
    "fairs/<int:fair_event_id>/money/payee/",
    name="money-payee",
    permission=NAME,
    row=FairEvent.objects.all(),
)
@never_cache
@require_http_methods(["GET", "POST"])
def money_payee(request, fair_event):
    """POST approves or takes back what waits, or names a new one."""
    payees = fair_event.payees.select_related("proposed_by", "approved_by")
    waiting = payees.waiting().first()
    form, refusal, status = PayeeForm(), "", 200
    if request.method == "POST":
        try:
            form, done = _act(request, fair_event, waiting)
        except RuleBroken as broken:
            refusal, status = broken.message, broken.status
            form = PayeeForm(request.POST) if "name" in request.POST else form
        else:
            if done:
                messages.success(request, done)
                return redirect(request.path)
            status = 422
    context = {
        "title": "ผู้รับเงิน",
        "fair_event": fair_event,
        "current": payees.current().first(),
        "waiting": waiting,
        "is_mine": waiting is not None and waiting.proposed_by_id == request.user.pk,
        "others": list(people_with(NAME, fair_event).exclude(pk=request.user.pk)),
        "before": list(payees.exclude(ended_at=None)[:20]),
        "form": form,
        "approval": ApprovalForm(),
        "refusal": refusal,
        "has_errors": bool(refusal) or form.is_bound,
    }
    return staff_site.page(request, "vendors/work/money_payee.html", context, status=status)


def _act(request, fair_event, waiting) -> tuple[PayeeForm, str]:
    """The form as it was sent, and what was done; "" when the form says what is wrong."""
    act = request.POST.get("act", "")
    if act in ("approve", "set_aside"):
        # The button names the row that was read: another one that waits now is not meant.
        if waiting is None or request.POST.get("payee") != str(waiting.pk):
            raise RuleBroken("ผู้รับเงินที่รออนุมัติเปลี่ยนไปแล้ว อ่านอีกครั้งก่อนกด")
        if act == "approve":
            require_presence(request, request.POST.get("password", ""))
            approve_payee(waiting, by=request.user)
            return PayeeForm(), "อนุมัติแล้ว ร้านที่ต้องชำระได้รับแจ้งแล้ว"
        set_payee_aside(waiting, by=request.user)
        return PayeeForm(), "ยกเลิกผู้รับเงินที่เสนอไว้แล้ว"
    form = PayeeForm(request.POST)
    if not form.is_valid():
        return form, ""
    propose_payee(fair_event, by=request.user, **form.cleaned_data)
    return form, "เสนอผู้รับเงินแล้ว รอเจ้าหน้าที่อีกคนอนุมัติ"
