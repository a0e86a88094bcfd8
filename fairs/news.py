"""What pages ask about news: cards, the newest of a fair or a province, who answers a search."""

from typing import TypedDict

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from fairs.matching import Columns, find, matches, rank
from fairs.models import NewsItem, NewsPhoto
from fairs.reading import Reading
from otopfair.addresses import url_below
from otopfair.thai.formatting import format_date_short, no_break
from otopfair.thai.ranking import Query
from otopfair.tongues import name_column

MOST_HITS = 60


class NewsCard(TypedDict):
    """What `components/news_card.html` shows; `photo` is the name of one, or ""."""

    url: str
    title: str
    day: str
    place: str
    photo: str


def news_cards(rows: QuerySet) -> list[NewsCard]:
    """Cards of `rows` in their order, in one query."""
    cover = NewsPhoto.objects.filter(news_item=OuterRef("pk")).in_order().values("name")[:1]
    shown = rows.annotate(cover=Subquery(cover)).values_list(
        "pk", "title", "published_on", name_column("province__"), "cover"
    )
    url_of = url_below("news-list")
    return [_card(url_of(pk), *columns) for pk, *columns in shown]


def _card(url: str, title: str, day, province: str | None, cover: str | None) -> NewsCard:
    return {
        "url": url,
        "title": title,
        "day": no_break(format_date_short(day)),
        "place": province or _("ทั้งประเทศ"),
        "photo": cover or "",
    }


def newest_news(count: int, where: Q | None = None) -> list[NewsCard]:
    """The newest published news, at most `count`, of those that are so."""
    return news_cards(NewsItem.objects.published().filter(where or Q()).newest_first()[:count])


def news_of_province(code: str) -> Q:
    """News of a province: its own, and that of fairs held there."""
    return Q(province=code) | Q(fair_event__venue_province=code)


BY_TEXT = Columns(
    name="title",
    folded="search_text",
    words="",
    stories=(),
    province="province",
    district="",
    subdistrict="",
    category="",
    stars="",
)


def search_news(query: Query) -> list[NewsCard]:
    """Published news whose title, text or credits answer `query`: title first, then the newest."""
    rows = NewsItem.objects.published()

    def read(readings: list[Reading]) -> list[tuple]:
        found = rows.filter(matches(readings, BY_TEXT)).annotate(rank=rank(readings, BY_TEXT))
        ordered = found.order_by("rank", F("published_on").desc(), "-pk")
        return list(ordered.values_list("pk", "rank")[:MOST_HITS])

    keys = [pk for pk, _rank in find(query, rows, BY_TEXT, read).rows] if query else []
    url_of = url_below("news-list")
    by_url = {card["url"]: card for card in news_cards(NewsItem.objects.filter(pk__in=keys))}
    return [by_url[url_of(key)] for key in keys]
