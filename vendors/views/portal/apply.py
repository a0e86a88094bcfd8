"""A vendor applies to a fair: a few short steps, a page to check, a reference number.

The step that chooses products belongs to the app of products; `vendors/steps.py` has the list.
"""

from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from fairs.contacts import contact_of
from otopfair.errors import RuleBroken
from otopfair.onward import with_onward
from vendors.asked import asked_of, part_keys
from vendors.conditions import in_words
from vendors.corrections import open_parts
from vendors.costs import classes_of, costs_mark, costs_of
from vendors.dossier import missing_documents
from vendors.due import due_of
from vendors.eligibility import why_not
from vendors.forms.applications import CategoryForm, NoteForm
from vendors.models import ANSWERED_BY_VENDOR, ApplicationStatus
from vendors.notifications import ways_in_words
from vendors.operations.copying import copy_application, last_sent
from vendors.operations.returning import NotAsked, explain_part
from vendors.operations.sending import submit_application, terms_mark
from vendors.operations.starting import PART_OF, answer_application, start_application
from vendors.places import places_in_words
from vendors.steps import step_of, where_to_go_on
from vendors.views.portal.access import asks_for_identity, portal_page, vendor_page
from vendors.views.portal.ladder import card_of, with_all_for_cards
from vendors.views.portal.steps import (
    TAB,
    answer_step,
    fair_of,
    fix_page,
    live_application,
    step,
    step_page,
)


@login_not_required
@require_http_methods(["GET", "POST"])
def apply(request, slug):
    """What the fair asks for, for everybody; who is not signed in chooses how to go on."""
    if request.user.is_authenticated:
        return _apply(request, slug)
    fair_event, here = fair_of(slug), reverse("my-apply", args=[slug])
    if request.method == "POST":
        return redirect(here)
    context = {
        **_call_facts(fair_event),
        "sign_in_url": with_onward(reverse("account_login"), here),
        "sign_up_url": with_onward(reverse("account_signup"), here),
    }
    return render(request, "vendors/portal/apply_begin.html", context)


@vendor_page
def _apply(request, slug):
    """POST opens the draft. A closed call or a sent form says so."""
    fair_event = fair_of(slug)
    application = live_application(request, fair_event)
    source = last_sent(request.vendor, fair_event) if application is None else None
    refusal, form_key, late_code = "", uuid4(), request.POST.get("late_code", "")
    if request.method == "POST":
        form_key = _uuid(request.POST.get("form_key", ""))
        try:
            return _start(request, fair_event, form_key, late_code, source)
        except RuleBroken as broken:
            refusal = str(broken)
    if application:
        application.fair_event = fair_event
    facts = _call_facts(fair_event, request.vendor)
    asks = facts["is_open"] and (
        application is None or application.status == ApplicationStatus.DRAFT
    )
    context = {
        **facts,
        "barriers": why_not(facts["call"], request.vendor) if asks else [],
        "asks": asks,
        "application": application,
        "due": due_of(application) if application else None,
        "in_progress": bool(application and application.status in ANSWERED_BY_VENDOR),
        "source": source,
        "form_key": form_key,
        "late_code": late_code,
        "refusal": refusal,
        "has_errors": bool(refusal),
    }
    status = 422 if refusal else 200
    return portal_page(request, "vendors/portal/apply.html", context, tab=TAB, status=status)


def _start(request, fair_event, form_key, late_code, source):
    """Open the draft, with the answers of the last application when that button was pressed."""
    application = start_application(
        fair_event, request.vendor, form_key=form_key, late_code=late_code, by=request.user
    )
    if source is None or "copy" not in request.POST:
        return redirect(where_to_go_on(application), fair_event.slug)
    copied = copy_application(application, source, by=request.user)
    messages.success(request, f"ใช้ข้อมูลเดิมจาก{source.fair_event.called}: {', '.join(copied.taken)}")
    if copied.left:
        messages.warning(request, f"ไม่ได้ใช้: {', '.join(copied.left)}")
    application.refresh_from_db()
    return redirect(where_to_go_on(application), fair_event.slug)


@vendor_page
@require_safe
def apply_go_on(request, slug):
    """Back to the first step of a draft that is not done."""
    fair_event = fair_of(slug)
    application = live_application(request, fair_event)
    if application is None or application.status != ApplicationStatus.DRAFT:
        return redirect("my-apply", slug)
    application.fair_event = fair_event
    return redirect(where_to_go_on(application), slug)


def _call_facts(fair_event, vendor=None) -> dict:
    call = fair_event.call_to_show()
    return {
        "fair": fair_event,
        "office": contact_of(fair_event),
        "call": call,
        "is_open": bool(call and fair_event.state == "published" and call.is_accepting()),
        "places": places_in_words(call, vendor) if call else [],
        "booth_classes": classes_of(call),
        "conditions": in_words(call) if call else [],
    }


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return uuid4()


@step("category")
@require_http_methods(["GET", "POST"])
def apply_category(request, application):
    """Step 1: category and number of booths."""
    call = application.call_for_sending()
    names = ("category", "booth_class", "booths_wanted")
    start = {name: getattr(application, name) for name in names}
    form = CategoryForm(request.POST or None, call=call, initial=start)
    return _answered(request, application, form, "category", "ประเภทและจำนวนบูธ", "ไปขั้นที่ 2")


