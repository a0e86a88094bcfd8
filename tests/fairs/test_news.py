"""News: what visitors read, how it is found, and what officers do with it."""

import json
import re
from datetime import date, time, timedelta
from uuid import uuid4
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.urls import reverse

from fairs.models import NewsItem, NewsPhoto, NewsState, Project
from fairs.operations import news_photos as photo_operations
from fairs.operations.news import publish_news, withdraw_news
from fairs.operations.readings import Readings, readings
from fairs.views import news as pages
from otopfair.errors import RuleBroken
from otopfair.history.models import HistoryEntry
from otopfair.thai.calendar import today_in_thailand
from tests.factories import (
    a_picture,
    make_fair_event,
    make_news,
    make_news_photo,
    make_officer,
)
from tests.filled_forms import filled_form
from tests.visitors import queries_of, text_of, visit

pytestmark = pytest.mark.django_db
TODAY = today_in_thailand()
LAMPANG = "52"
PROVINCE = "/provinces/khon-kaen/"


@pytest.fixture(autouse=True)
def nothing_waits(monkeypatch):
    """The process counts for all tests; each begins with none, and writes nothing by the way."""
    monkeypatch.setattr(readings, "_waiting", type(readings._waiting)())
    monkeypatch.setattr(readings, "_due", float("inf"))


def titles(client, address="/news/"):
    return re.findall('<span class="name">(.*?)</span>', text_of(client, address))


# --- What visitors read ---------------------------------------------------------------------------


def test_visitors_read_what_is_published_the_newest_first(client):
    make_news("ข่าวเก่า", published_on=date(2019, 1, 17))
    make_news("ข่าวใหม่")
    make_news("ข่าวพรุ่งนี้", published_on=TODAY + timedelta(days=1))
    make_news("ข่าวร่าง", state=NewsState.DRAFT)
    make_news("ข่าวที่ถอน", state=NewsState.WITHDRAWN)
    assert titles(client) == ["ข่าวใหม่", "ข่าวเก่า"]


def test_what_is_not_published_has_no_page(client):
    tomorrow = make_news(published_on=TODAY + timedelta(days=1))
    for news_item in (tomorrow, make_news(state=NewsState.DRAFT)):
        visit(client, reverse("news", args=[news_item.pk]), status=404)


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("/news/?province=52", ["ลำปาง"]),
        ("/news/?year=2562", ["ลำปาง"]),
        ("/news/?fair=silk", ["ไหม"]),
        ("/news/?province=52&fair=silk", []),
        ("/news/?province=99&year=ก&page=x", ["ไหม", "ลำปาง"]),
    ],
)
def test_the_list_is_filtered_in_its_address(client, address, found):
    make_news("ลำปาง", province=LAMPANG, published_on=date(2019, 1, 17))
    make_news("ไหม", fair_event=make_fair_event(slug="silk"))
    assert titles(client, address) == found


def test_each_filter_is_a_chip_that_takes_it_off(client):
    fair = make_fair_event("งานไหม", slug="silk")
    make_news(fair_event=fair)
    text = text_of(client, "/news/?province=40&fair=silk")
    chips = re.findall(r'<a class="chip on" href="(.*?)">\s*(\S+?)<svg', text)
    assert chips == [("?fair=silk", "ขอนแก่น"), ("?province=40", "งานไหม")]


def test_a_page_says_all_that_stood_in_the_paper(client):
    fair = make_fair_event("งานเซรามิก", slug="ceramic")
    project = Project.objects.create(
        name_th="โครงการเซรามิก", fiscal_year_be=2562, province=fair.home_province
    )
    news_item = make_news(
        "ประชุมคณะทำงาน",
        province=LAMPANG,
        lead="จังหวัดลำปางจัดประชุม",
        body="ปีละประมาณ **2.3 พันล้านบาท** <script>x</script>",
        reporter="ชุติกาญจน์ เหล่าชัย",
        editor="ศศิธร สุดเจริญ",
        newsroom="สวท.ลำปาง",
        source_name="สำนักประชาสัมพันธ์เขต 3",
        source_url="https://a.example/",
        earlier_readings=175,
        fair_event=fair,
        project=project,
        published_on=date(2019, 1, 17),
        published_time=time(16, 32, 43),
    )
    text = text_of(client, reverse("news", args=[news_item.pk]))
    facts = dict(re.findall(r"<dt>(.*?)</dt>\s*<dd>\s*(.*?)\s*</dd>", text, re.S))
    assert facts == {
        "ข่าวโดย": "ชุติกาญจน์ เหล่าชัย",
        "บรรณาธิการ": "ศศิธร สุดเจริญ",
        "หน่วยงาน": "สวท.ลำปาง",
        "ที่มา": '<a href="https://a.example/" rel="noopener nofollow">สำนักประชาสัมพันธ์เขต 3</a>',
        "งาน": '<a href="/fairs/ceramic/">งานเซรามิก</a>',
        "โครงการ": "โครงการเซรามิก ปีงบประมาณ 2562",
    }
    assert "<strong>2.3&nbsp;พันล้านบาท</strong> &lt;script&gt;x&lt;/script&gt;" in text
    assert "อ่าน 176 ครั้ง" in text
    assert 'datetime="2019-01-17T16:32:43+07:00"' in text


