"""News is published under a day, and withdrawn; its texts are edited in the register."""

from datetime import date, time

from django.db import transaction

from fairs.models import NewsItem, NewsState
from otopfair.errors import RuleBroken
from otopfair.history.models import record
from otopfair.locking import lock
from otopfair.thai.formatting import format_date, format_time


def publish_news(
    news_item: NewsItem, *, published_on: date, published_time: time | None = None, by
) -> NewsItem:
    """Show it to everybody under `published_on`, which may be a day to come: then from that day.

    What is published already gets another day. Published under the same day twice is once.
    """
    with transaction.atomic():
        news_item = lock(news_item)
        when = (NewsState.PUBLISHED, published_on, published_time)
        if (news_item.state, news_item.published_on, news_item.published_time) == when:
            return news_item
        news_item.state, news_item.published_on, news_item.published_time = when
        news_item.save()
        at = f" เวลา {format_time(published_time)}" if published_time else ""
        record(news_item, "publish", f"เผยแพร่ข่าว วันที่ {format_date(published_on)}{at}", by=by)
    return news_item


def withdraw_news(news_item: NewsItem, *, reason: str, by) -> NewsItem:
    """Nobody outside reads it any more; it can be published again. Raises RuleBroken for a draft,
    and without a reason."""
    with transaction.atomic():
        news_item = lock(news_item)
        if news_item.state == NewsState.WITHDRAWN:
            return news_item
        if news_item.state == NewsState.DRAFT:
            raise RuleBroken("ข่าวนี้ยังเป็นร่าง ผู้ชมยังไม่เห็น จึงไม่ต้องถอน")
        if not reason.strip():
            raise RuleBroken("บอกเหตุที่ถอนข่าว", field="reason")
        news_item.state = NewsState.WITHDRAWN
        news_item.save()
        record(news_item, "withdraw", "ถอนข่าว ผู้ชมไม่เห็นแล้ว", by=by, reason=reason)
    return news_item
