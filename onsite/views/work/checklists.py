"""The list with which booths are looked at: a fair's own, a province's for all its fairs, or the
country's for whoever has none."""

from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fairs.models import FairEvent, Province
from onsite.forms.inspections import ItemFormSet, as_rows, lines_of
from onsite.operations.inspections import current_checklist, save_checklist
from otopfair.errors import RuleBroken
from otopfair.rights.may import may
from otopfair.staff.site import staff_site
from otopfair.thai.digits import whole_number

WRITE = "onsite.add_checklist"
WRITE_USUAL = "onsite.write_usual_checklist"


@dataclass
class Writing:
    """One list as it is written anew; `base` is the version that the page showed."""

    whose: FairEvent | Province | None
    data: dict | None

    def __post_init__(self) -> None:
        self.now = current_checklist(self.whose)
        self.formset = ItemFormSet(self.data, initial=as_rows(self.now))
        self.base = str(self.now.pk) if self.now else ""
        self.problem, self.status = "", 200

    def save(self, by) -> bool:
        self.base, self.status = self.data.get("base", ""), 422
        if not self.formset.is_valid():
            return False
        try:
            lines = lines_of(self.formset)
            save_checklist(self.whose, lines, base=whole_number(self.base), by=by)
        except RuleBroken as broken:
            self.problem, self.status = broken.message, broken.status
            self.base = getattr(broken, "seen_now", self.base)
            return False
        return True


@staff_site.work_page(
    "fairs/<int:fair_event_id>/inspections/checklist/",
    name="inspections-checklist",
    permission=WRITE,
    row=FairEvent.objects,
)
@require_http_methods(["GET", "POST"])
def inspections_checklist(request, fair_event):
    """The list as it is, to be written anew for this fair."""
    back_url = reverse("staff:inspections-fair", args=[fair_event.pk])
    home = fair_event.home_province
    context = {
        "fair_event": fair_event,
        "place": fair_event,
        "says": "บันทึกเป็นฉบับใหม่ของงานนี้",
        "back_url": back_url,
        "province": home if may(request.user, WRITE, home) else None,
        "may_write_usual": may(request.user, WRITE_USUAL),
    }
    return _page(request, fair_event, context)


@staff_site.work_page(
    "inspections/provinces/<str:province_id>/checklist/",
    name="inspections-province",
    permission=WRITE,
    row=Province.objects,
)
@require_http_methods(["GET", "POST"])
def inspections_province(request, province):
    """The list of every fair of the province that has written none of its own."""
    context = {
        "place": province.title,
        "says": f"บันทึกเป็นฉบับใหม่ของ{province.title} ใช้กับทุกงานที่ไม่ได้เขียนรายการของตัวเอง",
        "back_url": reverse("staff:inspections"),
        "may_write_usual": may(request.user, WRITE_USUAL),
    }
    return _page(request, province, context)


@staff_site.work_page("inspections/checklist/", name="inspections-usual", permission=WRITE_USUAL)
@require_http_methods(["GET", "POST"])
def inspections_usual(request):
    """The list of the country: of every fair for which nobody has written one."""
    context = {
        "place": "ทั้งประเทศ",
        "says": "บันทึกเป็นฉบับใหม่ของรายการกลาง ใช้กับทุกงานที่งานและจังหวัดไม่ได้เขียนรายการของตัวเอง",
        "back_url": reverse("staff:inspections"),
    }
    return _page(request, None, context)


def _page(request, whose: FairEvent | Province | None, context: dict):
    writing = Writing(whose, request.POST if request.method == "POST" else None)
    if request.method == "POST" and writing.save(request.user):
        messages.success(request, "บันทึกรายการตรวจแล้ว ใช้กับรอบที่เริ่มต่อจากนี้")
        return redirect(context["back_url"])
    context |= {
        "title": "รายการตรวจ",
        "checklist": writing.now,
        "formset": writing.formset,
        "base": writing.base,
        "problem": writing.problem,
        "has_errors": writing.status != 200,
    }
    return staff_site.page(request, "onsite/work/checklist.html", context, status=writing.status)