def test_a_shared_page_brings_its_words_its_picture_and_its_facts(client, settings):
    settings.SITE_URL = "https://otopfair.example"
    news_item = make_news("ประชุม", lead="จังหวัดลำปางจัดประชุม", reporter="ชุติกาญจน์")
    photo = make_news_photo(news_item)
    url = f"https://otopfair.example/news/{news_item.pk}/"
    text = text_of(client, f"/news/{news_item.pk}/")
    assert f'<meta property="og:image" content="https://otopfair.example{photo.whole_url}">' in text
    assert '<meta name="description" content="จังหวัดลำปางจัดประชุม">' in text
    assert f'<link rel="canonical" href="{url}">' in text
    assert "https://social-plugins.line.me/lineit/share?url=https%3A%2F%2Fotopfair" in text
    facts = [json.loads(one) for one in re.findall(r"ld\+json\">(.*?)</script>", text)]
    article = next(one for one in facts if one["@type"] == "NewsArticle")
    assert (article["headline"], article["author"]["name"], article["url"]) == (
        "ประชุม",
        "ชุติกาญจน์",
        url,
    )


def test_home_the_fair_and_the_province_show_their_news(client):
    fair = make_fair_event(slug="silk", venue_province_id=LAMPANG)
    make_news("ข่าวของงาน", fair_event=fair)
    make_news("ข่าวอื่น", published_on=date(2019, 1, 17))
    assert titles(client, "/")[-2:] == ["ข่าวของงาน", "ข่าวอื่น"]
    assert titles(client, "/fairs/silk/") == ["ข่าวของงาน"]
    assert titles(client, "/provinces/lampang/")[1:] == ["ข่าวของงาน"]


@pytest.mark.parametrize("words", ["เซรามิก", "เซรามกิ", "ชุติกาญจน์", "ลำปาง"])
def test_the_search_finds_news_by_title_text_credits_and_place(client, words):
    make_news("ประชุมเรื่องเซรามิก", reporter="ชุติกาญจน์ เหล่าชัย", province=LAMPANG)
    make_news("ข่าวอื่น")
    assert titles(client, f"/search/?q={words}") == ["ประชุมเรื่องเซรามิก"]


def test_the_feed_and_the_site_map_name_published_news(client):
    news_item = make_news("ข่าวใหม่", published_on=date(2019, 1, 17), reporter="ชุติกาญจน์")
    make_news("ข่าวร่าง", state=NewsState.DRAFT)
    feed = ElementTree.fromstring(visit(client, "/news/feed.xml").content)
    [entry] = feed.findall("{*}entry")
    said = [entry.find(f"{{*}}{tag}").text for tag in ("title", "published")]
    assert said == ["ข่าวใหม่", "2019-01-17T00:00:00+07:00"]
    assert f"/news/{news_item.pk}/</loc>" in visit(client, "/sitemap-news.xml").content.decode()


def test_pages_of_news_ask_as_much_for_many_as_for_one(client):
    fair = make_fair_event(slug="silk")
    first = make_news(fair_event=fair)
    make_news_photo(first)
    addresses = ("/news/", f"/news/{first.pk}/", "/news/feed.xml", "/fairs/silk/", PROVINCE)
    visit(client, PROVINCE)  # counts of the catalogue are kept from now on
    one = [queries_of(client, address) for address in addresses]
    for _ in range(10):
        make_news_photo(make_news(fair_event=fair))
    assert [queries_of(client, address) for address in addresses] == one


