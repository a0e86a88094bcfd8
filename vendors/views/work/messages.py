"""What vendors were told, how it reached them, and whom to call: of a fair, and of one vendor."""

import re
from collections.abc import Iterable

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from fairs.current import fair_asked_for, fair_being_prepared, fairs_in_scope
from fairs.models import FairEvent
from otopfair.documents.xlsx import xlsx_response
from otopfair.errors import RuleBroken
from otopfair.outbox.handling import send_again, tick_off_call
from otopfair.outbox.models import RESULTS, Channel, Message
from otopfair.paging import page_of
from otopfair.staff.site import staff_site
from otopfair.thai.digits import whole_number
from vendors.exports import told_workbook
from vendors.models import Vendor
from vendors.recipients import TELL
from vendors.told import SUBJECTS, ToldFilter, numbers_hidden_at, told_at, told_to, told_to_shops

FAIRS = FairEvent.objects
A_PAGE = 25


@staff_site.work_page(
    "messages/",
    name="messages",
    permission=TELL,
    group="call",
    label="ข้อความถึงร้าน",
    icon="mail",
    order=70,
)
@require_safe
def message_list(request):
    """The messages of the fair that is asked for, or of the next one."""
    fairs = fairs_in_scope(request.user, TELL)
    chosen = fair_asked_for(request.GET.get("fair", ""), fairs) or fair_being_prepared(fairs)
    if chosen is None:
        return staff_site.page(request, "vendors/work/messages_none.html", {})
    return redirect("staff:messages-fair", chosen.pk)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/messages/", name="messages-fair", permission=TELL, row=FAIRS
)
@never_cache
@require_http_methods(["GET", "POST"])
def messages_of_fair(request, fair_event):
    """Whom to call first, then who was told what, newest first."""
    deliveries = told_at(fair_event)
    if request.method == "POST":
        return _act(request, deliveries)
    context = {
        "title": "ข้อความถึงร้าน",
        "fairs": fairs_in_scope(request.user, TELL),
        "fair_event": fair_event,
        **_log(request, deliveries, numbers_hidden_at([fair_event])),
    }
    return staff_site.page(request, "vendors/work/messages.html", context)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/messages/messages.xlsx",
    name="messages-export",
    permission=TELL,
    row=FAIRS,
)
@require_safe
def messages_export(request, fair_event):
    """The list as it is filtered."""
    return _workbook(
        request, told_at(fair_event), numbers_hidden_at([fair_event]), fair_event.reference_code
    )


@staff_site.work_page(
    "vendors/<int:vendor_id>/messages/",
    name="messages-vendor",
    permission=TELL,
    row=Vendor.objects,
)
@never_cache
@require_http_methods(["GET", "POST"])
def messages_of_vendor(request, vendor):
    """What one vendor was told, at all fairs of this officer."""
    deliveries = told_to(vendor, request.user)
    if request.method == "POST":
        return _act(request, deliveries)
    context = {
        "title": f"ข้อความถึง {vendor}",
        "vendor": vendor,
        **_log(request, deliveries, _hidden_among(deliveries)),
    }
    return staff_site.page(request, "vendors/work/messages_vendor.html", context)


@staff_site.work_page(
    "vendors/<int:vendor_id>/messages/messages.xlsx",
    name="messages-vendor-export",
    permission=TELL,
    row=Vendor.objects,
)
@require_safe
def messages_vendor_export(request, vendor):
    """The list as it is filtered."""
    deliveries = told_to(vendor, request.user)
    return _workbook(request, deliveries, _hidden_among(deliveries), f"vendor-{vendor.pk}")


@staff_site.work_page("messages/shops/", name="messages-shops", permission=TELL)
@never_cache
@require_http_methods(["GET", "POST"])
def messages_of_shops(request):
    """What the vendors of this officer were told that is about no fair."""
    deliveries = told_to_shops(request.user)
    if request.method == "POST":
        return _act(request, deliveries)
    context = {"title": "ข้อความเรื่องของร้าน", **_log(request, deliveries, set())}
    return staff_site.page(request, "vendors/work/messages_shops.html", context)


