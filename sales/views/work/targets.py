"""Results by fiscal year, and the target that follows from them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from otopfair.errors import RuleBroken
from otopfair.rights.may import may
from otopfair.staff.site import staff_site
from otopfair.thai.calendar import current_fiscal_year_be
from otopfair.thai.parsing import ThaiDateError, parse_year_be
from sales.forms.reports import FiscalResultForm, ProvinceTargetForm
from sales.operations.targets import FIRST_YEAR_BE, YEARS_AHEAD, save_result, save_target
from sales.reports.targets import Parts, missing_years, parts_for, results_of, target_for
from sales.views.work.provinces import chosen_province, provinces_of

VIEW = "sales.view_fiscalyearresult"
CHANGE = "sales.change_fiscalyearresult"


@staff_site.work_page(
    "targets/",
    name="targets",
    permission=VIEW,
    group="report",
    label="เป้าหมาย",
    icon="target",
)
@require_http_methods(["GET", "POST"])
def targets(request):
    """The target of ?year= for ?province= with the calculation, and the quarters beside it.

    POST enters a result, or with act=target the province's own parts of the year's target.
    """
    provinces = provinces_of(request.user, VIEW)
    province = chosen_province(request, provinces)
    results = results_of(province) if province else None
    years = results.years if results else []
    year = _year(request, years)
    parts = parts_for(province, year) if province else None
    form, own_form = _forms(request, parts)
    if request.method == "POST":
        if province not in provinces_of(request.user, CHANGE):
            raise PermissionDenied
        if _is_saved(request, province, year, form, own_form):
            shown = form.cleaned_data["fiscal_year_be"] if form.is_bound else year
            return redirect(f"{request.path}?province={province.pk}&year={shown}")
    target = target_for(year, years, parts)
    context = {
        "title": "เป้าหมาย",
        "provinces": provinces,
        "province": province,
        "results": list(reversed(years)),
        "year": year,
        "quarters": results.quarters(year, target and target.baht) if results else [],
        "parts": parts,
        "target": target,
        "missing": missing_years(year, years, parts) if parts else [],
        "form": form,
        "own_form": own_form,
        "may_change": province is not None and may(request.user, CHANGE, province),
    }
    status = 422 if form.errors or own_form.errors else 200
    return staff_site.page(request, "sales/work/targets.html", context, status=status)


def _forms(request, parts: Parts | None) -> tuple[FiscalResultForm, ProvinceTargetForm]:
    """One of them is bound to what was posted."""
    own = {"years": 3}
    if parts:
        own = {"years": parts.years, "factor": parts.factor.normalize()}
        own |= {"set_baht": parts.set_baht, "reason": parts.source} if parts.is_own else {}
    is_own = request.POST.get("act") == "target"
    posted = request.POST if request.method == "POST" else None
    return (
        FiscalResultForm(None if is_own else posted),
        ProvinceTargetForm(posted if is_own else None, initial=own),
    )


def _is_saved(request, province, year: int, form, own_form) -> bool:
    bound = own_form if own_form.is_bound else form
    if not bound.is_valid():
        return False
    try:
        if bound is own_form:
            save_target(province, year, by=request.user, **bound.cleaned_data)
        else:
            save_result(province, by=request.user, **bound.cleaned_data)
    except RuleBroken as broken:
        broken.put_on(bound)
        return False
    messages.success(request, "บันทึกเป้าหมายแล้ว" if bound is own_form else "บันทึกผลแล้ว")
    return True


def _year(request, results) -> int:
    """The year of ?year=; otherwise the one after the last result."""
    highest = current_fiscal_year_be() + YEARS_AHEAD
    try:
        asked = parse_year_be(request.GET.get("year", ""))
    except ThaiDateError:
        asked = 0
    if FIRST_YEAR_BE <= asked <= highest:
        return asked
    return results[-1].fiscal_year_be + 1 if results else current_fiscal_year_be()
