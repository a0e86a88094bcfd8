"""From the rows of a fair, and of a project's fairs, to what their final reports tell."""

from datetime import date

from django.db.models import Sum
from django.urls import reverse

from fairs.models import FairEvent, Participation, Project, ProjectActivity
from fairs.planning.results import money_of
from fairs.reports import organiser_lines
from onsite.reports.visitor_counts import visitors_until
from otopfair.thai.baht import format_baht
from otopfair.thai.calendar import fiscal_year_bounds, today_in_thailand
from sales.models import ReportPhoto
from sales.reports.days import report_days
from sales.reports.final import FairTold, PhotoTold
from sales.reports.final_projects import ProjectTold
from sales.reports.follow_ups import round_sums
from sales.reports.gathering import (
    fair_report_of,
    kept_or_gathered_fair,
    kept_or_own_words,
)
from sales.reports.sentences import FairWords
from sales.reports.style import ReportStyle


def last_day_to_tell(fair_event: FairEvent) -> date | None:
    """The fair's last day, or today while it is on; None before it opens and without days."""
    days = [day for day in report_days(fair_event) if day <= today_in_thailand()]
    return days[-1] if days else None


def fair_told(fair_event: FairEvent, until: date, style: ReportStyle) -> FairTold:
    """What is told of a fair up to `until`, in a fixed number of statements; of one whose report
    is closed, what was closed."""
    report = fair_report_of(fair_event)
    figures = kept_or_gathered_fair(report, fair_event, until)
    return FairTold(
        words=kept_or_own_words(report, fair_event),
        figures=figures,
        visitors=visitors_until(fair_event, figures.until),
        facts=[*_organisers(fair_event), *_projects(fair_event, style), *_trip(fair_event, style)],
        photos=_photos(fair_event),
        follow_ups=round_sums(fair_event),
    )


def project_told(project: Project, fairs: list[FairEvent], style: ReportStyle) -> ProjectTold:
    """What is told of a project; `fairs` are those that the reader may see."""
    untils = [(one, last_day_to_tell(one)) for one in fairs]
    return ProjectTold(
        name=project.name_th,
        fiscal_year_be=project.fiscal_year_be,
        words=office_words(project),
        facts=_project_facts(project, style),
        objectives=[one.text for one in project.objectives.all()],
        activities=[one.name_th for one in project.activities.all()],
        fairs=[fair_told(one, until, style) for one, until in untils if until],
    )


def office_words(project: Project) -> FairWords:
    """The words of a paper that is of no fair: its office, and the days of the fiscal year."""
    title = project.province.title
    first, last = fiscal_year_bounds(project.fiscal_year_be)
    own = project.owner_agency.name_th if project.owner_agency else ""
    return FairWords(
        province_title=title,
        office=own or f"สำนักงานพัฒนาชุมชน{title}",
        fair_name=project.name_th,
        venue="",
        first_day=first,
        last_day=last,
    )


def _photos(fair_event: FairEvent) -> list[PhotoTold]:
    """Those whose file is there; one that is lost keeps no report from being made."""
    rows = ReportPhoto.objects.filter(fair_event=fair_event).order_by("pk")
    return [
        PhotoTold(one.caption, _content_of(one), reverse("staff:report-photo", args=[one.pk]))
        for one in rows
        if one.file.storage.exists(str(one.file.name))
    ]


def _content_of(photo: ReportPhoto) -> bytes:
    with photo.file.open("rb") as file:
        return file.read()


def _organisers(fair_event: FairEvent) -> list[tuple[str, str]]:
    return [(str(line["label"]), line["names"]) for line in organiser_lines(fair_event)]


def _projects(fair_event: FairEvent, style: ReportStyle) -> list[tuple[str, str]]:
    activities = ProjectActivity.objects.filter(fair_event=fair_event)
    activities = activities.select_related("project").order_by("pk")
    return [
        (
            "โครงการ",
            f"{one.project.name_th} {style.figures(f'ปีงบประมาณ {one.project.fiscal_year_be}')}",
        )
        for one in activities
    ]


def _trip(fair_event: FairEvent, style: ReportStyle) -> list[tuple[str, str]]:
    """Of a fair that was joined: whose it was, our booths, who went, what the trip cost."""
    going = Participation.objects.filter(fair_event=fair_event).first()
    members = fair_event.trip_members.count()
    cost = fair_event.trip_costs.aggregate(sum=Sum("amount_baht"))["sum"]
    facts = [
        ("งานของเจ้าภาพ", going.host_name if going else ""),
        ("บูธของเรา", style.figures(going.booths_words) if going else ""),
        ("คณะเดินทาง", style.figures(f"{members:,} คน") if members else ""),
        ("ค่าเดินทางและขนส่ง", style.figures(format_baht(cost)) if cost is not None else ""),
    ]
    return [(label, words) for label, words in facts if words]


def _project_facts(project: Project, style: ReportStyle) -> list[tuple[str, str]]:
    facts = [("หน่วยงาน", office_words(project).office)]
    if project.committee:
        facts.append(("คณะทำงาน", str(project.committee)))
    lines = list(project.budget_lines.all())
    if (money := money_of(lines)) is not None:
        facts.append(("งบประมาณ", style.figures(format_baht(money.allocated))))
        facts.append(("แหล่งงบประมาณ", " ".join(one.source for one in lines)))
    return facts
