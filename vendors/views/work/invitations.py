"""Who may apply to a call that is not open to all: the organiser's list, and each district's."""

from django.contrib import messages
from django.db.models import Count, Exists, OuterRef, Q
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from fairs.models import CallKind, District, VendorCall
from otopfair.documents.xlsx import xlsx_response
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.paging import page_of
from otopfair.staff.site import staff_site
from vendors.call_sheets import invited_workbook
from vendors.filtering import has_words, vendors_named
from vendors.forms.invitations import ChooseVendorsForm, QuotasForm, TakeBackForm
from vendors.models import ApplicationStatus, BoothApplication, CallInvite, NominationQuota, Vendor
from vendors.operations.invitations import (
    invite_vendors,
    nominate_vendors,
    set_quotas,
    take_back,
)
from vendors.views.work.conditions import CALLS, KEEP_CALLS

NOMINATE = "vendors.nominate_for_district"
MOST_FOUND = 20
PER_PAGE = 100
QUOTAS = NominationQuota.objects.select_related("district", "call__fair_event__home_province")


@staff_site.work_page(
    "calls/<int:vendorcall_id>/invited/", name="call-invited", permission=KEEP_CALLS, row=CALLS
)
@never_cache
@require_http_methods(["GET", "POST"])
def call_invited(request, vendorcall):
    """The shops of a call's list. POST invites those that were ticked, or sets the quotas."""
    districts = District.objects.filter(province=vendorcall.fair_event.home_province_id)
    found = _found(vendors_named(request.user, _words(request)), vendorcall, _words(request))
    sent = request.POST if request.method == "POST" else None
    form = ChooseVendorsForm(sent if sent and "quotas" not in sent else None, found=found)
    quotas = QuotasForm(
        sent if sent and "quotas" in sent else None,
        districts=districts,
        initial=_places_of(vendorcall),
    )
    status = 200
    if sent is not None:
        status, said = _invite_or_set(request, vendorcall, form, quotas)
        if said:
            messages.success(request, said)
            return redirect("staff:call-invited", vendorcall.pk)
    context = {
        "title": f"ร้านที่สมัครได้ {vendorcall}",
        "call": vendorcall,
        "fair_event": vendorcall.fair_event,
        "words": _words(request),
        "found": found,
        "most_found": MOST_FOUND,
        "form": form,
        "quotas": quotas,
        "filled": _filled(vendorcall),
        "page": page_of(request, _listed(_shown(request, vendorcall)), per_page=PER_PAGE),
        "is_nominated": vendorcall.kind == CallKind.NOMINATED,
        "is_open": vendorcall.kind == CallKind.OPEN,
    }
    return staff_site.page(request, "vendors/work/call_invited.html", context, status=status)


def _invite_or_set(request, call, form, quotas) -> tuple[int, str]:
    """The status of the page that comes back, or the words of what was done."""
    sent = quotas if quotas.is_bound else form
    if not sent.is_valid():
        return 422, ""
    try:
        if quotas.is_bound:
            set_quotas(call, quotas.places(), by=request.user)
            return 200, "บันทึกโควตาแล้ว"
        answers = form.cleaned_data
        count = invite_vendors(call, answers["vendors"], note=answers["note"], by=request.user)
        return 200, f"เชิญ {count} ร้านแล้ว"
    except RuleBroken as broken:
        return broken.put_on(sent), ""


def _places_of(call: VendorCall) -> dict[str, int]:
    rows = call.quotas.values_list("district", "places")
    return {f"district-{code}": places for code, places in rows}


def _filled(call: VendorCall) -> list[NominationQuota]:
    """Each district's quota with `named`, how many shops it has named."""
    named = Count("nominations", filter=Q(nominations__taken_back_at=None))
    return list(QUOTAS.filter(call=call).annotate(named=named))


def _words(request) -> str:
    return request.GET.get("q", "").strip()[:100]


def _shown(request, call: VendorCall):
    """The shops on the list, of those names that the box asks for."""
    return call.invites.live().filter(has_words(_words(request), "vendor__search_text"))


def _found(rows, call: VendorCall, words: str):
    """The first shops with that name that are not on the list; a form chooses among no slice."""
    if not words:
        return Vendor.objects.none()
    there = CallInvite.objects.live().filter(call=call, vendor=OuterRef("pk"))
    first = list(rows.exclude(Exists(there)).values_list("pk", flat=True)[:MOST_FOUND])
    return rows.filter(pk__in=first)


def _listed(invites):
    """Invites with what became of each shop's application."""
    sent = BoothApplication.objects.filter(call=OuterRef("call"), vendor=OuterRef("vendor"))
    sent = sent.exclude(status__in=[ApplicationStatus.DRAFT, ApplicationStatus.WITHDRAWN])
    rows = invites.select_related("vendor__district", "vendor__province", "quota", "invited_by")
    return rows.annotate(has_sent=Exists(sent)).order_by("vendor__sort_key", "pk")


@staff_site.work_page(
    "calls/<int:vendorcall_id>/invited/invited.xlsx",
    name="call-invited-export",
    permission=KEEP_CALLS,
    row=CALLS,
)
@require_safe
def invited_export(request, vendorcall):
    """The list of a call as it is searched, all pages, and each district's number."""
    of_whom = f"ที่มีคำว่า {_words(request)}" if _words(request) else ""
    return _workbook(request, vendorcall, _shown(request, vendorcall), _filled(vendorcall), of_whom)


