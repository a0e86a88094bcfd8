"""From booth rows to the figures of a day: a fixed number of queries, whatever the fair's size."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Sum

from fairs.models import FairEvent, FairRole, FairState, ProductCategory
from sales.models import BoothSale, DailyReport
from sales.reports.days import report_days
from sales.reports.figures import (
    Cumulative,
    DailyFigures,
    Line,
    Missing,
    ZoneFigures,
    rank,
)
from sales.reports.keeping import figures_of, words_kept_in
from sales.reports.sentences import FairWords
from sales.takings import missing_on, standing_on

_PLACES_IN_RANKING = 5


@dataclass(frozen=True)
class _Row:
    """One vendor's takings in one booth, with the zone the report prints it under."""

    booth: str
    booth_id: int
    vendor_id: int
    vendor: str
    category: int
    zone: str
    zone_order: int
    is_split: bool
    sold: Decimal
    ordered: Decimal


def gather(fair_event: FairEvent, day: date) -> DailyFigures:
    """The figures of `day` as the rows are now."""
    rows = _rows(fair_event, day)
    missing = tuple(
        Missing(one.booth.code, one.application.vendor.name_th)
        for one in missing_on(fair_event, day).select_related("booth", "application__vendor")
    )
    grand = _line("รวมทั้งสิ้น", rows)
    amounts = [(row.vendor, row.booth, row.sold + row.ordered) for row in rows]
    ranked, _ = rank(
        [amount for amount in amounts if amount[2]], whole=grand.total, places=_PLACES_IN_RANKING
    )
    return DailyFigures(
        day=day.isoformat(),
        day_number=fair_event.day_number(day) or 0,
        grand=grand,
        zones=_zones(rows),
        categories=_categories(rows),
        vendors=len({row.vendor_id for row in rows}),
        booths_allocated=standing_on(fair_event, day).values("booth").distinct().count(),
        missing=missing,
        ranking=ranked,
        cumulative=_cumulative(fair_event, day),
    )


def words_of(fair_event: FairEvent) -> FairWords:
    """What the report says of the fair: name, organiser, venue, who directs."""
    name = f"“{fair_event.name_th}”"
    if fair_event.edition_no:
        name += f" ครั้งที่ {fair_event.edition_no}"
    if fair_event.year_label_be:
        name += f" ประจำปี {fair_event.year_label_be}"
    province = fair_event.home_province
    lead = fair_event.organisers.select_related("agency").order_by("sequence", "pk").first()
    joined = fair_event.role == FairRole.JOINED
    office = f"สำนักงานพัฒนาชุมชน{province.title}"
    days = fair_event.days or report_days(fair_event)
    return FairWords(
        province_title=province.title,
        office=lead.agency.name_th if lead and not joined else office,
        fair_name=name,
        venue=_venue(fair_event),
        first_day=days[0],
        last_day=days[-1],
        is_joined=joined,
        director=f"พัฒนาการ{province.title}" if joined else "",
        governor=f"ผู้ว่าราชการ{province.title}" if joined else "",
    )


def kept_or_own_words(report: DailyReport | None, fair_event: FairEvent) -> FairWords:
    """What a closed report said of the fair; otherwise what the fair is called now."""
    if report is None or report.closed_at is None:
        return words_of(fair_event)
    return words_kept_in(report)


def director_of(fair_event: FairEvent) -> str:
    """The position that checks the report: พัฒนาการจังหวัด…"""
    return f"พัฒนาการ{fair_event.home_province.title}"


def kept_or_gathered(report: DailyReport | None, fair_event: FairEvent, day: date) -> DailyFigures:
    """A closed report's own figures; otherwise the rows as they are now."""
    if report is not None and report.closed_at is not None:
        return figures_of(report)
    return gather(fair_event, day)


def report_of(fair_event: FairEvent, day: date) -> DailyReport | None:
    """The newest revision of the day's report, draft or closed."""
    reports = DailyReport.objects.filter(fair_event=fair_event, sold_on=day)
    return reports.select_related("closed_by").order_by("-revision").first()


