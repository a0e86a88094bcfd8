"""What public pages ask about fairs: cards, fairs by time, provinces, one fair's facts."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple, TypedDict

from django.core.cache import cache
from django.db.models import Count, OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fairs.models import (
    DatePrecision,
    District,
    EventOrganiser,
    FairDay,
    FairEvent,
    OrganiserRole,
    ProgrammeItem,
    Province,
    VendorCall,
)
from fairs.models.events import FairEventQuerySet
from fairs.models.provinces import short_place
from otopfair.thai.calendar import today_in_thailand, year_in_tongue, year_of_page
from otopfair.thai.formatting import day_and_month, months_short, no_break
from otopfair.tongues import in_tongue, is_english, name_column

PROVINCES_KEPT_SECONDS = 600


class FairCard(TypedDict):
    """What `components/fair_card.html` shows."""

    url: str
    name: str
    tile_top: str
    tile_bottom: str
    cloth: str
    dates: str
    place: str
    badge_meaning: str
    badge_text: str


def cards(fairs, *, today: date | None = None) -> list[FairCard]:
    """Cards of `fairs` in their order; `for_public_cards()` spares it queries of its own."""
    today = today or today_in_thailand()
    return [_card(fair_event, today) for fair_event in fairs]


def for_public_cards(fairs):
    """`fairs` with all that a public card shows, in one query.

    `apply_until` is the moment until which a call takes applications now, or None.
    """
    accepting = VendorCall.objects.accepting().filter(fair_event=OuterRef("pk"))
    until = accepting.order_by("sequence").values("closes_at")[:1]
    return fairs.for_cards().annotate(apply_until=Subquery(until))


def _card(fair_event: FairEvent, today: date) -> FairCard:
    tile_top, tile_bottom = _tile(fair_event)
    meaning, text = badge_of(fair_event, today)
    return {
        "url": address_of(fair_event),
        "name": str(fair_event),
        "tile_top": tile_top,
        "tile_bottom": tile_bottom,
        "cloth": fair_event.cloth,
        "dates": dates_of(fair_event, today=today),
        "place": place_of(fair_event),
        "badge_meaning": meaning,
        "badge_text": text,
    }


def address_of(fair_event: FairEvent) -> str:
    """The page of one fair: it lies below the list, whoever answers there."""
    return f"{reverse('fair-list')}{fair_event.slug}/"


def badge_of(fair_event: FairEvent, today: date) -> tuple[str, str]:
    """Meaning and words of the one badge of a fair from `for_public_cards`; "" twice for none."""
    if fair_event.is_cancelled:
        return "off", _("ยกเลิกงานนี้แล้ว")
    if fair_event.has_ended:
        return "off", _("จบแล้ว")
    if fair_event.is_running(today) and fair_event.is_closed_on(today):
        return "off", _("วันนี้ปิด")
    if fair_event.is_running(today):
        return "now", no_break(
            _("กำลังจัด วันที่ %(number)d จาก %(days)d")
            % {"number": fair_event.day_number(today), "days": len(fair_event.days)}
        )
    apply_until: datetime | None = fair_event.apply_until  # type: ignore[attr-defined]  # annotated
    if apply_until:
        closes = timezone.localtime(apply_until)
        day = no_break(day_and_month(closes))
        return "going", _("รับสมัครถึง %(day)s") % {"day": day}
    return "", ""


def dates_of(fair_event: FairEvent, *, today: date | None = None) -> str:
    """The dates as exactly as they are known: days, a month, or "ยังไม่กำหนดวัน"."""
    period = fair_event.period
    if period is None:
        if fair_event.has_ended:
            year = year_in_tongue(fair_event.year_label_be)
            return _("พ.ศ. %(year)s ไม่ทราบวันที่จัด") % {"year": year}
        return _("ยังไม่กำหนดวัน")
    text = no_break(str(period))
    if period.is_month and period.last >= (today or today_in_thailand()):
        return _("%(month)s ยังไม่กำหนดวัน") % {"month": text}
    return text


def place_of(fair_event: FairEvent) -> str:
    """ "สวนรัชดานุสรณ์ อ.เมืองขอนแก่น จ.ขอนแก่น"; Bangkok has districts called เขต."""
    district = fair_event.venue_district.name if fair_event.venue_district else None
    area = short_place(fair_event.venue_province_id, fair_event.venue_province.name, district)
    between = in_tongue(" ", ", ")
    return between.join(part for part in (fair_event.venue_name, area) if part)


def _tile(fair_event: FairEvent) -> tuple[str, str]:
    if fair_event.opens_on is None:
        if fair_event.has_ended:
            return _("พ.ศ."), year_in_tongue(fair_event.year_label_be)
        return _("รอ"), _("กำหนดวัน")
    month, year = months_short()[fair_event.opens_on.month], year_of_page(fair_event.opens_on)
    if fair_event.date_precision == DatePrecision.MONTH:
        return month, str(year)
    short = str(year) if is_english() else f"{year % 100:02}"
    return str(fair_event.opens_on.day), f"{month} {short}"


def published_counts(fairs, today: date) -> dict[str, int]:
    """How many of `fairs` are on, coming and past, in one query."""
    return fairs.aggregate(
        now=Count("pk", filter=FairEventQuerySet.is_on(today)),
        coming=Count("pk", filter=FairEventQuerySet.lies_ahead(today)),
        past=Count("pk", filter=FairEventQuerySet.is_over(today)),
    )


class ProvinceRow(TypedDict):
    code: str
    name: str
    slug: str
    region: str


def provinces() -> list[ProvinceRow]:
    """All provinces in the order of the page's language. They hardly change: kept ten minutes."""
    key = "provinces-en" if is_english() else "provinces"
    rows = cache.get(key)
    if not rows:
        rows = [
            {"code": code, "name": name, "slug": slug, "region": region}
            for code, name, slug, region in Province.objects.order_by(
                "name_en" if is_english() else "sort_key"
            ).values_list("code", name_column(), "slug", "region")
        ]
        cache.set(key, rows, PROVINCES_KEPT_SECONDS)
    return rows


