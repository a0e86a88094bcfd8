"""From the rows of a fair to the figures of its reports: a fixed number of statements."""

from datetime import date

from django.db.models import QuerySet

from fairs.models import FairEvent, FairRole
from onsite.reports.satisfaction import satisfaction_at
from onsite.reports.visitor_counts import DayVisitors, Sum, sum_of_days, visitors_until
from sales.models import DailyReport, FairReport
from sales.reports.days import report_days
from sales.reports.figures import DailyFigures, FairFigures, Visitors, rank
from sales.reports.keeping import fair_figures_of, figures_of, words_kept_in
from sales.reports.parts import (
    MOST_PLACES,
    booths_of,
    groups_of,
    parts_of,
    sellers_of,
)
from sales.reports.rows import best_products, rows_of
from sales.reports.running import (
    beside_the_edition_before,
    by_fiscal_year,
    cumulative_until,
    running,
)
from sales.reports.sentences import FairWords


def gather(fair_event: FairEvent, day: date) -> DailyFigures:
    """The figures of `day` as the rows are now."""
    counted, number = visitors_until(fair_event, day), fair_event.day_number(day)
    so_far = _visitors(sum_of_days(counted), fair_event.visitor_target)
    run = running(fair_event) if number else None
    return DailyFigures(
        day=day.isoformat(),
        day_number=number or 0,
        by_day=beside_the_edition_before(run, day) if run else (),
        cumulative=cumulative_until(run, day, so_far) if run else None,
        visitors=_visitors(_on(counted, day)),
        **_common(fair_event, day, day),
    )


def gather_fair(fair_event: FairEvent, last: date) -> FairFigures:
    """The figures of the fair from its first takings to `last`, as the rows are now."""
    run = running(fair_event)
    taken = beside_the_edition_before(run, last)
    first = min([*fair_event.days[:1], *(one.day for one in taken[:1])], default=last)
    visitors = _visitors(sum_of_days(visitors_until(fair_event, last)), fair_event.visitor_target)
    return FairFigures(
        until=last,
        is_final=bool(fair_event.days) and last >= fair_event.days[-1],
        by_day=taken,
        by_year=by_fiscal_year(taken),
        cumulative=cumulative_until(run, last, visitors),
        visitors=visitors,
        satisfaction=satisfaction_at(fair_event),
        **_common(fair_event, first, last),
    )


def _common(fair_event: FairEvent, first: date, last: date) -> dict:
    rows = rows_of(fair_event, first, last)
    parts = parts_of(rows)
    products = best_products(fair_event, first, last)
    return {
        "grand": parts.grand,
        "zones": parts.zones,
        "categories": parts.categories,
        "reporters": parts.reporters,
        "of_reported": parts.of_reported,
        "missing": parts.missing,
        "sellers": sellers_of(rows),
        "best_booths": booths_of(rows),
        "best_groups": groups_of(parts),
        "best_products": rank(products, whole=parts.grand.total, places=MOST_PLACES),
    }


def _on(counted: list[DayVisitors], day: date) -> Sum:
    return next((one.sum for one in counted if one.day == day), Sum())


def _visitors(counted: Sum, target: int | None = None) -> Visitors | None:
    if counted.people is None:
        return None
    return Visitors(counted.people, counted.methods, counted.missing, target)


def words_of(fair_event: FairEvent) -> FairWords:
    """What the report says of the fair: name, organiser, venue, who directs."""
    name = f"“{fair_event.name_th}”"
    if fair_event.edition_no:
        name += f" ครั้งที่ {fair_event.edition_no}"
    if fair_event.year_label_be:
        name += f" ประจำปี {fair_event.year_label_be}"
    province = fair_event.home_province
    joined = fair_event.role == FairRole.JOINED
    office = f"สำนักงานพัฒนาชุมชน{province.title}"
    days = fair_event.days or report_days(fair_event)
    return FairWords(
        province_title=province.title,
        office=office if joined else fair_event.lead_agency_name or office,
        fair_name=name,
        venue=_venue(fair_event),
        first_day=days[0],
        last_day=days[-1],
        is_joined=joined,
        director=f"พัฒนาการ{province.title}",
        governor=f"ผู้ว่าราชการ{province.title}",
    )


def kept_or_own_words(report: DailyReport | FairReport | None, fair_event: FairEvent) -> FairWords:
    """What a closed report said of the fair; otherwise what the fair is called now."""
    if report is None or report.closed_at is None:
        return words_of(fair_event)
    return words_kept_in(report)


def kept_or_gathered_fair(
    report: FairReport | None, fair_event: FairEvent, last: date
) -> FairFigures:
    """A closed report's own figures of the whole fair; otherwise the rows up to `last` as they are
    now."""
    if report is not None and report.closed_at is not None:
        return fair_figures_of(report)
    return gather_fair(fair_event, last)


def kept_or_gathered(report: DailyReport | None, fair_event: FairEvent, day: date) -> DailyFigures:
    """A closed report's own figures; otherwise the rows as they are now."""
    if report is not None and report.closed_at is not None:
        return figures_of(report)
    return gather(fair_event, day)


def report_of(fair_event: FairEvent, day: date) -> DailyReport | None:
    """The newest revision of the day's report, draft or closed."""
    return reports_of(fair_event, day).first()


def reports_of(fair_event: FairEvent, day: date) -> QuerySet[DailyReport]:
    """Every revision of the day, the newest first."""
    reports = DailyReport.objects.filter(fair_event=fair_event, sold_on=day)
    return reports.select_related("closed_by", "fair_event").order_by("-revision")


def fair_report_of(fair_event: FairEvent) -> FairReport | None:
    """The newest revision of the fair's report, draft or closed."""
    return fair_reports_of(fair_event).first()


def fair_reports_of(fair_event: FairEvent) -> QuerySet[FairReport]:
    """Every revision of the fair's report, the newest first."""
    reports = FairReport.objects.filter(fair_event=fair_event)
    return reports.select_related("closed_by", "fair_event").order_by("-revision")


def closed_report_of(fair_event: FairEvent, day: date) -> DailyReport | None:
    """The newest closed revision, also while its correction is being drafted."""
    return reports_of(fair_event, day).exclude(closed_at=None).first()


def _venue(fair_event: FairEvent) -> str:
    parts = [fair_event.venue_name]
    if fair_event.venue_district:
        mark = "เขต" if fair_event.venue_province_id == "10" else "อำเภอ"
        parts.append(f"{mark}{fair_event.venue_district.name_th}")
    if fair_event.venue_province_id != fair_event.home_province_id:
        parts.append(fair_event.venue_province.title)
    return " ".join(parts)
