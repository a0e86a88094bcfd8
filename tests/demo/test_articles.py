"""Both articles with which the portal began have a place for each of their facts."""

import pytest
from django.utils.html import strip_tags

from demo.khonkaen import AIMS_20
from demo.lampang import LAMPANG, make_lampang
from demo.news import make_news
from fairs.models import Agency, NewsItem, Project, Statement
from tests.factories import make_fair_event

pytestmark = pytest.mark.django_db

# What the deputy governor said, clause by clause.
SAID = (
    "ต่อยอดจากปีงบประมาณ พ.ศ. 2561",
    "สินค้าอุตสาหกรรมที่สร้างรายได้สูง",
    "ใช้วัตถุดิบในจังหวัดลำปางเป็นส่วนใหญ่",
    "กำลังแรงงานในการผลิตกว่าร้อยละ 70",
    "ผลิตเพื่อการจำหน่ายในประเทศและเพื่อการส่งออก",
    "สนองนโยบายของรัฐในการสร้างงานและกระจายรายได้สู่ท้องถิ่น",
    "ช่วยสร้างมูลค่าเพิ่มทางเศรษฐกิจให้กับจังหวัดลำปาง",
    "ปีละประมาณ 2.3 พันล้านบาท",
    "ผลิตภัณฑ์ไม้ ผ้าทอ OTOP และสินค้าบริการอื่น ๆ",
    "ขาดโอกาสในการเข้าถึงการตลาด",
    "ยกระดับความสามารถในการแข่งขันให้ผู้ประกอบการ",
)
# Under the news, as visitors read it.
CREDITS = ("ชุติกาญจน์ เหล่าชัย", "ศศิธร สุดเจริญ", "สวท.ลำปาง", "สำนักประชาสัมพันธ์เขต 3", "16.32")


@pytest.fixture
def news():
    make_lampang()
    make_news(make_fair_event("OTOP CITY IN KHONKAEN", description=AIMS_20))
    return NewsItem.objects.get(province=LAMPANG)


def test_all_that_the_deputy_governor_said_stands_in_the_minutes(news):
    said = Statement.objects.get(meeting=news.meeting).text
    assert [clause for clause in SAID if clause not in said] == []


def test_the_figures_say_of_what_how_exactly_and_who_said_so(news):
    figures = Project.objects.get(pk=news.project_id).figures
    assert list(figures.values_list("amount", "unit", "source")) == [
        (2_300_000_000, "บาทต่อปี", "รองผู้ว่าราชการจังหวัดลำปาง 17 ม.ค. 2562"),
        (70, "ร้อยละ", "รองผู้ว่าราชการจังหวัดลำปาง 17 ม.ค. 2562"),
    ]


def test_visitors_read_who_made_the_news_and_where_it_stood(client, news):
    page = strip_tags(client.get(f"/news/{news.pk}/").content.decode())
    assert [name for name in CREDITS if name not in page] == []


def test_the_office_that_published_it_can_be_reached(news):
    office = Agency.objects.get(name_th="สำนักประชาสัมพันธ์เขต 3 จังหวัดเชียงใหม่")
    assert (office.district_id, office.phone) == ("5001", "053283734")
    assert office.address.startswith("49 ถนนประชาสัมพันธ์")


def test_visitors_read_what_the_fair_of_khon_kaen_was_held_for(client, news):
    fair = NewsItem.objects.exclude(pk=news.pk).get().fair_event
    page = client.get(f"/fairs/{fair.slug}/").content.decode()
    assert "สร้างเครือข่ายนักการตลาดชุมชน" in page
