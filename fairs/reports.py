"""What public pages ask about fairs: cards, fairs by time, provinces, one fair's facts."""

from datetime import date
from typing import TypedDict

from django.core.cache import cache
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fairs.models import DatePrecision, FairEvent, FairState, OrganiserRole, Province
from fairs.models.events import FairEventQuerySet
from otopfair.thai.calendar import be_year, today_in_thailand
from otopfair.thai.formatting import (
    MONTHS_SHORT,
    format_month,
    format_range,
    no_break,
)

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
    return [_card(fair, today) for fair in fairs]


def for_public_cards(fairs):
    """`fairs` with all that a public card shows, in one query."""
    return fairs.for_cards().select_related("call")


def _card(fair: FairEvent, today: date) -> FairCard:
    tile_top, tile_bottom = _tile(fair)
    meaning, text = badge_of(fair, today)
    return {
        "url": reverse("fair", args=[fair.slug]),
        "name": str(fair),
        "tile_top": tile_top,
        "tile_bottom": tile_bottom,
        "cloth": fair.cloth,
        "dates": dates_of(fair, today=today),
        "place": place_of(fair),
        "badge_meaning": meaning,
        "badge_text": text,
    }


def badge_of(fair: FairEvent, today: date) -> tuple[str, str]:
    """Meaning and words of the one badge a fair carries; two empty strings when it needs none."""
    if fair.state == FairState.CANCELLED:
        return "off", _("ยกเลิกงานนี้แล้ว")
    if fair.is_running(today):
        return "now", no_break(
            _("กำลังจัด วันที่ %(number)d จาก %(days)d")
            % {"number": fair.day_number(today), "days": len(fair.days)}
        )
    call = getattr(fair, "call", None)
    if call is not None and call.is_accepting():
        closes = timezone.localtime(call.closes_at)
        day = f"{closes.day}\u00a0{MONTHS_SHORT[closes.month]}"
        return "going", _("รับสมัครถึง %(day)s") % {"day": day}
    return "", ""


def dates_of(fair: FairEvent, *, today: date | None = None) -> str:
    """The dates as exactly as they are known: days, a month, or "ยังไม่กำหนดวัน"."""
    if fair.opens_on is None or fair.closes_on is None:
        return _("ยังไม่กำหนดวัน")
    if fair.date_precision == DatePrecision.MONTH:
        month = no_break(format_month(fair.opens_on))
        if fair.closes_on < (today or today_in_thailand()):
            return month
        return _("%(month)s ยังไม่กำหนดวัน") % {"month": month}
    return no_break(format_range(fair.opens_on, fair.closes_on))


def place_of(fair: FairEvent) -> str:
    """ "สวนรัชดานุสรณ์ อ.เมืองขอนแก่น จ.ขอนแก่น"; Bangkok has districts called เขต."""
    in_bangkok = fair.venue_province_id == "10"
    parts = [fair.venue_name]
    if fair.venue_district:
        parts.append(f"{'เขต' if in_bangkok else 'อ.'}{fair.venue_district.name_th}")
    parts.append(fair.venue_province.name_th if in_bangkok else f"จ.{fair.venue_province.name_th}")
    return " ".join(part for part in parts if part)


def _tile(fair: FairEvent) -> tuple[str, str]:
    if fair.opens_on is None:
        return _("รอ"), _("กำหนดวัน")
    month, year = MONTHS_SHORT[fair.opens_on.month], be_year(fair.opens_on)
    if fair.date_precision == DatePrecision.MONTH:
        return month, str(year)
    return str(fair.opens_on.day), f"{month} {year % 100:02}"


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
    """All provinces in Thai order. They hardly ever change, so they are kept for ten minutes."""
    rows = cache.get("provinces")
    if not rows:
        rows = [
            {"code": code, "name": name, "slug": slug, "region": region}
            for code, name, slug, region in Province.objects.order_by("sort_key").values_list(
                "code", "name_th", "slug", "region"
            )
        ]
        cache.set("provinces", rows, PROVINCES_KEPT_SECONDS)
    return rows


def organiser_lines(fair: FairEvent) -> list[dict[str, str]]:
    """Organisers by role: {"label": "ผู้จัด", "names": "… ร่วมกับ …"}."""
    names: dict[str, list[str]] = {}
    for organiser in fair.organisers.select_related("agency").order_by("sequence", "pk"):
        names.setdefault(organiser.role, []).append(organiser.agency.name_th)
    leads = names.pop(OrganiserRole.LEAD, []) + names.pop(OrganiserRole.CO, [])
    lines = []
    if leads:
        lines.append({"label": _("ผู้จัด"), "names": joined(leads, first=_(" ร่วมกับ"))})
    if supporters := names.pop(OrganiserRole.SUPPORT, []):
        lines.append({"label": _("ผู้สนับสนุน"), "names": joined(supporters)})
    return lines


def joined(names: list[str], *, first: str = "") -> str:
    """Names in a Thai sentence: "ก ร่วมกับข ค และง"."""
    if len(names) == 1:
        return names[0]
    if first:
        return f"{names[0]}{first}{joined(names[1:])}"
    return f"{' '.join(names[:-1])} และ{names[-1]}"


def opening_act(fair: FairEvent):
    """The act of opening with all it names, or None."""
    acts = fair.acts.filter(kind="opens").select_related("person", "agency", "acting_for_person")
    return acts.order_by("sequence", "pk").first()


def programme_of(fair: FairEvent, today: date) -> tuple[date | None, list]:
    """The items of today, or of the next day that has any, or of the first day once it is over."""
    items = list(fair.programme.order_by("on", "starts_at", "pk"))
    days = [item.on for item in items]
    day = next((on for on in days if on >= today), days[0] if days else None)
    return day, [item for item in items if item.on == day]
