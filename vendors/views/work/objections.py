"""Objections that wait for a second officer; warnings and bans of an own vendor."""

from uuid import uuid4

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from otopfair.errors import RuleBroken
from otopfair.paging import page_of
from otopfair.staff.site import staff_site
from vendors.forms.objecting import ObjectionAnswerForm, PenaltyForm
from vendors.models import Objection, ObjectionOutcome, Outcome, Penalty, PenaltyKind, Vendor
from vendors.operations.nevertheless import Asked
from vendors.operations.objections import answer_objection
from vendors.operations.penalties import letter_of, record_penalty
from vendors.second_hand import who_answers

DECIDE = "vendors.decide_boothapplication"
OBJECTIONS = Objection.objects.select_related(
    "decision__application__vendor",
    "decision__application__fair_event",
    "decision__reason",
    "decision__decided_by",
    "penalty__vendor",
    "penalty__province",
    "penalty__decided_by",
    "filed_by",
    "answered_by",
)


def waiting(user) -> list:
    """What the rail counts."""
    return [Objection.objects.covered_by(user, DECIDE).open()]


@staff_site.work_page(
    "objections/",
    name="objections",
    permission=DECIDE,
    group="call",
    order=60,
    label="คำโต้แย้ง",
    icon="gavel",
    waits=waiting,
)
@never_cache
@require_safe
def objections(request):
    """The queue by the day on which the answer is due; what is answered comes after."""
    rows = OBJECTIONS.covered_by(request.user, DECIDE)
    context = {
        "title": "คำโต้แย้ง",
        "page": page_of(request, rows.open().order_by("answer_by", "pk"), per_page=50),
        "answered": rows.exclude(answered_at=None).order_by("-answered_at", "-pk")[:20],
    }
    return staff_site.page(request, "vendors/work/objections.html", context)


@staff_site.work_page(
    "objections/<int:objection_id>/", name="objection", permission=DECIDE, row=OBJECTIONS
)
@never_cache
@require_http_methods(["GET", "POST"])
def objection(request, objection):
    """What was decided and why, what the vendor says, and the answer of a second officer."""
    form = ObjectionAnswerForm(request.POST or None, about_penalty=bool(objection.penalty))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _answer(objection, form.cleaned_data, request.user)
            except RuleBroken as broken:
                field = "beyond_reason" if isinstance(broken, Asked) else broken.field
                form.add_error(field if field in form.fields else None, broken.message)
                status = broken.status
                objection.refresh_from_db()
            else:
                messages.success(request, "ตอบคำโต้แย้งแล้ว ร้านได้รับแจ้งแล้ว")
                return redirect("staff:objections")
    context = {
        "title": str(objection),
        "objection": objection,
        "subject": objection.decision or objection.penalty,
        "second": who_answers(objection, request.user),
        "form": form,
    }
    return staff_site.page(request, "vendors/work/objection.html", context, status=status)


def _answer(objection: Objection, answers: dict, user) -> None:
    new = answers.get("new_outcome")
    answer_objection(
        objection,
        ObjectionOutcome(answers["outcome"]),
        answer=answers["answer"],
        new_outcome=Outcome(new) if new else None,
        beyond_reason=answers.get("beyond_reason", ""),
        by=user,
    )


@staff_site.work_page(
    "vendors/<int:vendor_id>/penalty/",
    name="penalty-give",
    permission="vendors.add_penalty",
    row=Vendor.objects.select_related("province"),
)
@never_cache
@require_http_methods(["GET", "POST"])
def penalty_give(request, vendor):
    """What is in force, what was before, and one more: written, looked at, then recorded."""
    start = {"form_key": uuid4(), "fair_event": request.GET.get("fair", "")}
    form = PenaltyForm(request.POST or None, vendor=vendor, initial=start)
    if request.method == "POST" and form.is_valid():
        act = request.POST.get("act")
        if act == "record" and _recorded(request, vendor, form):
            return redirect(request.path)
        if act == "check":
            return _penalty_check(request, vendor, form)
    rows = Penalty.objects.filter(vendor=vendor)
    rows = rows.select_related("province", "decided_by", "fair_event")
    context = {
        "title": f"โทษและคำเตือน {vendor}",
        "vendor": vendor,
        "penalties": list(rows),
        "form": form,
    }
    status = 422 if form.errors else 200
    return staff_site.page(request, "vendors/work/penalty_give.html", context, status=status)


def _recorded(request, vendor, form) -> bool:
    answers = {**form.cleaned_data, "kind": PenaltyKind(form.cleaned_data["kind"])}
    try:
        record_penalty(vendor, by=request.user, **answers)
    except RuleBroken as broken:
        broken.put_on(form)
        return False
    messages.success(request, "บันทึกแล้ว ร้านได้รับแจ้งแล้ว")
    return True


def _penalty_check(request, vendor, form):
    """The letter as the vendor will read it; nothing is recorded yet."""
    answers = {name: value for name, value in form.cleaned_data.items() if name != "form_key"}
    penalty = Penalty(vendor=vendor, province=vendor.province, **answers)
    subject, body = letter_of(penalty)
    context = {
        "title": f"ตรวจก่อนบันทึก {vendor}",
        "vendor": vendor,
        "penalty": penalty,
        "subject": subject,
        "body": body,
        "form": form,
    }
    return staff_site.page(request, "vendors/work/penalty_check.html", context)
