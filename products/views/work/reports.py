"""The evening report: list of days, figures, text to copy, print view, files, closing."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from fairs.current import fair_asked_for, fair_being_sold_at, fairs_in_scope
from fairs.models import FairEvent
from otopfair.documents.pdf import PDF_TYPE, render_pdf
from otopfair.documents.xlsx import file_response, xlsx_response
from otopfair.errors import RuleBroken
from otopfair.staff.site import staff_site
from otopfair.thai.calendar import today_in_thailand
from products import exports
from products.forms.reports import DeclaredTotalsForm
from products.models import DailyReport
from products.operations.reports import (
    close_report,
    declare_totals,
    declared_difference,
    open_correction,
)
from products.reports.gathering import (
    days_of,
    director_of,
    gather,
    kept_or_gathered,
    kept_or_own_words,
    report_of,
    words_of,
)
from products.reports.printing import Signature, printed_report
from products.reports.sentences import report_text

VIEW = "products.view_dailyreport"
CLOSE = "products.close_dailyreport"
EXPORT_VENDORS = "products.import_spreadsheet"  # telephones: not for helpers


@staff_site.work_page(
    "reports/",
    name="report",
    permission=VIEW,
    group="report",
    label="รายงานประจำวัน",
    icon="file-text",
)
def report_list(request):
    """Every day of a fair with its state, and the fair's spreadsheets."""
    fairs = fairs_in_scope(request.user)
    fair_event = fair_asked_for(request, fairs) or fair_being_sold_at(fairs)
    context = {
        "title": "รายงานประจำวัน",
        "fairs": fairs,
        "fair_event": fair_event,
        "days": days_of(fair_event) if fair_event else [],
        "today": today_in_thailand(),
        "may_export_vendors": request.user.has_perm(EXPORT_VENDORS),
    }
    return staff_site.page(request, "products/work/report_list.html", context)


@staff_site.work_page("fairs/<int:fair_id>/report/<str:day>/", name="report-day", permission=VIEW)
@require_http_methods(["GET", "POST"])
def report_day(request, fair_id, day):
    """The day's figures and text; POST keeps declared totals, closes, or opens a correction."""
    fair_event, day = _fair_and_day(request, fair_id, day)
    form, problem = _declared_form(fair_event, day), ""
    if request.method == "POST":
        if not request.user.has_perm(CLOSE):
            raise PermissionDenied
        if form.fields.keys() & request.POST.keys():
            form = DeclaredTotalsForm(request.POST, initial=form.initial)
        if not form.is_bound or form.is_valid():
            try:
                return _act(request, fair_event, day, form)
            except RuleBroken as broken:
                problem = broken.message
    status = 422 if problem or form.errors else 200
    context = {
        "form": form,
        "problem": problem,
        "has_errors": status != 200,
        "may_close": request.user.has_perm(CLOSE),
        **_day_context(fair_event, day),
    }
    return staff_site.page(request, "products/work/report_day.html", context, status=status)


@staff_site.work_page(
    "fairs/<int:fair_id>/report/<str:day>/print/", name="report-print", permission=VIEW
)
def report_print(request, fair_id, day):
    """The A4 page for the browser's own printing; ?digits=arabic for Arabic digits."""
    fair_event, day = _fair_and_day(request, fair_id, day)
    printed = _printed(request, fair_event, day)
    context = {"printed": printed, "fair_event": fair_event, "day": day}
    return render(
        request,
        "products/work/report_print.html",
        {**context, "arabic": request.GET.get("digits") == "arabic"},
    )


@staff_site.work_page(
    "fairs/<int:fair_id>/report/<str:day>/text/", name="report-text", permission=VIEW
)
def report_plain_text(request, fair_id, day):
    """The text alone, for copying on machines where nothing else works."""
    fair_event, day = _fair_and_day(request, fair_id, day)
    text = _day_context(fair_event, day)["text"]
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@staff_site.work_page(
    "fairs/<int:fair_id>/report/<str:day>/report.xlsx", name="report-xlsx", permission=VIEW
)
def report_xlsx(request, fair_id, day):
    fair_event, day = _fair_and_day(request, fair_id, day)
    report = report_of(fair_event, day)
    figures = kept_or_gathered(report, fair_event, day)
    data = exports.report_xlsx(
        kept_or_own_words(report, fair_event),
        figures,
        made_at=_time_of_data(report),
        reference=_reference(report, fair_event, day),
    )
    ascii_name, thai_name = exports.day_file_name(fair_event, day)
    return xlsx_response(data, ascii_name=ascii_name, thai_name=thai_name)


@staff_site.work_page(
    "fairs/<int:fair_id>/report/<str:day>/report.pdf", name="report-pdf", permission=VIEW
)
def report_pdf(request, fair_id, day):
    fair_event, day = _fair_and_day(request, fair_id, day)
    data = render_pdf("daily-report.typ", _printed(request, fair_event, day))
    ascii_name, thai_name = exports.day_file_name(fair_event, day)
    return file_response(
        data, PDF_TYPE, ascii_name=f"{ascii_name}.pdf", thai_name=f"{thai_name}.pdf"
    )


