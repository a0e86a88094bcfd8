"""Applications of a fair: the list with its bulk acts and export, and the page of one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Sum
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from fairs.current import fair_asked_for, fair_being_prepared, fairs_in_scope
from fairs.models import District, FairEvent, ProductCategory
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry, record
from otopfair.paging import page_of
from otopfair.staff.site import staff_site
from otopfair.thai.calendar import today_in_thailand
from products.forms.work import DECISIONS_IN, Decision, DecisionForm
from products.models import BoothSale, OfferedProduct, PhotoState, ProductPhoto
from vendors.exports import applications_workbook
from vendors.models import ApplicationStatus, BoothAllocation, BoothApplication
from vendors.operations.applications import (
    StaleDecision,
    confirm_application,
    pass_documents,
    refuse_application,
    return_application,
    select_application,
    withdraw_application,
)
from vendors.shortlist import SHOWN_STATUSES, Shortlist, applications_of

VIEW = "vendors.view_boothapplication"
DECIDE = "vendors.decide_boothapplication"
ACT_FOR_VENDOR = "vendors.act_for_vendor"
BULK_ACTS = {Decision.PASS: pass_documents, Decision.SELECT: select_application}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def waiting_for_check(request) -> int:
    """Count in the rail: applications whose documents nobody has looked at."""
    waiting = BoothApplication.objects.visible_to(request.user)
    return waiting.filter(status=ApplicationStatus.SUBMITTED).count()


@staff_site.work_page(
    "applications/",
    name="review-list",
    permission=VIEW,
    group="call",
    order=20,
    label="ใบสมัคร",
    icon="clipboard-list",
    count=waiting_for_check,
)
def review_list(request):
    """Leads to the applications of the fair that is being prepared."""
    fairs = fairs_in_scope(request.user)
    fair_event = fair_asked_for(request, fairs) or fair_being_prepared(fairs)
    if fair_event is None:
        return staff_site.page(request, "products/work/review_none.html", {"title": "ใบสมัคร"})
    return redirect("staff:review-fair", fair_event.pk)


@staff_site.work_page("fairs/<int:fair_id>/applications/", name="review-fair", permission=VIEW)
@require_http_methods(["GET", "POST"])
def review_fair(request, fair_id):
    """The list. POST passes or selects the ticked ones and says what came of each."""
    fair_event = _fair(request, fair_id)
    shortlist = Shortlist.from_query(request.GET)
    applications = applications_of(fair_event, request.user)
    failures, done = [], 0
    if request.method == "POST":
        act = _bulk_act(request)
        for application in _ticked(request, shortlist, applications):
            try:
                act(application, by=request.user)
                done += 1
            except RuleBroken as broken:
                failures.append((application, broken.message))
        if not failures:
            messages.success(request, f"สำเร็จ {done} ใบ" if done else "ยังไม่ได้เลือกใบสมัคร")
            return redirect(request.get_full_path())
    rows = shortlist.rows(applications).for_review_list()
    context = {
        "title": "ใบสมัคร",
        "fair_event": fair_event,
        "fairs": fairs_in_scope(request.user),
        "page": page_of(request, rows),
        "shortlist": shortlist,
        "chips": _status_chips(shortlist, applications),
        "heads": _sortable_heads(shortlist),
        "districts": District.objects.filter(vendors__applications__in=applications).distinct(),
        "categories": ProductCategory.choices,
        "all_url": shortlist.address(all="1"),
        "all_ticked": request.GET.get("all") == "1",
        "call": getattr(fair_event, "call", None),
        "can_decide": request.user.has_perm(DECIDE),
        "failures": failures,
        "done": done,
        "has_errors": bool(failures),
    }
    return staff_site.page(
        request, "products/work/review_list.html", context, status=422 if failures else 200
    )


@staff_site.work_page(
    "fairs/<int:fair_id>/applications/applications.xlsx", name="review-export", permission=VIEW
)
def review_export(request, fair_id):
    """The list as it is filtered, as .xlsx."""
    fair_event = _fair(request, fair_id)
    rows = Shortlist.from_query(request.GET).rows(applications_of(fair_event, request.user))
    rows = rows.for_review_list().prefetch_related("vendor__phones")
    content = applications_workbook(fair_event, list(rows), made_at=timezone.localtime())
    name = f"applications-{fair_event.reference_code}-{timezone.localtime():%Y%m%d-%H%M}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=XLSX, headers=headers)


@staff_site.work_page("applications/<int:application_id>/", name="review", permission=VIEW)
@never_cache
@require_http_methods(["GET", "POST"])
def review(request, application_id):
    """One application with all that is known, and the decision. POST decides and goes on."""
    application = _application(request, application_id)
    shortlist = Shortlist.from_query(request.GET)
    place = _Place.of(application, shortlist, request.user)
    form = _new_form(request, application)
    status = 200
    if request.method == "POST":
        if not request.user.has_perm(DECIDE):
            raise PermissionDenied
        form = DecisionForm(request.POST, status=application.status)
        if form.is_valid():
            try:
                _decide(application, form.cleaned_data, request.user)
            except RuleBroken as broken:
                application.refresh_from_db()
                form = _same_words_for_now(form, application, broken)
                status = 409 if isinstance(broken, StaleDecision) else 422
            else:
                messages.success(request, f"บันทึกผลของ {application.reference_no} แล้ว")
                return redirect(place.after_saving(shortlist))
        else:
            status = 409 if _is_stale(form, application) else 422
            form = _same_words_for_now(form, application) if status == 409 else form
    return _review_page(request, application, form, place, shortlist, status=status)


@staff_site.work_page(
    "applications/<int:application_id>/identity/", name="review-identity", permission=DECIDE
)
@never_cache
@require_POST
def review_identity(request, application_id):
    """Show the 13 digits; who looked stands in the history."""
    application = _application(request, application_id)
    record(application, "see_identity", "เปิดดูเลข 13 หลัก", by=request.user)
    if request.htmx:
        context = {"application": application, "shows_identity": True}
        return render(request, "products/work/_identity.html", context)
    shortlist = Shortlist.from_query(request.GET)
    place = _Place.of(application, shortlist, request.user)
    form = _new_form(request, application)
    return _review_page(request, application, form, place, shortlist, shows_identity=True)


class _Place:
    """Where an application stands in the filtered list."""

    def __init__(self, fair_id, position, total, previous_id, next_id):
        self.fair_id, self.position, self.total = fair_id, position, total
        self.previous_id, self.next_id = previous_id, next_id

    @classmethod
    def of(cls, application, shortlist: Shortlist, user) -> "_Place":
        rows = shortlist.rows(applications_of(application.fair_event, user))
        ids = list(rows.values_list("pk", flat=True))
        if application.pk not in ids:
            return cls(application.fair_event_id, None, len(ids), None, next(iter(ids), None))
        here = ids.index(application.pk)
        return cls(
            application.fair_event_id,
            here + 1,
            len(ids),
            ids[here - 1] if here else None,
            ids[here + 1] if here + 1 < len(ids) else None,
        )

    def after_saving(self, shortlist: Shortlist) -> str:
        if self.next_id:
            return reverse("staff:review", args=[self.next_id]) + shortlist.address()
        return reverse("staff:review-fair", args=[self.fair_id]) + shortlist.address()


def _fair(request, fair_id) -> FairEvent:
    rows = FairEvent.objects.visible_to(request.user).select_related("call")
    return get_object_or_404(rows, pk=fair_id)


def _application(request, application_id) -> BoothApplication:
    rows = BoothApplication.objects.visible_to(request.user).select_related(
        "vendor__province", "vendor__district", "vendor__subdistrict", "fair_event__call"
    )
    return get_object_or_404(rows, pk=application_id)


def _bulk_act(request):
    if not request.user.has_perm(DECIDE):
        raise PermissionDenied
    try:
        return BULK_ACTS[request.POST.get("act", "")]
    except KeyError as error:
        raise Http404 from error


def _ticked(request, shortlist, applications):
    if request.POST.get("all") == "1":
        return list(shortlist.rows(applications))
    ids = [
        pk for pk in request.POST.getlist("ids") if pk.isascii() and pk.isdigit() and len(pk) < 19
    ]
    return list(applications.filter(pk__in=ids).order_by("pk"))


def _status_chips(shortlist, applications) -> list[dict]:
    counts = shortlist.counts(applications)
    chips = [("", "ทุกสถานะ"), *((str(status), status.label) for status in SHOWN_STATUSES)]
    return [
        {
            "label": f"{label} {counts.get(value, 0)}",
            "url": shortlist.address(status=value),
            "on": shortlist.status == value,
        }
        for value, label in chips
        if not value or counts.get(value) or shortlist.status == value
    ]


def _sortable_heads(shortlist) -> list[dict]:
    heads = []
    for key, label in [("number", "เลขที่"), ("name", "ผู้สมัคร"), ("", "ประเภท"), ("sent", "ส่งเมื่อ")]:
        direction = {key: "ascending", f"-{key}": "descending"}.get(shortlist.sort, "")
        turned = f"-{key}" if direction == "ascending" else key
        url = shortlist.address(sort=turned) if key else ""
        heads.append({"label": label, "url": url, "direction": direction if key else ""})
    return heads


def _new_form(request, application) -> DecisionForm | None:
    """The decision that is still to be taken; None when there is none, or not for this user."""
    if not request.user.has_perm(DECIDE) or application.status not in DECISIONS_IN:
        return None
    return DecisionForm(initial={"version": application.version}, status=application.status)


def _is_stale(form, application) -> bool:
    return form.data.get("version", "") != str(application.version)


def _same_words_for_now(form, application, broken: RuleBroken | None = None) -> DecisionForm:
    """The form with all that was typed, on the application as it is now."""
    data = form.data.copy()
    data["version"] = application.version
    fresh = DecisionForm(data, status=application.status)
    fresh.full_clean()
    if broken is None:
        fresh.add_error(None, "มีการเปลี่ยนใบสมัครนี้หลังจากคุณเปิดหน้า ตรวจแล้วบันทึกอีกครั้ง")
    else:
        fresh.add_error(broken.field if broken.field in fresh.fields else None, broken.message)
    return fresh


def _decide(application, answers, user) -> None:
    decision, seen = answers["decision"], answers["version"]
    reason = answers.get("reason", "")
    if decision in (Decision.CONFIRM, Decision.WITHDRAW) and not user.has_perm(ACT_FOR_VENDOR):
        raise PermissionDenied
    if decision == Decision.PASS:
        pass_documents(application, by=user, seen_version=seen)
    elif decision == Decision.SELECT:
        select_application(application, by=user, seen_version=seen)
    elif decision == Decision.RETURN:
        answer_by = answers["answer_by"]
        return_application(
            application, reason=reason, answer_by=answer_by, by=user, seen_version=seen
        )
    elif decision == Decision.REFUSE:
        refuse_application(application, reason=reason, by=user, seen_version=seen)
    elif decision == Decision.CONFIRM:
        confirm_application(application, by=user, on_behalf=True, seen_version=seen)
    else:
        withdraw_application(application, reason=reason, by=user, seen_version=seen)


def _review_page(request, application, form, place, shortlist, *, status=200, shows_identity=False):
    context = {
        "title": f"ตรวจใบสมัคร {application.reference_no}",
        "application": application,
        "vendor": application.vendor,
        "fair_event": application.fair_event,
        "phones": list(application.vendor.phones.all()),
        "offers": _offers(application),
        "past_fairs": _past_fairs(application),
        "booths": list(
            application.allocations.live().select_related("booth__zone").order_by("request_no")
        ),
        "quota": _quota(application),
        "history": list(HistoryEntry.objects.of(application)[:50]),
        "form": form,
        "place": place,
        "shortlist": shortlist,
        "shows_identity": shows_identity,
        "can_see_identity": request.user.has_perm(DECIDE),
    }
    return staff_site.page(request, "products/work/review.html", context, status=status)


def _quota(application) -> dict | None:
    """Places of the call in the application's category, and how many are chosen already."""
    call = getattr(application.fair_event, "call", None)
    opened = call and call.places.filter(category=application.category).first()
    if not opened:
        return None
    chosen = BoothApplication.objects.filter(
        fair_event=application.fair_event_id,
        category=application.category,
        status__in=[ApplicationStatus.SELECTED, ApplicationStatus.CONFIRMED],
    ).aggregate(booths=Sum("booths_wanted", default=0))["booths"]
    return {"places": opened.places, "chosen": chosen, "is_full": chosen >= opened.places}