@step("note")
@require_http_methods(["GET", "POST"])
def apply_note(request, application):
    """Step 3: wishes, and a word to the officers."""
    names = ("zone_wished", "neighbours_wished", "note")
    start = {name: getattr(application, name) for name in names}
    posted = request.POST if request.method == "POST" else None
    form = NoteForm(posted, zones=application.fair_event.zones.all(), initial=start)
    return _answered(request, application, form, "note", "เรื่องบูธที่อยากบอก", "บันทึกแล้วไปตรวจ")


def _answered(request, application, form, field: str, title: str, go_on: str):
    """One step whose answers are the application's own; `go_on` stands on its button."""
    if application.status == ApplicationStatus.RETURNED:
        opened = open_parts(application)
        form.lock(
            name for name in form.fields if PART_OF.get(name, "seen") not in {*opened, "seen"}
        )

    def save():
        seen = form.cleaned_data["seen"] or None
        answer_application(application, by=request.user, seen=seen, **form.answers())

    answer = answer_step(request, application, field, form, save) if form.is_bound else None
    if answer is not None:
        return answer
    context = {"form": form, "title": title, "go_on": go_on}
    template = "vendors/portal/apply_answers.html"
    return step_page(request, template, application, context, field=field, errors=form.errors)


@vendor_page
@require_http_methods(["GET", "POST"])
def apply_fix(request, slug):
    """What was sent back, one link a part. POST says of one part that it is right, and why."""
    fair_event = fair_of(slug)
    application = live_application(request, fair_event)
    if application is None:
        return redirect("my-apply", slug)
    if application.status != ApplicationStatus.RETURNED:
        return redirect("my-application", application.pk)
    application.fair_event, application.vendor = fair_event, request.vendor
    if request.method == "POST":
        part, words = request.POST.get("part", ""), request.POST.get("explanation", "")
        try:
            explain_part(application, part, words, by=request.user)
        except NotAsked as broken:
            return fix_page(request, application, refusal=broken.message, status=409)
        except RuleBroken as broken:
            typed = {part: words}
            return fix_page(request, application, refusal=broken.message, status=422, typed=typed)
        return redirect("my-apply-fix", slug)
    return fix_page(request, application)


@vendor_page
@require_http_methods(["GET", "POST"])
def apply_check(request, slug):
    """All answers on one page; the button sends them. A second press gets the first answer.

    The other button shows the ID number, and sends nothing.
    """
    fair_event = fair_of(slug)
    application = live_application(request, fair_event)
    if application is None:
        return redirect("my-apply", slug)
    if application.status not in ANSWERED_BY_VENDOR:
        return redirect("my-apply-done", slug)
    refusal, fix_url = "", ""
    shows_identity = asks_for_identity(request)
    if request.method == "POST" and not shows_identity:
        try:
            seen = request.POST.get("seen_terms")
            costs = request.POST.get("seen_costs")
            submit_application(
                application, accepts_terms=True, seen_terms=seen, seen_costs=costs, by=request.user
            )
        except RuleBroken as broken:
            refusal, fix_url = str(broken), _where_to_fix(broken.field, slug)
        else:
            return redirect("my-apply-done", slug)
    application.fair_event, application.vendor = fair_event, request.vendor
    call = application.call_for_sending()
    here = reverse("my-apply-check", args=[slug])
    context = {
        "phones": [row.number for row in request.vendor.phones.all()],
        "shows_identity": shows_identity,
        "call": call,
        "terms_mark": terms_mark(call) if call else "",
        "costs": costs_of(application),
        "costs_mark": costs_mark(application),
        "due": due_of(application),
        "here": here,
        "opened": _changeable(application),
        "refusal": refusal,
        "fix_url": fix_url,
        "barriers": _barriers(application, call),
        "asked": [line for line in asked_of(application) if line.is_asked],
        "lacks": missing_documents(request.vendor),
        "has_errors": bool(refusal),
    }
    template = "vendors/portal/apply_check.html"
    return step_page(request, template, application, context, errors=refusal)


def _barriers(application, call) -> list:
    """What keeps a draft from being sent, said before the button is pressed."""
    asks = call is not None and application.status == ApplicationStatus.DRAFT
    return why_not(call, application.vendor) if asks else []


def _changeable(application) -> set[str]:
    """The parts that get a link "แก้": all of a draft, of what was returned those asked for."""
    if application.status == ApplicationStatus.RETURNED:
        return open_parts(application)
    own = {*PART_OF.values(), "products", "name", "contact", "address"}
    return own.union(part_keys(application))


def _where_to_fix(field: str | None, slug: str) -> str:
    """The page where a refusal can be mended; it leads back to the check."""
    if field == "corrections":
        return reverse("my-apply-fix", args=[slug])
    where = step_of(field)
    if where is None:
        return ""
    here = reverse("my-apply-check", args=[slug])
    return with_onward(reverse(where.url_name, args=[slug]), here)


@vendor_page
@require_safe
def apply_done(request, slug):
    """The reference number, what happens next, and what is due. Stays at its address, and true."""
    fair_event = fair_of(slug)
    application = live_application(request, fair_event)
    if application is None or application.status == ApplicationStatus.DRAFT:
        return redirect("my-apply", slug)
    rows = type(application).objects.filter(pk=application.pk)
    context = {
        "fair": fair_event,
        "application": application,
        "card": card_of(with_all_for_cards(rows).get(), missing_documents(request.vendor)),
        "office": contact_of(fair_event),
        "told_by": ways_in_words(request.vendor),
    }
    return portal_page(request, "vendors/portal/apply_done.html", context, tab=TAB)
