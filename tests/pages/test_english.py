"""The English pages: every public one exists, its address alone makes it English, and no Thai of
ours is on it. What people typed in Thai is marked as Thai."""

import re
from datetime import date, timedelta
from html.parser import HTMLParser
from uuid import uuid4
from xml.etree import ElementTree

import pytest
import time_machine
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fairs.models import FairEvent, NewsItem, Notice, Project
from fairs.reports import dates_of
from onsite.models import Complaint
from onsite.reports.complaints import answer_link
from otopfair.drafts.views import BACK
from otopfair.look.templatetags.tongues import routes_spoken_twice
from otopfair.outbox.models import Message
from otopfair.thai.formatting import format_deadline
from otopfair.tongues import ENGLISH, spoken
from otopfair.trouble import Trouble, trouble_page
from products.models import Product
from sales.models import FairReport
from sales.operations.fair_reports import close_fair_report
from tests import factories as make
from tests.fairs.test_notices import sign
from tests.shared_rows import written_once
from tests.staff.world import make_world
from tests.test_fuzz import HOSTILE, ROUTES, hostile_paths, real_path
from vendors.models import Announcement, BoothApplication, Draw, Vendor
from vendors.published import ANNEXES

pytestmark = pytest.mark.django_db
SITE = "https://otopfair.example"
THAI = re.compile("[ก-ฺเ-๛]")  # without ฿
SPOKEN = ("alt", "title", "aria-label", "placeholder", "data-label", "data-busy")
SINGLE = re.compile(r"\b1(?: |&nbsp;)(?:booths|products|stars|shops|fairs|producers)\b")
VOID = {"meta", "link", "input", "img", "br", "hr", "source", "path", "use", "wbr"}
# Their titles are what officers typed.
TITLED_IN_THAI = {"news", "notice", "public-project", "fair-result", "fair-draw"}
LEADS_ON = {"product-named": 301, "suggest": 302}


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = SITE


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Rows for every page; fair, shop and product have an English name, others of each have not."""
    with written_once(django_db_blocker):
        officer = make_world()
        FairEvent.objects.update(name_en="Test fair", state="published", description="เล่าเรื่องงาน")
        Vendor.objects.filter(products__isnull=False).update(name_en="Silk weavers")
        Vendor.objects.update(is_published=True, show_state="shown", story="เรื่องของร้าน")
        shop = Vendor.objects.get(name_en="Silk weavers")
        make.make_product(shop, "ผ้าฝ้ายย้อมคราม", price_baht=1200, price_unit="ต่อผืน", story="ทอมือ")
        first = Product.objects.order_by("pk").first()
        Product.objects.filter(pk=first.pk).update(name_en="Mudmee silk")
        Product.objects.update(
            is_published=True, is_public=True, sold_at_fairs=True, sold_where="ตลาด"
        )
        Project.objects.update(is_public=True)
        shown = make.make_fair_event("งานที่ไม่มีชื่ออังกฤษ", edition_no=3)
        make.make_news("ข่าวภาษาไทย", fair_event=shown)
        NewsItem.objects.update(published_on=date(2020, 1, 1))
        sign(Notice.objects.get(), number=7, on=date(2020, 1, 2))
        _announce()
        _choose()
        _close(officer)
        yield


def _announce() -> None:
    line = {"reference": "KK63-0001", "name": "ร้านทดสอบ", "place": "อ.ชนบท จ.ขอนแก่น", "booths": 1}
    lines = [{**line, "category": 3, "outcome": outcome, "number": 1} for outcome in ANNEXES]
    kept = {"lines": lines, "told": len(lines)}
    approval = {"approved_by": make.make_officer(), "approved_at": timezone.now()}
    Announcement.objects.update(applied_at=timezone.now(), published=kept, **approval)


def _choose() -> None:
    """Somebody was chosen beside a rule, and was told."""
    announcement = Announcement.objects.order_by("pk").first()
    fair = FairEvent.objects.order_by("pk").first()
    rows = BoothApplication.objects.filter(fair_event=fair)
    told = {"announcement": announcement, "announced_at": timezone.now()}
    told |= {"phase": "selection", "decided_by": make.make_officer()}
    for row in rows.exclude(reference_number=None).order_by("pk")[:1]:
        row.decisions.create(outcome="select", beyond_reason="ร้านเดียวในอำเภอ", **told)


def _close(officer) -> None:
    fair = FairEvent.objects.order_by("pk").first()
    FairReport.objects.all().delete()
    with time_machine.travel(fair.closes_on + timedelta(days=2), tick=False):
        close_fair_report(fair, accept_open_days=True, by=officer)


class Spoken(HTMLParser):
    """What of a page is said in Thai outside elements with lang="th"."""

    def __init__(self, page: str):
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.found: list[str] = []
        self.marked: list[str] = []
        self.feed(page)

    @property
    def is_marked(self) -> bool:
        return any(is_thai for _tag, is_thai in self.open)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        is_thai = given.get("lang") == "th"
        if not (is_thai or self.is_marked):
            names = (*SPOKEN, "content") if tag == "meta" else SPOKEN
            self._note(*(given.get(name) for name in names))
        if tag not in VOID:
            self.open.append((tag, is_thai))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if self.is_marked:
            self.marked.append(data.strip())
        elif not (self.open and self.open[-1][0] in ("script", "style")):
            self._note(data)

    def _note(self, *texts):
        self.found += [text.strip() for text in texts if text and THAI.search(text)]


def thai_of_ours(page: str, *, with_title: bool = True) -> list[str]:
    head = r"<title>.*?</title>|<meta [^>]*>"
    return Spoken(page if with_title else re.sub(head, "", page, flags=re.DOTALL)).found


def english_routes() -> list[tuple[str, str]]:
    twice = routes_spoken_twice()
    return sorted({(name, route) for name, route in ROUTES if name in twice})


def english_path(name: str, route: str) -> str:
    """Where a row answers at that route."""
    if name == "complaint-answer":
        return answer_link(Complaint.objects.first())
    rows = {"announcement_id": Announcement, "draw_id": Draw}
    path = real_path(name, route)
    if any(part in route for part in rows):
        assert all(rows[part].objects.exists() for part in rows if part in route)
    return path


ASKED = (
    "/fairs/{slug}/plan/?booth=C01",
    "/fairs/{slug}/plan/?booth=Q99",
    "/fairs/{slug}/plan/?q=silk",
    "/fairs/{slug}/plan/?free=1",
    "/fairs/{slug}/vendors/?category=1",
    "/fairs/{slug}/products/?category=1",
    "/fairs/{slug}/complaint/?booth=C01",
    "/fairs/?when=past&province=40&year=2020",
    "/fairs/?province=10&year=1999",
    "/products/?q=ไหม",
    "/products/?q=silk&stars=1",
    "/products/?q=qqqq",
    "/products/?category=3&province=40",
    "/vendors/?q=silk&province=40",
    "/vendors/?q=qqqq",
    "/vendors/?province=10",
    "/search/?q=silk",
    "/search/?q=C01",
    "/search/?q=qqqq",
    "/search/?q=khon kaen",
    "/news/?province=10",
    "/news/?year=2020",
    "/notices/?province=10",
    "/notices/?year=2020",
    "/nowhere/",
)


@pytest.fixture
def on_the_first_day(world):
    with time_machine.travel(FairEvent.objects.order_by("pk").first().opens_on, tick=False):
        yield


def said_in_thai(response, *, with_title: bool = True) -> list[str]:
    page = response.content.decode()
    assert '<html lang="en">' in page
    return thai_of_ours(page, with_title=with_title)


def test_no_english_page_says_thai_of_ours(client, on_the_first_day):
    said = {}
    for name, route in english_routes():
        response = client.get(f"/en{english_path(name, route)}")
        assert response.status_code == LEADS_ON.get(name, 200), name
        if response["Content-Type"].startswith("text/html") and response.status_code == 200:
            said[name] = said_in_thai(response, with_title=name not in TITLED_IN_THAI)
    assert {name: found for name, found in said.items() if found} == {}
    assert len(said) > 25


def test_nor_does_a_page_that_was_asked_for_something(client, on_the_first_day):
    slug = FairEvent.objects.order_by("pk").first().slug
    paths = [f"/en{path.format(slug=slug)}" for path in ASKED]
    # What was asked for in Thai stands in the title.
    found = {path: said_in_thai(client.get(path), with_title="ไ" not in path) for path in paths}
    assert {path: said for path, said in found.items() if said} == {}


@pytest.mark.parametrize("kind", Trouble)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_page_of_trouble_is_english_too(rf, method, kind):
    request = getattr(rf, method)("/en/fairs/silk/complaint/", {"text": "Hm"})
    with spoken(ENGLISH):
        assert said_in_thai(trouble_page(request, kind)) == []


@pytest.mark.parametrize("page", ["400", "403", "403_csrf", "404", "405", "429", "500", "503"])
def test_so_is_every_page_of_an_error(page):
    with spoken(ENGLISH):
        text = render_to_string(f"{page}.html", {"page": "/en/fairs/", "way": BACK, "minutes": 5})
    assert thai_of_ours(text) == []


def test_a_form_that_was_open_for_too_long_says_so_in_english(world):
    fair = FairEvent.objects.order_by("pk").first()
    client = Client(enforce_csrf_checks=True, headers={"sec-fetch-site": "same-origin"})
    response = client.post(f"/en/fairs/{fair.slug}/complaint/", {"text": "Hm"})
    assert (response.status_code, said_in_thai(response)) == (403, [])


@pytest.mark.parametrize(
    ("path", "title"),
    [("/en/fairs/feed.xml", "Newly published fairs"), ("/en/news/feed.xml", "OTOP news")],
)
def test_feeds_and_their_links_are_english(client, world, path, title):
    feed = ElementTree.fromstring(client.get(path).content)
    said = [feed.find(f"{{*}}{name}").text for name in ("title", "subtitle")]
    assert said[0] == title
    assert not THAI.search(said[1])
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    links = [link.get("href") for link in feed.iter("{http://www.w3.org/2005/Atom}link")]
    assert [link for link in links if "/en/" not in link] == []


def test_a_feed_says_days_and_place_of_a_fair_in_english(client, world):
    feed = ElementTree.fromstring(client.get("/en/fairs/feed.xml").content)
    said = {entry.find("{*}title").text: entry.find("{*}summary").text for entry in entries(feed)}
    fair = FairEvent.objects.order_by("pk").first()
    with spoken(ENGLISH):
        day = dates_of(fair).replace("\N{NO-BREAK SPACE}", " ")
    assert said["Test fair"].startswith(f"{day} at ")


def entries(feed):
    return feed.findall("{*}entry")


def test_the_pictures_that_are_shared_say_what_the_page_says(client, world, monkeypatch):
    drawn = {}
    monkeypatch.setattr("fairs.views.public.kept_picture", lambda _name, words: drawn.update(words))
    fair = FairEvent.objects.order_by("pk").first()
    FairEvent.objects.filter(pk=fair.pk).update(edition_no=31, year_label_be=2569)
    page = client.get(f"/en/fairs/{fair.slug}/").content.decode()
    [picture] = re.findall('<meta property="og:image" content="(.*?)">', page)
    assert picture.startswith(f"{SITE}/en/fairs/{fair.slug}/card.png?v=")
    client.get(picture.removeprefix(SITE))
    assert (drawn["title"], drawn["edition"]) == ("Test fair", "No. 31 2026 edition")
    page = client.get("/en/products/").content.decode()
    assert f'<meta property="og:image" content="{SITE}/en/card.png">' in page


def test_open_data_is_described_in_both_languages(client, world):
    catalogue = client.get("/data/catalog.jsonld").json()
    described = [catalogue["dct:title"]]
    described += [one["dct:title"] for one in catalogue["dcat:dataset"]]
    described += [one["dct:description"] for one in catalogue["dcat:dataset"]]
    for texts in described:
        said = {text["@language"]: text["@value"] for text in texts}
        assert [bool(THAI.search(said[language])) for language in ("th", "en")] == [True, False]
    fields = client.get("/data/fairs.schema.json").json()["fields"]
    assert [field["name"] for field in fields if THAI.search(field["title_en"])] == []


def test_one_is_one(client, world):
    """No plural stands behind a single thing."""
    fair = make.make_fair_event("งานเดียว", name_en="One booth", state="published")
    make.make_booth(fair, "A1")
    Product.objects.update(stars=1)
    pages = [f"/en/fairs/{fair.slug}/", f"/en/fairs/{fair.slug}/plan/", "/en/products/?stars=1"]
    said = [client.get(page).content.decode() for page in pages]
    assert [SINGLE.findall(re.sub("<[^>]*>", " ", page)) for page in said] == [[], [], []]
    assert "1 booth" in said[1]


def test_what_people_typed_is_marked_as_thai_and_names_are_english_where_they_have_one(
    client, on_the_first_day
):
    shop = Vendor.objects.get(name_en="Silk weavers")
    page = client.get(f"/en/vendors/{shop.pk}/").content.decode()
    assert "<h1>Silk weavers</h1>" in page
    assert '<p class="muted">Community producers&#x27; group' in page
    assert '<span lang="th">เรื่องของร้าน</span>' in page
    assert "Mudmee silk" in page
    assert '<span lang="th">ผ้าฝ้ายย้อมคราม</span>' in page
    assert "฿1,200 / piece" in page


def test_the_address_alone_chooses_the_language(client, world):
    client.cookies["django_language"] = "en"
    thai = client.get("/fairs/", headers={"accept-language": "en"})
    english = client.get("/en/fairs/", headers={"accept-language": "th"})
    assert '<html lang="th">' in thai.content.decode()
    assert '<html lang="en">' in english.content.decode()
    assert (thai["Vary"], english["Vary"]) == ("Accept-Encoding", "Accept-Encoding")


def test_each_page_names_both_its_addresses_and_its_own(client, world):
    for path in ("/en/fairs/", "/fairs/", "/en/fairs/?province=40", "/fairs/?province=40"):
        page = client.get(path).content.decode()
        own = "/en/fairs/" if path.startswith("/en/") else "/fairs/"
        assert re.findall('<link rel="canonical" href="(.*?)">', page) == [f"{SITE}{own}"]
        assert re.findall('<link rel="alternate" hreflang="(.*?)" href="(.*?)">', page) == [
            ("th", f"{SITE}/fairs/"),
            ("en", f"{SITE}/en/fairs/"),
            ("x-default", f"{SITE}/fairs/"),
        ]


def test_the_switch_stays_on_the_page_with_all_that_was_asked(client, world):
    switch = re.compile('<a class="tongue" href="(.*?)" lang="(.*?)" hreflang="(.*?)">(.*?)</a>')
    thai = client.get("/products/?q=silk&category=3").content.decode()
    english = client.get("/en/products/?q=silk&category=3").content.decode()
    assert switch.findall(thai) == [
        ("/en/products/?q=silk&amp;category=3", "en", "en", "English"),
    ]
    assert switch.findall(english) == [("/products/?q=silk&amp;category=3", "th", "th", "ไทย")]


def test_a_page_that_exists_in_thai_alone_has_no_switch(client):
    page = client.get("/accounts/login/").content.decode()
    assert 'class="tongue"' not in page
    assert "hreflang" not in page
    assert client.get("/en/accounts/login/").status_code == 404
    assert client.get("/en/staff/").status_code == 404


def test_one_language_keeps_nothing_for_the_other(client, world):
    """Header, footer and the list of provinces are kept from page to page."""
    before = client.get("/vendors/").content
    english = client.get("/en/vendors/").content.decode()
    assert '<option value="40">Khon Kaen</option>' in english
    assert client.get("/vendors/").content == before


def test_a_year_is_read_from_either_language_and_written_in_the_pages_own(client, world):
    year_be = str(FairEvent.objects.order_by("pk").first().opens_on.year + 543)
    year = str(int(year_be) - 543)
    chosen = re.compile("<option selected>(.*?)</option>")
    for path, shown in (("/fairs/", year_be), ("/en/fairs/", year)):
        for asked in (year, year_be):
            page = client.get(f"{path}?year={asked}").content.decode()
            assert chosen.findall(page) == [shown]


def test_a_complaint_from_an_english_page_is_kept_in_thai(client, on_the_first_day):
    fair = FairEvent.objects.order_by("pk").first()
    typed = {"text": "The scales were wrong", "form_key": uuid4()}
    typed |= {"email": "ann@example.org", "consents": "on"}
    response = client.post(f"/en/fairs/{fair.slug}/complaint/", typed)
    complaint = Complaint.objects.order_by("-pk").first()
    assert (response.status_code, response["Location"]) == (302, answer_link_in_english(complaint))
    told = Message.objects.order_by("-pk").first().body.splitlines()
    link = f"{SITE}{answer_link(complaint)}"
    assert told == [
        f"รับเรื่องแล้ว จะตอบ{format_deadline(complaint.answer_by)}",
        f"อ่านได้ที่ {link}",
    ]


def answer_link_in_english(complaint: Complaint) -> str:
    return f"/en{answer_link(complaint)}"


def test_what_is_refused_on_an_english_page_is_refused_in_english(client, on_the_first_day):
    fair = FairEvent.objects.order_by("pk").first()
    path = f"/en/fairs/{fair.slug}/complaint/"
    empty = client.post(path, {"text": "", "booth": "Q99"})
    unasked = client.post(path, {"text": "Hm", "name": "Ann", "form_key": uuid4()})
    assert (empty.status_code, said_in_thai(empty)) == (422, [])
    assert (unasked.status_code, said_in_thai(unasked)) == (422, [])
    assert "Tick that you may be contacted" in unasked.content.decode()


def test_the_sitemap_has_every_page_twice_and_each_names_the_other(client, world):
    shop = Vendor.objects.get(name_en="Silk weavers")
    path = f"/vendors/{shop.pk}/"
    text = client.get("/sitemap-vendors.xml").content.decode()
    pair = "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" href="{SITE}{start}{path}"/>'
        for language, start in (("th", ""), ("en", "/en"), ("x-default", ""))
    )
    joined = re.sub(r"\s*\n\s*", "", text).replace("http://testserver", SITE)
    assert joined.count(pair) == 2
    for start in ("", "/en"):
        assert f"<loc>{SITE}{start}{path}</loc>" in joined


def test_no_hostile_address_or_query_breaks_an_english_page(client, on_the_first_day):
    for name, route in english_routes():
        for path in hostile_paths(name, route):
            assert client.get(f"/en{path}").status_code < 500, path
    for text in HOSTILE.values():
        asked = "&".join(f"{name}={text}" for name in ("q", "year", "province", "category", "page"))
        for name in ("home", "search", "fair-list", "product-list", "vendor-list", "news-list"):
            assert client.get(f"/en{reverse(name)}?{asked}").status_code < 500, (name, text)