# --- How often it is read -------------------------------------------------------------------------


def test_readings_are_written_together_and_change_no_text():
    news_item, counted = make_news(), Readings()
    before = NewsItem.objects.values_list("changed_at", flat=True).get()
    counted.note(news_item.pk)  # the first is written at once
    for _ in range(3):
        counted.note(news_item.pk)
    assert (NewsItem.objects.get().readings, counted.waiting(news_item.pk)) == (1, 3)
    counted._due = 0
    counted.note(news_item.pk)
    news_item.refresh_from_db()
    assert (news_item.readings, counted.waiting(news_item.pk)) == (5, 0)
    assert news_item.changed_at == before


def test_a_page_is_read_also_when_it_cannot_be_counted(client, monkeypatch):
    def refuse(*args, **kwargs):
        raise DatabaseError("read only")

    monkeypatch.setattr(readings, "_due", 0)
    news_item = make_news()
    with monkeypatch.context() as away:
        away.setattr(type(NewsItem.objects.all()), "update", refuse)
        visit(client, f"/news/{news_item.pk}/")
    assert readings.waiting(news_item.pk) == 1


# --- What officers do -----------------------------------------------------------------------------


@pytest.fixture
def officer(client):
    officer = make_officer()
    client.force_login(officer)
    return officer


def test_news_is_published_under_its_day_and_withdrawn_with_a_reason(client, officer):
    news_item = make_news(state=NewsState.DRAFT, published_on=None)
    page = reverse("staff:news-state", args=[news_item.pk])
    client.post(page, {"act": "publish", "published_on": "17 ม.ค. 62", "published_time": "16.32"})
    news_item.refresh_from_db()
    assert (news_item.state, news_item.published_on, news_item.published_time) == (
        NewsState.PUBLISHED,
        date(2019, 1, 17),
        time(16, 32),
    )
    assert client.post(page, {"act": "withdraw", "reason": ""}).status_code == 422
    client.post(page, {"act": "withdraw", "reason": "ลงซ้ำ"})
    news_item.refresh_from_db()
    told = HistoryEntry.objects.of(news_item).values_list("summary", "reason")
    assert (news_item.state, list(told)) == (
        NewsState.WITHDRAWN,
        [
            ("ถอนข่าว ผู้ชมไม่เห็นแล้ว", "ลงซ้ำ"),
            ("เผยแพร่ข่าว วันที่ 17 มกราคม 2562 เวลา 16.32 น.", ""),
        ],
    )


def test_a_draft_is_not_withdrawn(officer):
    with pytest.raises(RuleBroken, match="ยังเป็นร่าง"):
        withdraw_news(make_news(state=NewsState.DRAFT), reason="ลงซ้ำ", by=officer)


def test_what_is_typed_is_seen_before_it_is_saved(client, officer):
    typed = {"title": "หัวข้อ", "body": "**หนา**", "reporter": "ชุติกาญจน์"}
    page = client.post(reverse("staff:news-typed"), typed).content.decode()
    part = client.post(reverse("staff:news-typed"), typed, headers={"HX-Request": "true"})
    assert "<strong>หนา</strong>" in page
    assert "ชุติกาญจน์" in page
    assert "<strong>หนา</strong>" in part.content.decode()
    assert "<html" not in part.content.decode()
    assert NewsItem.objects.count() == 0


def test_what_is_typed_into_the_register_is_kept_until_it_is_saved(client, officer):
    page = reverse("staff:fairs_newsitem_add")
    client.post(page, {"title": "พิมพ์ค้าง"}, headers={"X-Only-Keep": "1", "HX-Request": "true"})
    assert 'value="พิมพ์ค้าง"' in client.get(page).content.decode()
    key = re.search('name="form_key" value="(.*?)"', client.get(page).content.decode())[1]
    typed = {"title": "พิมพ์จบ", "body": "เนื้อ", "province": "40", "form_key": key}
    client.post(page, {**typed, "earlier_readings": "0"})
    assert NewsItem.objects.get().title == "พิมพ์จบ"
    assert 'value="พิมพ์ค้าง"' not in client.get(page).content.decode()


