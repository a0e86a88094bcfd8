"""Results by fiscal year, and the target that follows from them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from fairs.models import Province
from otopfair.errors import RuleBroken
from otopfair.staff.site import staff_site
from otopfair.thai.calendar import current_fiscal_year_be
from otopfair.thai.parsing import ThaiDateError, parse_year_be
from sales.forms.reports import FiscalResultForm
from sales.operations.targets import save_result
from sales.reports.targets import missing_years, results_of, rule_for, target_for

VIEW = "sales.view_fiscalyearresult"
CHANGE = "sales.change_fiscalyearresult"
_FIRST_YEAR_BE, _YEARS_AHEAD = 2544, 2


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
    """The target of ?year= for ?province=, with the calculation; POST enters a year's result."""
    provinces = _provinces(request.user, VIEW)
    province = _chosen(request, provinces)
    form = FiscalResultForm(request.POST if request.method == "POST" else None)
    if form.is_bound:
        if province not in _provinces(request.user, CHANGE):
            raise PermissionDenied
        if form.is_valid():
            try:
                save_result(province, by=request.user, **form.cleaned_data)
            except RuleBroken as broken:
                broken.put_on(form)
            else:
                messages.success(request, "บันทึกผลแล้ว")
                return redirect(f"{request.path}?province={province.pk}")
    results = results_of(province) if province else []
    year = _year(request, results)
    rule = rule_for(year)
    context = {
        "title": "เป้าหมาย",
        "provinces": provinces,
        "province": province,
        "results": list(reversed(results)),
        "year": year,
        "rule": rule,
        "target": target_for(year, results, rule),
        "missing": missing_years(year, results, rule) if rule else [],
        "form": form,
    }
    status = 422 if form.errors else 200
    context = {**staff_site.each_context(request), **context}
    return render(request, "sales/work/targets.html", context, status=status)


def _provinces(user, permission: str) -> list[Province]:
    """The provinces for which `user` has `permission`."""
    return list(Province.objects.covered_by(user, permission).order_by("sort_key"))


def _chosen(request, provinces: list[Province]) -> Province | None:
    """The province of ?province=, without it the first that the officer handles; 404 for others."""
    wanted = request.GET.get("province", "")
    if not wanted:
        return next(iter(provinces), None)
    for province in provinces:
        if province.pk == wanted:
            return province
    raise Http404


def _year(request, results) -> int:
    """The year of ?year=; otherwise the one after the last result."""
    highest = current_fiscal_year_be() + _YEARS_AHEAD
    try:
        asked = parse_year_be(request.GET.get("year", ""))
    except ThaiDateError:
        asked = 0
    if _FIRST_YEAR_BE <= asked <= highest:
        return asked
    return results[-1].fiscal_year_be + 1 if results else current_fiscal_year_be()