def _log(request, deliveries, codes: set[str]) -> dict:
    filters = ToldFilter.from_query(request.GET)
    page = page_of(request, filters.rows(deliveries, names_only=bool(codes)), per_page=A_PAGE)
    calls = _calls(deliveries)
    said = [delivery for call in calls for delivery in call["said"]]
    _hide_numbers(codes, (delivery.message for delivery in [*page.object_list, *said]))
    counts = filters.counts(deliveries, names_only=bool(codes))
    return {
        "filters": filters,
        "calls": calls,
        "page": page,
        "chips": _chips(filters, counts),
        "channels": Channel.choices,
        "subjects": [(key, words) for key, (words, _kinds) in SUBJECTS.items()],
    }


def _chips(filters: ToldFilter, counts: dict[str, int]) -> list[dict]:
    chips = [("", "ทั้งหมด"), *((key, words) for key, (words, _which) in RESULTS.items())]
    return [
        {
            "label": f"{words} {counts[key]}",
            "url": filters.address(result=key),
            "on": filters.result == key,
        }
        for key, words in chips
        if not key or counts[key] or filters.result == key
    ]


def _workbook(request, deliveries, codes: set[str], name: str):
    rows = list(ToldFilter.from_query(request.GET).rows(deliveries, names_only=bool(codes)))
    _hide_numbers(codes, (delivery.message for delivery in rows))
    now = timezone.localtime()
    data = told_workbook(rows, made_at=now)
    stamp = f"{name}-{now:%Y%m%d-%H%M}"
    return xlsx_response(data, ascii_name=f"messages-{stamp}", thai_name=f"ข้อความถึงร้าน {stamp}")


def _hidden_among(deliveries) -> set[str]:
    about = Message.objects.filter(deliveries__in=deliveries).exclude(about_id=None).order_by()
    return numbers_hidden_at(list(about.values_list("about_id", flat=True).distinct()))


def _hide_numbers(codes: set[str], said: Iterable[Message]) -> None:
    """While names are hidden, nothing here says which number belongs to which name."""
    if not codes:
        return
    number = re.compile(rf"({'|'.join(map(re.escape, sorted(codes)))})-\d+")
    for message in said:
        message.subject = number.sub("(ปิดเลขที่)", message.subject)
        message.body = number.sub("(ปิดเลขที่)", message.body)


def _act(request, deliveries):
    """Tick off the calls of one vendor, or have a failed delivery tried again."""
    wanted = [number for text in request.POST.getlist("delivery") if (number := whole_number(text))]
    again = "again" in request.POST
    try:
        for delivery in deliveries.filter(pk__in=wanted).order_by("pk"):
            if again:
                send_again(delivery, by=request.user)
            else:
                tick_off_call(delivery, by=request.user, note=request.POST.get("note", "").strip())
    except RuleBroken as broken:
        messages.error(request, broken.message)
    else:
        messages.success(request, "จะส่งอีกครั้งในไม่กี่นาที" if again else "บันทึกว่าโทรแล้ว")
    return redirect(request.get_full_path())


def _calls(deliveries) -> list[dict]:
    """One call a vendor, with all that is to be said in it."""
    calls: dict[tuple, dict] = {}
    for delivery in deliveries.to_call().select_related("message"):
        message = delivery.message
        key = (message.recipient_type, message.recipient_id)
        call = calls.setdefault(key, {"name": message.recipient_name, "phone": "", "said": []})
        call["phone"] = call["phone"] or delivery.address
        call["said"].append(delivery)
    shops = [number for kind, number in calls if kind == Vendor._meta.label_lower]
    for number, vendor in Vendor.objects.in_bulk(shops).items():
        calls[Vendor._meta.label_lower, number]["vendor"] = vendor
    return list(calls.values())
