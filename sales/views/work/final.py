"""Final reports of fairs and projects: page, PDF, Word file and text are one paper; a workbook."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from fairs.models import FairEvent, Project
from otopfair.documents.paper import Paper
from otopfair.documents.paper_text import TEXT_TYPE, text_bytes
from otopfair.documents.pdf import PDF_TYPE, render_paper
from otopfair.documents.word import DOCX_TYPE, docx_bytes
from otopfair.documents.xlsx import XLSX_TYPE, file_response
from otopfair.rights.may import may
from otopfair.staff.site import staff_site
from sales.final_books import fair_book, project_book
from sales.models import FairReport
from sales.reports.final import FairTold, Made, final_report
from sales.reports.final_projects import ProjectTold, project_report
from sales.reports.gathering import fair_report_of
from sales.reports.printing import signatures_of
from sales.reports.style import ReportStyle, style_of_row
from sales.reports.telling import fair_told, last_day_to_tell, project_told
from sales.reports.wording import kept_or_own_style, wording_of
from sales.views.work.reports import CLOSE, FAIRS, VIEW

WITH_GATES = FAIRS.prefetch_related("gates")
PROJECTS = Project.objects.select_related("province", "owner_agency", "committee").prefetch_related(
    "activities", "objectives", "budget_lines"
)
_BOOK, _TEXT = "xlsx", "txt"
_KINDS = {
    "pdf": (PDF_TYPE, render_paper),
    "docx": (DOCX_TYPE, docx_bytes),
    _TEXT: (TEXT_TYPE, text_bytes),
}


@staff_site.work_page(
    "fairs/<int:fair_event_id>/final-report/", name="report-final", permission=VIEW, row=WITH_GATES
)
@never_cache
@require_safe
def report_final(request, fair_event):
    """The final report of a fair, to be read and printed."""
    if last_day_to_tell(fair_event) is None:
        context = {"title": "รายงานสรุปผล", "fair_event": fair_event}
        return staff_site.page(request, "sales/work/final_none.html", context)
    projects = Project.objects.visible_to(request.user).filter(activities__fair_event=fair_event)
    paper, files = final_report(*_fair(request, fair_event)), "staff:report-final-file"
    may_add = may(request.user, CLOSE, fair_event)
    return _shown(request, paper, fair_event, files, projects.distinct(), may_add_photos=may_add)


@staff_site.work_page(
    "fairs/<int:fair_event_id>/final-report/report.<str:ending>",
    name="report-final-file",
    permission=VIEW,
    row=WITH_GATES,
)
@never_cache
@require_safe
def report_final_file(request, fair_event, ending):
    if last_day_to_tell(fair_event) is None:
        raise Http404
    told = _fair(request, fair_event, ending)
    data = fair_book(*told) if ending == _BOOK else _made_of(final_report(*told), ending)
    name = f"final-{fair_event.reference_code}"
    return _file(data, ending, name, f"รายงานสรุปผล {fair_event}")


@staff_site.work_page(
    "projects/<int:project_id>/final-report/",
    name="report-project",
    permission=VIEW,
    row=PROJECTS,
)
@never_cache
@require_safe
def report_of_project(request, project):
    """The final report of a project, to be read and printed."""
    paper = project_report(*_project(request, project))
    return _shown(request, paper, project, "staff:report-project-file")


@staff_site.work_page(
    "projects/<int:project_id>/final-report/report.<str:ending>",
    name="report-project-file",
    permission=VIEW,
    row=PROJECTS,
)
@never_cache
@require_safe
def report_of_project_file(request, project, ending):
    told = _project(request, project, ending)
    data = project_book(*told) if ending == _BOOK else _made_of(project_report(*told), ending)
    name = f"final-project-{project.pk}"
    return _file(data, ending, name, f"รายงานสรุปผล {project}"[:120])


def _shown(request, paper: Paper, subject, files: str, projects=(), *, may_add_photos=False):
    """The paper as a page; `files` is the address of its files."""
    sections = paper.to_json()["sections"]
    context = {"paper": paper, "sections": sections, "subject": subject}
    context |= {"files": files, "projects": projects, "may_add_photos": may_add_photos}
    return render(request, "sales/work/final.html", context)


def _made_of(paper: Paper, ending: str) -> bytes:
    if ending not in _KINDS:
        raise Http404
    return _KINDS[ending][1](paper)


def _file(data: bytes, ending: str, ascii_name: str, thai_name: str):
    return file_response(
        data,
        XLSX_TYPE if ending == _BOOK else _KINDS[ending][0],
        ascii_name=f"{ascii_name}.{ending}",
        thai_name=f"{thai_name}.{ending}",
    )


def _fair(request, fair_event: FairEvent, ending="") -> tuple[FairTold, ReportStyle, Made]:
    """Of a report that is closed what was closed, in the words of then."""
    report = fair_report_of(fair_event) or FairReport(fair_event=fair_event)
    style = _printed(kept_or_own_style(report, fair_event), request, ending)
    told = fair_told(fair_event, last_day_to_tell(fair_event), style)
    is_closed = report.closed_at is not None
    made = Made(
        report.closed_at if is_closed else timezone.now(),
        report.reference if is_closed else f"{report.reference} (ร่าง)",
        _signed(report.closed_by if is_closed else request.user, told.words, style),
    )
    return told, style, made


def _project(request, project: Project, ending="") -> tuple[ProjectTold, ReportStyle, Made]:
    """With those of its fairs whose reports the reader may see."""
    style = _printed(style_of_row(wording_of(project.province)), request, ending)
    seen = FairEvent.objects.covered_by(request.user, VIEW).filter(activities__project=project)
    fairs = WITH_GATES.filter(pk__in=seen.values("pk")).order_by("opens_on", "pk")
    told = project_told(project, list(fairs), style)
    reference = f"PRJ-{project.fiscal_year_be}-{project.pk}"
    signed = _signed(request.user, told.words, style)
    return told, style, Made(timezone.now(), reference, signed)


def _signed(reporter, words, style) -> list:
    return signatures_of(words, style, str(reporter), reporter.position_title)


def _printed(style: ReportStyle, request, ending: str) -> ReportStyle:
    if ending == _TEXT:
        return style.in_text()
    return style.on_paper(arabic=request.GET.get("digits") == "arabic")