def _workbook(request, call: VendorCall, invites, quotas, of_whom: str):
    """A list of shops as .xlsx; the history of the call says who took it."""
    rows, now = list(_listed(invites)), timezone.localtime()
    title = " ".join(filter(None, ("ร้านที่สมัครได้", of_whom, str(call))))
    data = invited_workbook(title, rows, quotas, made_at=now)
    what = " ".join(filter(None, ("ส่งออกรายชื่อร้านที่สมัครได้", of_whom)))
    record(call, "export", f"{what} {len(rows)} ร้าน", by=request.user)
    stamp = f"{call.fair_event.reference_code}-{now:%Y%m%d-%H%M}"
    return xlsx_response(data, ascii_name=f"invited-{stamp}", thai_name=f"ร้านที่สมัครได้ {stamp}")


@staff_site.work_page(
    "calls/<int:vendorcall_id>/invited/<int:invite_id>/",
    name="call-invite",
    permission=KEEP_CALLS,
    row=CALLS,
)
@never_cache
@require_http_methods(["GET", "POST"])
def call_invite(request, vendorcall, invite_id):
    """One shop of the list. POST takes it off, with a reason that the shop reads."""
    invite = get_object_or_404(vendorcall.invites.live().select_related("vendor"), pk=invite_id)
    back = redirect("staff:call-invited", vendorcall.pk)
    return _take_back(request, vendorcall, invite, back)


def _take_back(request, call, invite, back):
    form = TakeBackForm(request.POST or None)
    status = 422 if form.errors else 200
    if form.is_valid():
        try:
            take_back(invite, reason=form.cleaned_data["reason"], by=request.user)
        except RuleBroken as broken:
            status = broken.put_on(form)
        else:
            messages.success(request, f"ถอนชื่อ {invite.vendor} แล้ว")
            return back
    context = {
        "title": f"ถอนชื่อ {invite.vendor}",
        "call": call,
        "invite": invite,
        "form": form,
        "back_url": back.url,
    }
    return staff_site.page(request, "vendors/work/call_invite.html", context, status=status)


@staff_site.work_page(
    "nominations/",
    name="nominations",
    permission=NOMINATE,
    group="call",
    label="เสนอชื่อร้าน",
    icon="users",
    order=15,
)
@never_cache
@require_safe
def nominations(request):
    """The calls for which this officer's districts may name shops, those that end first."""
    named = Count("nominations", filter=Q(nominations__taken_back_at=None))
    rows = QUOTAS.covered_by(request.user, NOMINATE).filter(
        call__kind=CallKind.NOMINATED,
        call__closes_at__gt=timezone.now(),
        call__fair_event__state="published",
    )
    rows = rows.annotate(named=named).order_by("call__closes_at", "district__sort_key", "pk")
    context = {"title": "เสนอชื่อร้าน", "page": page_of(request, rows, per_page=PER_PAGE)}
    return staff_site.page(request, "vendors/work/nominations.html", context)


@staff_site.work_page(
    "quotas/<int:quota_id>/nominate/", name="nominations-name", permission=NOMINATE, row=QUOTAS
)
@never_cache
@require_http_methods(["GET", "POST"])
def nominate(request, quota):
    """The shops that a district has named. POST names those that were ticked."""
    own = vendors_named(request.user, _words(request)).filter(district=quota.district_id)
    found = _found(own, quota.call, _words(request))
    form = ChooseVendorsForm(request.POST or None, found=found)
    status = 422 if form.errors else 200
    if form.is_valid():
        answers = form.cleaned_data
        try:
            count = nominate_vendors(
                quota, answers["vendors"], note=answers["note"], by=request.user
            )
        except RuleBroken as broken:
            status = broken.put_on(form)
        else:
            messages.success(request, f"เสนอชื่อ {count} ร้านแล้ว ร้านได้รับแจ้งแล้ว")
            return redirect("staff:nominations-name", quota.pk)
    named = list(_listed(quota.nominations.live()))
    context = {
        "title": f"เสนอชื่อร้าน {quota.district.title}",
        "quota": quota,
        "call": quota.call,
        "named": named,
        "left": max(quota.places - len(named), 0),
        "words": _words(request),
        "found": found,
        "most_found": MOST_FOUND,
        "form": form,
    }
    return staff_site.page(request, "vendors/work/nominate.html", context, status=status)


@staff_site.work_page(
    "quotas/<int:quota_id>/nominate/nominated.xlsx",
    name="nominations-export",
    permission=NOMINATE,
    row=QUOTAS,
)
@require_safe
def nominated_export(request, quota):
    """The shops that a district has named."""
    return _workbook(request, quota.call, quota.nominations.live(), [], quota.district.title)


@staff_site.work_page(
    "quotas/<int:quota_id>/nominated/<int:invite_id>/",
    name="nominations-take-back",
    permission=NOMINATE,
    row=QUOTAS,
)
@never_cache
@require_http_methods(["GET", "POST"])
def take_back_nomination(request, quota, invite_id):
    """One shop that a district has named. POST takes it off; its seat is free again."""
    rows = quota.nominations.live().select_related("vendor")
    invite = get_object_or_404(rows, pk=invite_id)
    return _take_back(request, quota.call, invite, redirect("staff:nominations-name", quota.pk))
