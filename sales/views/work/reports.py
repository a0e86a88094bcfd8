"""The evening report: list of days, figures, text to copy, print view, files, closing."""

from datetime import date
from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from fairs.current import fair_asked_for, fair_being_sold_at, fairs_in_scope
from fairs.models import FairEvent
from otopfair.documents.pdf import PDF_TYPE, render_report
from otopfair.documents.xlsx import file_response, xlsx_response
from otopfair.errors import RuleBroken
from otopfair.onward import press_only
from otopfair.paging import neighbours, weeks_of
from otopfair.rights.may import may
from otopfair.staff.site import staff_site
from otopfair.thai.calendar import today_in_thailand
from otopfair.thai.digits import whole_number
from products.exports import fair_vendors_xlsx
from sales import exports
from sales.books import fair_sales_book, report_book
from sales.forms.reports import DeclaredTotalsForm
from sales.models import DailyReport
from sales.operations.reports import (
    close_report,
    declare_totals,
    declared_difference,
    open_correction,
)
from sales.reports.charts import charts_of_day
from sales.reports.corrections import versions_of
from sales.reports.days import days_of, report_days
from sales.reports.gathering import (
    kept_or_gathered,
    kept_or_own_words,
    report_of,
    reports_of,
    words_of,
)
from sales.reports.keeping import UnknownShape
from sales.reports.printing import printed_report, signatures_of
from sales.reports.sentences import report_text
from sales.reports.style import ReportStyle
from sales.reports.wording import kept_or_own_style
from sales.views.work.days import day_of
from sales.views.work.exporting import refused_export
from sales.views.work.places import places_asked

VIEW = "sales.view_dailyreport"
CLOSE = "sales.close_dailyreport"
FAIRS = FairEvent.objects.with_lead_agency().select_related(
    "home_province__report_wording", "venue_province", "venue_district", "series"
)
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
    fairs = fairs_in_scope(request.user, VIEW)
    fair_event = fair_asked_for(request.GET.get("fair", ""), fairs) or fair_being_sold_at(fairs)
    page = weeks_of(request, report_days(fair_event) if fair_event else [], today_in_thailand())
    context = {
        "title": "รายงานประจำวัน",
        "fairs": fairs,
        "fair_event": fair_event,
        "page": page,
        "days": days_of(fair_event, page.object_list) if fair_event else [],
        "today": today_in_thailand(),
        "may_close": fair_event is not None and may(request.user, CLOSE, fair_event),
        "may_export_vendors": fair_event is not None
        and may(request.user, EXPORT_VENDORS, fair_event),
    }
    return staff_site.page(request, "sales/work/report_list.html", context)


def readable(view):
    """A report whose figures this version cannot read says so, with the text that was closed."""

    @wraps(view)
    def or_say_so(request, fair_event, day):
        try:
            return view(request, fair_event, day)
        except UnknownShape as unknown:
            sold_on = day_of(fair_event, day)
            context = {
                "title": "รายงานประจำวัน",
                "fair_event": fair_event,
                "day": sold_on,
                "report": report_of(fair_event, sold_on),
                "problem": unknown.message,
            }
            return staff_site.page(request, "sales/work/report_unreadable.html", context)

    return or_say_so


