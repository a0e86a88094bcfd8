"""What two officers press at once about news and notices; raced in tests/test_pressed_twice.py."""

from copy import copy
from itertools import count
from uuid import uuid4

from fairs.models import NewsState
from fairs.operations import news, news_photos, notices
from otopfair.stale import seen_of
from otopfair.thai.calendar import today_in_thailand
from tests import factories as make
from tests.race_world import lines


def publish(world):
    news_item = make.make_news(state=NewsState.DRAFT)
    return lambda: news.publish_news(news_item, published_on=today_in_thailand(), by=world.by)


def withdraw(world):
    news_item = make.make_news()
    return lambda: news.withdraw_news(news_item, reason="ลงซ้ำ", by=world.by)


def add_photo(world):
    news_item, key = make.make_news(), uuid4()
    return lambda: news_photos.add_news_photo(
        news_item, make.a_picture(), caption="พิธีเปิด", form_key=key, by=world.by
    )


def caption(world):
    photo = make.make_news_photo(make.make_news())
    seen = seen_of({"caption": photo.caption})
    return lambda: news_photos.caption_news_photo(photo, str(uuid4()), seen=seen, by=world.by)


def prepared(number=1):
    signed_on = today_in_thailand()
    return notices.numbered_as(make.make_notice(), number=number, signed_on=signed_on)


def signed(world):
    return notices.sign_notice(prepared(), paper=b"%PDF-", by=world.by)


def sign(world):
    """One draft, by two who have given it different numbers."""
    notice, numbers = prepared(), count(1)

    def act():
        mine = copy(notice)
        mine.number = next(numbers)
        return notices.sign_notice(mine, paper=b"%PDF-", by=world.by)

    return act


def amend(world):
    notice = signed(world)
    return lambda: notices.amend_notice(notice, by=world.by)


def withdraw_signed(world):
    notice = signed(world)
    return lambda: notices.withdraw_notice(notice, reason="พิมพ์ผิด", by=world.by)


TOLD = {
    "sign_notice": (sign, (notices, "lock"), lines("sign")),
    "amend_notice": (amend, (notices, "_amending"), lines("amend")),
    "withdraw_notice": (withdraw_signed, (notices, "lock"), lines("withdraw")),
    "publish_news": (publish, (news, "lock"), lines("publish")),
    "withdraw_news": (withdraw, (news, "lock"), lines("withdraw")),
    "add_news_photo": (add_photo, (news_photos, "Max"), lines("add_photo")),
    "caption_news_photo": (caption, (news_photos, "lock"), lines("caption_photo")),
}