@staff_site.work_page("fairs/<int:fair_id>/sales.xlsx", name="fair-sales-xlsx", permission=VIEW)
def fair_sales(request, fair_id):
    """Every figure of the fair, one row a booth and day."""
    fair_event = _fair(request, fair_id)
    data = exports.fair_sales_xlsx(fair_event, made_at=timezone.now())
    name = f"sales-{fair_event.reference_code}"
    return xlsx_response(data, ascii_name=name, thai_name=f"ยอดจำหน่าย {fair_event}")


@staff_site.work_page(
    "fairs/<int:fair_id>/vendors.xlsx", name="fair-vendors-xlsx", permission=EXPORT_VENDORS
)
def fair_vendors(request, fair_id):
    """The fair's vendors with telephones, in the columns that the import reads."""
    fair_event = _fair(request, fair_id)
    data = exports.fair_vendors_xlsx(fair_event, made_at=timezone.now())
    name = f"vendors-{fair_event.reference_code}"
    return xlsx_response(data, ascii_name=name, thai_name=f"รายชื่อผู้ประกอบการ {fair_event}")


@staff_site.work_page(
    "fairs/<int:fair_id>/report/<str:day>/correct/", name="report-correct", permission=CLOSE
)
@require_POST
def report_correct(request, fair_id, day):
    """Open the next revision of a closed report."""
    fair_event, day = _fair_and_day(request, fair_id, day)
    report = report_of(fair_event, day)
    if report is None:
        raise Http404
    try:
        open_correction(report, reason=request.POST.get("reason", ""), by=request.user)
    except RuleBroken as broken:
        messages.error(request, broken.message)
    return redirect("staff:report-day", fair_id, day.isoformat())


def _act(request, fair_event, day, form):
    """Keep what was typed, then close when asked: a refused closing loses no figure."""
    if form.is_bound and form.has_changed():
        declare_totals(fair_event, day, by=request.user, **form.cleaned_data)
    if request.POST.get("act") == "close":
        accept_missing = request.POST.get("accept_missing") == "on"
        close_report(fair_event, day, accept_missing=accept_missing, by=request.user)
        messages.success(request, "ปิดรายงานแล้ว")
    else:
        messages.success(request, "บันทึกยอดที่แจ้งแล้ว")
    return redirect("staff:report-day", fair_event.pk, day.isoformat())


def _declared_form(fair_event, day) -> DeclaredTotalsForm:
    report = report_of(fair_event, day)
    if report is None:
        return DeclaredTotalsForm()
    return DeclaredTotalsForm(
        initial={
            "booths": report.declared_booths,
            "sold_baht": report.declared_sold_baht,
            "ordered_baht": report.declared_ordered_baht,
        }
    )


def _day_context(fair_event: FairEvent, day: date) -> dict:
    report = report_of(fair_event, day)
    is_closed = report is not None and report.closed_at is not None
    figures = kept_or_gathered(report, fair_event, day)
    now = gather(fair_event, day).grand if is_closed else figures.grand
    days = fair_event.days
    position = days.index(day)
    return {
        "title": "รายงานประจำวัน",
        "fair_event": fair_event,
        "day": day,
        "day_number": position + 1,
        "day_count": len(days),
        "previous_day": days[position - 1] if position else None,
        "next_day": days[position + 1] if position + 1 < len(days) else None,
        "report": report,
        "is_closed": is_closed,
        "figures": figures,
        "text": report.text if is_closed else report_text(words_of(fair_event), figures),
        "difference": declared_difference(report, figures),
        "changed_since": now.total - figures.grand.total if is_closed else 0,
        "earlier": DailyReport.objects.filter(
            fair_event=fair_event, sold_on=day, closed_at__isnull=False
        )
        .select_related("closed_by", "fair_event")
        .order_by("-revision"),
    }


def _printed(request, fair_event: FairEvent, day: date) -> dict:
    report = report_of(fair_event, day)
    figures = kept_or_gathered(report, fair_event, day)
    reporter = report.closed_by if report and report.closed_by else request.user
    signatures = [
        Signature("ผู้รายงาน", str(reporter), reporter.position_title),
        Signature("ผู้ตรวจ", "", director_of(fair_event)),
    ]
    return printed_report(
        kept_or_own_words(report, fair_event),
        figures,
        time_of_data=_time_of_data(report),
        reference=_reference(report, fair_event, day),
        signatures=signatures,
        thai_digits=request.GET.get("digits") != "arabic",
    )


def _time_of_data(report: DailyReport | None):
    return report.closed_at if report and report.closed_at else timezone.now()


def _reference(report: DailyReport | None, fair_event: FairEvent, day: date) -> str:
    """A draft says so: it may still change."""
    if report is not None and report.closed_at is not None:
        report.fair_event = fair_event
        return report.reference
    draft = DailyReport(fair_event=fair_event, sold_on=day)
    draft.revision = report.revision if report else 1
    return f"{draft.reference} (ร่าง)"


def _fair(request, fair_id: int) -> FairEvent:
    fairs = FairEvent.objects.visible_to(request.user).select_related(
        "home_province", "venue_province", "venue_district", "series"
    )
    return get_object_or_404(fairs, pk=fair_id)


def _fair_and_day(request, fair_id: int, day: str) -> tuple[FairEvent, date]:
    fair_event = _fair(request, fair_id)
    try:
        sold_on = date.fromisoformat(day)
    except ValueError as error:
        raise Http404 from error
    if fair_event.day_number(sold_on) is None:
        raise Http404
    return fair_event, sold_on