def _offers(application) -> list[OfferedProduct]:
    """The products to be sold, each with its first photo as `photo` (or None)."""
    offers = list(application.offered_products.select_related("product").order_by("pk"))
    photos = ProductPhoto.objects.filter(
        product__in=[offer.product_id for offer in offers], state=PhotoState.READY
    ).order_by("-sequence", "-pk")
    first = {photo.product_id: photo for photo in photos}
    for offer in offers:
        offer.photo = first.get(offer.product_id)
    return offers


def _past_fairs(application) -> list[dict]:
    """Fairs where this vendor stood: {fair, days, reported}, newest first."""
    stood = (
        BoothAllocation.objects.filter(
            application__vendor=application.vendor_id,
            released_at=None,
            booth__fair_event__closes_on__lt=today_in_thailand(),
        )
        .exclude(booth__fair_event=application.fair_event_id)
        .select_related("booth__fair_event")
        .order_by("-booth__fair_event__opens_on", "pk")
    )
    fairs = {row.booth.fair_event_id: row.booth.fair_event for row in stood}
    days_reported: dict[int, set] = {}
    sales = BoothSale.objects.filter(vendor=application.vendor_id, fair_event__in=list(fairs))
    for fair_id, day in sales.order_by("pk").values_list("fair_event_id", "sold_on"):
        days_reported.setdefault(fair_id, set()).add(day)
    return [
        {"fair": fair, "days": len(fair.days), "reported": len(days_reported.get(key, ()))}
        for key, fair in fairs.items()
    ]
