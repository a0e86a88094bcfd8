"""Visitors' pages of news: the list with its filters, one piece of news, and the feed."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from fairs.models import FairEvent, FairState, NewsItem
from fairs.news import newest_news, news_cards
from fairs.operations.readings import readings
from fairs.reports import address_of
from fairs.sharing import news_moment, news_shared, news_words
from fairs.views.dated_lists import by_province_and_year, chips_of, provinces_of, year_asked_for
from fairs.views.feeds import TongueFeed
from otopfair.addresses import without
from otopfair.look.prose import prose
from otopfair.look.sharing import list_shared
from otopfair.paging import page_of
from otopfair.thai.calendar import ce_year, year_of_page

PER_PAGE = 24
MORE_SHOWN = 3
MOST_ENTRIES = 30
VISITORS_SEE = (FairState.PUBLISHED, FairState.CANCELLED)
LINE_SHARE = "https://social-plugins.line.me/lineit/share"


@login_not_required
@require_safe
@conditional_page
@cache_control(public=True, max_age=10)
def news_list(request):
    """Published news, the newest first; ?province= ?year= ?fair= filter."""
    every = NewsItem.objects.published()
    rows, chips = _filtered(every, request.GET)
    page = page_of(request, rows.newest_first(), per_page=PER_PAGE)
    context = {
        "section": "news",
        "page": page,
        "cards": news_cards(page.object_list),
        "provinces": provinces_of(every),
        "years": _years(every),
        "asked": request.GET,
        "year": year_asked_for(request.GET),
        "chips": chips,
        "clear_url": without(request.GET, "province", "year", "fair"),
        "shared": list_shared(
            _("ข่าว OTOP"),
            _("ข่าวงาน OTOP โครงการ และผู้ผลิตจากสำนักงานพัฒนาชุมชนและสื่อของรัฐทั่วไทย"),
            reverse("news-list"),
            page.number,
        ),
    }
    return render(request, "fairs/news_list.html", context)


def _filtered(rows, asked: QueryDict) -> tuple:
    """The rows that pass what is asked for, and a chip for each filter that stands."""
    rows, standing = by_province_and_year(
        rows, asked, lambda year_be: {"published_on__year": ce_year(year_be)}
    )
    if slug := asked.get("fair", ""):
        rows = rows.filter(fair_event__slug=slug)
        fair_event = FairEvent.objects.published().filter(slug=slug).first()
        standing.append(("fair", str(fair_event or slug)))
    return rows, chips_of(standing, asked)


def _years(rows) -> list[str]:
    return [str(year_of_page(day)) for day in rows.dates("published_on", "year", order="DESC")]


@login_not_required
@require_safe
@conditional_page
@cache_control(public=True, max_age=10)
def news(request, news_id: int):
    """One piece of news, with who made it; every reading is counted, nobody who reads."""
    rows = NewsItem.objects.published().select_related("province", "fair_event", "project")
    news_item = get_object_or_404(rows, pk=news_id)
    readings.note(news_item.pk)
    shown = parts_of_news(news_item)
    shared = news_shared(news_item, shown["photos"])
    context = {
        **shown,
        "section": "news",
        "line_url": f"{LINE_SHARE}?{urlencode({'url': shared.url})}",
        "shared": shared,
        "more": newest_news(MORE_SHOWN, ~Q(pk=news_item.pk)),
    }
    return render(request, "fairs/news.html", context)


def parts_of_news(news_item: NewsItem) -> dict:
    """What `fairs/_news.html` shows, also of news that is not saved or published yet."""
    fair_event = news_item.fair_event
    is_open = fair_event is not None and fair_event.state in VISITORS_SEE
    return {
        "news": news_item,
        "when": news_moment(news_item),
        "body": prose(news_item.body),
        "photos": list(news_item.photos.in_order()) if news_item.pk else [],
        "fair": fair_event if is_open else None,
        "fair_url": address_of(fair_event) if is_open else "",
        "readings": news_item.all_readings + readings.waiting(news_item.pk),
    }


class NewsFeed(TongueFeed):
    """The newest news, each under the moment of its day."""

    title = gettext_lazy("ข่าว OTOP")
    subtitle = gettext_lazy("ข่าวงานและโครงการ OTOP")
    link = reverse_lazy("news-list")
    feed_url = reverse_lazy("news-feed")

    def items(self):
        return NewsItem.objects.published().newest_first()[:MOST_ENTRIES]

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        return news_words(item)

    def item_link(self, item):
        return reverse("news", args=[item.pk])

    def item_author_name(self, item):
        return item.reporter or item.newsroom or None

    def item_pubdate(self, item):
        return news_moment(item)

    def item_updateddate(self, item):
        return item.changed_at
