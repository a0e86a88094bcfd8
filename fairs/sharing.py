"""What pages of fairs and news say to search engines, and to whoever gets the address sent."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime, time

from django.urls import reverse
from django.utils.translation import gettext as _

from fairs.models import DatePrecision, FairEvent, NewsItem, NewsPhoto
from fairs.reports import OrganiserLine, address_of, dates_of, place_of
from otopfair.look.prose import plain
from otopfair.look.sharing import (
    CONTEXT,
    Picture,
    Shared,
    absolute,
    fact,
    in_short,
    part,
    place_in_thailand,
    site_card,
    way_to,
)
from otopfair.thai.calendar import THAILAND, year_in_tongue
from otopfair.thai.formatting import format_time_range

SHORT = 80  # letters: the page of a plan is heavy enough


def fair_shared(fair_event: FairEvent, organisers: Sequence[OrganiserLine] = ()) -> Shared:
    """The page of one fair; `organisers` as of `organiser_lines`."""
    path = address_of(fair_event)
    picture = fair_picture(fair_event)
    words = in_short(f"{_when_and_where(fair_event)} {fair_event.description}")
    facts = [_way(fair_event)]
    if fair_event.date_precision == DatePrecision.DAY:
        facts.append(_event(fair_event, words, picture, organisers))
    return Shared(str(fair_event), words, path, picture, "article", tuple(facts))


def fair_part_shared(fair_event: FairEvent, name: str, path: str) -> Shared:
    """A page below that of the fair, called `name`: its plan, shops, products."""
    title = f"{name} {fair_event}"
    words = in_short(f"{name} {fair_event.name} {dates_of(fair_event)}", SHORT)
    facts = (_way(fair_event, (title, path)),)
    return Shared(title, words, path, fair_picture(fair_event), "article", facts)


def card_words(fair_event: FairEvent) -> dict[str, str]:
    """What the picture of a fair says."""
    number, year_be = fair_event.edition_no, fair_event.year_label_be
    edition = [
        _("ครั้งที่ %(number)s") % {"number": number} if number else "",
        _("ประจำปี %(year)s") % {"year": year_in_tongue(year_be)} if year_be else "",
    ]
    return {
        "title": fair_event.name,
        "edition": " ".join(words for words in edition if words),
        "dates": _("ยกเลิกงานนี้แล้ว") if fair_event.is_cancelled else dates_of(fair_event),
        "place": place_of(fair_event),
        "cloth": fair_event.cloth,
    }


def fair_picture(fair_event: FairEvent) -> Picture:
    """The fair's own picture; another word in it makes another address."""
    words = json.dumps(card_words(fair_event), ensure_ascii=False)
    mark = hashlib.sha256(words.encode()).hexdigest()[:8]
    path = reverse("fair-card", args=[fair_event.slug])
    return Picture(f"{path}?v={mark}", 1200, 630)


def _when_and_where(fair_event: FairEvent) -> str:
    if fair_event.is_cancelled:
        return _("ยกเลิกงานนี้แล้ว")
    hours = ""
    if fair_event.opens_time and fair_event.closes_time:
        hours = f" {format_time_range(fair_event.opens_time, fair_event.closes_time)}"
    return _("%(when)s ณ %(place)s") % {
        "when": f"{dates_of(fair_event)}{hours}",
        "place": place_of(fair_event),
    }


def _way(fair_event: FairEvent, *below: tuple[str, str]) -> dict:
    here = (str(fair_event), address_of(fair_event))
    return way_to((_("งานแฟร์"), reverse("fair-list")), here, *below)


def _event(fair_event: FairEvent, words: str, picture: Picture, organisers) -> dict:
    district = fair_event.venue_district.name if fair_event.venue_district else ""
    province = fair_event.venue_province.name
    address = place_in_thailand(district, province)
    return fact(
        "Event",
        name=str(fair_event),
        description=words,
        url=absolute(address_of(fair_event)),
        image=[picture.url],
        startDate=fair_event.opens_on,
        endDate=fair_event.closes_on,
        eventStatus=f"{CONTEXT}/Event{'Cancelled' if fair_event.is_cancelled else 'Scheduled'}",
        eventAttendanceMode=f"{CONTEXT}/OfflineEventAttendanceMode",
        location=part("Place", name=fair_event.venue_name or province, address=address),
        organizer=[
            part("Organization", name=name) for line in organisers for name in line["leads"]
        ],
    )


def news_moment(news_item: NewsItem) -> datetime:
    """When it was published; midnight where nobody has said the hour."""
    day = news_item.published_on
    return datetime.combine(day, news_item.published_time or time.min, THAILAND)


def news_words(news_item: NewsItem) -> str:
    """What it is about, in short."""
    return in_short(news_item.lead or plain(news_item.body))


def news_shared(news_item: NewsItem, photos: Sequence[NewsPhoto] = ()) -> Shared:
    """The page of one piece of news, with its first photo."""
    path = reverse("news", args=[news_item.pk])
    picture = Picture(photos[0].whole_url, photos[0].width, photos[0].height) if photos else None
    facts = (
        way_to((_("ข่าว"), reverse("news-list")), (news_item.title, path)),
        _article(news_item, photos),
    )
    words = news_words(news_item)
    return Shared(news_item.title, words, path, picture or site_card(), "article", facts)


def _article(news_item: NewsItem, photos: Sequence[NewsPhoto]) -> dict:
    house = news_item.newsroom or news_item.source_name
    return fact(
        "NewsArticle",
        headline=news_item.title,
        description=news_words(news_item),
        url=absolute(reverse("news", args=[news_item.pk])),
        image=[absolute(photo.whole_url) for photo in photos],
        datePublished=news_moment(news_item).isoformat(),
        dateModified=news_item.changed_at.isoformat(),
        author=part("Person", name=news_item.reporter) if news_item.reporter else None,
        editor=part("Person", name=news_item.editor) if news_item.editor else None,
        publisher=part("Organization", name=house) if house else None,
        isBasedOn=news_item.source_url,
        inLanguage="th",
    )