def closed_report_of(fair_event: FairEvent, day: date) -> DailyReport | None:
    """The newest closed revision, also while its correction is being drafted."""
    closed = DailyReport.objects.filter(fair_event=fair_event, sold_on=day, closed_at__isnull=False)
    return closed.order_by("-revision").first()


def _venue(fair_event: FairEvent) -> str:
    parts = [fair_event.venue_name]
    if fair_event.venue_district:
        mark = "เขต" if fair_event.venue_province_id == "10" else "อำเภอ"
        parts.append(f"{mark}{fair_event.venue_district.name_th}")
    if fair_event.venue_province_id != fair_event.home_province_id:
        parts.append(fair_event.venue_province.title)
    return " ".join(parts)


def _rows(fair_event: FairEvent, day: date) -> list[_Row]:
    sales = (
        BoothSale.objects.filter(fair_event=fair_event, sold_on=day)
        .select_related("booth__zone", "vendor")
        .order_by("booth__zone__sequence", "booth__sort_key", "pk")
    )
    return [
        _Row(
            booth=sale.booth.code,
            booth_id=sale.booth_id,
            vendor_id=sale.vendor_id,
            vendor=sale.vendor.name_th,
            category=sale.category,
            zone=sale.booth.zone.report_name or sale.booth.zone.name_th,
            zone_order=sale.booth.zone.sequence,
            is_split=sale.booth.zone.split_by_category,
            sold=sale.sold_baht,
            ordered=sale.ordered_baht,
        )
        for sale in sales
    ]


def _line(label: str, rows: list[_Row], category: int | None = None) -> Line:
    """Sums of `rows`; a shared booth counts once."""
    return Line(
        label,
        len({row.booth_id for row in rows}),
        sum((row.sold for row in rows), Decimal(0)),
        sum((row.ordered for row in rows), Decimal(0)),
        category,
    )


def _categories(rows: list[_Row]) -> tuple[Line, ...]:
    by_category: dict[int, list[_Row]] = defaultdict(list)
    for row in rows:
        by_category[row.category].append(row)
    return tuple(
        _line(category.label, by_category[category], category.value)
        for category in ProductCategory
        if category in by_category
    )


def _zones(rows: list[_Row]) -> tuple[ZoneFigures, ...]:
    """Zones that share a report name are one zone of the report."""
    by_name: dict[str, list[_Row]] = {}
    for row in rows:
        by_name.setdefault(row.zone, []).append(row)
    return tuple(
        ZoneFigures(_line(name, found), _categories(found) if found[0].is_split else ())
        for name, found in by_name.items()
    )


def _cumulative(fair_event: FairEvent, day: date) -> Cumulative | None:
    number = fair_event.day_number(day)
    if number is None:
        return None
    sold, ordered = _sums(fair_event, fair_event.days[0], day)
    before = _last_edition(fair_event)
    last_total, last_name = None, ""
    if before is not None and before.days:
        last_day = before.days[min(number, len(before.days)) - 1]
        last_sold, last_ordered = _sums(before, before.days[0], last_day)
        if last_sold + last_ordered:
            last_total, last_name = last_sold + last_ordered, _edition_name(before)
    return Cumulative(
        days=number,
        sold=sold,
        ordered=ordered,
        target=fair_event.sales_target_baht,
        last_edition=last_name,
        last_total=last_total,
    )


def _sums(fair_event: FairEvent, first: date, last: date) -> tuple[Decimal, Decimal]:
    sums = BoothSale.objects.filter(
        fair_event=fair_event, sold_on__gte=first, sold_on__lte=last
    ).aggregate(sold=Sum("sold_baht"), ordered=Sum("ordered_baht"))
    return sums["sold"] or Decimal(0), sums["ordered"] or Decimal(0)


def _last_edition(fair_event: FairEvent) -> FairEvent | None:
    if fair_event.series_id is None or fair_event.opens_on is None:
        return None
    earlier = FairEvent.objects.filter(
        series=fair_event.series_id, opens_on__lt=fair_event.opens_on
    ).exclude(state=FairState.CANCELLED)
    return earlier.order_by("-opens_on", "-pk").first()


def _edition_name(fair_event: FairEvent) -> str:
    return f"ครั้งที่ {fair_event.edition_no}" if fair_event.edition_no else "งานครั้งก่อน"
