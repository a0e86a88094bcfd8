"""How a province words its reports, beside an example in these words."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from fairs.models import Province
from otopfair.errors import RuleBroken
from otopfair.staff.site import staff_site
from otopfair.stale import StalePage
from sales.forms.wording import WordingForm
from sales.operations.wording import save_wording, words_of_row
from sales.reports.example import DAY, example_figures, example_words
from sales.reports.printing import signatures_of
from sales.reports.sentences import numbered_lines, report_text
from sales.reports.style import ReportStyle
from sales.reports.wording import wording_of
from sales.views.work.provinces import chosen_province, provinces_of

VIEW = "sales.view_reportwording"
CHANGE = "sales.change_reportwording"


@staff_site.work_page(
    "report-wording/",
    name="wording",
    permission=VIEW,
    group="report",
    label="ถ้อยคำในรายงาน",
    icon="pencil",
)
@never_cache
@require_http_methods(["GET", "POST"])
def report_wording(request):
    """The words of ?province=; POST saves them, and with ?preview shows the example alone."""
    provinces = provinces_of(request.user, VIEW)
    province = chosen_province(request, provinces)
    context = {"title": "ถ้อยคำในรายงาน", "provinces": provinces, "province": province}
    if province is None:
        return staff_site.page(request, "sales/work/wording.html", context)
    words = words_of_row(wording_of(province))
    form = WordingForm(request.POST or None, words=words)
    shown = form.as_far_as_right() if form.is_bound else words
    context.update(form=form, preview=_preview(province, ReportStyle(**shown)))
    if "preview" in request.GET:
        return render(request, "sales/work/_wording_preview.html", context)
    may_change = province in provinces_of(request.user, CHANGE)
    status = 200
    if request.method == "POST" and request.POST.get("act") != "preview":
        if not may_change:
            raise PermissionDenied
        status = _save(province, form, request.user)
        if status == 302:
            messages.success(request, "บันทึกถ้อยคำแล้ว รายงานที่ปิดไปแล้วคงถ้อยคำเดิม")
            return redirect(f"{request.path}?province={province.pk}")
    context.update(may_change=may_change)
    return staff_site.page(request, "sales/work/wording.html", context, status=status)


def _save(province: Province, form: WordingForm, by) -> int:
    """302 when it is saved, or else the status of the page that says why not."""
    if not form.is_valid():
        return 422
    try:
        save_wording(province, by=by, seen=form.cleaned_data["seen"] or None, **form.answers())
    except StalePage as stale:
        form.keep(stale)
        return stale.status
    except RuleBroken as broken:
        return broken.put_on(form)
    return 302


def _preview(province: Province, style: ReportStyle) -> dict:
    """The example's text, and of its paper a line of the table and who signs."""
    words, figures = example_words(province, style), example_figures()
    paper = style.on_paper()
    first = numbered_lines(figures.zones, paper)[-1]
    signed = signatures_of(words, paper, "นางสาวตัวอย่าง ใจดี", "นักวิชาการพัฒนาชุมชน")
    return {
        "text": report_text(words, figures, style, made_on=DAY.replace(day=DAY.day + 1)),
        "line": f"{first.mark} {first.words}",
        "signatures": [one.lines() for one in signed],
    }