def test_what_was_typed_for_one_project_is_not_put_on_another(client, officer):
    """The text came back with the project of the first page, and was saved there."""
    add = reverse("staff:fairs_newsitem_add")
    one, other = [
        Project.objects.create(name_th=name, fiscal_year_be=2562, province_id="40")
        for name in ("เซรามิก", "ผ้าทอ")
    ]
    kept = {"title": "พิมพ์ค้าง", "project": one.pk}
    first = f"{add}?project={one.pk}&province=40"
    client.post(first, kept, headers={"X-Only-Keep": "1", "HX-Request": "true"})

    boxes = filled_form(client.get(f"{add}?project={other.pk}&province=40"), holds="reporter")

    assert (boxes["title"], boxes["project"]) == ("", str(other.pk))
    boxes = filled_form(client.get(first), holds="reporter")
    assert (boxes["title"], boxes["project"]) == ("พิมพ์ค้าง", str(one.pk))


def upload(client, news_item, **typed):
    page = reverse("staff:news-photos", args=[news_item.pk])
    return client.post(
        page, {"form_key": uuid4(), "caption": "พิธีเปิด", "photo": a_picture(), **typed}
    )


def test_a_photo_comes_in_once_leads_is_described_goes_and_comes_back(client, officer):
    news_item, key = make_news(), uuid4()
    make_news_photo(news_item, "รูปเดิม")
    for _twice in range(2):
        assert upload(client, news_item, form_key=key).status_code == 302
    photo = NewsPhoto.objects.get(caption="พิธีเปิด")
    assert client.get(photo.whole_url).status_code == 200

    page = reverse("staff:news-photo", args=[photo.pk])
    client.post(page, {"act": "first"})
    assert [row.caption for row in news_item.photos.in_order()] == ["พิธีเปิด", "รูปเดิม"]

    client.post(page, {"caption": "ผู้ว่าฯ เปิดงาน", "seen": ""})
    gone = client.post(reverse("staff:news-photo-out", args=[photo.pk]))
    assert [row.caption for row in news_item.photos.in_order()] == ["รูปเดิม"]
    client.post(gone["Location"], {"act": "restore"})
    assert [row.caption for row in news_item.photos.in_order()] == ["ผู้ว่าฯ เปิดงาน", "รูปเดิม"]


def test_a_photo_of_two_officers_takes_no_caption_unseen(client, officer):
    photo = make_news_photo(make_news())
    page = reverse("staff:news-photo", args=[photo.pk])
    seen = re.search('name="seen" value="(.*?)"', client.get(page).content.decode())[1]
    photo.caption = "ของอีกคน"
    photo.save()
    stale = client.post(page, {"caption": "ของฉัน", "seen": seen})
    photo.refresh_from_db()
    assert (stale.status_code, photo.caption) == (409, "ของอีกคน")


def test_what_is_no_photo_and_one_without_words_are_refused(client, officer, monkeypatch):
    news_item = make_news()
    no_photo = SimpleUploadedFile("a.jpg", b"no photo")
    assert upload(client, news_item, photo=no_photo).status_code == 422
    assert upload(client, news_item, caption="").status_code == 422
    monkeypatch.setattr(photo_operations, "MOST_PHOTOS", 0)
    assert "ใส่ได้ไม่เกิน 0 รูป" in upload(client, news_item).content.decode()
    assert NewsPhoto.objects.count() == 0


def test_a_photo_that_nobody_can_put_back_loses_its_files(client, officer):
    news_item = make_news()
    upload(client, news_item)
    photo = NewsPhoto.objects.get()
    photo_operations.take_out_news_photo(photo, by=officer)
    assert client.get(photo.whole_url).status_code == 200
    rows = [{"model": "fairs.newsphoto", "fields": {"name": photo.name}}]
    photo_operations.drop_forgotten_news_photos(rows=rows)
    assert client.get(photo.whole_url).status_code == 404


def test_published_again_under_the_same_day_is_once(officer):
    news_item = make_news(state=NewsState.DRAFT)
    for _twice in range(2):
        publish_news(news_item, published_on=TODAY, by=officer)
    assert HistoryEntry.objects.of(news_item).count() == 1


def test_the_list_has_pages(client, monkeypatch):
    monkeypatch.setattr(pages, "PER_PAGE", 2)
    for number in range(5):
        make_news(f"ข่าว {number}")
    assert titles(client, "/news/?page=2") == ["ข่าว 2", "ข่าว 1"]
