"""The page of a project: what it is for, what it does, its money, its results."""

from django.views.decorators.http import require_http_methods

from fairs.models import Project
from fairs.planning.pieces import PROJECT
from fairs.planning.results import money_of, results_of, with_results
from fairs.views.work.sheet import Sheet, sheet_page
from otopfair.rights.may import may
from otopfair.staff.site import staff_site

PROJECTS = Project.objects.select_related("province", "owner_agency", "committee", "continues")
LISTS = ("objective", "activity", "figure", "family", "partner", "budget", "indicator")


@staff_site.work_page(
    "projects/<int:project_id>/", name="project", permission="fairs.view_project", row=PROJECTS
)
@require_http_methods(["GET", "HEAD", "POST"])
def project(request, project):
    return sheet_page(
        request,
        project,
        name="project",
        kinds=PROJECT,
        template="fairs/work/planning/project.html",
        context_of=_context,
    )


def _context(sheet: Sheet) -> dict:
    results = results_of(sheet.root)
    with_results(sheet.rows("indicator"), results)
    return {
        "groups": {name: sheet.list_of(name) for name in LISTS},
        "money": money_of(sheet.rows("budget")),
        "results": results,
        "news": sheet.root.news.all(),
        "may_write_news": may(sheet.request.user, "fairs.add_newsitem"),
        "continued_by": sheet.root.continued_by.all(),
    }
