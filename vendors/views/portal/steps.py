"""What every step of an application shares: the draft it needs, its frame, where it leads."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from fairs.contacts import contact_of
from fairs.models import FairEvent
from otopfair.errors import RuleBroken
from otopfair.onward import onward
from otopfair.stale import StalePage
from vendors.corrections import lines_of, may_change
from vendors.models import (
    ANSWERED_BY_VENDOR,
    ENDED_STATUSES,
    ApplicationStatus,
    BoothApplication,
)
from vendors.operations.returning import NOT_ASKED, NotAsked
from vendors.steps import step_of, steps_on_the_way
from vendors.views.portal.access import portal_page, vendor_page

TAB = "applications"


def fair_of(slug: str) -> FairEvent:
    fairs = (
        FairEvent.objects.published()
        .select_related("series")
        .prefetch_related("calls__terms", "calls__decided_by", "calls__cells__zone", "zones")
    )
    return get_object_or_404(fairs, slug=slug)


def live_application(request, fair_event) -> BoothApplication | None:
    rows = BoothApplication.objects.managed_by(request.user).filter(vendor=request.vendor)
    rows = rows.select_related("entered_by")
    return rows.filter(fair_event=fair_event).exclude(status__in=ENDED_STATUSES).first()


def step(field: str):
    """A step needs a draft, or a part that was sent back; everybody else starts at the start."""

    def decorate(view):
        @vendor_page
        def wrapped(request, slug):
            fair_event = fair_of(slug)
            application = live_application(request, fair_event)
            if application is None:
                return redirect("my-apply", slug)
            application.fair_event, application.vendor = fair_event, request.vendor
            if application.call_for_sending() is None:
                return redirect("my-apply", slug)
            if application.status not in ANSWERED_BY_VENDOR:
                return redirect("my-apply-done", slug)
            if not may_change(application, *step_of(field).parts_for(application)):
                return _not_asked(request, application)
            return view(request, application)

        return wrapped

    return decorate


def _not_asked(request, application):
    """Nothing of this step was sent back: to the list of what was."""
    if request.method != "POST":
        return redirect("my-apply-fix", application.fair_event.slug)
    return fix_page(request, application, refusal=NOT_ASKED, status=409)


def fix_page(request, application, *, refusal="", status=200, typed=None):
    """What was sent back, part by part, with what is answered already; `typed` are words by part
    that could not be saved."""
    lines = lines_of(application)
    for line in lines:
        line.correction.typed = (typed or {}).get(line.correction.part)
    slug = application.fair_event.slug
    context = {
        "application": application,
        "fair": application.fair_event,
        "office": contact_of(application.fair_event),
        "lines": lines,
        "left": sum(not line.is_answered for line in lines),
        "here": reverse("my-apply-fix", args=[slug]),
        "refusal": refusal,
        "has_errors": bool(refusal),
    }
    return portal_page(request, "vendors/portal/apply_fix.html", context, tab=TAB, status=status)


def step_page(request, template, application, context, *, field="", errors=None):
    """A step's page. `field` names the step; the page to check comes after the last."""
    if request.htmx and "form" in context:
        return _state_line(request, application, context["form"])
    order = [one.field for one in steps_on_the_way(application)]
    frame = {
        "application": application,
        "fair": application.fair_event,
        "office": contact_of(application.fair_event),
        "onward": onward(request),
        "saved": application.saved_at,
        "number": _number(order, field),
        "steps": len(order) + 1,
        "back_url": _back(request, application, field),
        "to_correct": _to_correct(application, field),
    }
    status = 422 if errors else 200
    return portal_page(request, template, {**frame, **context}, tab=TAB, status=status)


def _to_correct(application, field: str) -> list:
    """What officers have sent back of this step, in their words."""
    if application.status != ApplicationStatus.RETURNED or not field:
        return []
    keys = step_of(field).parts_for(application)
    return list(application.corrections.open().filter(part__in=keys))


def _number(order: list[str], field: str) -> int | None:
    """Which step it is; None of one that is not on the way. The check is the last."""
    if not field:
        return len(order) + 1
    return order.index(field) + 1 if field in order else None


def _back(request, application, field: str) -> str:
    """The page that sent here, or the step before."""
    way = steps_on_the_way(application)
    before = [one.url_name for one in way if not field or one.order < step_of(field).order]
    name = before[-1] if before else "my-apply"
    return onward(request, reverse(name, args=[application.fair_event.slug]))


def answer_step(request, application, field: str, form, save) -> HttpResponse | None:
    """Save what was typed and go on. None when the page has to be shown again.

    A save that a form makes by itself (htmx) stays on the page and says what it has kept.
    """
    if not form.is_valid():
        return None
    try:
        save()
    except StalePage as stale:
        form.keep(stale)
    except NotAsked as broken:
        return fix_page(request, application, refusal=broken.message, status=409)
    except RuleBroken as broken:
        broken.put_on(form)
    else:
        application.refresh_from_db(fields=["saved_at"])
        return None if request.htmx else after_step(request, application, field)
    return None


def _state_line(request, application, form) -> HttpResponse:
    """ "บันทึกแล้ว 10.32 น." for a form that saves itself, or what kept it from being saved."""
    problems = [error for errors in form.errors.values() for error in errors]
    context = {"saved": application.saved_at, "problem": " ".join(problems), "oob": True}
    if not problems:
        context["seen"] = form.seen_after()
    return render(request, "vendors/portal/_save_state.html", context)


def after_step(request, application, field: str):
    """The page that asked for it, or the next step."""
    way = steps_on_the_way(application)
    following = [one.url_name for one in way if one.order > step_of(field).order]
    name = following[0] if following else "my-apply-check"
    return redirect(onward(request, reverse(name, args=[application.fair_event.slug])))