@staff_site.work_page(
    "fairs/<int:fair_event_id>/report/<str:day>/",
    name="report-day",
    permission=VIEW,
    row=FAIRS,
)
@readable
@require_http_methods(["GET", "POST"])
def report_day(request, fair_event, day):
    """The day's figures and text; POST keeps declared totals, closes, or opens a correction."""
    day = day_of(fair_event, day)
    reports = list(reports_of(fair_event, day))
    form, problem = _declared_form(reports), ""
    if request.method == "POST":
        if not may(request.user, CLOSE, fair_event):
            raise PermissionDenied
        if form.fields.keys() & request.POST.keys():
            form = DeclaredTotalsForm(request.POST, initial=form.initial)
        if not form.is_bound or form.is_valid():
            try:
                return _act(request, fair_event, day, form)
            except RuleBroken as broken:
                problem, reports = broken.message, list(reports_of(fair_event, day))
    status = 422 if problem or form.errors else 200
    context = {
        "form": form,
        "problem": problem,
        "has_errors": status != 200,
        "may_close": may(request.user, CLOSE, fair_event),
        **_day_context(request, fair_event, day, reports),
    }
    return staff_site.page(request, "sales/work/report_day.html", context, status=status)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/report/<str:day>/print/",
    name="report-print",
    permission=VIEW,
    row=FAIRS,
)
@readable
def report_print(request, fair_event, day):
    """The A4 page for the browser's own printing; ?digits=arabic for Arabic digits."""
    day = day_of(fair_event, day)
    printed = _printed(request, fair_event, day)
    arabic = "0" in printed["digits"]
    context = {"printed": printed, "fair_event": fair_event, "day": day, "arabic": arabic}
    return render(request, "sales/work/report_print.html", context)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/report/<str:day>/text/",
    name="report-text",
    permission=VIEW,
    row=FAIRS,
)
@readable
def report_plain_text(request, fair_event, day):
    """The text alone, for copying on machines where nothing else works."""
    day = day_of(fair_event, day)
    reports = list(reports_of(fair_event, day))
    text = _day_context(request, fair_event, day, reports)["text"]
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@staff_site.work_page(
    "fairs/<int:fair_event_id>/report/<str:day>/report.xlsx",
    name="report-xlsx",
    permission=VIEW,
    row=FAIRS,
)
@readable
def report_xlsx(request, fair_event, day):
    day = day_of(fair_event, day)
    report = _asked_report(request, fair_event, day)
    figures = kept_or_gathered(report, fair_event, day).top(places_asked(request))
    data = report_book(
        kept_or_own_words(report, fair_event),
        figures,
        kept_or_own_style(report, fair_event),
        made_at=_time_of_data(report),
        reference=_reference(report, fair_event, day),
    )
    ascii_name, thai_name = exports.day_file_name(fair_event, day)
    return xlsx_response(data, ascii_name=ascii_name, thai_name=thai_name)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/report/<str:day>/report.pdf",
    name="report-pdf",
    permission=VIEW,
    row=FAIRS,
)
@readable
def report_pdf(request, fair_event, day):
    day = day_of(fair_event, day)
    data = render_report("daily-report.typ", _printed(request, fair_event, day))
    ascii_name, thai_name = exports.day_file_name(fair_event, day)
    return file_response(
        data, PDF_TYPE, ascii_name=f"{ascii_name}.pdf", thai_name=f"{thai_name}.pdf"
    )


@staff_site.work_page(
    "fairs/<int:fair_event_id>/sales.xlsx",
    name="fair-sales-xlsx",
    permission=VIEW,
    row=FAIRS,
)
@press_only
def fair_sales(request, fair_event):
    """Every figure of the fair, one row a booth and day; who took it, and why, stays known."""
    page = f"{reverse('staff:report')}?fair={fair_event.pk}"
    if refused := refused_export(request, fair_event, "ยอดทุกวันรายบูธ", page):
        return refused
    data = fair_sales_book(fair_event, made_at=timezone.now())
    name = f"sales-{fair_event.reference_code}"
    return xlsx_response(data, ascii_name=name, thai_name=f"ยอดจำหน่าย {fair_event}")


@staff_site.work_page(
    "fairs/<int:fair_event_id>/vendors.xlsx",
    name="fair-vendors-xlsx",
    permission=EXPORT_VENDORS,
    row=FAIRS,
)
def fair_vendors(request, fair_event):
    """The fair's vendors with telephones, in the columns that the import reads."""
    data = fair_vendors_xlsx(fair_event, made_at=timezone.now())
    name = f"vendors-{fair_event.reference_code}"
    return xlsx_response(data, ascii_name=name, thai_name=f"รายชื่อผู้ประกอบการ {fair_event}")


def revision_seen(reports: QuerySet, text: str | None):
    """The revision that the page showed, the newest where it said none; 404 for another."""
    if shown := whole_number(text):
        reports = reports.filter(revision=shown)
    if (report := reports.order_by("-revision").first()) is None:
        raise Http404
    return report


