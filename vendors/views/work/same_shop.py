"""Claims of registered shops, and entries that may be one shop."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.onward import press_only
from otopfair.rights.may import may
from otopfair.staff.site import staff_site
from vendors.forms.claims import ClaimDecisionForm
from vendors.forms.merging import MergeForm
from vendors.models import TwinPair, Vendor, VendorClaim
from vendors.operations.claims import decide_claim
from vendors.operations.merging import merge_vendors, seen_together, undo_merge, why_not_merged
from vendors.operations.twins import tell_apart
from vendors.twins import CLAIMS, MERGE

ELSEWHERE = "ร้านหนึ่งอยู่จังหวัดอื่น ให้ผู้ดูแลระบบเป็นผู้รวม"


@staff_site.work_page(
    "claims/<int:claim_id>/",
    name="claim",
    permission=CLAIMS,
    row=VendorClaim.objects.select_related("user", "vendor__province", "vendor__district"),
)
@require_http_methods(["GET", "POST"])
def claim(request, claim):
    """Who asks for which shop, and the officer's answer."""
    form = ClaimDecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            decide_claim(claim, by=request.user, **form.cleaned_data)
        except RuleBroken as broken:
            broken.put_on(form)
        else:
            messages.success(request, "บันทึกคำตอบแล้ว ผู้ขอได้รับข้อความ")
            return redirect("staff:new-shops")
    context = {
        "title": f"คำขอดูแลร้าน {claim.vendor}",
        "claim": claim,
        "form": form,
        "phones": list(claim.vendor.phones.all()),
        "members": list(claim.vendor.members.select_related("user")),
        "history": HistoryEntry.objects.of(claim.vendor)[:50],
    }
    status = 422 if form.errors else 200
    return staff_site.page(request, "vendors/work/claim.html", context, status=status)


@staff_site.work_page(
    "twins/<int:pair_id>/",
    name="twin",
    permission=MERGE,
    row=TwinPair.objects.select_related(
        *(
            f"{side}__{place}"
            for side in ("first", "second")
            for place in ("province", "district", "subdistrict")
        )
    ),
)
@require_http_methods(["GET", "POST"])
def twin(request, pair):
    """Both side by side: two shops, or one of them goes into the other."""
    start = {"seen": seen_together(pair.first, pair.second)}
    form, status = MergeForm(request.POST or None, pair=pair, initial=start), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                done = _decide(pair, form.cleaned_data, request.user)
            except RuleBroken as broken:
                status = broken.put_on(form)
            else:
                messages.success(request, done)
                return redirect("staff:new-shops")
    return _twin_page(request, pair, form, status)


@staff_site.work_page(
    "shops/<int:vendor_id>/unmerge/", name="unmerge", permission=MERGE, row=Vendor.objects.all()
)
@press_only
def unmerge(request, vendor):
    """Take the newest merge into this shop back."""
    merge = vendor.merges.filter(undone_at=None).order_by("-pk").first()
    if merge is not None:
        try:
            undo_merge(merge, by=request.user)
        except RuleBroken as broken:
            messages.error(request, broken.message)
        else:
            messages.success(request, f"แยกร้าน {merge.gone_name} ออกคืนแล้ว")
    return redirect("staff:new-shop", vendor.pk)


def _decide(pair: TwinPair, answers: dict, user) -> str:
    if answers["keep"] == MergeForm.APART:
        tell_apart(pair, by=user)
        return "บันทึกแล้ว เป็นคนละร้าน"
    kept, gone = pair.first, pair.second
    if not all(may(user, MERGE, vendor) for vendor in (kept, gone)):
        raise RuleBroken(ELSEWHERE)
    if answers["keep"] == str(gone.pk):
        kept, gone = gone, kept
    seen = seen_together(pair.first, pair.second) == answers["seen"]
    merge_vendors(
        kept,
        gone,
        by=user,
        reason=answers["reason"],
        seen=seen_together(kept, gone) if seen else "",
    )
    return f"รวมร้านแล้ว เหลือ {kept} ร้านเดียว"


def _twin_page(request, pair, form, status):
    sides = [_side(vendor) for vendor in _both(pair)]
    context = {
        "title": "ร้านที่อาจซ้ำ",
        "pair": pair,
        "form": form,
        "sides": sides,
        "rows": _side_by_side(sides),
        "why_not": why_not_merged(pair.first, pair.second),
    }
    return staff_site.page(request, "vendors/work/twin.html", context, status=status)


def _both(pair: TwinPair):
    """The two with all that hangs on them, the older entry first."""
    rows = Vendor.objects.filter(pk__in=[pair.first_id, pair.second_id])
    rows = rows.select_related("province", "district", "subdistrict")
    rows = rows.prefetch_related("phones", "members__user", "registrations", "applications")
    return rows.order_by("pk")


def _side(vendor: Vendor) -> dict:
    return {
        "vendor": vendor,
        "phones": list(vendor.phones.all()),
        "members": list(vendor.members.all()),
        "applications": len(vendor.applications.all()),
        "registrations": list(vendor.registrations.all()),
    }


def _side_by_side(sides: list[dict]) -> list[dict]:
    """Fact by fact, each with both texts and whether they differ."""
    facts = (
        ("ประเภท", lambda side: side["vendor"].get_kind_display()),
        ("ผู้ติดต่อ", lambda side: side["vendor"].contact_name),
        ("ที่ตั้ง", _place),
        ("ทะเบียน", lambda side: ", ".join(map(str, side["registrations"]))),
        ("ผู้ดูแลร้าน", lambda side: ", ".join(str(row.user) for row in side["members"])),
        ("ใบสมัคร", lambda side: f"{side['applications']} ใบ"),
        ("เรื่องของร้าน", lambda side: side["vendor"].story),
    )
    rows = [{"label": label, "texts": [read(side) for side in sides]} for label, read in facts]
    return [{**row, "differs": len(set(row["texts"])) > 1} for row in rows]


def _place(side: dict) -> str:
    vendor = side["vendor"]
    subdistrict = f"ต.{vendor.subdistrict}" if vendor.subdistrict else ""
    return " ".join(filter(None, (vendor.address, subdistrict, vendor.place)))
