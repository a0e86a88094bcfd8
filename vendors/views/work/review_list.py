"""Applications of a fair: the list with its bulk acts, and its export."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fairs.current import fair_asked_for, fair_being_prepared, fairs_in_scope
from fairs.models import District, FairEvent, ProductCategory
from otopfair.paging import page_of
from otopfair.rights.may import may
from otopfair.staff.site import staff_site
from vendors.exports import applications_workbook
from vendors.filtering import STANDINGS_SHOWN, ApplicationFilter, applications_of
from vendors.models import STANDINGS, ApplicationStatus, BoothApplication, Outcome
from vendors.views.work.bulk import start_bulk

VIEW = "vendors.view_boothapplication"
VIEW_PHONES = "vendors.view_vendorphone"
ACT_FOR_VENDOR = "vendors.act_for_vendor"
DECIDE = "vendors.decide_boothapplication"
PLAN = "vendors.plan_review"
FAIRS = FairEvent.objects.prefetch_related("calls")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def waiting_for_check(user) -> list:
    """What the rail counts: applications whose documents nobody has looked at."""
    waiting = BoothApplication.objects.visible_to(user).with_standing_for(user)
    return [waiting.filter(standing=ApplicationStatus.SUBMITTED)]


@staff_site.work_page(
    "applications/",
    name="review-list",
    permission=VIEW,
    group="call",
    order=20,
    label="ใบสมัคร",
    icon="clipboard-list",
    waits=waiting_for_check,
)
def review_list(request):
    """Leads to the applications of the fair that is being prepared."""
    fairs = fairs_in_scope(request.user, VIEW)
    fair_event = fair_asked_for(request.GET.get("fair", ""), fairs) or fair_being_prepared(fairs)
    if fair_event is None:
        return staff_site.page(request, "vendors/work/review_none.html", {"title": "ใบสมัคร"})
    return redirect("staff:review-fair", fair_event.pk)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/applications/", name="review-fair", permission=VIEW, row=FAIRS
)
@require_http_methods(["GET", "POST"])
def review_fair(request, fair_event):
    """The list. POST passes or selects the ticked ones: work that the worker does."""
    filters = ApplicationFilter.from_query(request.GET)
    applications = applications_of(fair_event, request.user)
    if request.method == "POST":
        if answer := start_bulk(request, fair_event, filters, applications):
            return answer
        messages.info(request, "ยังไม่ได้เลือกใบสมัคร")
        return redirect(request.get_full_path())
    context = {
        "title": "ใบสมัคร",
        "fair_event": fair_event,
        "fairs": fairs_in_scope(request.user, VIEW),
        "page": page_of(request, filters.rows(applications).for_review_list()),
        "filters": filters,
        "chips": _status_chips(filters, applications)
        + _my_chip(filters, applications, request.user),
        "heads": _sortable_heads(filters),
        "districts": _districts_of(applications),
        "categories": ProductCategory.choices,
        "all_url": filters.address(all="1"),
        "all_ticked": request.GET.get("all") == "1",
        "calls": list(fair_event.calls.all()),
        "call": fair_event.call_to_show(),
        "can_decide": may(request.user, DECIDE, fair_event),
        "can_act_for_vendor": may(request.user, ACT_FOR_VENDOR, fair_event),
        "phases": _phases_shown(fair_event, filters),
        "can_plan": may(request.user, PLAN, fair_event),
        "to_announce": applications.filter(standing__in=Outcome.values).count(),
        "form_key": uuid4(),
    }
    return staff_site.page(request, "vendors/work/review_list.html", context)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/applications/applications.xlsx",
    name="review-export",
    permission=VIEW,
    row=FAIRS,
)
def review_export(request, fair_event):
    """The list as it is filtered, as .xlsx; telephones for those who keep vendors' records."""
    rows = ApplicationFilter.from_query(request.GET).rows(applications_of(fair_event, request.user))
    rows = rows.for_review_list().prefetch_related("vendor__phones")
    content = applications_workbook(
        fair_event,
        list(rows),
        with_phones=may(request.user, VIEW_PHONES, fair_event),
        with_waiting=may(request.user, DECIDE, fair_event),
        made_at=timezone.localtime(),
    )
    name = f"applications-{fair_event.reference_code}-{timezone.localtime():%Y%m%d-%H%M}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=XLSX, headers=headers)


def _phases_shown(fair_event, filters) -> list:
    """The phases of the round that is looked at; none when nobody has planned them."""
    call = next((one for one in fair_event.calls.all() if str(one.pk) == filters.call), None)
    call = call or fair_event.call_to_show()
    return list(call.phases.filter(is_used=True)) if call else []


def _districts_of(applications):
    # A join with DISTINCT made PostgreSQL look at every vendor of every district again.
    return District.objects.filter(pk__in=applications.order_by().values("vendor__district"))


def _status_chips(filters, applications) -> list[dict]:
    counts = filters.counts(applications)
    chips = [("", "ทุกสถานะ"), *((value.value, STANDINGS[value]) for value in STANDINGS_SHOWN)]
    return [
        {
            "label": f"{label} {counts.get(value, 0)}",
            "url": filters.address(status=value),
            "on": filters.status == value,
        }
        for value, label in chips
        if not value or counts.get(value) or filters.status == value
    ]


def _my_chip(filters, applications, user) -> list[dict]:
    """To those that were shared out to this officer, while there are any."""
    if not filters.scorer and not user.scoring_tasks.filter(application__in=applications).exists():
        return []
    url = filters.address(scorer="" if filters.scorer else user.pk)
    return [{"label": "ที่แบ่งให้ฉัน", "url": url, "on": bool(filters.scorer)}]


def _sortable_heads(filters) -> list[dict]:
    heads = []
    for key, label in [("number", "เลขที่"), ("name", "ผู้สมัคร"), ("", "ประเภท"), ("sent", "ส่งเมื่อ")]:
        direction = {key: "ascending", f"-{key}": "descending"}.get(filters.sort, "")
        turned = f"-{key}" if direction == "ascending" else key
        url = filters.address(sort=turned) if key else ""
        heads.append({"label": label, "url": url, "direction": direction if key else ""})
    return heads