@staff_site.work_page(
    "fairs/<int:fair_event_id>/report/<str:day>/correct/",
    name="report-correct",
    permission=CLOSE,
    row=FAIRS,
)
@press_only
def report_correct(request, fair_event, day):
    """Open the next revision of a closed report."""
    day = day_of(fair_event, day)
    reports = DailyReport.objects.filter(fair_event=fair_event, sold_on=day)
    report = revision_seen(reports, request.POST.get("revision"))
    try:
        open_correction(report, reason=request.POST.get("reason", ""), by=request.user)
    except RuleBroken as broken:
        messages.error(request, broken.message)
    return redirect("staff:report-day", fair_event.pk, day.isoformat())


def _act(request, fair_event, day, form):
    """Keep what was typed, then close when asked: a refused closing loses no figure."""
    if form.is_bound and form.has_changed():
        declare_totals(fair_event, day, by=request.user, **form.cleaned_data)
    if request.POST.get("act") == "close":
        agreed = {
            name: request.POST.get(name) == "on" for name in ("accept_missing", "accept_difference")
        }
        close_report(fair_event, day, **agreed, by=request.user)
        messages.success(request, "ปิดรายงานแล้ว")
    else:
        messages.success(request, "บันทึกยอดที่แจ้งแล้ว")
    return redirect("staff:report-day", fair_event.pk, day.isoformat())


def _declared_form(reports: list[DailyReport]) -> DeclaredTotalsForm:
    if not reports:
        return DeclaredTotalsForm()
    report = reports[0]
    return DeclaredTotalsForm(
        initial={
            "booths": report.declared_booths,
            "sold_baht": report.declared_sold_baht,
            "ordered_baht": report.declared_ordered_baht,
        }
    )


def _asked_report(request, fair_event: FairEvent, day: date) -> DailyReport | None:
    return _asked_of(request, list(reports_of(fair_event, day)))


def _asked_of(request, reports: list[DailyReport]) -> DailyReport | None:
    """The closed revision that ?revision= names, or else the newest of the day."""
    if "revision" not in request.GET:
        return next(iter(reports), None)
    revision = whole_number(request.GET["revision"])
    for report in reports:
        if report.revision == revision and report.closed_at is not None:
            return report
    raise Http404


def _day_context(request, fair_event: FairEvent, day: date, reports: list[DailyReport]) -> dict:
    """`reports` are the day's, the newest first."""
    report = _asked_of(request, reports)
    is_closed = report is not None and report.closed_at is not None
    figures = kept_or_gathered(report, fair_event, day).top(places_asked(request))
    style = kept_or_own_style(report, fair_event)
    days = report_days(fair_event)
    closed = [one for one in reports if one.closed_at is not None]
    previous_day, next_day = neighbours(days, day)
    return {
        "title": "รายงานประจำวัน",
        "fair_event": fair_event,
        "day": day,
        "day_number": fair_event.day_number(day),
        "day_count": len(fair_event.days),
        "previous_day": previous_day,
        "next_day": next_day,
        "report": report,
        "is_closed": is_closed,
        "figures": figures,
        "top": figures.sellers.asked,
        "charts": charts_of_day(figures, style),
        "text": report.text if is_closed else _own_text(fair_event, figures, style),
        "difference": declared_difference(report, figures),
        "versions": versions_of(report, closed, figures.grand),
        "closed_reports": closed,
        "is_newest": "revision" not in request.GET,
    }


def _printed(request, fair_event: FairEvent, day: date) -> dict:
    report = _asked_report(request, fair_event, day)
    figures = kept_or_gathered(report, fair_event, day).top(places_asked(request))
    words = kept_or_own_words(report, fair_event)
    style = kept_or_own_style(report, fair_event)
    style = style.on_paper(arabic=request.GET.get("digits") == "arabic")
    reporter = report.closed_by if report and report.closed_by else request.user
    return printed_report(
        words,
        figures,
        style,
        time_of_data=_time_of_data(report),
        reference=_reference(report, fair_event, day),
        signatures=signatures_of(words, style, str(reporter), reporter.position_title),
    )


def _own_text(fair_event: FairEvent, figures, style: ReportStyle) -> str:
    """The text of a day that is not closed, dated today where the office dates its reports."""
    return report_text(words_of(fair_event), figures, style, made_on=today_in_thailand())


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