def districts_of(codes: Iterable[str]) -> dict[str, str]:
    """Code → name of the districts of some provinces, in order; kept as `provinces()`."""
    names: dict[str, str] = {}
    for code in codes:
        key = f"districts-en-{code}" if is_english() else f"districts-{code}"
        rows = cache.get(key)
        if rows is None:
            here = District.objects.filter(province=code, is_active=True)
            in_order = here.order_by(name_column() if is_english() else "sort_key")
            rows = dict(in_order.values_list("pk", name_column()))
            cache.set(key, rows, PROVINCES_KEPT_SECONDS)
        names |= rows
    return names


class OrganiserLine(TypedDict):
    """Organisers of one role in a sentence; who holds the fair also one by one."""

    label: str
    names: str
    leads: list[str]


def organiser_lines(fair_event: FairEvent) -> list[OrganiserLine]:
    """Organisers by role: "ผู้จัด", "… ร่วมกับ …"."""
    names: dict[str, list[str]] = {}
    organisers = EventOrganiser.objects.filter(fair_event=fair_event)
    for organiser in organisers.select_related("agency").order_by("sequence", "pk"):
        names.setdefault(organiser.role, []).append(organiser.agency.name_th)
    leads = names.pop(OrganiserRole.LEAD, []) + names.pop(OrganiserRole.CO, [])
    lines: list[OrganiserLine] = []
    if leads:
        together = joined(leads, first=_(" ร่วมกับ"))
        lines.append({"label": _("ผู้จัด"), "names": together, "leads": leads})
    if supporters := names.pop(OrganiserRole.SUPPORT, []):
        lines.append({"label": _("ผู้สนับสนุน"), "names": joined(supporters), "leads": []})
    return lines


def joined(names: list[str], *, first: str = "") -> str:
    """Names in a Thai sentence: "ก ร่วมกับข ค และง"."""
    if len(names) == 1:
        return names[0]
    if first:
        return f"{names[0]}{first}{joined(names[1:])}"
    if is_english():
        return f"{', '.join(names[:-1])} and {names[-1]}"
    return f"{' '.join(names[:-1])} และ{names[-1]}"


def opening_act(fair_event: FairEvent):
    """The act of opening with all it names, or None."""
    acts = fair_event.acts.filter(kind="opens").select_related(
        "person", "agency", "acting_for_person"
    )
    return acts.order_by("sequence", "pk").first()


class ProgrammeDay(NamedTuple):
    """One day's items; of all days one is open on the page."""

    on: date
    items: list[ProgrammeItem]
    is_today: bool
    is_open: bool


def programme_of(fair_event: FairEvent, today: date) -> list[ProgrammeDay]:
    """Every day that has items. Open is today, the next that has any, or the first of the past."""
    items = fair_event.programme.order_by("on", "starts_time", "pk")
    days = {on: list(of_day) for on, of_day in groupby(items, key=attrgetter("on"))}
    open_day = next((on for on in days if on >= today), next(iter(days), None))
    return [ProgrammeDay(on, of_day, on == today, on == open_day) for on, of_day in days.items()]


def own_days_of(fair_event: FairEvent) -> list[FairDay]:
    """The days with hours or a remark of their own, in order; a query only where there are any."""
    if not fair_event.kept_days:
        return []
    return list(fair_event.own_days.order_by("on", "pk"))
